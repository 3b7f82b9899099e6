"""The trends on a Home: read from what was counted for digests, and told in a few of their lines."""

from datetime import datetime

from bot.digest import Told, chapters
from bot.digest_periods import Period, last_month, last_week
from bot.digest_tables import EVERYBODY
from bot.home_trends import Trends, telling
from handlers.blocks import Block, context, section
from handlers.digest_words import line
from handlers.home_pages import Row
from phrasebook.book import Phrasebook
from storage.store import Memory


def trends_in(memory: Memory, workspace: str, head: str, now: datetime) -> Trends:
    """What a head may read of the latest week and month that were counted; nothing is counted here."""
    return Trends(
        week=_latest(memory, workspace, last_week(now), EVERYBODY),
        month=_latest(memory, workspace, last_month(now), head),
    )


def trend_rows(book: Phrasebook, trends: Trends | None) -> list[Row]:
    """A paragraph for the week and one for the month, or that nothing was counted yet."""
    told = [] if trends is None else [("home.trends_week", trends.week), ("home.trends_month", trends.month)]
    rows = [_row(book, key, one) for key, one in told if one is not None]
    if not rows:
        return [[section(book.say("home.trends_not_yet"))]]
    return [*rows[:-1], [*rows[-1], context(book.say("home.trends_same"))]]


def _latest(memory: Memory, workspace: str, period: Period, head: str) -> Told | None:
    """Of a period that has just ended, or, until that is counted, of the one before."""
    for one in (period, period.before):
        page = memory.trends.page(workspace, one, head)
        if page is not None:
            before = memory.trends.page(workspace, one.before, head) or {}
            return Told(period=one, chapters=chapters(page, before))
    return None


def _row(book: Phrasebook, key: str, told: Told) -> list[Block]:
    lines = [line(book, row, brief=True) for row in telling(told)] or [book.say("home.trends_few")]
    return [section("\n".join([book.say(key, period=told.period.name), *lines]))]
