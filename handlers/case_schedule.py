"""What follows from a change of a case, as deliveries scheduled in the same transaction."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from bot.case_rules import Refusal
from bot.cases import Case, State, Verb
from bot.casewords import Note, Posted
from bot.casework import forget_notes
from bot.deliveries import Delivery, Kind
from bot.people import Team
from handlers.case_facts import team_in
from handlers.home_refresh import refresh_homes
from handlers.leak_prints import Guard
from handlers.payloads import Deletion
from handlers.rooms import Rooms
from handlers.settling import settle, unsettle
from storage.store import Memory

ASKS = (Verb.SHARE, Verb.PASS_UP, Verb.PASS_ON, Verb.REMIND)
"""After one of these somebody needs a card; whoever has one gets no second."""
UNSAID = (Verb.READ, Verb.SHARE, Verb.WITHDRAW, Verb.DESCRIBE)
"""What the card shows, and nobody gets a message of its own for."""

Step = Callable[[Case, Team], Case | Refusal]


def entry(workspace: str, kind: Kind, to: str, now: datetime, words: Mapping[str, Any], *, key: str = "") -> Delivery:
    """A delivery about a case; without a `key` it is one of its own."""
    identity = uuid4().hex
    return Delivery(
        id=identity, key=key or f"{kind}/{identity}", workspace=workspace, kind=kind, to=to, due_at=now, words=words
    )


def change(
    rooms: Rooms, workspace: str, case: str, step: Step, *, once: str = "", note: Note | None = None, key: str = ""
) -> Case | Refusal | None:
    """Do a step and all that follows from it, in one transaction; None when `once` was done before.

    `note` is kept with the case; `key` is what the sharer is told instead of the step's own sentence.
    """
    now = rooms.now()

    def work(memory: Memory) -> Case | Refusal | None:
        if once and not memory.presses.once(workspace, once, now):
            return None
        before = memory.cases.find(workspace, case)
        if before is None:
            return Refusal.UNKNOWN
        after = step(before, team_in(memory, workspace))
        if isinstance(after, Case) and after is not before:
            memory.cases.save(after)
            follow(memory, before, after, now, note=_keep(memory, after, note), key=key)
        return after

    found = rooms.store.recall(lambda memory: memory.cases.find(workspace, case))
    return rooms.store.remember(work, thread=found.place if found else None)


def follow(memory: Memory, before: Case | None, after: Case, now: datetime, *, note: int = -1, key: str = "") -> None:
    """Schedule what a change brings: a card for who is asked, words for who waits, cards brought up to date."""
    moment = after.timeline[-1]
    if moment.verb in ASKS:
        _say(memory, after, Kind.CASE_CARD, moment.to, now)
    if moment.verb not in UNSAID:
        for to in _waiting(before or after, after):
            _say(memory, after, Kind.CASE_TOLD, to, now, step=len(after.timeline) - 1, note=note, key=key)
    if moment.verb is Verb.RESOLVE:
        settle(memory, after.place, now)
    elif moment.verb is Verb.REOPEN and moment.by:
        unsettle(memory, after.place, now)
    if moment.verb is Verb.WITHDRAW:
        memory.prints.drop(after.place.workspace, after.id)
        _unsay(memory, after, now)
    refresh(memory, after, now)
    watch(memory, after, now)


def begin(memory: Memory, case: Case, now: datetime, *, days: int) -> None:
    """Schedule what a new case brings: its cards, and its end."""
    _say(memory, case, Kind.CASE_CARD, case.sharer, now)
    follow(memory, None, case, now)
    end = entry(
        case.place.workspace, Kind.CASE_END, case.sharer, now + timedelta(days=days), {"case": case.id},
        key=f"case/end/{case.id}",
    )  # fmt: skip
    memory.deliveries.schedule(end)


def refresh(memory: Memory, case: Case, now: datetime) -> None:
    """Bring the cards of a case up to date, and the Homes that it stands on."""
    refresh_homes(memory, case.place.workspace, (case.sharer, *case.shared_with), now)
    for posted in memory.cases.posts(case.place.workspace, case.id):
        if posted.is_card:
            _say(memory, case, Kind.CASE_REFRESH, posted.reader, now, channel=posted.channel, ts=posted.ts)


def watch(memory: Memory, case: Case, at: datetime) -> None:
    """Look at a case at that moment, as long as nobody has taken it up."""
    if case.state is State.OPEN:
        key = f"case/watch/{case.id}/{len(case.timeline)}/{at.isoformat()}"
        memory.deliveries.schedule(
            entry(case.place.workspace, Kind.CASE_WATCH, case.holder, at, {"case": case.id}, key=key)
        )


def erase(memory: Memory, case: Case, now: datetime, *, by: str = "") -> None:
    """Erase a case, and take back the messages about it."""
    refresh_homes(memory, case.place.workspace, (case.sharer, *case.shared_with), now)
    for posted in memory.cases.erase(case.place.workspace, case.id, now, by=by):
        words = {"channel": posted.channel, "ts": posted.ts}
        memory.deliveries.schedule(entry(case.place.workspace, Kind.CASE_ERASE, posted.reader, now, words))


def take_back(memory: Memory, workspace: str, case: str, posted: Posted, now: datetime) -> None:
    """Take one message about a case back."""
    memory.cases.drop_post(workspace, case, posted)
    words = {"channel": posted.channel, "ts": posted.ts}
    memory.deliveries.schedule(entry(workspace, Kind.CASE_ERASE, posted.reader, now, words))


def forget_notes_of(memory: Memory, workspace: str, person: str, now: datetime) -> None:
    """Erase what somebody wrote to cases, and take back the messages that carry it."""
    for id in memory.cases.noted_by(workspace, person):
        case, words = memory.cases.find(workspace, id), memory.cases.words(workspace, id)
        if case is not None and words is not None:
            memory.cases.keep_words(workspace, id, words.without_notes_of(person))
            after = forget_notes(case, person, now)
            memory.cases.save(after)
            for posted in memory.cases.posts(workspace, id):
                if posted.author == person:
                    take_back(memory, workspace, id, posted, now)
            refresh(memory, after, now)
            watch(memory, after, now)


def forget_quotes(memory: Memory, guard: Guard, deletion: Deletion, now: datetime) -> None:
    """A message that was taken back vanishes from every case that quotes it."""
    workspace = deletion.workspace
    for id in memory.cases.quoting(workspace, deletion.channel, deletion.ts):
        case, words = memory.cases.find(workspace, id), memory.cases.words(workspace, id)
        if case is not None and words is not None:
            left = words.without(deletion.ts)
            memory.cases.keep_words(workspace, id, left)
            memory.prints.drop(workspace, id)
            memory.prints.keep(workspace, id, guard.of_case(workspace, left))
            refresh(memory, case, now)


def _waiting(before: Case, after: Case) -> tuple[str, ...]:
    """Who is told: the sharer of what others did, whoever is asked of what the sharer did or time did.

    Whose place somebody else has taken is told as well, lest two of them go to one customer.
    """
    moment = after.timeline[-1]
    if moment.verb is Verb.REMIND or (moment.verb is Verb.REOPEN and not moment.by):
        return (after.sharer, after.holder)
    told = (before.offer or after.holder) if moment.by == after.sharer else after.sharer
    replaced = before.holder if moment.by and before.holder not in (moment.by, after.holder) else told
    return tuple(dict.fromkeys((told, replaced)))


def _unsay(memory: Memory, case: Case, now: datetime) -> None:
    """Nobody waits any more: what those above were told besides their card goes."""
    workspace = case.place.workspace
    for posted in memory.cases.posts(workspace, case.id):
        if not posted.is_card and posted.reader != case.sharer:
            take_back(memory, workspace, case.id, posted, now)


def _keep(memory: Memory, case: Case, note: Note | None) -> int:
    """Keep a note with a case; its place among the notes, or -1."""
    words = memory.cases.words(case.place.workspace, case.id)
    if note is None or words is None:
        return -1
    memory.cases.keep_words(case.place.workspace, case.id, words.noted(note))
    return len(words.notes)


def _say(memory: Memory, case: Case, kind: Kind, to: str, now: datetime, **more: Any) -> None:
    memory.deliveries.schedule(entry(case.place.workspace, kind, to, now, {"case": case.id, **more}))
