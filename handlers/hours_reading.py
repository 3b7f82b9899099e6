"""What was filled in in the form for working hours, and what is wrong with it, each fault where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bot.hours_words import read_absence, read_place
from bot.impact import Rank
from bot.saying import Say, Saying
from bot.schedules import Absence, Schedule
from bot.waits import ranks_faults
from handlers.blocks import typed
from handlers.directory import known_zone
from handlers.hours_form import RANKS, Whose, goes_back, picked_clock, picked_date, picked_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form that can be kept; `schedule` is None where the hours around shall count again."""

    schedule: Schedule | None
    zone: str = ""
    away: Absence | None = None
    patience: Mapping[Rank, timedelta] = field(default_factory=dict)


def read_form(view: Mapping[str, Any], whose: Whose, today: date, say: Say) -> Filled | dict[str, str]:
    """What is to be kept, or the words for each input that cannot be; `today` is that of who filled it in."""
    faults: dict[str, Saying] = {}
    days, place, zone = picked_days(view), read_place(typed(view, "place")), typed(view, "zone").strip()
    away = read_absence(picked_date(view, "away_first"), picked_date(view, "away_last"), today)
    asked = {rank: typed(view, block) for rank, block in RANKS.items()} if whose is Whose.EVERYBODY else {}
    patience, slow = ranks_faults(asked, say)
    if not days:
        faults["weekdays"] = Saying("hours.no_days")
    if isinstance(place, Saying):
        faults["place"] = place
    if whose is Whose.CHANNEL and not known_zone(zone):
        faults["zone"] = Saying("hours.no_such_zone")
    if isinstance(away, Saying):
        faults["away_first" if away.key == "hours.away_since_when" else "away_last"] = away
    faults |= {RANKS[rank]: fault for rank, fault in slow.items()}
    if faults or isinstance(place, Saying) or isinstance(away, Saying):
        return {block: fault.told(say) for block, fault in faults.items()}
    schedule = None if goes_back(view) else _schedule(view, days, place)
    return Filled(schedule=schedule, zone=zone, away=away, patience=patience)


def _schedule(view: Mapping[str, Any], days: frozenset[int], place: tuple[str, str]) -> Schedule:
    return Schedule(
        weekdays=days,
        start=picked_clock(view, "start"),
        end=picked_clock(view, "end"),
        country=place[0],
        subdivision=place[1],
        quiet_from=picked_clock(view, "quiet_from"),
        quiet_until=picked_clock(view, "quiet_until"),
    )
