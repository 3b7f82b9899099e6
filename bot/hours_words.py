"""Working hours in words, and words as working hours."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.localtime import in_words
from bot.saying import Say, Saying
from bot.schedules import LONGEST, Absence, Counted, Schedule
from bot.worktime import subdivisions

_PLACE = re.compile(r"([A-Za-z]{2})(?:[\s/_-]+([A-Za-z0-9]{1,6}))?")
MOST_NAMED = 60
"""Characters of the regions that are named where one is not known."""


def week_said(schedule: Schedule, say: Say) -> str:
    """“Mon–Fri, 09:00–17:00”, with the holidays that are kept."""
    days = ", ".join(_run_said(run, say) for run in _runs(sorted(schedule.weekdays)))
    hours = say("hours.week", days=days, start=f"{schedule.start:%H:%M}", end=f"{schedule.end:%H:%M}")
    if not schedule.country:
        return hours
    return say("hours.with_holidays", hours=hours, place=place_said(schedule))


def place_said(schedule: Schedule) -> str:
    """Whose public holidays are kept: “DE”, “DE-BY”; empty: none."""
    return "-".join(part for part in (schedule.country, schedule.subdivision) if part)


def now_said(counted: Counted, now: datetime, say: Say) -> str:
    """Whether a shift is on, and until or from when."""
    hours, zone = counted.hours, ZoneInfo(counted.zone)
    if hours.is_working(now):
        return say("hours.working", when=in_words(hours.end_of_work(now), zone, now))
    return say("hours.not_working", when=in_words(hours.next_working_moment(now), zone, now))


def away_said(away: Absence, say: Say) -> str:
    """From when to when somebody is away; for their own eyes."""
    first, last = (f"{day:%a} {day.day} {day:%b} {day.year}" for day in (away.first, away.last))
    return say("hours.away_on", day=first) if first == last else say("hours.away_from", first=first, last=last)


def read_place(text: str) -> tuple[str, str] | Saying:
    """The country and its region whose holidays are kept, as typed (“DE”, “de-by”); or what is wrong with it."""
    body = text.strip()
    if not body:
        return "", ""
    found = _PLACE.fullmatch(body)
    known = subdivisions(found[1].upper()) if found else None
    if found is None or known is None:
        return Saying("hours.no_such_country")
    country, asked = found[1].upper(), found[2] or ""
    region = next((one for one in known if one.casefold() == asked.casefold()), None)
    if asked and not known:
        return Saying("hours.no_regions", {"country": country})
    if asked and region is None:
        return Saying("hours.no_such_region", {"country": country, "known": _named(known)})
    return country, region or ""


def read_absence(first: date | None, last: date | None, today: date) -> Absence | Saying | None:
    """The days that somebody will be away; None where they entered none; or what is wrong with them."""
    if first is None and last is None:
        return None
    if first is None:
        return Saying("hours.away_since_when")
    until = last or first
    if until < first:
        return Saying("hours.away_backward")
    if until < today:
        return Saying("hours.away_over")
    if until - first >= LONGEST:
        return Saying("hours.away_long")
    return Absence(first=first, last=until)


def _runs(days: Iterable[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _run_said(run: list[int], say: Say) -> str:
    first, last = say(f"hours.day_{run[0]}"), say(f"hours.day_{run[-1]}")
    if len(run) == 1:
        return first
    return f"{first}–{last}" if len(run) > 2 else f"{first}, {last}"


def _named(known: Iterable[str]) -> str:
    names = list(known)
    shown = ", ".join(names)
    return shown if len(shown) <= MOST_NAMED else f"{shown[:MOST_NAMED].rpartition(',')[0]} …"
