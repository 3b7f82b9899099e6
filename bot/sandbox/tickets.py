"""Things that the app may use for a while: trigger ids, once and for three seconds, and response URLs."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.refusals import SlackError

TRIGGER_LIFE = timedelta(seconds=3)
RESPONSE_LIFE = timedelta(minutes=30)
RESPONSE_USES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Leave to open one modal in front of `user`."""

    team: str
    user: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Leave to answer `user` in `channel`; `about` is the timestamp of the message that was pressed, or empty."""

    team: str
    user: str
    channel: str
    until: datetime
    about: str = ""
    thread: str = ""
    ephemeral: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Somebody's leave to install the app in a workspace."""

    team: str
    user: str
    until: datetime
    organisation: str = ""


class Triggers:
    """Every trigger id there ever was. Callers hold the sandbox's lock.

    Each lives for three seconds as in Slack, or as long as a more patient sandbox waits for an answer.
    """

    def __init__(self, patience: float) -> None:
        self._life = max(TRIGGER_LIFE, timedelta(seconds=patience))
        self._live: dict[str, Trigger] = {}
        self._spent: set[str] = set()

    def mint(self, team: str, user: str, now: datetime) -> str:
        id = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._live[id] = Trigger(team=team, user=user, until=now + self._life)
        return id

    def spend(self, id: str, team: str, now: datetime) -> Trigger:
        """Use the trigger up. Raises SlackError with Slack's word for what is wrong with it."""
        if id in self._spent:
            raise SlackError("exchanged_trigger_id")
        trigger = self._live.get(id)
        if trigger is None or trigger.team != team:
            raise SlackError("invalid_trigger_id")
        if now > trigger.until:
            raise SlackError("expired_trigger_id")
        self._spent.add(id)
        return trigger


class Responses:
    """Every response URL there ever was. Callers hold the sandbox's lock."""

    def __init__(self) -> None:
        self._known: dict[str, Response] = {}
        self._uses: dict[str, int] = {}

    def mint(self, response: Response) -> str:
        id = secrets.token_urlsafe(24)
        self._known[id] = response
        return id

    def use(self, id: str, now: datetime) -> Response:
        """Count one use. Raises SlackError: `invalid_url`, `expired_url` or `used_url`."""
        response = self._known.get(id)
        if response is None:
            raise SlackError("invalid_url")
        if now > response.until:
            raise SlackError("expired_url")
        if self._uses.get(id, 0) >= RESPONSE_USES:
            raise SlackError("used_url")
        self._uses[id] = self._uses.get(id, 0) + 1
        return response
