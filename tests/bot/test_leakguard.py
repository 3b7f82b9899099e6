"""A run of a case's words is recognised, other talk is not, and a message always costs the same."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.leakguard import (
    FEW,
    GRAM,
    MOST_OF_A_CASE,
    MOST_OF_A_MESSAGE,
    SHORTEST,
    SUSPECTS,
    Fingerprinter,
    Known,
    Print,
    recognised,
    suspects,
)
from phrasebook.guard_page import GuardPage
from tests.leakguard.edits import EDITS
from tests.leakguard.measure import KEY, Shared, Shelf, false_alarms, recall, share_cases
from tests.leakguard.texts import NARROW, Writer

CONFLICT = (
    "Your delivery people left my mother standing in the rain for an hour and then laughed about her accent. "
    "She cried all evening and nobody has found it necessary to call her back since."
)


@cache
def page() -> GuardPage:
    return GuardPage.load()


@cache
def guard() -> Fingerprinter:
    return Fingerprinter(KEY, page())


@cache
def shared() -> Shared:
    return share_cases(500, seed=4, pages=NARROW)


def shelf(*texts: str) -> Shelf:
    found = Shelf(guard())
    found.put("the case", list(texts))
    return found


def values(prints: tuple[Print, ...]) -> set[int]:
    return {one.value for one in prints}


@pytest.mark.parametrize("words", [12, 20, 40])
@pytest.mark.parametrize("how", EDITS)
def test_a_passage_is_recognised_as_it_was_and_lightly_edited(how: str, words: int) -> None:
    assert recall(shared(), 200, words=words, how=how) >= 0.95


def test_everyday_talk_is_left_alone() -> None:
    assert false_alarms(shared(), shared().writer.talk, 3_000) <= 0.001


def test_another_hard_conversation_is_left_alone() -> None:
    assert false_alarms(shared(), lambda: shared().writer.conflict(1, 4), 1_000) <= 0.01


def test_a_message_costs_the_same_however_many_cases_there_are() -> None:
    text = Writer(5).conflict(400, 400)
    prints = guard().of_case([text])
    found = Shelf(guard())
    looked_at = []
    for first, last in ((0, 100), (100, 10_000)):
        for number in range(first, last):
            found.put_prints(f"case {number}", prints)
        found.looked_at = 0
        found.recognise(text)
        looked_at.append(found.looked_at)
    assert looked_at[0] == looked_at[1] <= MOST_OF_A_MESSAGE * FEW


@pytest.mark.parametrize(
    "message",
    [
        "your delivery people left my mother standing in the rain for an hour",
        "YOUR DELIVERY PEOPLE LEFT MY MOTHER STANDING IN THE RAIN FOR AN HOUR",
        "fyi > Your delivery people - left my *mother* standing, in the rain for an hour! lol",
        "your delivery people have left my mother standing in the rain for an hour",
        "guess who left my mother standing in the rain for an hour and then laughed",
        "She cried all evening, and nobody has found it really necessary to call her",
    ],
)
def test_the_same_words_in_other_clothes_are_recognised(message: str) -> None:
    assert shelf(CONFLICT).recognise(message) == {"the case"}


def test_eight_words_that_anybody_says_are_left_alone_where_few_cases_are_open() -> None:
    found = shelf("I have been waiting for an answer from your people since Monday and nobody calls me back.")
    assert found.recognise("I have been waiting for an answer from the courier, lunch at noon?") == frozenset()
    assert found.recognise("I have been waiting for an answer from your people, it says") == {"the case"}


@pytest.mark.parametrize("message", ["{}", "heads up: {} any ideas", "> {}"])
@pytest.mark.parametrize("place", range(11))
def test_two_words_turned_round_hide_no_passage_wherever_they_stand(place: int, message: str) -> None:
    words = CONFLICT.split()[2:14]
    words[place], words[place + 1] = words[place + 1], words[place]
    assert shelf(CONFLICT).recognise(message.format(" ".join(words))) == {"the case"}


@pytest.mark.parametrize(
    "message",
    [
        "my mother was standing in the rain yesterday",
        "someone should call her back, the delivery people have a question",
        "An hour in the rain for my mother! Her accent! The evening!",
        "necessary it found has nobody and evening all cried she accent her about laughed then and hour an",
        "",
    ],
)
def test_other_words_about_the_same_are_left_alone(message: str) -> None:
    assert shelf(CONFLICT).recognise(message) == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "the export of the invoices fails with a timeout on the billing server in Berlin after the update",
        "login throws an error on the settings page when the browser holds an expired session token",
        "```for one in orders: print the name of one and its owner and its address and its price```",
        "2026-11-01T10:10:33Z ERROR orders service timeout while talking to the host of the other orders service",
        "$ kubectl logs deploy/orders and then some words that look like talk but are not talk at all",
        "Thank you for your patience and understanding. We will get back to you as soon as possible!",
        "I hope this email finds you well. Please let me know if you have any other questions.",
        "my supervisor has not answered me for three days and I am at the end of my strength with this",
        "we have been doing overtime since the spring and nobody thinks of paying us for any of these evenings",
        "my manager threatened to cut my pay when I complained about the shouting and laughed at me",
        "I told my boss twice that she shouted at me and he ignored me and said that I am too soft for this",
        "I demanded an apology from my manager and she laughed, so I am furious and will go to the union tomorrow",
        "he threatened to phone my boss because I complained about the overtime that nobody here was ever paid for",
        "I have been shouted at by my team lead again and nobody else in the whole room said a word about it",
        "does the works council know that they moved all our evenings without asking anybody in the whole building",
        "kind regards, Vera Novak, head of purchasing at the old bakery by the harbour in Malmo",
    ],
)
def test_work_and_speaking_up_leave_no_prints(text: str) -> None:
    assert guard().of_case([text]) == ()


def test_a_signature_leaves_no_prints() -> None:
    unsigned = guard().of_case([CONFLICT])
    assert guard().of_case([f"{CONFLICT}\nBest, Vera\nVera Novak\nHead of purchasing at the old bakery"]) == unsigned


def test_thanks_for_nothing_is_no_farewell() -> None:
    text = "Thanks for nothing, all of you, my mother still stands in the rain"
    assert shelf(text).recognise(text) == {"the case"}


def test_conflict_with_a_technical_word_is_still_conflict() -> None:
    text = "after the third update I am furious that your people lied to us about the server and laughed at our teacher"
    assert shelf(text).recognise(text) == {"the case"}


@pytest.mark.parametrize(
    "text",
    [
        "she called me useless twice on the phone and threatened to phone my boss tonight and my mother after that",
        "the customer called me stupid three times and demanded to speak to my manager, then hung up on me",
        "you are liars the whole lot of you and I want to hear it from your manager before the sun goes down",
        "he screamed for my line manager so loudly that the whole of the street could hear what he thinks of me",
    ],
)
def test_who_is_threatened_with_a_boss_speaks_of_the_conflict(text: str) -> None:
    assert shelf(text).recognise(text) == {"the case"}


def test_words_left_out_in_the_middle_are_not_bridged_over() -> None:
    before, after = CONFLICT.split(". ")
    text = f"{before}. My manager knows about all the overtime. {after}"
    assert shelf(text).recognise("My manager knows about all the overtime") == frozenset()
    assert shelf(text).recognise(after) == {"the case"}


def test_the_end_of_one_quote_and_the_beginning_of_the_next_are_no_run() -> None:
    both = "we stood in the rain my mother never came home"
    assert shelf("we stood in the rain", "my mother never came home").recognise(both) == frozenset()
    assert shelf(both).recognise(both) == {"the case"}


def test_prints_of_another_key_have_nothing_in_common() -> None:
    other = Fingerprinter(KEY[::-1], page())
    assert not values(guard().of_case([CONFLICT])) & values(other.of_case([CONFLICT]))


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 16 bytes"):
        Fingerprinter(b"short", page())


def test_prints_fit_a_column_of_64_bits() -> None:
    assert all(0 <= value < 2**63 for value in values(guard().of_case([CONFLICT])))


def test_a_case_keeps_each_value_once() -> None:
    prints = guard().of_case([CONFLICT, CONFLICT])
    assert len(values(prints)) == len(prints)


def test_what_a_few_have_shared_is_recognised_as_each_of_theirs() -> None:
    found = Shelf(guard())
    for number in range(8):
        found.put(f"case {number}", [CONFLICT])
    assert len(found.recognise(" ".join(CONFLICT.split()[:13]))) == 8


def test_what_many_cases_say_counts_for_nothing() -> None:
    found = Shelf(guard())
    for number in range(FEW + 1):
        found.put(f"case {number}", [CONFLICT])
    assert found.recognise(CONFLICT) == frozenset()
    found.put("the case", ["I ran home to my old dog in tears"])
    assert found.recognise("I ran home to my old dog in tears") == {"the case"}


NINE_WORDS = [Print(value, value) for value in range(SHORTEST - GRAM + 1)]


def test_a_run_of_nine_words_is_enough_and_one_of_eight_is_not() -> None:
    known = [Known(one.value, "a", one.place) for one in NINE_WORDS]
    assert recognised(NINE_WORDS, known) == {"a"}
    assert recognised(NINE_WORDS, known[1:]) == recognised(NINE_WORDS[1:], known) == frozenset()


def test_words_that_others_have_too_count_less() -> None:
    known = [Known(one.value, "a", one.place, common=one.place > 1) for one in NINE_WORDS]
    others = [Known(value, f"other {case}", 500 + 50 * value) for value in (0, 1) for case in range(FEW - 1)]
    assert recognised(NINE_WORDS, known) == {"a"}
    assert recognised(NINE_WORDS, [*known, *others]) == frozenset()


def test_common_words_count_half() -> None:
    known = [Known(value, "a", value, common=True) for value in range(20)]
    assert recognised(NINE_WORDS, known) == frozenset()
    assert recognised(NINE_WORDS, [Known(0, "a", 0), *known[1:]]) == {"a"}
    assert recognised([*NINE_WORDS, Print(len(NINE_WORDS), len(NINE_WORDS))], known) == {"a"}


def test_a_print_of_the_case_counts_once_however_often_it_is_said() -> None:
    message = [Print(value // 3, value) for value in range(15)]
    known = [*(Known(value, "a", 3 * value) for value in range(3)), Known(4, "a", 400)]
    assert recognised(message, known) == frozenset()


def test_two_rare_prints_in_line_speak_for_a_case() -> None:
    message = [Print(value, value) for value in range(30)]
    known = [Known(0, "one", 0), *(Known(value, "two", 5 + value) for value in (7, 9))]
    assert suspects(message, [*known, Known(0, "far", 0), Known(9, "far", 90)]) == ("two",)


def test_those_with_the_most_rare_prints_are_suspects_first() -> None:
    message = [Print(value, value) for value in range(10)]
    known = [Known(value, f"case {case:02}", value) for case in range(20) for value in range(2 + (case > 15))]
    assert suspects(message, known) == tuple(f"case {case:02}" for case in (16, 17, 18, 19, 0, 1))[:SUSPECTS]


def test_the_longest_message_and_case_have_a_constant_number_of_prints() -> None:
    text = Writer(9).conflict(600, 600)
    assert len(guard().of_message(text)) <= MOST_OF_A_MESSAGE
    assert len(guard().of_case([text])) <= MOST_OF_A_CASE


def test_a_long_case_is_recognised_from_its_end_as_from_its_beginning() -> None:
    writer = Writer(11)
    text = writer.conflict(60, 60)
    words = text.split()
    assert len(words) > MOST_OF_A_CASE
    found = shelf(text)
    assert found.recognise(" ".join(words[:25])) == {"the case"}
    assert found.recognise(" ".join(words[-25:])) == {"the case"}


def test_scattered_prints_are_no_run() -> None:
    known = [Known(value, "a", 100 * value) for value in range(20)]
    assert recognised([Print(value, value) for value in range(20)], known) == frozenset()


def test_two_parts_far_from_each_other_are_no_run() -> None:
    places = [0, 1, 2, 30, 31, 32]
    known = [Known(place, "a", place) for place in places]
    assert recognised([Print(place, place) for place in places], known) == frozenset()


def test_prints_that_stand_as_in_the_case_are_a_run() -> None:
    known = [Known(value, "a", value) for value in range(10)]
    assert recognised([Print(value, 50 + value) for value in range(10)], known) == {"a"}
    assert recognised([Print(value, 50 - value) for value in range(10)], known) == frozenset()


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_shared_and_said(case: str, message: str) -> None:
    assert shelf(case).recognise(message) <= {"the case"}


@settings(max_examples=50)
@given(st.integers(0, 10_000))
def test_the_look_of_the_words_does_not_matter(seed: int) -> None:
    text = Writer(seed).conflict(1, 3)
    plain = guard().of_message(text)
    for other in (text.upper(), text.replace(" ", "  "), f"> {text}", text.replace(". ", ", "), f"*{text}*"):
        assert guard().of_message(other) == plain


@pytest.mark.parametrize("entry", ["Shift", "two  words", "end.", "shift"])
def test_a_page_entry_that_could_never_be_heard_is_refused(entry: str) -> None:
    lists = page().model_dump() | {"speaking_up": ("shift", entry)}
    with pytest.raises(ValidationError, match=r"should be words|there twice"):
        GuardPage.model_validate(lists)


def test_an_unknown_list_on_the_page_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "words.toml"
    wrong.write_text('speaking = ["shift"]\n', encoding="utf-8")
    with pytest.raises(ValueError, match="speaking"):
        GuardPage.load(wrong)
