"""Whose clock is meant: zones by what people call them, and places that have one."""

import re

from phrasebook.timewords import patterns, plain, time_words, zone_names

_OFFSET = re.compile(r"(?:utc|gmt)([+-])(\d{1,2})")


def zones_meant(words: str, own: str, theirs: tuple[str, ...]) -> tuple[str, ...]:
    """The zones whose clock can be meant, `own` being the asker's; none where nothing tells."""
    page = time_words().zones
    known = page.known.get(words) or zone_names().get(words)
    offset = _OFFSET.fullmatch(words)
    if offset and int(offset[2]) <= 12:
        return (f"Etc/GMT{'-' if offset[1] == '+' else '+'}{int(offset[2])}",)
    if not words or words in page.mine:
        return (own,)
    return (known,) if known else theirs if words in page.theirs else ()


def place_zone(words: str) -> str:
    """The zone of a place, as the pattern of places found it: “ in Tokyo”."""
    found = patterns()["place"].fullmatch(words)
    return zone_names()[f"{plain(found['place'])} time"] if found else ""
