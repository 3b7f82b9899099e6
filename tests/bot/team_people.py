"""People to try the judgement with: one small line, and teams as broken as data can be."""

from hypothesis import strategies as st

from bot.people import Identity, Person, Role, Team
from bot.routing import Availability, Facts

IDS = [f"U{letter}" for letter in "ABCDEFG"]


def person(
    slack_id: str, reports_to: str = "", role: Role = Role.SUPERVISOR, *, workspace: str = "T1", deputy: str = ""
) -> Person:
    return Person(
        workspace=workspace, slack_id=slack_id, name=slack_id.title(), role=role, reports_to=reports_to, deputy=deputy
    )


def member(slack_id: str, workspace: str = "T1") -> Identity:
    return Identity(slack_id=slack_id, workspace=workspace, alive=True, guest=False, external=False, bot=False)


def team_of(*people: Person) -> Team:
    return {one.slack_id: one for one in people}


MIA = person("UMIA", "USAM", Role.AGENT)
TOM = person("UTOM", "USAM", Role.AGENT)
SAM = person("USAM", "UKIM")
KIM = person("UKIM", "UBOSS", Role.MANAGER)
BOSS = person("UBOSS", "", Role.ADMIN)
RAY = person("URAY", "UKIM")
CUSTOMER = person("UCUST", "", Role.CUSTOMER)
LINE = team_of(MIA, TOM, SAM, KIM, BOSS, RAY, CUSTOMER)
"""Mia and Tom below Sam; Sam and Ray below Kim; Kim below Boss; a customer beside them."""

EVERYBODY_IS_THERE = {slack_id: Facts(identity=member(slack_id)) for slack_id in LINE}

people = st.builds(
    person,
    st.sampled_from(IDS),
    st.sampled_from([*IDS, "", "UNOBODY"]),
    st.sampled_from([*Role, Role.AGENT, Role.SUPERVISOR, Role.MANAGER]),
    workspace=st.sampled_from(["T1", "T1", "T1", "T1", "T2"]),
    deputy=st.sampled_from([*IDS, ""]),
)
broken_teams = st.lists(people, max_size=9).map(lambda some: team_of(*some))
"""Cycles, gaps, people of other workspaces, customers in the middle of a line."""

mostly_true = st.sampled_from([True, True, True, True, False, None])
mostly_false = st.sampled_from([False, False, False, False, True, None])
identities = st.builds(
    Identity,
    slack_id=st.sampled_from(IDS),
    workspace=st.sampled_from(["T1", "T1", "T1", "T2", ""]),
    alive=mostly_true,
    guest=mostly_false,
    external=mostly_false,
    bot=mostly_false,
)
maybe = st.sampled_from([True, False, None])
availabilities = st.builds(Availability, present=maybe, dnd=maybe, working=maybe)
facts = st.builds(Facts, identity=st.none() | identities, availability=availabilities)
facts_about = st.dictionaries(st.sampled_from(IDS), facts) | st.fixed_dictionaries(
    {slack_id: st.builds(Facts, identity=st.just(member(slack_id)), availability=availabilities) for slack_id in IDS}
)


def is_above(candidate: str, sharer: str, team: Team) -> bool:
    """Whether steps upward lead from the sharer to the candidate and not back, told apart from how routing does it."""
    return candidate in _reached(sharer, team) and sharer not in _reached(candidate, team)


def _reached(start: str, team: Team) -> set[str]:
    reached: set[str] = set()
    frontier = {start}
    while frontier:
        frontier = {up for one in frontier for up in _steps(one, team)} - reached
        reached |= frontier
    return reached


def _steps(slack_id: str, team: Team) -> set[str]:
    here = team.get(slack_id)
    above = team.get(here.reports_to) if here else None
    if here is None or above is None or Role.CUSTOMER in (here.role, above.role):
        return set()
    return {above.slack_id} if above.workspace == here.workspace else set()
