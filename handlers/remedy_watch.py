"""Nobody waits in silence: a question for a yes that nobody answers is brought back once, and then told of."""

from dataclasses import replace
from datetime import datetime

from slack_sdk import WebClient

from bot.cases import Case
from bot.deliveries import Delivery
from bot.patience import Due, Step
from bot.remedies import trouble_of
from bot.remedy_questions import Question, question_in
from handlers.case_facts import team_in
from handlers.case_watch import look_at
from handlers.remedy_schedule import OTHERS, TOP, answered, ask, say, watch
from handlers.rooms import Rooms
from storage.store import Memory

TOLD = {Due.TELL_UNTICKED: OTHERS, Due.TELL_TOP: TOP}


class QuestionWatchSpeaker:
    """Looks at a question once, as at a case that nobody has taken up, and does what is due."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        """Until it is answered."""
        return not memory.deliveries.is_known(delivery.workspace, answered(str(delivery.words["id"])))

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Nobody is told anything by a look alone."""
        return True

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        """What follows from a look follows once, however often it is begun."""
        return False

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        question, store = question_in(delivery.words, delivery.workspace), self._rooms.store
        case, team = store.recall(lambda memory: (_as_case(memory, question), team_in(memory, delivery.workspace)))
        look = look_at(self._rooms, client, case, team)
        step = look.step(case, team)
        store.remember(lambda memory: _do(memory, question, step, look.now))


def _as_case(memory: Memory, question: Question) -> Case:
    """As hard as its asker said of their own cases in that thread."""
    own = (case for case in memory.cases.at(question.place) if case.sharer == question.by)
    return question.as_case(trouble_of((), own).rank)


def _do(memory: Memory, question: Question, step: Step, now: datetime) -> None:
    """What is due, unless it was answered in this very moment."""
    if memory.deliveries.is_known(question.place.workspace, answered(question.id)):
        return
    if step.due is Due.WAIT:
        memory.deliveries.schedule(watch(question, step.at or now))
    elif step.due is Due.REMIND:
        memory.deliveries.schedule(ask(replace(question, reminded_at=now), now, again=True))
    elif step.due in TOLD:
        memory.deliveries.schedule(say(question, now, TOLD[step.due]))
