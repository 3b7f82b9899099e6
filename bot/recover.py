"""A round to come first with: what went wrong, the solution in hand, and who may let it go to the customers."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.people import Identity, Person, Role, Team
from bot.routing import superiors
from phrasebook.answer_pages import Style

LIFE = timedelta(days=90)
"""How long after it was proposed a round is kept."""
LEADS = frozenset({Role.SUPERVISOR, Role.MANAGER, Role.ADMIN})
"""Who may release a round."""


class State(StrEnum):
    """Where a round stands."""

    PROPOSED = "proposed"
    RELEASED = "released"
    REFUSED = "refused"
    """Not now, said who was asked."""
    STOPPED = "stopped"
    """It was released, and nothing more goes out."""


class Refusal(StrEnum):
    """Why nothing was done."""

    NOT_YOURS = "not_yours"
    RELEASED = "released"
    OVER = "over"
    NOT_RELEASED = "not_released"
    DONE = "done"
    CHANGED = "changed"

    @property
    def key(self) -> str:
        """The sentence to say."""
        return f"recover.refused_{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What its proposer wrote, for customers to read: one sentence or a few each."""

    what: str
    means: str
    solution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One round; times are aware UTC.

    `lead` is who was asked to release it, empty while nobody was. `by_at` is when the solution is there, `news_at` when
    customers hear of it next at the latest. `revision` counts the solutions since it was released, from 1. `channels`
    are those that were named; `everywhere` adds all that customers read with the bot in them.
    """

    id: str
    workspace: str
    proposer: str
    lead: str = ""
    state: State = State.PROPOSED
    style: Style = Style.WARM
    by_at: datetime
    news_at: datetime
    made_at: datetime
    revision: int = 1
    channels: tuple[str, ...] = ()
    everywhere: bool = False
    words: Words

    @property
    def erase_at(self) -> datetime:
        return self.made_at + LIFE


def may_lead(person: Person | None) -> bool:
    """Whether somebody of the team list may release a round."""
    return person is not None and person.role in LEADS


def release(run: Run, by: Identity, team: Team) -> Run | Refusal:
    """Let it go to the owners, once; `by` was fetched just now."""
    if refusal := _not_lead(run, by, team):
        return refusal
    return replace(run, state=State.RELEASED) if run.state is State.PROPOSED else _over(run)


def refuse(run: Run, by: Identity, team: Team) -> Run | Refusal:
    """Not now."""
    if refusal := _not_lead(run, by, team):
        return refusal
    return replace(run, state=State.REFUSED) if run.state is State.PROPOSED else _over(run)


def stop(run: Run, by: Identity, team: Team) -> Run | Refusal:
    """Let nothing more go out."""
    if refusal := _not_lead(run, by, team):
        return refusal
    if run.state is State.PROPOSED:
        return Refusal.NOT_RELEASED
    return replace(run, state=State.STOPPED) if run.state is State.RELEASED else Refusal.OVER


def revise(run: Run, draft: Run, by: Identity, team: Team) -> Run | Refusal:
    """Put another solution in its place; once it is released, whoever was told hears of that, and its channels stay."""
    if refusal := _not_lead(run, by, team):
        return refusal
    if run.state not in (State.PROPOSED, State.RELEASED):
        return Refusal.OVER
    revised = replace(run, words=draft.words, by_at=draft.by_at, news_at=draft.news_at, style=draft.style)
    if run.state is State.RELEASED:
        return replace(revised, revision=run.revision + 1)
    return replace(revised, channels=draft.channels, everywhere=draft.everywhere)


def leads(run: Run, by: Identity, team: Team) -> bool:
    """Whether this is who was asked, as long as they lead, and are still above who proposed it."""
    return by.slack_id == run.lead and by.is_member_of(run.workspace) and heads(run, team)


def heads(run: Run, team: Team) -> bool:
    """Whether who was asked leads, and is above who proposed it, as the team has it now."""
    proposer, lead = team.get(run.proposer), team.get(run.lead)
    above = run.lead == run.proposer or (proposer is not None and lead in superiors(proposer, team))
    return may_lead(lead) and above


def _not_lead(run: Run, by: Identity, team: Team) -> Refusal | None:
    return None if leads(run, by, team) else Refusal.NOT_YOURS


def _over(run: Run) -> Refusal:
    return Refusal.RELEASED if run.state is State.RELEASED else Refusal.OVER
