"""Whose 3 pm: the zones of the customers in a conversation, beside the asker's own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from slack_sdk import WebClient

from bot.messages import Place
from handlers.rooms import Rooms
from handlers.slack_errors import CALL_ERRORS
from storage.store import Memory

log = structlog.get_logger()

LATELY = timedelta(days=30)
MOST_CUSTOMERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """The zones of the customers in a conversation, and those of them whose zone is not known yet."""

    zones: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def others(memory: Memory, place: Place, now: datetime) -> Others:
    """What is known of a thread's customer, or of those who wrote in a channel lately."""
    people = _customers(memory, place, now)
    zones = {person: memory.zones.of(place.workspace, person) for person in people}
    return Others(
        zones=tuple(dict.fromkeys(zone for zone in zones.values() if zone)),
        unknown=tuple(person for person, zone in zones.items() if not zone),
    )


def learn(rooms: Rooms, client: WebClient, workspace: str, people: tuple[str, ...]) -> None:
    """Ask Slack where these people's clocks hang; whoever it does not tell of is done without."""
    for person in people:
        try:
            rooms.directory.zone(client, workspace, person)
        except CALL_ERRORS as error:
            log.warning("zone_not_told", error=type(error).__name__)


def differing(zones: tuple[str, ...], tz: str, now: datetime) -> tuple[str, ...]:
    """The zones whose clocks show another time just now."""
    return tuple(zone for zone in zones if _offset(zone, now) != _offset(tz, now))


def _customers(memory: Memory, place: Place, now: datetime) -> tuple[str, ...]:
    if place.thread:
        customer = memory.threads.find(place).customer
        return (customer,) if customer else ()
    return memory.talks.customers(place.workspace, place.channel, since=now - LATELY, most=MOST_CUSTOMERS)


def _offset(zone: str, now: datetime) -> timedelta | None:
    return now.astimezone(ZoneInfo(zone)).utcoffset()
