"""A Web API call under way: who asks, with which arguments, and the checks that many methods share."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.sandbox.api_forms import whole
from bot.sandbox.refusals import SlackError
from bot.sandbox.values import Channel, Json, Kind, Member
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import World

KIND_WORD = {Kind.PUBLIC: "channels", Kind.PRIVATE: "groups", Kind.DM: "im"}


@dataclass(frozen=True, slots=True)
class Asking:
    """One call of the app's. The sandbox's lock is held as long as it lasts."""

    world: World
    workspace: Workspace
    args: Json

    def text(self, name: str) -> str:
        return str(self.args.get(name) or "")

    def need(self, name: str, refusal: str = "invalid_arguments") -> str:
        """An argument that must be there. Raises SlackError."""
        if not self.text(name):
            missing = f"[ERROR] missing required field: {name}"
            raise SlackError(refusal, response_metadata={"messages": [missing]})
        return self.text(name)

    def limit(self, default: int = 100) -> int:
        return whole(self.args.get("limit"), default, 1000)

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    @property
    def bot(self) -> Member:
        return self.workspace.members[self.workspace.bot]

    def channel(self, name: str = "channel") -> Channel:
        """The channel that is meant, where the app can see it. Raises SlackError `channel_not_found`."""
        channel = self.workspace.channel(self.need(name, "channel_not_found"))
        if channel.kind is not Kind.PUBLIC and not self.workspace.is_in(self.bot.id, channel.id):
            raise SlackError("channel_not_found")
        return channel

    def person(self, name: str = "user") -> Member:
        return self.workspace.member(self.need(name, "user_not_found"))

    def allow(self, channel: Channel, verb: str) -> None:
        """Check the scope that `verb` (`read`, `history`) needs for this kind of channel. Raises SlackError."""
        scope = f"{KIND_WORD[channel.kind]}:{verb}"
        if scope not in self.world.manifest.scopes:
            raise missing_scope((scope,), self.world)

    def may(self, scope: str) -> bool:
        return scope in self.world.manifest.scopes


def missing_scope(needed: tuple[str, ...], world: World) -> SlackError:
    provided: Any = ",".join(sorted(world.manifest.scopes))
    return SlackError("missing_scope", needed=",".join(needed), provided=provided)
