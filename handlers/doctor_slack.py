"""What `levelhead doctor` asks of Slack: tokens, scopes, the clock, and the way in which payloads come."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from re import fullmatch

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.manifest import read_manifest
from bot.saying import Say
from bot.settings import Settings
from bot.workspaces import Workspace
from handlers.findings import Finding, Verdict, found
from handlers.slack_errors import CALL_ERRORS

CLOCKS_APART = 60
"""Seconds between Slack's clock and ours that are a fault; at five times that we refuse all of Slack's requests."""


class SlackExam:
    """Each `look` yields what it found and never raises for what it examines."""

    def __init__(self, say: Say, now: Callable[[], datetime], settings: Settings) -> None:
        self._say, self._now, self._settings = say, now, settings
        self._client = WebClient(base_url=settings.slack_api_url, timeout=10)

    def look(self) -> Iterator[Finding]:
        """The clock, the token in the settings where there is one, and the door."""
        try:
            answer = self._client.api_test()
        except CALL_ERRORS:
            yield self._no_answer("slack")
            return
        yield self._look_at_clock(answer.headers)
        if token := self._settings.slack_bot_token.get_secret_value():
            yield from self._look_at_token(token, "bot_token", "bot_token_refused")
        yield from self._look_at_door()

    def look_at_installation(self, installed: Workspace) -> Iterator[Finding]:
        """The token that somebody's yes has brought, as it is: it is renewed by the bot alone."""
        if installed.expires_at is not None and installed.expires_at <= self._now():
            yield found(self._say, "installation", Verdict.NOTE, "installation_expired", workspace=installed.team_id)
        else:
            yield from self._look_at_token(installed.token, "installation", "installation_refused", installed.team_id)

    def _look_at_door(self) -> Iterator[Finding]:
        token, secret = self._settings.slack_app_token, self._settings.slack_signing_secret
        if token is not None:
            try:
                self._client.apps_connections_open(app_token=token.get_secret_value())
            except SlackApiError as error:
                yield found(self._say, "app_token", Verdict.WRONG, "app_token_refused", error=_code(error))
            except CALL_ERRORS:
                yield self._no_answer("app_token")
            else:
                yield found(self._say, "app_token", Verdict.GOOD, "app_token")
        elif secret is not None:
            fits = fullmatch(r"[0-9a-f]{32}", secret.get_secret_value())
            key = "signing_secret" if fits else "signing_secret_odd"
            yield found(self._say, "signing_secret", Verdict.GOOD if fits else Verdict.WRONG, key)

    def _look_at_token(self, token: str, topic: str, refused: str, workspace: str = "") -> Iterator[Finding]:
        try:
            answer = self._client.auth_test(token=token)
        except SlackApiError as error:
            yield found(self._say, topic, Verdict.WRONG, refused, error=_code(error), workspace=workspace)
        except CALL_ERRORS:
            yield self._no_answer(topic)
        else:
            names = {"bot": str(answer.get("user", "")), "workspace": str(answer.get("team", ""))}
            yield found(self._say, topic, Verdict.GOOD, "bot_token", **names)
            yield from self._look_at_scopes(_header(answer.headers, "x-oauth-scopes"))

    def _look_at_scopes(self, told: str) -> Iterator[Finding]:
        scopes = read_manifest()["oauth_config"]["scopes"]
        wanted, optional = set(scopes["bot"]), set(scopes["bot_optional"])
        granted = {scope.strip() for scope in told.split(",") if scope.strip()}
        if not granted:
            yield found(self._say, "scopes", Verdict.NOTE, "scopes_unknown")
        elif missing := wanted - granted:
            yield found(self._say, "scopes", Verdict.WRONG, "scopes_missing", scopes=", ".join(sorted(missing)))
        else:
            yield found(self._say, "scopes", Verdict.GOOD, "scopes", count=str(len(wanted)))
        if more := granted - wanted - optional:
            yield found(self._say, "scopes", Verdict.NOTE, "scopes_more", scopes=", ".join(sorted(more)))

    def _look_at_clock(self, headers: Mapping[str, str]) -> Finding:
        try:
            theirs = parsedate_to_datetime(_header(headers, "date"))
        except ValueError:
            return found(self._say, "clock", Verdict.NOTE, "clock_unknown")
        apart = abs((self._now() - theirs.astimezone(UTC)).total_seconds())
        well = apart <= CLOCKS_APART
        key = "clock" if well else "clock_wrong"
        return found(self._say, "clock", Verdict.GOOD if well else Verdict.WRONG, key, seconds=f"{apart:.0f}")

    def _no_answer(self, topic: str) -> Finding:
        return found(self._say, topic, Verdict.WRONG, "no_answer", address=self._settings.slack_api_url)


def _header(headers: Mapping[str, str], name: str) -> str:
    return next((str(value) for key, value in headers.items() if key.lower() == name), "")


def _code(error: SlackApiError) -> str:
    return str(error.response.get("error", "unknown"))
