"""An app that may do everything the sandbox knows; tests take away what they need to."""

from typing import Any

SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:manage",
    "channels:read",
    "chat:write",
    "commands",
    "dnd:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users.profile:read",
    "users:read",
)
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_left",
    "group_left",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "reaction_added",
    "reaction_removed",
    "team_join",
    "tokens_revoked",
    "user_change",
)


def manifest(*, without_scopes: tuple[str, ...] = (), without_events: tuple[str, ...] = ()) -> dict[str, Any]:
    """The parsed manifest of a test app."""
    return {
        "display_information": {"name": "Tryout"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "Tryout"},
            "shortcuts": [
                {"name": "Ask", "type": "message", "callback_id": "ask_message"},
                {"name": "Open", "type": "global", "callback_id": "open_global"},
            ],
            "slash_commands": [
                {"command": "/echo", "description": "Says it back", "usage_hint": "words", "should_escape": True},
                {"command": "/plain", "description": "Says it back as it is", "should_escape": False},
            ],
        },
        "oauth_config": {"scopes": {"bot": [each for each in SCOPES if each not in without_scopes]}},
        "settings": {
            "event_subscriptions": {"bot_events": [each for each in EVENTS if each not in without_events]},
            "interactivity": {"is_enabled": True},
        },
    }
