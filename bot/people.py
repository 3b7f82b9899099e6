"""Who is who: roles, and whose words are read as what."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.messages import Standing
from phrasebook.reading import Voice


class Role(StrEnum):
    CUSTOMER = "customer"
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member as the team file lists them.

    `reports_to` is the Slack id of the person above, or empty. `deputy` is the Slack id of who stands in while this
    person is not reachable, or empty; it counts only for those whom the deputy is above.
    """

    workspace: str
    slack_id: str
    name: str
    role: Role
    reports_to: str = ""
    deputy: str = ""


Team = Mapping[str, Person]
"""The members of one workspace by Slack id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What Slack says about an account, fetched fresh; None is what could not be learned, and counts as a no."""

    slack_id: str
    workspace: str
    alive: bool | None = None
    guest: bool | None = None
    external: bool | None = None
    bot: bool | None = None

    def is_member_of(self, workspace: str) -> bool:
        """Whether this is a living, full, human member of that workspace, beyond doubt."""
        at_home = bool(workspace) and self.workspace == workspace and self.external is False
        return at_home and self.alive is True and self.guest is False and self.bot is False


def voice_of(standing: Standing, role: Role | None, *, team_known: bool) -> Voice | None:
    """In which voice a person's words are read; None means that they are not read at all.

    People of another workspace and relays speak as customers. An own member without a role counts as an agent until a
    team is imported; from then on those who are not listed are left alone.
    """
    if standing is not Standing.MEMBER or role is Role.CUSTOMER:
        return Voice.CUSTOMER
    if role is not None or not team_known:
        return Voice.AGENT
    return None
