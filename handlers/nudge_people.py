"""Who of those around a thread can be told something just now: asked of Slack, and of the days off they entered."""

from collections.abc import Iterable
from dataclasses import replace

from slack_sdk import WebClient

from bot.nudge_values import Facts, Room
from handlers.nudge_facts import off_days, stand_ins
from handlers.rooms import Rooms


def with_people(rooms: Rooms, client: WebClient, facts: Facts, room: Room) -> Facts:
    """The facts with who left for good, who is away, and who was there last; raises SlackApiError."""
    place, now = facts.place, rooms.now()
    near = rooms.store.recall(lambda memory: stand_ins(memory, place, now))
    people = dict.fromkeys(one for one in (*near, room.cover) if one)
    gone = frozenset(one for one in people if not _works_here(rooms, client, place.workspace, one))
    days_off = rooms.store.recall(lambda memory: off_days(memory, place, people, now))
    there = [one for one in near if one not in gone]
    asked = there if facts.hot else there[:1] if room.cover else []
    absent = frozenset(one for one in asked if rooms.directory.is_away(client, one))
    return replace(
        facts,
        gone=gone,
        away=(absent | days_off) - {room.cover},
        last_present=_nearest(there, absent | days_off, days_off),
    )


def _nearest(there: Iterable[str], away: frozenset[str], days_off: frozenset[str]) -> str:
    """Who is at hand; else who is only away from the screen, who is told on their phone; else the first."""
    return next(iter(sorted(there, key=lambda one: (one in days_off, one in away))), "")


def _works_here(rooms: Rooms, client: WebClient, workspace: str, person: str) -> bool:
    return rooms.directory.member(client, workspace, person).may_be_coached
