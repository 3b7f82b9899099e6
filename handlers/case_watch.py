"""Nobody waits in silence: a case that nobody takes up is brought back, passed on, or told of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from slack_sdk import WebClient

from bot.cases import Case
from bot.casework import Refusal, pass_on, remind, tell_unanswered
from bot.deliveries import Delivery
from bot.patience import Due, Step, next_step
from bot.people import Team
from bot.routing import Facts, superiors
from bot.worktime import WorkingHours
from handlers.case_delivery import CaseSpeaker
from handlers.case_facts import account, facts, hours_of, team_in
from handlers.case_schedule import change, watch
from handlers.slack_errors import CALL_ERRORS
from storage.store import Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was learned for one look at a case."""

    facts: Mapping[str, Facts]
    hours: WorkingHours
    now: datetime

    def step(self, case: Case, team: Team) -> Step:
        return next_step(case, team, self.facts, self.hours, self.now)

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
        look = self._look(client, found, team)
        step = look.step(found, team)
        if step.due is Due.WAIT:
            later = step.at or look.now
            rooms.store.remember(lambda memory: watch(memory, found, later))
        elif step.due is not Due.NOTHING:
            change(rooms, workspace, case, lambda now, people: look.done(now, people, step.due), key=step.key)

    def _look(self, client: WebClient, case: Case, team: Team) -> Look:
        now, workspace, sharer = self._rooms.now(), case.place.workspace, team.get(case.sharer)
        above = superiors(sharer, team) if sharer else ()
        return Look(facts=facts(client, workspace, above, now), hours=_hours(client, case.holder), now=now)


def _hours(client: WebClient, holder: str) -> WorkingHours:
    """The holder's working time; while Slack is out of reach, office hours anywhere: nobody stops being waited for."""
    try:
        return hours_of(account(client, holder))
    except CALL_ERRORS:
        return hours_of({})


def _find(memory: Memory, workspace: str, case: str) -> tuple[Case | None, Team]:
    return memory.cases.find(workspace, case), team_in(memory, workspace)
