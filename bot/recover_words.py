"""The message to customers: the solution first, then what happened, a plain sorry, and who writes again by when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.localtime import in_words, place_of
from bot.recover import Run
from phrasebook.book import Phrasebook

ENDINGS = (".", "!", "?", "…", ".”", '."', ".)")
UTC = "UTC"


def message(book: Phrasebook, run: Run, zone: str, now: datetime, *, update: bool = False) -> str:
    """What a channel is told, with times on the clock of `zone`; `update` where it was told an earlier solution."""
    style, words = run.style.value, run.words
    return book.say(
        f"recover.{'update' if update else 'message'}_{style}",
        solution=sentence(words.solution),
        by=clock(book, run.by_at, zone, now),
        what=sentence(words.what),
        means=sentence(words.means),
        next=_next(book, run, zone, now),
    )


def stated(book: Phrasebook, run: Run, zone: str, now: datetime) -> str:
    """Everything that its message has to say, and nothing else."""
    words, by, news = run.words, clock(book, run.by_at, zone, now), clock(book, run.news_at, zone, now)
    parts = [sentence(words.solution), by, sentence(words.what), sentence(words.means)]
    return " ".join(parts if run.news_at == run.by_at else [*parts, news])


def clock(book: Phrasebook, at: datetime, zone: str, now: datetime) -> str:
    """A moment on the clock of a zone, which is named."""
    when = in_words(at, ZoneInfo(zone), now)
    return book.say("recover.clock_utc", when=when) if zone == UTC else _there(book, when, zone)


def sentence(text: str) -> str:
    """Somebody's line as a sentence that others can follow."""
    line = " ".join(text.split())
    return line if line.endswith(ENDINGS) else f"{line}."


def _there(book: Phrasebook, when: str, zone: str) -> str:
    return book.say("recover.clock", when=when, place=place_of(zone))


def _next(book: Phrasebook, run: Run, zone: str, now: datetime) -> str:
    if run.news_at == run.by_at:
        return book.say(f"recover.then_{run.style.value}")
    return book.say(f"recover.next_{run.style.value}", news=clock(book, run.news_at, zone, now))
