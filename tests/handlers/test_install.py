"""Installing over OAuth, tokens that expire, several workspaces beside each other, and being taken out again."""

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import uvicorn

from bot.sandbox.server import Sandbox
from bot.sandbox.team import Team
from bot.settings import Settings
from bot.workspaces import Workspace
from handlers.assemble import Levelhead, assemble
from handlers.authorize import UnknownWorkspace, authorize_from
from storage.store import Memory
from tests.handlers.in_process import InProcess
from tests.running import MANIFEST, built_in_book

SHARP = "As I already told you, read my message properly."
ROTATING = {**MANIFEST, "settings": {**MANIFEST["settings"], "token_rotation_enabled": True}}


@dataclass(frozen=True, slots=True)
class Browser:
    """Somebody's browser at the bot's address, with its one cookie."""

    address: str

    def get(self, path: str, cookie: str = "") -> tuple[int, str, str, str]:
        """Status, where it sends us, the cookie that it sets, and the page."""
        line = HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        line.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = line.getresponse()
        found = answer.headers
        page = answer.read().decode()
        line.close()
        return answer.status, found.get("Location", ""), found.get("Set-Cookie", "").partition(";")[0], page

    def begin(self) -> tuple[str, str]:
        """Start an installation: the state, and the cookie that belongs to it."""
        _status, where, cookie, _page = self.get("/slack/install")
        return parse_qs(urlsplit(where).query)["state"][0], cookie

    def come_back(self, cookie: str, **given: str) -> tuple[int, str]:
        status, _where, _cookie, page = self.get(f"/slack/oauth_redirect?{urlencode(given)}", cookie)
        return status, page

    def install(self, team: Team) -> tuple[int, str]:
        """The whole way, with the yes of an admin of that workspace."""
        state, cookie = self.begin()
        return self.come_back(cookie, state=state, code=team.grant())


@dataclass(frozen=True, slots=True)
class House:
    slack: Sandbox
    bot: Levelhead
    browser: Browser


