"""What `/followup` is asked to do: the words of the command, the list, and which of the list is meant."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.followups import FollowUp, Refusal
from phrasebook.times import hear_time


def listed(followups: Iterable[FollowUp], person: str) -> tuple[FollowUp, ...]:
    """What `/followup list` shows somebody: their open ones, the soonest first; positions count from 1."""
    theirs = (one for one in followups if one.is_open and one.is_theirs(person))
    return tuple(sorted(theirs, key=lambda one: (one.due_at, one.id)))


def pick(shown: tuple[FollowUp, ...], which: str) -> FollowUp | Refusal:
    """The one that is meant: a position in the list, words of its note, or the only one there is."""
    number = which.lstrip("#")
    if number.isdecimal():
        position = int(number)
        return shown[position - 1] if 0 < position <= len(shown) else Refusal.NO_SUCH
    found = [one for one in shown if which.casefold() in one.note.casefold()]
    if len(found) == 1:
        return found[0]
    return Refusal.WHICH if found else Refusal.NO_SUCH


class Verb(StrEnum):
    """What `/followup` is asked to do."""

    ADD = "add"
    LIST = "list"
    DONE = "done"
    CANCEL = "cancel"
    SNOOZE = "snooze"
    HELP = "help"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What was typed after `/followup`: `which` of the list is meant, and the `rest`: a time with its note."""

    verb: Verb
    which: str = ""
    rest: str = ""


def read_command(text: str) -> Command:
    """`list`, `help`, `done 2`, `cancel refund`, `snooze 2 tomorrow`; all else is a time with a note."""
    body = text.strip()
    word, rest = _parted(body)
    match word.lower():
        case "" | "help" if not rest:
            return Command(verb=Verb.HELP)
        case "list" if not rest:
            return Command(verb=Verb.LIST)
        case "done" | "cancel" as verb:
            return Command(verb=Verb(verb), which=rest)
        case "snooze":
            return _snooze(rest)
    return Command(verb=Verb.ADD, rest=body)


def _snooze(rest: str) -> Command:
    """A number of the list and a time, a time alone (“20 minutes”), or words of a note and a time."""
    which, until = _parted(rest)
    is_number, time = which.lstrip("#").isdecimal(), hear_time(rest)
    if time and (not is_number or time.stretch or (time.days[:1] and time.days[0].startswith("in "))):
        return Command(verb=Verb.SNOOZE, rest=rest)
    if is_number:
        return Command(verb=Verb.SNOOZE, which=which, rest=until)
    for word in re.finditer(r"(?<=\s)\S", rest):
        time = hear_time(rest, word.start())
        if time and time.end == len(rest):
            return Command(verb=Verb.SNOOZE, which=rest[: word.start()].strip(), rest=rest[word.start() :])
    return Command(verb=Verb.SNOOZE, which=rest)


def _parted(text: str) -> tuple[str, str]:
    first, *others = text.split(maxsplit=1) or [""]
    return first, "".join(others)
