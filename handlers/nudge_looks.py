"""Looks: a row that says when to look at a thread again, and whether somebody should be nudged then."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from bot.deliveries import Delivery, Kind
from bot.messages import Place
from bot.nudge_values import Nudge, Trigger, Way


def look_delivery(
    place: Place, trigger: Trigger, *, about: datetime, due_at: datetime, ts: str = "", urgent: bool = False
) -> Delivery:
    """A first look; who is nudged, how and when is decided at the time. `ts` is the message that it is about."""
    mark = "/urgent" if urgent else ""
    words = {"trigger": trigger.value, "about": about.isoformat(), "urgent": urgent}
    return _delivery(place, f"{trigger}:{place.channel}:{place.thread}:{about.timestamp()}:1{mark}", due_at, words, ts)


def next_delivery(nudge: Nudge) -> Delivery:
    """The next stage of a nudge that was said."""
    words = {
        "trigger": nudge.trigger.value,
        "about": nudge.about.isoformat(),
        "urgent": nudge.urgent,
        "stage": nudge.stage,
        "way": nudge.way.value,
        "to": nudge.to,
        "due_at": nudge.due_at.isoformat(),
    }
    return _delivery(nudge.place, nudge.key, nudge.due_at, words, mark_of(nudge))


def snoozed_delivery(nudge: Nudge, person: str, until: datetime) -> Delivery:
    """A nudge that comes once more at the time that somebody asked for, whatever the hour, if it is needed then.

    An offer to say when work goes on has become a plain reminder by then.
    """
    if nudge.trigger is Trigger.HOLDING:
        nudge = replace(nudge, trigger=Trigger.WAITING, way=Way.PRIVATE)
    later = replace(nudge, to=person, due_at=until, stage=nudge.rule.maximum, urgent=True)
    return replace(next_delivery(later), key=f"nudge/snoozed/{uuid4().hex}")


def mark_of(nudge: Nudge) -> str:
    """What all that comes later of the same nudge is about."""
    return f"{nudge.trigger}/{nudge.about.timestamp()}"


def told_nudge(nudge: Nudge) -> str:
    """A nudge as a menu can carry it."""
    about, place = nudge.about.timestamp(), nudge.place
    return f"{nudge.trigger}:{nudge.way}:{about}:{place.channel}:{place.thread}"


def nudge_in(workspace: str, told: str) -> Nudge:
    """The nudge that a menu carries."""
    trigger, way, about, channel, thread = told.split(":")
    at = datetime.fromtimestamp(float(about), UTC)
    place = Place(workspace=workspace, channel=channel, thread=thread)
    return Nudge(trigger=Trigger(trigger), place=place, way=Way(way), due_at=at, about=at)


def trigger_of(delivery: Delivery) -> Trigger:
    return Trigger(delivery.words["trigger"])


def about_of(delivery: Delivery) -> datetime:
    return datetime.fromisoformat(str(delivery.words["about"]))


def nudge_of(delivery: Delivery) -> Nudge | None:
    """The nudge of a later stage; None for a first look."""
    words = delivery.words
    if "stage" not in words:
        return None
    return Nudge(
        trigger=Trigger(words["trigger"]),
        place=delivery.place,
        way=Way(words["way"]),
        due_at=datetime.fromisoformat(words["due_at"]),
        about=about_of(delivery),
        to=words["to"],
        stage=int(words["stage"]),
        urgent=bool(words["urgent"]),
    )


def _delivery(place: Place, key: str, due_at: datetime, words: Mapping[str, Any], ts: str) -> Delivery:
    return Delivery(
        id=uuid4().hex,
        key=f"nudge/{key}",
        workspace=place.workspace,
        kind=Kind.NUDGE,
        to="",
        due_at=due_at,
        channel=place.channel,
        thread=place.thread,
        about=ts,
        words=words,
    )