def opened(manifest: dict[str, Any], folder: Path) -> Iterator[House]:
    """A bot that nobody has installed yet, over HTTP, without any token."""
    with (
        Sandbox.start(manifest, retry_delays=(0.05, 0.05)) as slack,
        socket.create_server(("127.0.0.1", 0)) as listener,
    ):
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        settings = Settings.from_environment(
            _env_file=None,
            slack_client_id=slack.app.client_id,
            slack_client_secret=slack.app.client_secret,
            slack_signing_secret=slack.signing_secret,
            slack_api_url=slack.api_url,
            levelhead_url=address,
            database_url=f"sqlite:///{folder / 'levelhead.sqlite3'}",
        )
        bot = assemble(settings, built_in_book(), now=slack.clock.now)
        slack.clock.on_move(bot.courier.wake)
        bot.start()
        server = uvicorn.Server(uvicorn.Config(bot.web, log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            slack.connect_http(f"{address}/slack/events")
            yield House(slack, bot, Browser(address))
            slack.disconnect()
        finally:
            server.should_exit = True
            thread.join()
            bot.stop()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield from opened(MANIFEST, tmp_path)


@pytest.fixture
def rotating(tmp_path: Path) -> Iterator[House]:
    yield from opened(ROTATING, tmp_path)


def hinted(house: House, team: Team, text: str = SHARP) -> int:
    """How many hints reach the author of a sharp message in a workspace."""
    before = len(hints(house, team))
    team.person("Ana").say("#escalations", text)
    house.slack.settle()
    house.bot.courier.rest(60)
    return len(hints(house, team)) - before


def hints(house: House, team: Team) -> list[str]:
    return [call.method for call in house.slack.calls if call.method == "chat.postEphemeral" and call.team == team.id]


def known(house: House) -> list[str]:
    return [one.team_id for one in house.bot.store.recall(lambda memory: memory.workspaces.all())]


def test_somebody_installs_the_app_and_it_works(house: House) -> None:
    assert hinted(house, house.slack.home) == 0
    status, page = house.browser.install(house.slack.home)
    assert (status, "Harbour Goods" in page) == (200, True)
    assert hinted(house, house.slack.home, "I hear you, but our policy is clear and you should have read it.") == 1


def test_slack_is_asked_for_what_the_manifest_lists_and_told_where_to_send_people_back(house: House) -> None:
    _status, where, cookie, _page = house.browser.get("/slack/install")
    asked = parse_qs(urlsplit(where).query)
    assert asked["scope"][0].split(",") == MANIFEST["oauth_config"]["scopes"]["bot"]
    assert asked["redirect_uri"] == [f"{house.browser.address}/slack/oauth_redirect"]
    assert where.startswith(house.slack.api_url.removesuffix("api/"))
    assert cookie


@pytest.mark.parametrize("trick", ["no state", "made up", "another browser", "too late", "twice"])
def test_a_return_that_was_not_begun_here_installs_nothing(house: House, trick: str) -> None:
    state, cookie = house.browser.begin()
    code = house.slack.home.grant()
    match trick:
        case "no state":
            state, cookie = "", ""
        case "made up":
            state, cookie = "x", "levelhead_install=x"
        case "another browser":
            _state, cookie = house.browser.begin()
        case "too late":
            house.slack.clock.advance(timedelta(minutes=11))
        case "twice":
            house.browser.come_back(cookie, state=state, error="access_denied")
    status, page = house.browser.come_back(cookie, state=state, code=code)
    assert (status, "begin again" in page, known(house)) == (400, True, [])


def test_a_no_is_taken_kindly(house: House) -> None:
    state, cookie = house.browser.begin()
    status, page = house.browser.come_back(cookie, state=state, error="access_denied")
    assert (status, "Nothing was installed" in page, known(house)) == (200, True, [])


def test_a_code_that_slack_does_not_know_is_told(house: House) -> None:
    state, cookie = house.browser.begin()
    status, page = house.browser.come_back(cookie, state=state, code="<script>")
    assert (status, "did not accept" in page, "<script>" in page) == (400, True, False)


def test_a_silent_slack_is_told(house: House) -> None:
    house.slack.faults.server_error("oauth.v2.access")
    status, page = house.browser.install(house.slack.home)
    assert (status, known(house)) == (503, [])
    assert "try again" in page


def test_two_workspaces_with_the_same_ids_do_not_meet(house: House) -> None:
    other = house.slack.add_workspace("T0OTHER", "Other Goods")
    house.browser.install(house.slack.home)
    house.browser.install(other)
    other.person("Ana").command("/levelhead mute all", "#escalations")
    house.slack.settle()
    assert hinted(house, other) == 0
    assert hinted(house, house.slack.home) == 1


def test_a_button_of_one_workspace_does_nothing_in_another(house: House) -> None:
    other = house.slack.add_workspace("T0OTHER", "Other Goods")
    house.browser.install(house.slack.home)
    house.browser.install(other)
    ana = house.slack.home.person("Ana")
    ana.say("#support", SHARP)
    shown = house.slack.wait_for(ana.ephemerals)[-1]
    ana.press("Follow up", on=shown)
    house.slack.wait_for(lambda: opened_in(house, "T0LEVEL"))
    pressed = next(sent for sent in reversed(house.slack.sent) if sent.envelope.kind == "interactive")
    elsewhere = json.loads(json.dumps(pressed.envelope.payload).replace("T0LEVEL", "T0OTHER"))
    _answer, afterwards = house.bot.door.receive(elsewhere | {"trigger_id": other.person("Ana").trigger()})
    afterwards()
    house.bot.door.rest(60)
    assert not opened_in(house, "T0OTHER")


def opened_in(house: House, team: str) -> bool:
    return any(call.method == "views.open" and call.team == team for call in house.slack.calls)


def test_taken_out_of_a_workspace_everything_of_it_is_forgotten_and_nothing_else(house: House) -> None:
    other = house.slack.add_workspace("T0OTHER", "Other Goods")
    house.browser.install(house.slack.home)
    house.browser.install(other)
    other.uninstall()
    house.slack.settle()
    assert known(house) == ["T0LEVEL"]
    assert hinted(house, house.slack.home) == 1


@pytest.mark.parametrize(("ago", "left"), [(timedelta(minutes=5), ["T0LEVEL"]), (timedelta(0), [])])
def test_late_news_of_an_earlier_end_leave_a_new_installation_alone(
    house: House, ago: timedelta, left: list[str]
) -> None:
    house.browser.install(house.slack.home)
    payload = {
        "type": "event_callback",
        "team_id": "T0LEVEL",
        "event_time": int((house.slack.clock.now() - ago).timestamp()),
        "event": {"type": "app_uninstalled"},
    }
    InProcess(house.bot.door).give(payload)
    assert known(house) == left


def installed_in(team: str, memory: Memory) -> Workspace | None:
    return memory.workspaces.find(team)


def test_installed_for_an_organisation_it_serves_each_of_its_workspaces(house: House) -> None:
    state, cookie = house.browser.begin()
    house.browser.come_back(cookie, state=state, code=house.slack.home.grant(organisation="E0ORG"))
    authorize = authorize_from(house.bot.store)
    for team in ("T0LEVEL", "T0OTHER"):
        told = authorize("E0ORG", team)
        found = house.bot.store.recall(partial(installed_in, team))
        assert found is not None
        assert (told.bot_user_id, told.bot_id) == (found.bot_user_id, found.bot_id)
        assert (told.bot_token, found.token) == (None, house.slack.bot_token)
    with pytest.raises(UnknownWorkspace):
        authorize("E0ELSE", "T0ELSE")


def test_taken_out_of_an_organisation_all_its_workspaces_are_forgotten(house: House) -> None:
    state, cookie = house.browser.begin()
    house.browser.come_back(cookie, state=state, code=house.slack.home.grant(organisation="E0ORG"))
    authorize = authorize_from(house.bot.store)
    authorize("E0ORG", "T0LEVEL")
    house.bot.store.remember(lambda memory: memory.workspaces.erase("E0ORG"))
    with pytest.raises(UnknownWorkspace):
        authorize(None, "T0LEVEL")


def test_taken_out_of_one_workspace_of_an_organisation_the_others_stay(house: House) -> None:
    state, cookie = house.browser.begin()
    house.browser.come_back(cookie, state=state, code=house.slack.home.grant(organisation="E0ORG"))
    authorize = authorize_from(house.bot.store)
    for team in ("T0LEVEL", "T0OTHER"):
        authorize("E0ORG", team)
    gone = {"type": "team_access_revoked", "team_ids": ["T0OTHER", "E0ORG", "T0NEVER"]}
    payload = {"type": "event_callback", "team_id": None, "enterprise_id": "E0ORG", "event": gone}
    assert InProcess(house.bot.door).give(payload) is not None
    assert house.bot.store.recall(lambda memory: memory.workspaces.teams()) == ("T0LEVEL",)
    authorize("E0ORG", "T0LEVEL")


def ask_for(house: House, team: Team, note: str, hours: int = 30) -> None:
    """Ana there sets a follow-up, for tomorrow evening, long after her workspace's first token has died."""
    ana = team.person("Ana")
    ana.command(f"/followup {hours}h {note}", "#support")
    house.slack.wait_for(lambda: any(note in shown.words for shown in ana.ephemerals()))


def said(house: House, note: str) -> bool:
    posts = [call for call in house.slack.calls if call.method == "chat.postMessage" and call.ok]
    return any(note in str(call.args) for call in posts)


def test_a_token_that_expires_is_renewed_when_something_is_due(rotating: House) -> None:
    rotating.browser.install(rotating.slack.home)
    ask_for(rotating, rotating.slack.home, "look at the refund")
    rotating.slack.clock.advance(timedelta(hours=31))
    rotating.slack.wait_for(lambda: said(rotating, "look at the refund"))
    renewals = [call for call in rotating.slack.calls if call.args.get("grant_type") == "refresh_token"]
    assert len(renewals) == 1


def test_a_token_that_slack_does_not_renew_yet_serves_for_as_long_as_it_lives(rotating: House) -> None:
    rotating.browser.install(rotating.slack.home)
    ask_for(rotating, rotating.slack.home, "look at the refund", hours=11)
    rotating.slack.faults.error("oauth.v2.access", "internal_error")
    rotating.slack.clock.advance(timedelta(hours=11, minutes=1))
    rotating.slack.wait_for(lambda: any(call.error == "internal_error" for call in rotating.slack.calls))
    assert rotating.bot.courier.rest(60)
    assert said(rotating, "look at the refund")


def test_a_workspace_whose_token_was_revoked_leaves_the_others_alone(rotating: House) -> None:
    other = rotating.slack.add_workspace("T0OTHER", "Other Goods")
    rotating.browser.install(rotating.slack.home)
    rotating.browser.install(other)
    ask_for(rotating, other, "theirs")
    ask_for(rotating, rotating.slack.home, "ours")
    other.uninstall()
    rotating.slack.settle()
    rotating.slack.clock.advance(timedelta(hours=31))
    rotating.slack.wait_for(lambda: said(rotating, "ours"))
    rotating.bot.courier.rest(60)
    assert not said(rotating, "theirs")


def test_a_refused_renewal_is_tried_by_nobody_else_and_harms_nobody_else(rotating: House) -> None:
    other = rotating.slack.add_workspace("T0OTHER", "Other Goods")
    rotating.browser.install(other)
    ask_for(rotating, other, "theirs")
    rotating.slack.faults.error("oauth.v2.access", "invalid_refresh_token")
    rotating.slack.clock.advance(timedelta(hours=31))
    rotating.slack.wait_for(lambda: rotating.slack.calls[-1].error == "invalid_refresh_token")
    rotating.browser.install(rotating.slack.home)
    ask_for(rotating, rotating.slack.home, "ours")
    rotating.slack.clock.advance(timedelta(hours=31))
    rotating.slack.wait_for(lambda: said(rotating, "ours"))
