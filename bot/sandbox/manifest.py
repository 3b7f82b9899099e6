"""What the app may do, read from its manifest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

EVENT_SCOPES: Mapping[str, tuple[str, ...]] = {
    "app_mention": ("app_mentions:read",),
    "channel_archive": ("channels:read",),
    "channel_left": ("channels:read",),
    "channel_rename": ("channels:read",),
    "channel_unarchive": ("channels:read",),
    "group_left": ("groups:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "team_join": ("users:read",),
    "user_change": ("users:read",),
}
"""Any one of these scopes lets the event through; events that are not listed need none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcut:
    name: str
    type: str
    callback_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The one list of scopes, events, commands and shortcuts, as Slack would hold the app to it."""

    name: str
    bot_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    home_tab: bool
    messages_tab: bool
    interactivity: bool
    token_rotation: bool

    @classmethod
    def read(cls, parsed: Mapping[str, Any]) -> Self:
        """Take the parsed manifest.json. Raises KeyError where a command or shortcut lacks its name."""
        features, settings = parsed.get("features", {}), parsed.get("settings", {})
        tabs = features.get("app_home", {})
        name = parsed.get("display_information", {}).get("name", "App")
        return cls(
            name=name,
            bot_name=features.get("bot_user", {}).get("display_name", name),
            scopes=_scopes(parsed.get("oauth_config", {}).get("scopes", {})),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
            commands=_commands(features.get("slash_commands", ())),
            shortcuts=_shortcuts(features.get("shortcuts", ())),
            home_tab=tabs.get("home_tab_enabled", False),
            messages_tab=tabs.get("messages_tab_enabled", False)
            and not tabs.get("messages_tab_read_only_enabled", False),
            interactivity=settings.get("interactivity", {}).get("is_enabled", False),
            token_rotation=settings.get("token_rotation_enabled", False),
        )

    def hears(self, event: str) -> bool:
        """Whether this event is subscribed to and covered by a scope."""
        needed = EVENT_SCOPES.get(event, ())
        return event in self.events and (not needed or not self.scopes.isdisjoint(needed))

    def command(self, name: str) -> Command | None:
        """The slash command of that name, where the app may have commands at all."""
        known = self.commands if "commands" in self.scopes else ()
        return next((command for command in known if command.command == name), None)

    def shortcut(self, callback_id: str, kind: str) -> Shortcut | None:
        known = self.shortcuts if "commands" in self.scopes else ()
        return next((each for each in known if (each.callback_id, each.type) == (callback_id, kind)), None)


def _scopes(listed: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """What the app was given: whoever installs it here agrees to what is optional, too."""
    return frozenset({*listed.get("bot", ()), *listed.get("bot_optional", ())})


def _commands(listed: Iterable[Mapping[str, Any]]) -> tuple[Command, ...]:
    return tuple(
        Command(
            command=each["command"],
            description=each.get("description", ""),
            usage_hint=each.get("usage_hint", ""),
            should_escape=each.get("should_escape", False),
        )
        for each in listed
    )


def _shortcuts(listed: Iterable[Mapping[str, Any]]) -> tuple[Shortcut, ...]:
    return tuple(Shortcut(name=each["name"], type=each["type"], callback_id=each["callback_id"]) for each in listed)
