"""Slack's facts about people and channels, asked for by the courier only and kept for ten minutes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from threading import Lock
from typing import Any
from zoneinfo import available_timezones

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.calls import CountedClient
from handlers.metrics import Metrics
from handlers.slack_errors import CALL_ERRORS
from handlers.tokens import Tokens
from storage.store import Store

FRESH = timedelta(minutes=10)
SHARED = ("is_ext_shared", "is_pending_ext_shared", "is_shared")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What Slack says of a channel just now: whether the bot is in it, whether it is closed, and who can read it."""

    inside: bool
    archived: bool
    outsiders: bool


NOWHERE = Reach(inside=False, archived=False, outsiders=True)


class Directory:
    """Slack clients by workspace, and what they say of people; safe to share between threads."""

    def __init__(
        self, store: Store, tokens: Tokens, api_url: str, now: Callable[[], datetime], metrics: Metrics
    ) -> None:
        self._store, self._tokens, self._api_url, self._now = store, tokens, api_url, now
        self._metrics = metrics
        self._members: dict[tuple[str, str], tuple[datetime, Member]] = {}
        self._reaches: dict[tuple[str, str], tuple[datetime, Reach]] = {}
        self._lock = Lock()

    def client(self, workspace: str) -> CountedClient:
        """A client that waits ten seconds and never sends a call twice; raises what `Tokens.of` raises."""
        return CountedClient(self._metrics, self._api_url, self._tokens.of(workspace))

    def remembered_client(self, workspace: str) -> CountedClient | None:
        """A client on the token that was given last, for when memory is out of reach; None where none was."""
        token = self._tokens.given_last(workspace)
        return CountedClient(self._metrics, self._api_url, token) if token else None

    def member(self, client: WebClient, workspace: str, person: str) -> Member:
        """Who somebody is; raises SlackApiError."""
        with self._lock:
            at, member = self._members.get((workspace, person), (None, None))
        if member is not None and at is not None and abs(self._now() - at) < FRESH:
            return member
        user = client.users_info(user=person).get("user") or {}
        member = _member(user, workspace)
        self.note_zone(workspace, person, str(user.get("tz") or ""))
        with self._lock:
            self._members[workspace, person] = (self._now(), member)
        return member

    def zone(self, client: WebClient, workspace: str, person: str) -> str:
        """The name of somebody's time zone, asked for once and kept; UTC where Slack does not say."""
        known = self._store.recall(lambda memory: memory.zones.of(workspace, person))
        if not known:
            self.forget(workspace, person)
            self.member(client, workspace, person)
            known = self._store.recall(lambda memory: memory.zones.of(workspace, person))
        return known or "UTC"

    def note_zone(self, workspace: str, person: str, zone: str) -> None:
        """Slack said where somebody's clock hangs; a zone that nobody knows is passed over."""
        if known_zone(zone):
            known = self._store.recall(lambda memory: memory.zones.of(workspace, person))
            if known != zone:
                self._store.remember(lambda memory: memory.zones.note(workspace, person, zone))

    def reach(self, client: WebClient, workspace: str, channel: str, *, fresh: bool = False) -> Reach:
        """What can be said in a channel, with `fresh` as Slack has it just now.

        Raises SlackApiError unless Slack says that it is not for the bot to see.
        """
        with self._lock:
            at, reach = self._reaches.get((workspace, channel), (None, None))
        if reach is not None and at is not None and abs(self._now() - at) < FRESH and not fresh:
            return reach
        reach = _reach(client, channel)
        with self._lock:
            self._reaches[workspace, channel] = (self._now(), reach)
        return reach

    def forget(self, workspace: str, person: str) -> None:
        """Slack said that somebody changed."""
        with self._lock:
            self._members.pop((workspace, person), None)

    def admins(self, client: WebClient, workspace: str) -> tuple[str, ...]:
        """The ids of the people whom Slack knows as admins of this workspace; raises SlackApiError."""
        found: list[str] = []
        cursor = ""
        for _ in range(MOST_PAGES):
            page = client.users_list(limit=PAGE, cursor=cursor or None, team_id=workspace)
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
        except CALL_ERRORS:
            return False

    def has_outsiders(self, client: WebClient, channel: str) -> bool:
        """Whether people of other workspaces can read a channel; unknown counts as yes."""
        try:
            found = client.conversations_info(channel=channel).get("channel") or {}
        except CALL_ERRORS:
            return True
        return any(found.get(flag) for flag in SHARED)


def home_in(user: Mapping[str, Any], workspace: str) -> str:
    """Where an account is at home; who works in several workspaces of one organisation is so in each of them."""
    everywhere = (user.get("enterprise_user") or {}).get("teams") or ()
    return workspace if workspace in everywhere else str(user.get("team_id", ""))


def known_zone(zone: str) -> str:
    """The name of a zone, empty where nobody knows it."""
    return zone if zone in _zone_names() else ""


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def _reach(client: WebClient, channel: str) -> Reach:
    try:
        found = client.conversations_info(channel=channel).get("channel") or {}
    except SlackApiError as error:
        if error.response.get("error") in ("channel_not_found", "method_not_supported_for_channel_type"):
            return NOWHERE
        raise
    return Reach(
        inside=bool(found.get("is_member")),
        archived=bool(found.get("is_archived")),
        outsiders=any(found.get(flag) for flag in SHARED),
    )


def _is_admin(user: Mapping[str, Any], workspace: str) -> bool:
    return bool(user.get("is_admin")) and _member(user, workspace).may_be_coached


def _member(user: Mapping[str, Any], workspace: str) -> Member:
    return Member(
        own=home_in(user, workspace) in (workspace, "") and not user.get("is_stranger"),
        alive=not user.get("deleted"),
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        bot=bool(user.get("is_bot")),
    )
