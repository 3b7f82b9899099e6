"""What follows from a question for a yes, as deliveries; all that holds somebody's words is found by whose they are."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.deliveries import Delivery, Kind
from bot.messages import Place
from bot.remedy_questions import Question
from handlers.case_schedule import entry
from handlers.direct import Spot
from handlers.rooms import Rooms
from storage.store import Memory

ASK = Kind.REMEDY_ASK
OTHERS, TOP = "remedies.unanswered_others", "remedies.unanswered_top"
"""What who asked is told once nobody has answered: there is somebody else to ask, or there is not."""


def ask(question: Question, now: datetime, *, again: bool = False) -> Delivery:
    """The question itself, once, and once more as a reminder."""
    key = f"remedy/ask/{asking(question.id, again=again)}"
    words = {**question.as_words(), "again": again}
    return _in_words_of(question.by, entry(question.place.workspace, ASK, question.to, now, words, key=key))


def watch(question: Question, at: datetime) -> Delivery:
    """Look at that moment whether it was answered."""
    key = f"remedy/watch/{question.id}/{at.isoformat()}"
    look = entry(question.place.workspace, Kind.REMEDY_WATCH, question.to, at, question.as_words(), key=key)
    return _in_words_of(question.by, look)


def answer(workspace: str, to: str, question: str, now: datetime, words: dict[str, Any]) -> Delivery:
    """The one answer to a question, in the words of who gave it."""
    told = entry(workspace, Kind.REMEDY_TOLD, to, now, words, key=answered(question))
    return _in_words_of(str(words["by"]), told)


def say(question: Question, now: datetime, key: str) -> Delivery:
    """What became of a question, told to who asked it, in their own words."""
    words = {"say": key, "note": question.note, "remedy": question.remedy, "holder": question.to}
    words["place"] = question.as_words()["place"]
    key = f"remedy/said/{question.id}/{key}"
    told = entry(question.place.workspace, Kind.REMEDY_TOLD, question.by, now, words, key=key)
    return _in_words_of(question.by, told)


def answered(question: str) -> str:
    """The key under which the first answer to a question is kept."""
    return f"remedy/told/{question}"


def keep_for_a_time(rooms: Rooms, delivery: Delivery, spot: Spot) -> None:
    """A message with somebody's words is taken back once its time is over, or they want them forgotten."""
    at, words = rooms.now() + timedelta(days=rooms.case_days), {"channel": spot.channel, "ts": spot.ts}
    key = f"remedy/erase/{delivery.id}"
    erase = entry(delivery.workspace, Kind.REMEDY_ERASE, delivery.to, at, words, key=key)
    about = asking(str(delivery.words["id"]), again=bool(delivery.words["again"])) if delivery.kind is ASK else ""
    erase = replace(erase, thread=delivery.thread, about=about)
    rooms.store.remember(lambda memory: memory.deliveries.schedule(erase))


def close_other(memory: Memory, workspace: str, by: str, other: str, now: datetime) -> None:
    """The question stands in its conversation twice, and was answered at one place: the other goes."""
    memory.deliveries.hasten(_words_of(workspace, by), Kind.REMEDY_ERASE, now, about=other)


def asking(question: str, *, again: bool) -> str:
    """What tells the question from its reminder."""
    return f"{question}/again" if again else question


def forget_questions_of(memory: Memory, workspace: str, person: str, now: datetime) -> None:
    """Erase what somebody wrote to questions and answers, wherever it still waits, and take back what was said."""
    theirs = _words_of(workspace, person)
    for kind in (ASK, Kind.REMEDY_WATCH, Kind.REMEDY_TOLD):
        memory.deliveries.withdraw(theirs, kind=kind, now=now)
    memory.deliveries.hasten(theirs, Kind.REMEDY_ERASE, now)


def many_questions_of(memory: Memory, workspace: str, person: str) -> int:
    """How much of what somebody wrote to questions and answers is still kept."""
    return memory.deliveries.many(_words_of(workspace, person))


def _in_words_of(person: str, delivery: Delivery) -> Delivery:
    return replace(delivery, thread=_words_of(delivery.workspace, person).thread)


def _words_of(workspace: str, person: str) -> Place:
    """Where deliveries with somebody's words are found again; no conversation has such a name."""
    return Place(workspace=workspace, channel="", thread=f"remedy/{person}")
