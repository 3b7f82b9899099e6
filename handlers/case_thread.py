"""What a thread tells about its trouble, from its customers' messages alone: what it came from, and how it went."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from bot.course import Course, Sounding, course_of
from bot.messages import Message, Place
from bot.people import Team, voice_of
from bot.sources import Source, propose_source
from handlers.payloads import Deletion, heard
from handlers.rooms import Rooms
from phrasebook.reading import Reading, Voice

Said = tuple[Message, Reading]


def read_customers(rooms: Rooms, place: Place, messages: Iterable[Mapping[str, Any]], team: Team) -> tuple[Said, ...]:
    """The customers' messages of a thread, and how each reads; nothing of it is kept."""
    return tuple(
        (message, rooms.book.read(message.text, Voice.CUSTOMER))
        for message in _heard(rooms, place, messages)
        if _is_customers(message, team)
    )


def source_in(said: Iterable[Said]) -> Source | None:
    return propose_source(reading.sources for _, reading in said)


def course_in(said: Iterable[Said]) -> Course | None:
    return course_of([Sounding(at=message.at, level=reading.level) for message, reading in said if reading.judged])


def _is_customers(message: Message, team: Team) -> bool:
    person = team.get(message.author)
    return voice_of(message.standing, person.role if person else None, team_known=True) is Voice.CUSTOMER


def _heard(rooms: Rooms, place: Place, messages: Iterable[Mapping[str, Any]]) -> Iterator[Message]:
    for message in messages:
        event = {**message, "channel": place.channel, "channel_type": "channel"}
        try:
            found = heard(event, workspace=place.workspace, outsiders=False, relays=rooms.relays)
        except ValidationError:
            # One message of a shape that nobody knows does not keep the others from being read.
            continue
        if found is not None and not isinstance(found, Deletion):
            yield found
