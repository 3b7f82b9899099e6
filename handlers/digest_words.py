"""A digest's rows in words, for Slack, pages and pictures alike."""

from bot.digest import Number, Row
from bot.digest_tables import DAY, HOUR
from bot.saying import Speaks


def label(book: Speaks, row: Row) -> str:
    """What a row counts, without the full stop of a sentence."""
    return book.say(row.key).partition(":")[0].rstrip(".")


def span(book: Speaks, minutes: int) -> str:
    """How long something took."""
    if minutes < HOUR:
        return book.say("digest.minutes", many=str(minutes))
    if minutes < 2 * DAY:
        return book.say("digest.hour") if minutes == HOUR else book.say("digest.hours", many=f"{minutes / HOUR:g}")
    return book.say("digest.days", many=f"{minutes / DAY:g}")


def line(book: Speaks, row: Row, *, brief: bool = False) -> str:
    """A row as a line of mrkdwn, with what it was before; `brief` leaves out how what is still open is counted."""
    said = _now(book, row, "digest.row_time_brief" if brief else "digest.row_time")
    before = _before(book, row)
    return said + (book.say("digest.row_before", before=before) if before else "")


def counted(book: Speaks, number: Number) -> str:
    """A number beside what it is a part of."""
    if not number.is_part:
        return book.say("digest.before_whole", many=str(number.many))
    return book.say("digest.before_part", **_slots(number))


def _now(book: Speaks, row: Row, time: str) -> str:
    name = label(book, row)
    if row.now is not None and not row.now.is_part:
        return book.say("digest.row_whole", label=name, many=str(row.now.many))
    if row.now is not None:
        return book.say("digest.row_part", label=name, **_slots(row.now))
    if row.minutes is None:
        return book.say("digest.row_time_not_yet", label=name, of=str(row.of))
    return book.say(time, label=name, time=span(book, row.minutes), of=str(row.of))


def _before(book: Speaks, row: Row) -> str:
    if row.before is not None:
        return counted(book, row.before)
    return span(book, row.minutes_before) if row.minutes_before is not None else ""


def _slots(number: Number) -> dict[str, str]:
    return {"many": str(number.many), "of": str(number.of), "percent": str(number.percent)}
