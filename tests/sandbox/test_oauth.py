"""Installing: codes, tokens, and tokens that are renewed."""

from datetime import timedelta
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Sandbox
from tests.sandbox.manifests import manifest


def bare(slack: Sandbox) -> WebClient:
    return WebClient(base_url=slack.api_url)


def install(slack: Sandbox, code: str) -> dict[str, Any]:
    answer = bare(slack).oauth_v2_access(
        client_id=slack.app.client_id, client_secret=slack.app.client_secret, code=code
    )
    assert isinstance(answer.data, dict)
    return answer.data


def test_a_code_brings_a_token_once(slack: Sandbox) -> None:
    code = slack.home.grant()
    given = install(slack, code)
    client = WebClient(token=given["access_token"], base_url=slack.api_url)
    assert (client.auth_test()["team_id"], given["team"]["id"]) == ("T0LEVEL", "T0LEVEL")
    assert given["authed_user"]["id"] == "U0ADMINADA"
    with pytest.raises(SlackApiError, match="invalid_code"):
        install(slack, code)


def test_a_code_is_good_for_ten_minutes(slack: Sandbox) -> None:
    code = slack.home.grant()
    slack.clock.advance(timedelta(minutes=10))
    with pytest.raises(SlackApiError, match="invalid_code"):
        install(slack, code)


@pytest.mark.parametrize(
    ("wrong", "error"), [("client_id", "invalid_client_id"), ("client_secret", "bad_client_secret")]
)
def test_only_the_app_itself_can_use_a_code(slack: Sandbox, wrong: str, error: str) -> None:
    right = {"client_id": slack.app.client_id, "client_secret": slack.app.client_secret}
    with pytest.raises(SlackApiError, match=error):
        bare(slack).oauth_v2_access(code=slack.home.grant(), **(right | {wrong: "wrong"}))


def test_an_uninstalled_app_can_be_installed_again(slack: Sandbox, client: WebClient) -> None:
    slack.home.uninstall()
    fresh = WebClient(token=install(slack, slack.home.grant())["access_token"], base_url=slack.api_url)
    assert fresh.auth_test()["ok"]
    with pytest.raises(SlackApiError, match="token_revoked"):
        client.auth_test()


def test_whoever_installs_is_sent_back_with_code_and_state(slack: Sandbox) -> None:
    other = slack.add_workspace("T0OTHER", "Other Goods")
    asked = {
        "client_id": slack.app.client_id,
        "state": "s",
        "redirect_uri": "http://127.0.0.1:1/back",
        "team": other.id,
    }
    line = HTTPConnection(urlsplit(slack.url).netloc, timeout=60)
    line.request("GET", f"/oauth/v2/authorize?{urlencode(asked)}")
    answer = line.getresponse()
    back = parse_qs(urlsplit(answer.headers["Location"]).query)
    line.close()
    assert (answer.status, back["state"]) == (302, ["s"])
    assert install(slack, back["code"][0])["team"]["id"] == "T0OTHER"


def test_a_renewed_token_outlives_the_old_one() -> None:
    rotating = manifest()
    rotating["settings"]["token_rotation_enabled"] = True
    with Sandbox.start(rotating) as slack:
        first = install(slack, slack.home.grant())
        slack.clock.advance(timedelta(hours=11))
        second = bare(slack).oauth_v2_access(
            client_id=slack.app.client_id,
            client_secret=slack.app.client_secret,
            grant_type="refresh_token",
            refresh_token=first["refresh_token"],
        )
        slack.clock.advance(timedelta(hours=2))
        assert WebClient(token=second["access_token"], base_url=slack.api_url).auth_test()["ok"]
        with pytest.raises(SlackApiError, match="token_expired"):
            WebClient(token=first["access_token"], base_url=slack.api_url).auth_test()
        with pytest.raises(SlackApiError, match="invalid_refresh_token"):
            bare(slack).oauth_v2_access(
                client_id=slack.app.client_id,
                client_secret=slack.app.client_secret,
                grant_type="refresh_token",
                refresh_token=first["refresh_token"],
            )


def test_neither_codes_nor_secrets_stand_in_the_ledger(slack: Sandbox) -> None:
    code = slack.home.grant()
    install(slack, code)
    assert dict(slack.calls[-1].args) == {"client_id": slack.app.client_id}
