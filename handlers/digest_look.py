"""What one reader's digest holds, read from what was counted, and how it looks in Slack."""

from bot.digest import Digest, chapters
from bot.digest_periods import Period, back
from bot.digest_tables import EVERYBODY
from bot.saying import Speaks
from handlers.blocks import Block, actions, button, context, section
from handlers.digest_counting import WEEKS
from handlers.digest_pictures import Picture, sources_picture, weeks_picture
from handlers.digest_words import line
from storage.store import Memory

PACES = ("weekly", "monthly", "never")
ENOUGH = 2
"""Bars that make a picture."""


def digest_in(memory: Memory, workspace: str, head: str, week: Period, month: Period) -> Digest:
    """What may be read until that week, and of that month about the people below a head."""
    trends = memory.trends
    weeks = ((one, trends.page(workspace, one, EVERYBODY) or {}) for one in back(week, WEEKS))
    return Digest(
        weeks=tuple((one, page.get("threads")) for one, page in weeks),
        month=month,
        now=trends.page(workspace, month, head) or {},
        before=trends.page(workspace, month.before, head) or {},
    )


def digest_blocks(book: Speaks, digest: Digest) -> list[Block]:
    """The digest as a message: last week for everybody, the last month below its reader, and how often to have it."""
    say = book.say
    return [
        section(f"*{say('digest.title')}*"),
        *_week(book, digest),
        *_month(book, digest),
        context(say("digest.footer")),
        actions([button(say(f"digest.{pace}"), f"digest_{pace}", pace) for pace in PACES]),
    ]


def digest_pictures(book: Speaks, digest: Digest) -> list[Picture]:
    """The pictures that there is enough for."""
    found = []
    if sum(table is not None for _, table in digest.weeks) >= ENOUGH:
        found.append(weeks_picture(book, digest.weeks))
    cases = digest.now.get("cases")
    if cases is not None and len(cases.parts.get("source", {})) >= ENOUGH:
        found.append(sources_picture(book, digest.month, cases, digest.before.get("cases")))
    return found


def _week(book: Speaks, digest: Digest) -> list[Block]:
    period, table = digest.week
    head = section(book.say("digest.week", period=period.name))
    if table is None:
        return [head, context(book.say("digest.week_few"))]
    before = digest.weeks[-2][1]
    told = chapters({"threads": table}, {"threads": before} if before else {})
    return [head, *(section("\n".join(line(book, row) for row in chapter.rows)) for chapter in told)]


def _month(book: Speaks, digest: Digest) -> list[Block]:
    period = digest.month
    head = section(book.say("digest.month", period=period.name))
    told = chapters(digest.now, digest.before)
    if not told:
        return [head, context(book.say("digest.month_few", period=period.name))]
    return [head, *(section("\n".join(line(book, row) for row in chapter.rows)) for chapter in told)]
