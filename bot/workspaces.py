"""A Slack workspace in which Levelhead is installed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

RENEWED_EARLY = timedelta(hours=2)
"""A token that expires is renewed so long before; Slack's live for twelve hours."""
CLOCKS_APART = timedelta(minutes=1)
"""So much Slack's clock and ours may differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """Who Levelhead is in a workspace: its user, and its id as a sender."""

    user_id: str
    bot_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """One installation. `token` and `refresh_token` are the bot's secrets: never printed, sealed wherever kept.

    `team_id` is the organisation's id where the app was installed for all of it; its workspaces name it as `enterprise`
    and share its token. `expires_at` is None for a token that lives until it is revoked, `installed_at` where nobody's
    yes brought it.
    """

    team_id: str
    name: str
    bot_user_id: str
    bot_id: str
    token: str = field(repr=False)
    url: str = ""
    enterprise: str = ""
    refresh_token: str = field(default="", repr=False)
    expires_at: datetime | None = None
    installed_at: datetime | None = None

    def is_newer_than(self, news: datetime) -> bool:
        """Whether it was installed again since; news of an earlier installation's end may come late."""
        return self.installed_at is not None and self.installed_at - CLOCKS_APART > news

    def is_due(self, now: datetime) -> bool:
        """Whether its token should be renewed."""
        return self.expires_at is not None and bool(self.refresh_token) and now >= self.expires_at - RENEWED_EARLY
