"""Teams that Slack knows already: a user group says who is an agent, a profile field who is above whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.people import Person, Role, Team
from bot.team_file import SLACK_ID

OUTSIDE = frozenset({Role.CUSTOMER, Role.MANAGER, Role.ADMIN})
"""Who may be listed without anybody above them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSource:
    """Where a team comes from: the ids of a user group, of the person above all in it, and of a profile field.

    With a group alone, `above` is above all of them; with a field alone, all who have it filled in are listed.
    """

    group: str = ""
    above: str = ""
    field: str = ""


def team_of_group(team: Team, group: Sequence[str], above: str, workspace: str, names: Mapping[str, str]) -> Team:
    """The team in which the agents below `above` are those of the group; everybody else stays as they are.

    Who is in the group and leads, or is above already, keeps their place.
    """
    stays = {id: one for id, one in team.items() if not (one.role is Role.AGENT and one.reports_to == above)}
    lead = Person(workspace=workspace, slack_id=above, name=names.get(above, above), role=Role.SUPERVISOR)
    made = {above: team.get(above, lead)} | stays
    for id in dict.fromkeys(group):
        known = team.get(id)
        if id != above and (known is None or known.role is Role.AGENT):
            agent = known or _newcomer(id, workspace, names)
            made[id] = replace(agent, reports_to=above)
    return made


def team_of_field(team: Team, heads: Mapping[str, str], workspace: str, names: Mapping[str, str]) -> Team:
    """The team in which everybody reports to whom their profile names; `heads` holds what stands there, by person.

    Listed are all who have it filled in, all who are named there, and those of the known team who need nobody above.
    Who leads nobody is an agent unless known as something else; who leads people that lead is a manager.
    """
    filled = {id: head for id, head in heads.items() if head}
    named = {head for head in filled.values() if SLACK_ID.fullmatch(head)}
    outside = {id for id, one in team.items() if one.role in OUTSIDE}
    leads = set(filled.values())
    lead_leads = {filled[id] for id in leads if id in filled}
    made = {}
    for id in sorted(filled.keys() | named | outside):
        known = team.get(id) or _newcomer(id, workspace, names)
        made[id] = replace(known, reports_to=filled.get(id, ""), role=_role(known.role, id, leads, lead_leads))
    return made


def _role(known: Role, id: str, leads: set[str], lead_leads: set[str]) -> Role:
    if known is not Role.AGENT or id not in leads:
        return known
    return Role.MANAGER if id in lead_leads else Role.SUPERVISOR


def _newcomer(id: str, workspace: str, names: Mapping[str, str]) -> Person:
    return Person(workspace=workspace, slack_id=id, name=names.get(id, id), role=Role.AGENT)
