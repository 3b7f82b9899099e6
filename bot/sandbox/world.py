"""Everything that the small Slack is made of: its workspaces, its one app, and the ways between them."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.sandbox import events
from bot.sandbox.changes import Changes
from bot.sandbox.clock import Clock
from bot.sandbox.delivery import Delivery
from bot.sandbox.envelopes import Envelope
from bot.sandbox.faults import Faults
from bot.sandbox.manifest import Manifest
from bot.sandbox.refusals import SlackError
from bot.sandbox.socket_delivery import SocketDelivery
from bot.sandbox.tickets import RESPONSE_LIFE, Grant, Response, Responses, Triggers
from bot.sandbox.values import Json, Kind
from bot.sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The one app that is being tried, and its secrets."""

    id: str
    bot_id: str
    app_token: str
    signing_secret: str
    verification_token: str
    client_id: str
    client_secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One Web API call: `error` is Slack's code, or `http_429` and the like where the answer was no answer."""

    method: str
    args: Mapping[str, Any]
    ok: bool
    error: str
    at: datetime
    team: str = ""


@dataclass(kw_only=True)
class World:
    """The whole state of the sandbox. `changes.lock` guards all of it."""

    manifest: Manifest
    app: App
    clock: Clock
    changes: Changes
    delivery: Delivery
    sockets: SocketDelivery
    faults: Faults
    workspaces: dict[str, Workspace]
    triggers: Triggers
    responses: Responses
    calls: list[Call]
    revoked: set[str]
    grants: dict[str, Grant]
    base_url: str = ""

    @property
    def connected(self) -> bool:
        """Whether the app is there to hear anything."""
        carrier = self.delivery.carrier
        return carrier is not None and (carrier is not self.sockets or self.sockets.connections > 0)

    def stamp(self, workspace: Workspace) -> str:
        return workspace.stamp(self.clock.now())

    def by_token(self, token: str) -> Workspace:
        """The workspace whose bot token this is. Raises SlackError."""
        if not token:
            raise SlackError("not_authed")
        if token in self.revoked:
            raise SlackError("token_revoked")
        for workspace in self.workspaces.values():
            if workspace.installed and token in workspace.tokens:
                expires = workspace.tokens[token]
                if expires is not None and self.clock.now() > expires:
                    raise SlackError("token_expired")
                return workspace
        raise SlackError("not_allowed_token_type" if token == self.app.app_token else "invalid_auth")

    def announce(self, workspace: Workspace, event: Json) -> None:
        """Send an event to the app, if the app is there to hear it and has subscribed to it."""
        name = events.subscription(workspace, event)
        if workspace.installed and self.manifest.hears(name) and self._hears_there(workspace, event):
            self.delivery.send(self.event_envelope(workspace, event))

    def _hears_there(self, workspace: Workspace, event: Json) -> bool:
        place = event.get("channel") or event.get("item", {}).get("channel")
        if not place or event["type"] in ("channel_left", "group_left"):
            return True
        public_news = event["type"].startswith("channel_") and workspace.channel(place).kind is Kind.PUBLIC
        return public_news or workspace.is_in(workspace.bot, place)

    def event_envelope(self, workspace: Workspace, event: Json) -> Envelope:
        place = event.get("channel") or event.get("item", {}).get("channel") or ""
        shared = place in workspace.channels and bool(workspace.channels[place].shared_with)
        standing = {"enterprise_id": None, "team_id": workspace.id, "user_id": workspace.bot}
        payload: Json = {
            "token": self.app.verification_token,
            "team_id": workspace.id,
            "context_team_id": workspace.id,
            "context_enterprise_id": None,
            "api_app_id": self.app.id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{secrets.token_hex(5).upper()}",
            "event_time": int(self.clock.now().timestamp()),
            "authorizations": [standing | {"is_bot": True, "is_enterprise_install": False}],
            "is_ext_shared_channel": shared,
            "event_context": f"4-{secrets.token_hex(12)}",
        }
        return Envelope(id=secrets.token_hex(16), kind="events_api", payload=payload)

    def response_url(self, workspace: Workspace, user: str, channel: str, **about: Any) -> str:
        """A URL that answers `user` in `channel`; `about`, `thread` and `ephemeral` say what it may replace."""
        until = self.clock.now() + RESPONSE_LIFE
        id = self.responses.mint(Response(team=workspace.id, user=user, channel=channel, until=until, **about))
        return f"{self.base_url}/response/{workspace.id}/{id}"
