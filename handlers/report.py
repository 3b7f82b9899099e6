"""`levelhead report`: what digests tell, for the whole workspace, as a page with its pictures and as CSV."""

from datetime import date, datetime, timedelta
from pathlib import Path

from bot.digest import Digest, Told, chapters
from bot.digest_periods import NotWhole, Span, between, month_of, whole
from bot.digest_tables import EVERYBODY
from bot.saying import Speaks
from bot.settings import Settings, SettingsFault
from handlers.digest_counting import WEEKS, count_what_is_over
from handlers.digest_look import digest_pictures
from handlers.members import workspace_in
from handlers.report_page import csv_text, html_page
from phrasebook.sayings import Sayings
from storage.store import Memory, Store


def write_report(
    settings: Settings, first: date, last: date, folder: Path, now: datetime, named: str | None = None
) -> list[str]:
    """Write the report of whole weeks or months; which files were written, a line each.

    Raises SettingsFault for days that are neither, or not over, and for a folder that cannot be written.
    """
    book, store = Sayings.load(), Store.open(settings.database_url, keys=settings.secret_keys)
    try:
        span = _whole(book, first, last)
        if last >= now.date():
            raise SettingsFault(book.say("digest.report_not_over", day=str(last + timedelta(days=1))))
        workspace = workspace_in(store, settings, named)
        count_what_is_over(store, workspace, now)
        told = store.recall(lambda memory: _told(memory, workspace, first, last, span))
        drawn = store.recall(lambda memory: _digest(memory, workspace, first, last))
    finally:
        store.close()
    pictures = digest_pictures(book, drawn)
    days = book.say("digest.report_days", first=str(first), last=str(last))
    files = {"report.html": html_page(book, days, told, pictures).encode(), "report.csv": csv_text(book, told).encode()}
    files |= {one.file: one.png for one in pictures}
    return _written(book, folder, files)


def _whole(book: Speaks, first: date, last: date) -> Span:
    try:
        return whole(first, last)
    except NotWhole as error:
        found = dict.fromkeys(error.nearest)
        days = (book.say("digest.report_nearest", first=str(begin), last=str(end)) for begin, end in found)
        raise SettingsFault(book.say("digest.report_not_whole", nearest="; ".join(days))) from error
    except ValueError as error:
        raise SettingsFault(book.say("digest.report_backward")) from error


def _told(memory: Memory, workspace: str, first: date, last: date, span: Span) -> list[Told]:
    """Each period beside the one before it; months bring the whole weeks within them along."""
    spans = (Span.MONTH, Span.WEEK) if span is Span.MONTH else (Span.WEEK,)
    return [
        Told(
            period=period,
            chapters=chapters(
                memory.trends.page(workspace, period, EVERYBODY) or {},
                memory.trends.page(workspace, period.before, EVERYBODY) or {},
            ),
        )
        for one in spans
        for period in between(first, last, one)
    ]


def _digest(memory: Memory, workspace: str, first: date, last: date) -> Digest:
    """What the pictures are drawn from: the last whole weeks, and the last whole month if there is one."""
    trends = memory.trends
    weeks = between(first, last, Span.WEEK)[-WEEKS:]
    months = between(first, last, Span.MONTH)[-1:]
    month = months[0] if months else month_of(last)
    return Digest(
        weeks=tuple((one, (trends.page(workspace, one, EVERYBODY) or {}).get("threads")) for one in weeks),
        month=month,
        now=(trends.page(workspace, month, EVERYBODY) or {}) if months else {},
        before=trends.page(workspace, month.before, EVERYBODY) or {},
    )


def _written(book: Speaks, folder: Path, files: dict[str, bytes]) -> list[str]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise SettingsFault(book.say("digest.report_out", folder=str(folder), reason=str(error.strerror))) from error
    return [book.say("digest.report_written", file=str(folder / name)) for name in files]
