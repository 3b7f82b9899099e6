"""The message puts the solution first, keeps every fact, blames nobody, and says who writes again by when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.recover import Run, Words
from bot.recover_words import message, sentence, stated
from phrasebook.answer_pages import Style
from phrasebook.reading import Level
from phrasebook.wording_text import shelter
from tests.running import built_in_book

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
RUN = Run(
    id="r1",
    workspace="T1",
    proposer="U1",
    by_at=NOW + timedelta(hours=5),
    news_at=NOW + timedelta(hours=2),
    made_at=NOW,
    words=Words(
        what="Since 8:15 the exports from Rotterdam stop at 500 rows",
        means="Files with more rows are not complete.",
        solution="We run every export of today again ourselves and put it into your folder",
    ),
)
ALL = pytest.mark.parametrize(
    ("style", "update", "same"),
    [(style, update, same) for style in Style for update in (False, True) for same in (0, 1)],
)


def told(style: Style, update: bool, same: int) -> tuple[Run, str]:
    run = replace(RUN, style=style, news_at=RUN.by_at if same else RUN.news_at)
    return run, message(built_in_book(), run, "Europe/London", NOW, update=update)


@ALL
def test_the_solution_comes_before_what_happened(style: Style, update: bool, same: int) -> None:
    _, text = told(style, update, same)
    assert text.index("put it into your folder") < text.index("stop at 500 rows") < text.index("not complete")
    assert text.index("put it into your folder") < 110


@ALL
def test_every_fact_is_kept_and_none_is_added(style: Style, update: bool, same: int) -> None:
    run, text = told(style, update, same)
    facts, given = built_in_book().facts, stated(built_in_book(), run, "Europe/London", NOW)
    assert facts.keeps(shelter(given).text, shelter(text).text)


@ALL
def test_nothing_in_it_lands_badly(style: Style, update: bool, same: int) -> None:
    reading = built_in_book().read(told(style, update, same)[1])
    assert (reading.level, reading.cues) == (Level.CALM, ())


@ALL
def test_it_says_sorry_without_if_or_but_and_who_writes_again(style: Style, update: bool, same: int) -> None:
    words = told(style, update, same)[1].lower()
    assert "sorry" in words or "apologise" in words
    assert not {"if", "but", "inconvenience", "unfortunately"} & set(words.replace(",", " ").replace(".", " ").split())
    assert "hear from me here" in words or "report" in words


def test_times_are_told_with_the_clock_that_they_are_on() -> None:
    text = message(built_in_book(), RUN, "America/New_York", NOW)
    assert "by Mon 23 Nov, 10:00, New York time" in text
    assert "by Mon 23 Nov, 07:00, New York time" in text
    assert "15:00 UTC" in message(built_in_book(), RUN, "UTC", NOW)


@pytest.mark.parametrize(
    ("typed", "read"), [("It works", "It works."), (" It\n works! ", "It works!"), ("Will it? ", "Will it?")]
)
def test_a_line_becomes_a_sentence(typed: str, read: str) -> None:
    assert sentence(typed) == read


def test_what_an_edit_drops_is_named() -> None:
    book = built_in_book()
    lost = book.facts.lost("We run it again by Mon 23 Nov, 15:00, for Rotterdam.", "We run it again for you.")
    assert set(lost) >= {"23", "15:00", "Rotterdam"}
    assert book.facts.lost("By Mon 23 Nov.", "It is there by Mon 23 Nov.") == ()
