"""A follow-up: what somebody wants to come back to, when, and what can be done with it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.messages import Place
from bot.people import Identity
from bot.when import Unclear, When, read_when
from bot.worktime import WorkingHours

REMINDERS = 3
"""A follow-up rings at its time, and again on the next two working mornings unless it is done."""
UNDO_WITHIN = timedelta(minutes=30)


class Source(StrEnum):
    """Where it comes from."""

    ASKED = "asked"
    PROMISE = "promise"
    """Noticed in an agent's words, and wanted by one press."""
    CASE = "case"
    NUDGE = "nudge"
    """What came by itself, and was handed over."""


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class Refusal(StrEnum):
    """Why nothing was done."""

    NOT_YOURS = "not_yours"
    OVER = "over"
    PAST = "past"
    ALREADY_THEIRS = "already_theirs"
    NOT_A_COLLEAGUE = "not_a_colleague"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NO_SUCH = "no_such"
    WHICH = "which"

    @property
    def key(self) -> str:
        """The sentence to say."""
        return f"followup.{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """How a follow-up was before its last change, who changed it, and when.

    `thread` and `note` are None where the change left them as they are.
    """

    owner: str
    due_at: datetime
    state: State
    reminded: int
    reminded_at: datetime | None
    by: str
    at: datetime
    thread: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One follow-up; times are aware UTC.

    `place.thread` is empty for one of a whole channel. `owner` is who will be reminded, `asked_by` who set it up, at
    `asked_at`. `reminded` counts the reminders that were said, the last at `reminded_at`. The note is its own, never
    the words of the conflict, so that all of it can be handed over. `revision` counts the changes.
    """

    id: str
    place: Place
    owner: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    note: str = ""
    source: Source = Source.ASKED
    state: State = State.OPEN
    reminded: int = 0
    reminded_at: datetime | None = None
    before: Before | None = None
    revision: int = 0

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    def is_theirs(self, person: str) -> bool:
        """Whether somebody may change it: who is reminded, and who asked for it."""
        return person in (self.owner, self.asked_by)

    def next_reminder(self, hours: WorkingHours) -> datetime | None:
        """When to remind next, `hours` being the owner's; None when it is over or was said often enough.

        The time that was asked for is kept whatever the hour; what comes after it waits for a working morning.
        """
        if not self.is_open or self.reminded >= REMINDERS:
            return None
        return self.due_at if self.reminded_at is None else hours.next_working_morning(self.reminded_at)

    @property
    def reminder_key(self) -> str:
        """The key of the next reminder; every change gives a new one, so that what was withdrawn is not in its way."""
        return f"followup:{self.id}:{self.revision}:{self.reminded + 1}"


def remind(followup: FollowUp, now: datetime) -> FollowUp:
    """After a reminder was said."""
    return replace(followup, reminded=followup.reminded + 1, reminded_at=now)


def done(followup: FollowUp, by: str, now: datetime) -> FollowUp | Refusal:
    return _refusal(followup, by) or _changed(followup, replace(followup, state=State.DONE), by, now)


def cancel(followup: FollowUp, by: str, now: datetime) -> FollowUp | Refusal:
    return _refusal(followup, by) or _changed(followup, replace(followup, state=State.CANCELLED), by, now)


def snooze(followup: FollowUp, by: str, until: datetime, now: datetime) -> FollowUp | Refusal:
    """Move it to another time, from which it is reminded of anew."""
    refusal = _refusal(followup, by) or (Refusal.PAST if until <= now else None)
    return refusal or _changed(followup, replace(followup, due_at=until, reminded=0, reminded_at=None), by, now)


def move_to(followup: FollowUp, by: str, thread: str, now: datetime) -> FollowUp | Refusal:
    """Let it be for a thread of its channel."""
    moved = replace(followup, place=replace(followup.place, thread=thread))
    return _refusal(followup, by) or _changed(followup, moved, by, now)


def hand_over(followup: FollowUp, by: str, to: Identity, now: datetime, note: str | None = None) -> FollowUp | Refusal:
    """Give it to a colleague, as fetched just now; the time goes with it, and the note, in new words where given."""
    refusal = _refusal(followup, by)
    if refusal is None and to.slack_id == followup.owner:
        refusal = Refusal.ALREADY_THEIRS
    if refusal is None and not to.is_member_of(followup.place.workspace):
        refusal = Refusal.NOT_A_COLLEAGUE
    words = followup.note if note is None else note
    given = replace(followup, owner=to.slack_id, note=words, reminded=0, reminded_at=None)
    return refusal or _changed(followup, given, by, now)


def undo(followup: FollowUp, by: str, now: datetime) -> FollowUp | Refusal:
    """Take back one's own last change; a follow-up that nothing happened to yet is cancelled."""
    before = followup.before
    if before is None:
        fresh = followup.asked_by == by and followup.is_open and now - followup.asked_at <= UNDO_WITHIN
        cancelled = replace(followup, state=State.CANCELLED, revision=followup.revision + 1)
        return cancelled if fresh else Refusal.NOTHING_TO_UNDO
    if before.by != by or now - before.at > UNDO_WITHIN:
        return Refusal.NOTHING_TO_UNDO
    thread = followup.place.thread if before.thread is None else before.thread
    return replace(
        followup,
        place=replace(followup.place, thread=thread),
        note=followup.note if before.note is None else before.note,
        owner=before.owner,
        due_at=before.due_at,
        state=before.state,
        reminded=before.reminded,
        reminded_at=before.reminded_at,
        before=None,
        revision=followup.revision + 1,
    )


def snooze_until(words: str, now: datetime, hours: WorkingHours) -> When | Unclear:
    """What to snooze to: nothing said means an hour, else any time that `read_when` understands."""
    return read_when(words or "1h", now, hours.zone, hours=hours)


def _refusal(followup: FollowUp, by: str) -> Refusal | None:
    if not followup.is_theirs(by):
        return Refusal.NOT_YOURS
    return None if followup.is_open else Refusal.OVER


def _changed(old: FollowUp, new: FollowUp, by: str, now: datetime) -> FollowUp:
    before = Before(
        owner=old.owner,
        due_at=old.due_at,
        state=old.state,
        reminded=old.reminded,
        reminded_at=old.reminded_at,
        by=by,
        at=now,
        thread=old.place.thread if new.place != old.place else None,
        note=old.note if new.note != old.note else None,
    )
    return replace(new, before=before, revision=old.revision + 1)
