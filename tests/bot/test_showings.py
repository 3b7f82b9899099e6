"""Marks of "this was wrong" find the showings that they are about."""

from bot.showings import showings
from phrasebook.silences import falls_silent


def test_a_mark_stands_at_the_showing_it_is_about() -> None:
    assert showings(4, [(2, "ana")]) == (None, "ana", None, None)


def test_marks_that_come_together_are_about_showings_of_their_own() -> None:
    assert set(showings(3, [(3, "ana"), (3, "ben"), (3, "jo")])) == {"ana", "ben", "jo"}


def test_a_mark_that_came_before_its_showing_was_counted_is_about_the_next_one() -> None:
    assert set(showings(2, [(1, "ana"), (1, "ben")])) == {"ana", "ben"}
    assert showings(1, [(0, "ana")]) == ("ana",)


def test_a_mark_without_any_showing_counts_for_nothing() -> None:
    assert showings(0, [(0, "ana")]) == ()


def test_three_people_within_twenty_showings_are_enough() -> None:
    marks = [(6, "ana"), (15, "ben"), (25, "jo")]
    assert falls_silent(showings(25, marks))


def test_three_people_in_more_than_twenty_showings_are_not() -> None:
    marks = [(5, "ana"), (15, "ben"), (25, "jo")]
    assert not falls_silent(showings(25, marks))
