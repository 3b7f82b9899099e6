"""The parts of a Home that are for admins: how the bot is, where it listens, who is who, what people find wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.home import Home, Marks, Part
from bot.people import Role
from handlers.blocks import button, section
from handlers.case_card import clock
from handlers.home_pages import Row
from handlers.rich_text import escape
from phrasebook.book import Phrasebook

TOGETHER = 15
"""Channels or entries in one paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthNow:
    """What the bot knows of its own health: faults in plain words, and when it last looked for what is due."""

    faults: tuple[str, ...] = ()
    looked_at: datetime | None = None


def admin_rows(book: Phrasebook, home: Home, part: Part, health: HealthNow) -> Sequence[Row]:
    """The rows of a part that only admins have."""
    match part:
        case Part.HEALTH:
            return [[section(_health(book, health))]]
        case Part.CHANNELS:
            return list(_channels(book, home.watched))
        case Part.PEOPLE:
            return [_people(book, home.roles)]
        case _:
            return list(_marks(book, home.marks))


def _health(book: Phrasebook, health: HealthNow) -> str:
    if health.looked_at is None:
        return book.say("home.health_never")
    when = clock(health.looked_at)
    if not health.faults:
        return book.say("home.health_well", when=when)
    return book.say("home.health_fault", fault=escape(", ".join(health.faults)), when=when)


def _channels(book: Phrasebook, watched: Sequence[str]) -> Iterator[Row]:
    if not watched:
        yield [section(book.say("home.channels_none"))]
        return
    yield [section(book.say("home.channels_count", many=str(len(watched))))]
    for some in _parted([f"<#{channel}>" for channel in watched]):
        yield [section(" · ".join(some))]


def _people(book: Phrasebook, roles: Mapping[Role, int]) -> Row:
    change = button(book.say("home.people_change"), "home_team", "team")
    counts = [
        book.say("home.people_role", role=book.say(f"home.role_{role}"), many=str(many))
        for role, many in roles.items()
        if many
    ]
    return [section("\n".join(counts) or book.say("home.people_none"), accessory=change)]


def _marks(book: Phrasebook, marks: Marks | None) -> Iterator[Row]:
    if marks is None:
        yield [section(book.say("home.marks_few"))]
    elif not marks.wrong:
        yield [section(book.say("home.marks_none"))]
    else:
        lines = [
            book.say("home.mark_silent" if cue in marks.silent else "home.mark", cue=escape(cue), many=str(many))
            for cue, many in marks.wrong
        ]
        yield from ([section("\n".join(some))] for some in _parted(lines))


def _parted(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    return (lines[start : start + TOGETHER] for start in range(0, len(lines), TOGETHER))
