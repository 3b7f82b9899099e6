"""What the pieces of a heard time come to: amounts, clocks and dates."""

import re
from collections.abc import Mapping

from phrasebook.time_phrase import Clock
from phrasebook.timewords import meaning, patterns, plain, time_words


def minutes_of(said: str) -> dict[str, str]:
    stretches = {str(minutes): ways for minutes, ways in time_words().stretches.items()}
    return {"minute": meaning(stretches, said)}


def amounts_of(said: str) -> dict[str, str]:
    words = time_words()
    amounts: dict[str, str] = {}
    end = 0
    for piece in patterns()["amount"].finditer(said):
        number = plain(piece["number"])
        amounts[meaning(words.units, piece["unit"])] = str(words.numbers.get(number, number.replace(",", ".")))
        end = piece.end()
    if said[end:].strip():
        amounts["minute"] = said[end:].strip()
    return amounts


def clock_of(said: Mapping[str, str | None], loose: int | None) -> Clock:
    words = time_words()
    hour = str(said["hour"])
    number = words.numbers.get(plain(hour)) or int(hour)
    fractions = {str(minutes): ways for minutes, ways in words.fractions.items()}
    offset = int(meaning(fractions, str(said["fraction"]))) if said.get("fraction") else 0
    half = meaning(words.halves, str(said["half"])) if said.get("half") else ""
    in_full = len(hour) == 2 and said.get("colon")
    if not half and (number > 12 or hour.startswith("0") or in_full):
        half = "24"
    return Clock(hour=number, minute=int(said.get("minute") or 0), half=half, offset=offset, loose=loose)


def readings(said: re.Match[str]) -> tuple[str, ...]:
    """The dates that a found date can be, in plain English."""
    parts = said.groupdict()
    year = parts.get("year") or ""
    year = f" 20{year[-2:]}" if year else ""
    if "one" in parts:
        pairs = ((int(parts["one"]), int(parts["two"])), (int(parts["two"]), int(parts["one"])))
        readings = (f"{day} {_month(month)}{year}" for day, month in pairs if month in range(1, 13))
        return tuple(dict.fromkeys(readings))
    day, month = int(parts["day"]), parts.get("month")
    if month is None:
        return (f"{day}th",)
    named = _month(int(month)) if month.isdigit() else meaning(time_words().months, month)
    return (f"{day} {named}{year}",)


def _month(number: int) -> str:
    months = list(time_words().months)
    return months[number - 1] if number in range(1, 13) else str(number)
