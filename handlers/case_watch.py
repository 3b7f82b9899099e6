"""Nobody waits in silence: a case that nobody takes up is brought back, passed on, or told of."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from slack_sdk import WebClient

from bot.case_rules import Refusal
from bot.cases import Case
from bot.casework import pass_on, remind, tell_unanswered
from bot.deliveries import Delivery
from bot.impact import Rank
from bot.patience import Due, Step, next_step
from bot.people import Team
from bot.routing import Facts, superiors
from bot.worktime import WorkingHours
from handlers.case_delivery import CaseSpeaker
from handlers.case_facts import account, facts, team_in, zone_in
from handlers.case_schedule import change, watch
from handlers.rooms import Rooms
from handlers.slack_errors import CALL_ERRORS
from storage.store import Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was learned for one look at a case."""

    facts: Mapping[str, Facts]
    hours: WorkingHours
    patience: Mapping[Rank, timedelta]
    now: datetime

    def step(self, case: Case, team: Team) -> Step:
        return next_step(case, team, self.facts, self.hours, self.now, self.patience)

    def done(self, case: Case, team: Team, due: Due) -> Case | Refusal:
        """The case after the step that is due, if it still is."""
        step = self.step(case, team)
        if step.due is not due:
            return Refusal.TOO_LATE
        if due is Due.REMIND:
            return remind(case, self.now)
        if due is Due.PASS_ON:
            who = self.facts[step.to].identity
            return pass_on(case, who, team, self.now) if who else Refusal.NOT_ABOVE
        return tell_unanswered(case, self.now)


class WatchSpeaker(CaseSpeaker):
    """Looks at a case once, does what is due, and says when to look again."""

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        rooms, workspace, case = self._rooms, delivery.workspace, str(delivery.words["case"])
        found, team = rooms.store.recall(lambda memory: _find(memory, workspace, case))
        if found is None:
            return
        look = look_at(rooms, client, found, team)
        step = look.step(found, team)
        if step.due is Due.WAIT:
            later = step.at or look.now
            rooms.store.remember(lambda memory: watch(memory, found, later))
        elif step.due is not Due.NOTHING:
            change(rooms, workspace, case, lambda now, people: look.done(now, people, step.due), key=step.key)


def look_at(rooms: Rooms, client: WebClient, case: Case, team: Team) -> Look:
    """What is to be known before it can be said what is due."""
    now, workspace, sharer = rooms.now(), case.place.workspace, team.get(case.sharer)
    above, zone = superiors(sharer, team) if sharer else (), _zone(client, case.holder)
    hours, patience = rooms.store.recall(
        lambda memory: (_hours(memory, workspace, case.holder, zone), memory.patiences.of(workspace))
    )
    known = facts(client, workspace, above, now, rooms.store)
    return Look(facts=known, hours=hours, patience=patience, now=now)


def _zone(client: WebClient, holder: str) -> str:
    """The clock of the holder; while Slack is out of reach the one last told: nobody stops being waited for."""
    try:
        return zone_in(account(client, holder))
    except CALL_ERRORS:
        return ""


def _hours(memory: Memory, workspace: str, holder: str, zone: str) -> WorkingHours:
    """The holder's working week. Their days off are in it: who waits for somebody on leave would wait for weeks."""
    works = memory.working.counted(workspace, holder, zone=zone)
    return replace(works, away=None).hours


def _find(memory: Memory, workspace: str, case: str) -> tuple[Case | None, Team]:
    return memory.cases.find(workspace, case), team_in(memory, workspace)
