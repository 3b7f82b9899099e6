"""What is known of where a message was written, and of who wrote it, before it is read."""

from dataclasses import dataclass

from bot.messages import Standing
from bot.people import Role, voice_of
from bot.workspaces import Bot
from phrasebook.reading import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """`bot` is who we are there; `silent` are the cues that are not said any more.

    `guarded` is whether there are cases that a message of the channel could give away. `outsiders` is whether others
    can read the channel, None where nobody knows.
    """

    bot: Bot
    role: Role | None
    team_known: bool
    silent: frozenset[str]
    guarded: bool
    outsiders: bool | None

    def voice(self, standing: Standing) -> Voice | None:
        """In which voice the author's words are read; None: not at all."""
        return voice_of(standing, self.role, team_known=self.team_known)
