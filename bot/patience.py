"""Nobody waits in silence: what is due for a case that nobody has taken up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.cases import Case, State, Verb
from bot.impact import Rank
from bot.people import Team
from bot.routing import NOTHING_LEARNED, Facts, superiors
from bot.sources import WORSE_BY_WAITING

PATIENCE: Mapping[Rank, timedelta] = {
    Rank.ANNOYED: timedelta(hours=4),
    Rank.HINDERED: timedelta(hours=1),
    Rank.HURT: timedelta(minutes=15),
    Rank.STOPPED: timedelta(minutes=5),
}
"""How long a case of each rank waits, in working time of whoever is asked; half of it where waiting is the trouble."""

ASK_AGAIN = timedelta(minutes=5)


class Hours(Protocol):
    """The working time of one person, such as `bot.worktime.WorkingHours`."""

    def add_working_time(self, start: datetime, delta: timedelta) -> datetime: ...


class Due(StrEnum):
    """What is to be done about a case."""

    NOTHING = "nothing"
    """Nobody is waited for; look again when the case changes."""
    WAIT = "wait"
    """Look again at `at`."""
    REMIND = "remind"
    """Remind the holder, once; tell the agent."""
    PASS_ON = "pass_on"
    """Give it to `to`, whom the agent ticked; tell the agent."""
    TELL_UNTICKED = "tell_unticked"
    """Tell the agent that nobody answered, and that there is somebody else above to ask."""
    TELL_TOP = "tell_top"
    """Tell the agent the truth: nobody answered, and there is nobody else above to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is due, whom it concerns, and when to look again."""

    due: Due
    to: str = ""
    at: datetime | None = None

    @property
    def key(self) -> str:
        """What the agent is told, with the slots `$holder` and `$to`; nothing is said for NOTHING and WAIT."""
        return f"patience.{self.due.value}"


def span(case: Case, patience: Mapping[Rank, timedelta] = PATIENCE) -> timedelta:
    """How long whoever is asked has for a case, in their working time."""
    return patience[case.rank] / 2 if case.source in WORSE_BY_WAITING else patience[case.rank]


def next_step(
    case: Case,
    team: Team,
    facts: Mapping[str, Facts],
    hours: Hours,
    now: datetime,
    patience: Mapping[Rank, timedelta] = PATIENCE,
) -> Step:
    """What is due for the case at `now`.

    `facts` are fetched just now for all above the sharer, `hours` are the holder's. The holder has one span of patience
    to take the case up, is reminded, and has a second one; then it goes to the next above of those ticked, or the agent
    is told. A holder who is known not to be above, or no member, any more is waited for no longer. Do the step through
    `bot.casework` (`remind`, `pass_on`, `tell_unanswered`) and ask again.
    """
    asked = case.last(Verb.SHARE, Verb.PASS_UP, Verb.PASS_ON, Verb.REOPEN)
    if case.state is not State.OPEN or asked is None:
        return Step(due=Due.NOTHING)
    above = _above(case, team, facts)
    if case.holder in above:
        reminded = _since(case, Verb.REMIND, asked.at)
        due_at = hours.add_working_time(reminded or asked.at, span(case, patience))
        if now < due_at:
            return Step(due=Due.WAIT, at=due_at)
        if reminded is None:
            return Step(due=Due.REMIND, to=case.holder)
    return _onward(case, above, facts, asked.at, now)


def _onward(case: Case, above: list[str], facts: Mapping[str, Facts], asked_at: datetime, now: datetime) -> Step:
    left = [one for one in above if one not in case.shared_with]
    higher = above[above.index(case.holder) :] if case.holder in above else above
    ticked = [one for one in left if one in case.pass_to and one in higher]
    known = [one for one in ticked if _facts(one, facts).identity is not None]
    reachable = [one for one in known if _facts(one, facts).availability.reachable]
    for one in (*reachable, *known):
        return Step(due=Due.PASS_ON, to=one)
    if ticked:
        # Slack did not say who they are just now: that is no answer, so it is asked again rather than told as one.
        return Step(due=Due.WAIT, at=now + ASK_AGAIN)
    if _since(case, Verb.TELL, asked_at) is not None:
        return Step(due=Due.NOTHING)
    return Step(due=Due.TELL_UNTICKED if left else Due.TELL_TOP, to=case.sharer)


def _above(case: Case, team: Team, facts: Mapping[str, Facts]) -> list[str]:
    sharer = team.get(case.sharer)
    above = superiors(sharer, team) if sharer is not None else ()
    return [one.slack_id for one in above if not _is_out(one.slack_id, case, facts)]


def _is_out(slack_id: str, case: Case, facts: Mapping[str, Facts]) -> bool:
    identity = _facts(slack_id, facts).identity
    return identity is not None and not identity.is_member_of(case.place.workspace)


def _facts(slack_id: str, facts: Mapping[str, Facts]) -> Facts:
    return facts.get(slack_id, NOTHING_LEARNED)


def _since(case: Case, verb: Verb, asked_at: datetime) -> datetime | None:
    moment = case.last(verb)
    return moment.at if moment is not None and moment.at >= asked_at else None
