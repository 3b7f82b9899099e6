"""A Slack workspace in which Levelhead is installed."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """One installation. `token` is the bot's secret: it is never printed, and sealed wherever it is kept."""

    team_id: str
    name: str
    bot_user_id: str
    bot_id: str
    token: str = field(repr=False)
    url: str = ""
