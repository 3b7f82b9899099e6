"""Nudges that come by themselves: what is known of a thread becomes who is reminded when, and where it may be said."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.nudge_values import AN_HOUR, Facts, Nudge, Room, Trigger, Way
from bot.worktime import WorkingHours

SILENCE = timedelta(hours=4)
"""A thread in which somebody wrote this shortly before a working morning has not gone silent yet."""
GRACE = timedelta(minutes=10)
"""A promised time has passed this long after it."""


def nudges_for(facts: Facts, room: Room, now: datetime) -> tuple[Nudge, ...]:
    """What to schedule for a thread as it is now; what is scheduled already comes again with the same key."""
    if facts.silenced is not None:
        return ()
    planned = (*_while_waiting(facts, room, now), *_after_silence(facts, room), *_later(facts, room))
    return tuple(nudge for nudge in planned if nudge.trigger not in room.off)


def again(nudge: Nudge, facts: Facts, room: Room, said_at: datetime) -> Nudge | None:
    """What follows once a nudge was said and nothing has happened; None when it was said often enough.

    A customer's wait goes to the thread next, where it may be said there, else to the owner as a draft.
    """
    if nudge.stage >= nudge.rule.maximum:
        return None
    due_at = facts.hours(room).add_working_time(said_at, nudge.rule.interval)
    way = room.unasked_way if nudge.trigger is Trigger.WAITING else nudge.way
    to = "" if way is Way.PUBLIC else nudge.to
    return replace(nudge, way=way, due_at=due_at, to=to, stage=nudge.stage + 1)


def reader_of(trigger: Trigger, facts: Facts, room: Room, now: datetime) -> str:
    """Who is to be told in private; empty where there is nobody.

    Who left is passed over; so is an owner who is off while a customer must not wait, and one who is away where
    somebody else is there.
    """
    present = [one for one in (facts.owner, room.cover, facts.last_present) if one and one not in facts.gone]
    if trigger is Trigger.COVER:
        present = [one for one in present if one != facts.owner]
    elif trigger is Trigger.HOLDING:
        return facts.last_present if facts.last_present not in facts.gone else ""
    elif trigger in (Trigger.WAITING, Trigger.REOPENED) and facts.hot and facts.owner_is_off(room, now):
        present = sorted(present, key=lambda one: one == facts.owner)
    elif facts.owner in facts.away:
        present = sorted(present, key=lambda one: one in facts.away)
    return present[0] if present else ""


def waiting_due_at(since: datetime, facts: Facts, room: Room) -> datetime:
    """When whoever answers a customer, who waits since then, is reminded of it."""
    hours, wait = facts.hours(room), room.urgent_wait if facts.hot else room.wait
    # Whoever wrote on a day off has waited long enough when the owner is back.
    return hours.next_working_moment(since) if hours.is_day_off(since) else hours.add_working_time(since, wait)


def _while_waiting(facts: Facts, room: Room, now: datetime) -> Iterator[Nudge]:
    since = facts.waiting_since
    if since is None or facts.resolved_at is not None:
        return
    hours, due_at = facts.hours(room), waiting_due_at(since, facts, room)
    to = reader_of(Trigger.WAITING, facts, room, due_at)
    way = Way.PRIVATE if to else room.unasked_way
    if to or way is Way.PUBLIC:
        yield Nudge(trigger=Trigger.WAITING, place=facts.place, way=way, due_at=due_at, about=since, to=to)
    if facts.hot:
        off_at = max(since, now) if facts.owner_is_off(room, max(since, now)) else hours.end_of_work(max(since, now))
        if off_at < due_at:
            yield from _instead_of_the_owner(facts, room, off_at, since)


def _instead_of_the_owner(facts: Facts, room: Room, off_at: datetime, since: datetime) -> Iterator[Nudge]:
    cover = room.cover if room.cover != facts.owner and room.cover not in facts.gone else ""
    trigger, way = (Trigger.COVER, Way.PRIVATE) if cover else (Trigger.HOLDING, Way.DRAFT)
    to = cover or reader_of(Trigger.HOLDING, facts, room, off_at)
    back_at = None if cover else back_at_work(facts, room, off_at)
    if to:
        yield Nudge(
            trigger=trigger,
            place=facts.place,
            way=way,
            due_at=off_at,
            about=since,
            to=to,
            urgent=True,
            back_at=back_at,
        )


def back_at_work(facts: Facts, room: Room, off_at: datetime) -> datetime:
    """When somebody is expected to answer who is off since `off_at`, or a colleague for them, whoever is first.

    Of somebody who should be at work just then nobody knows more than that it takes a while: an hour of work.
    """
    backs = {hours.next_working_moment(off_at) for hours in (facts.hours(room), room.hours)}
    ahead = [back for back in backs if back > off_at]
    return min(ahead) if ahead else room.hours.add_working_time(off_at, AN_HOUR)


def _after_silence(facts: Facts, room: Room) -> Iterator[Nudge]:
    if not facts.hot or facts.resolved_at is not None or facts.last_wrote_at is None:
        return
    due_at = facts.last_wrote_at + SILENCE
    for _ in range(room.silent_mornings):
        due_at = facts.hours(room).next_working_morning(due_at)
    to = reader_of(Trigger.SILENT, facts, room, due_at)
    if to:
        yield Nudge(
            trigger=Trigger.SILENT, place=facts.place, way=Way.PRIVATE, due_at=due_at, about=facts.last_wrote_at, to=to
        )


def promise_due_at(promised_at: datetime, hours: WorkingHours) -> datetime:
    """When whoever promised a time is reminded that it has passed."""
    return hours.next_working_moment(promised_at + GRACE)


def _later(facts: Facts, room: Room) -> Iterator[Nudge]:
    hours = facts.hours(room)
    if facts.resolved_at is not None:
        due_at = hours.next_working_moment(facts.resolved_at + room.check_in_after)
        way = room.unasked_way
        to = "" if way is Way.PUBLIC else reader_of(Trigger.CHECK_IN, facts, room, due_at)
        if (to or way is Way.PUBLIC) and not facts.checked_in:
            yield Nudge(
                trigger=Trigger.CHECK_IN, place=facts.place, way=way, due_at=due_at, about=facts.resolved_at, to=to
            )
    elif facts.promised_at is not None:
        due_at = promise_due_at(facts.promised_at, hours)
        to = reader_of(Trigger.PROMISE, facts, room, due_at)
        if to:
            yield Nudge(
                trigger=Trigger.PROMISE,
                place=facts.place,
                way=Way.PRIVATE,
                due_at=due_at,
                about=facts.promised_at,
                to=to,
            )
