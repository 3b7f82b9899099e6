"""Slack's facts about people and channels, asked for by the courier only and kept for ten minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from storage.store import Store

FRESH = timedelta(minutes=10)
PAGE = 200
MOST_PAGES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What Slack says of a person just now."""

    own: bool
    alive: bool
    guest: bool
    bot: bool

    @property
    def may_be_coached(self) -> bool:
        """A live person of this workspace; guests and people of other workspaces are customers."""
        return self.own and self.alive and not self.guest and not self.bot


class Directory:
    """Slack clients by workspace, and what they say of people; safe to share between threads."""

    def __init__(self, store: Store, api_url: str, now: Callable[[], datetime]) -> None:
        self._store, self._api_url, self._now = store, api_url, now
        self._members: dict[tuple[str, str], tuple[datetime, Member]] = {}
        self._lock = Lock()

    def client(self, workspace: str) -> WebClient:
        """A client that waits ten seconds and never sends a call twice; raises KeyError for an unknown workspace."""
        found = self._store.recall(lambda memory: memory.workspaces.find(workspace))
        if found is None:
            raise KeyError("no such workspace")
        return WebClient(token=found.token, base_url=self._api_url, timeout=10, retry_handlers=[])

    def member(self, client: WebClient, workspace: str, person: str) -> Member:
        """Who somebody is; raises SlackApiError."""
        with self._lock:
            at, member = self._members.get((workspace, person), (None, None))
        if member is not None and at is not None and self._now() - at < FRESH:
            return member
        member = _member(client.users_info(user=person).get("user") or {}, workspace)
        with self._lock:
            self._members[workspace, person] = (self._now(), member)
        return member

    def forget(self, workspace: str, person: str) -> None:
        """Slack said that somebody changed."""
        with self._lock:
            self._members.pop((workspace, person), None)

    def admins(self, client: WebClient, workspace: str) -> tuple[str, ...]:
        """The ids of the people whom Slack knows as admins of this workspace; raises SlackApiError."""
        found: list[str] = []
        cursor = ""
        for _ in range(MOST_PAGES):
            page = client.users_list(limit=PAGE, cursor=cursor or None)
            users = page.get("members") or []
            found += [str(user["id"]) for user in users if _is_admin(user, workspace)]
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                break
        return tuple(found)

    def is_away(self, client: WebClient, person: str) -> bool:
        """Whether an ephemeral would miss somebody; a presence that cannot be learned counts as active."""
        try:
            return client.users_getPresence(user=person).get("presence") == "away"
        except SlackApiError:
            return False

    def has_outsiders(self, client: WebClient, channel: str) -> bool:
        """Whether people of other workspaces can read a channel; unknown counts as yes."""
        try:
            found = client.conversations_info(channel=channel).get("channel") or {}
        except SlackApiError:
            return True
        return any(found.get(flag) for flag in ("is_ext_shared", "is_pending_ext_shared", "is_shared"))


def _is_admin(user: dict[str, object], workspace: str) -> bool:
    return bool(user.get("is_admin")) and _member(user, workspace).may_be_coached


def _member(user: dict[str, object], workspace: str) -> Member:
    return Member(
        own=user.get("team_id", workspace) == workspace and not user.get("is_stranger"),
        alive=not user.get("deleted"),
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        bot=bool(user.get("is_bot")),
    )
