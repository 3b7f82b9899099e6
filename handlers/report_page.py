"""A report as one HTML page and as CSV: pure builders, fit for a phone, in the light and in the dark."""

import csv
from collections.abc import Iterable, Sequence
from html import escape
from io import StringIO

from bot.digest import Chapter, Row, Told
from bot.digest_periods import Period
from bot.saying import Speaks
from handlers.digest_pictures import Picture
from handlers.digest_words import counted, label, span

STYLE = """
:root { color-scheme: light dark; --ink: #24302c; --faint: #5f6864; --paper: #fbfaf6; --line: #d5d3cc; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceae3; --faint: #a9b0ac; --paper: #1b211f; --line: #3b4441; }
}
body { margin: 0 auto; max-width: 44rem; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.45 system-ui, sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
p, figcaption { color: var(--faint); }
figure { margin: 1.5rem 0; } img { width: 100%; height: auto; border-radius: .5rem; }
table { width: 100%; border-collapse: collapse; margin-bottom: 1.5rem; }
caption { text-align: left; font-weight: 600; padding: .4rem 0; }
th, td { padding: .4rem .3rem; border-bottom: 1px solid var(--line); vertical-align: top; text-align: left; }
th { font-weight: 400; } thead th { color: var(--faint); font-size: .875rem; }
td { text-align: right; white-space: nowrap; } thead th:not(:first-child) { text-align: right; }
@media (max-width: 30rem) { td { white-space: normal; } body { padding: .75rem; } }
"""
COLUMNS = ("period", "first_day", "last_day", "chapter", "what", "count", "of", "minutes")


def html_page(book: Speaks, days: str, told: Sequence[Told], pictures: Iterable[Picture]) -> str:
    """The whole page; the pictures lie beside it."""
    title = escape(book.say("digest.report_title"))
    body = [f"<h1>{title}</h1>", f"<p>{escape(days)}</p>"]
    body += [_figure(one) for one in pictures]
    body += [part for one in told for part in _period(book, one)]
    body.append(f"<p>{escape(book.say('digest.footer'))}</p>")
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{chr(10).join(body)}\n</main>\n</body>\n</html>\n"
    )


def csv_text(book: Speaks, told: Iterable[Told]) -> str:
    """One line for each number that may be told."""
    written = StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(COLUMNS)
    for one in told:
        days = (one.period.key, one.period.first.isoformat(), one.period.last.isoformat())
        for chapter in one.chapters:
            for row in chapter.rows:
                lines.writerow((*days, book.say(chapter.key), label(book, row), *_numbers(row)))
    return written.getvalue()


def _numbers(row: Row) -> tuple[object, object, object]:
    if row.now is not None:
        return row.now.many, row.now.of, ""
    return "", row.of, "" if row.minutes is None else row.minutes


def _figure(picture: Picture) -> str:
    return (
        f'<figure><img src="{escape(picture.file)}" alt="{escape(picture.alt)}">'
        f"<figcaption>{escape(picture.title)}</figcaption></figure>"
    )


def _period(book: Speaks, told: Told) -> list[str]:
    head = f"<h2>{escape(told.period.name)}</h2>"
    if not told.chapters:
        return [head, f"<p>{escape(book.say('digest.report_few', period=told.period.name))}</p>"]
    return [head, *(_table(book, told.period, chapter) for chapter in told.chapters)]


def _table(book: Speaks, period: Period, chapter: Chapter) -> str:
    names = (book.say("digest.report_what"), period.name, period.before.name)
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in names)
    rows = "".join(_row(book, row) for row in chapter.rows)
    caption = escape(book.say(chapter.key))
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(book: Speaks, row: Row) -> str:
    cells = "".join(f"<td>{escape(one)}</td>" for one in (_now(book, row), _before(book, row)))
    return f'<tr><th scope="row">{escape(label(book, row))}</th>{cells}</tr>'


def _now(book: Speaks, row: Row) -> str:
    if row.now is not None:
        return counted(book, row.now)
    return span(book, row.minutes) if row.minutes is not None else book.say("digest.report_not_yet")


def _before(book: Speaks, row: Row) -> str:
    if row.before is not None:
        return counted(book, row.before)
    return span(book, row.minutes_before) if row.minutes_before is not None else "–"
