"""A time as it was said: its days, its clock, its part of the day or its stretch."""

from dataclasses import dataclass

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day as it was said.

    `half` is "am", "pm", "24" where the number itself says which, or empty. `offset` is minutes to add: “quarter to 9”
    is 9 and -15. `loose` is where in the text a number starts that may as well belong to what follows (“mon 3 orders”).
    """

    hour: int
    minute: int = 0
    half: str = ""
    offset: int = 0
    loose: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePhrase:
    """What the words of `text[start:end]` name; nothing here is computed yet.

    `days` holds the readings of the day in plain English (“friday”, “25 november 2026”, “25th”, “in 3 days”, “week”,
    “month”), two where the words can mean either; `which` is "next", "this", "next week", "week on" (a week after it),
    "end" or empty; `weekday` is the one named beside a date. `stretch` is an elapsed time (“2 hours 30 minutes”),
    `workdays` a number of working days, `part` a key of the page's parts, and `zone` the words that say whose clock is
    meant; `place` is what follows and may be that as well (“3pm London”). A `clock` beside a `stretch` is what the same
    words can mean (“15h”). `goes_on` is whether the words after it name another time.
    """

    start: int
    end: int
    days: tuple[str, ...] = ()
    which: str = ""
    weekday: str = ""
    clock: Clock | None = None
    part: str = ""
    stretch: str = ""
    workdays: int = 0
    zone: str = ""
    place: str = ""
    goes_on: bool = False
