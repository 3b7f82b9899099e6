"""Still needed? Before it is said, each nudge looks again: say it, withdraw it, or give it to the right person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.nudge_values import Facts, Nudge, Room, Silenced, Trigger, Way
from bot.nudges import SILENCE, promise_due_at, reader_of, waiting_due_at
from bot.worktime import WorkingHours


class Why(StrEnum):
    """Why a nudge is withdrawn, silently; for counters and tests, never said."""

    ANSWERED = "answered"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    BACK = "back"
    PROMISED = "promised"
    WAITING = "waiting"
    DELETED = "deleted"
    ARCHIVED = "archived"
    LEFT = "left"
    MUTED = "muted"
    SWITCHED_OFF = "switched_off"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Keep:
    """Say it."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Say nothing."""

    why: Why


@dataclass(frozen=True, slots=True)
class MoveTo:
    """Say it to this person instead, in this way."""

    person: str
    way: Way


Verdict = Keep | Withdraw | MoveTo
SHIFTS = 10
"""After so many shifts that lie in quiet hours, whoever works them is taken to work at night."""
_SILENCED = {
    Silenced.DELETED: Why.DELETED,
    Silenced.ARCHIVED: Why.ARCHIVED,
    Silenced.LEFT: Why.LEFT,
    Silenced.MUTED: Why.MUTED,
}


def still_needed(nudge: Nudge, facts: Facts, room: Room, now: datetime) -> Verdict:
    """What to do with a nudge that is due, the facts being those of now."""
    why = _no_longer(nudge, facts, room, now)
    if why is not None:
        return Withdraw(why)
    if nudge.way is Way.PUBLIC and room.unasked_way is Way.PUBLIC:
        return Keep()
    way = Way.DRAFT if nudge.way is Way.PUBLIC else nudge.way
    reader = reader_of(nudge.trigger, facts, room, now)
    if not reader:
        return Withdraw(Why.NOBODY)
    return Keep() if (reader, way) == (nudge.to, nudge.way) else MoveTo(reader, way)


def hold(nudge: Nudge, hours: WorkingHours, now: datetime) -> datetime | None:
    """Until when a nudge that nobody asked for waits for its reader's working time; None: it may be said now.

    Quiet hours count in working time as well, unless somebody works in quiet hours alone.
    """
    at = now if nudge.urgent else _awake(hours, now)
    return at if at > now else None


def _awake(hours: WorkingHours, now: datetime) -> datetime:
    at = now
    for _ in range(SHIFTS):
        at = hours.next_working_moment(at)
        if not hours.is_quiet(at):
            return at
        at = hours.after_quiet(at)
    return hours.next_working_moment(now)


def _no_longer(nudge: Nudge, facts: Facts, room: Room, now: datetime) -> Why | None:
    if facts.silenced is not None:
        return _SILENCED[facts.silenced]
    if nudge.trigger in room.off:
        return Why.SWITCHED_OFF
    if nudge.trigger is Trigger.CHECK_IN:
        return _is_checked(nudge, facts)
    if facts.resolved_at is not None:
        return Why.RESOLVED
    if nudge.trigger is Trigger.SILENT:
        return _is_silent(nudge, facts, room, now)
    if nudge.trigger is Trigger.PROMISE:
        return Why.ANSWERED if facts.promised_at != nudge.about or _is_kept(facts) else None
    if facts.waiting_since != nudge.about:
        return Why.ANSWERED
    is_back = nudge.trigger in (Trigger.COVER, Trigger.HOLDING) and not facts.owner_is_off(room, now)
    return Why.BACK if is_back else None


def _is_checked(nudge: Nudge, facts: Facts) -> Why | None:
    if facts.resolved_at != nudge.about:
        return Why.REOPENED
    return Why.ANSWERED if facts.checked_in or facts.waiting_since is not None else None


def _is_silent(nudge: Nudge, facts: Facts, room: Room, now: datetime) -> Why | None:
    if not facts.hot or facts.last_wrote_at != nudge.about:
        return Why.ANSWERED
    if _promise_says_it(facts, room, now):
        return Why.PROMISED
    return Why.WAITING if _waiting_says_it(facts, room, now) else None


def _promise_says_it(facts: Facts, room: Room, now: datetime) -> bool:
    """Whether a promise brings the thread to mind: until its time it is quiet as agreed, and one nudge will do."""
    if facts.promised_at is None or Trigger.PROMISE in room.off or _is_kept(facts):
        return False
    return now < promise_due_at(facts.promised_at, facts.hours(room)) + SILENCE


def _waiting_says_it(facts: Facts, room: Room, now: datetime) -> bool:
    """Whether that a customer waits there is brought to mind about now as well."""
    if facts.waiting_since is None or Trigger.WAITING in room.off:
        return False
    return now < waiting_due_at(facts.waiting_since, facts, room) + SILENCE


def _is_kept(facts: Facts) -> bool:
    """Whether an agent wrote since a time was promised, and nobody waits."""
    if facts.agent_wrote_at is None or facts.promised_on is None:
        return False
    return facts.agent_wrote_at > facts.promised_on and facts.waiting_since is None
