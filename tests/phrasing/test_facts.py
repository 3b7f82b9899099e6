"""Facts survive to the letter, and nothing is added, whatever the draft."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phrasebook.facts import FactCheck
from phrasebook.pages import BUILT_IN
from phrasebook.wording_pages import wordings
from tests.books import shipped_book

BOOK = shipped_book()
CHECK = FactCheck(wordings((BUILT_IN,), []).lists)

FACTS = st.one_of(
    st.integers(2, 99_999).map(str),
    st.sampled_from(
        ["Ana", "Okafor", "Zürich", "the HAR file", "`rm -rf /tmp/x`", "<@U123ABC>", "<https://example.com/a|the page>"]
    ),
    st.sampled_from(
        ["on Monday", "on 4 May", "by 17:30", "yesterday", "in March", "v4.2.1", "INV-2231", "49.90 EUR", "#4411"]
    ),
    st.sampled_from(["ana@example.com", "https://example.com/x?y=1", "“as is”", "15%", "10,000 rows", "3 pm"]),
)
FRAMES = st.sampled_from(
    [
        "You never sent us {0} about {1}, so we closed {2}.",
        "As I already said, {0} needs {1} and {2}.",
        "You should have told {0} about {1} before {2}.",
        "I hear you, but {0} is not part of {1} {2}.",
        "Why didn't you give {0} to {1} {2}?",
        "Calm down, {0} can't open {1} {2}!!!",
        "If you don't send {0} {2}, we will close {1}.",
        "No, we can't change {0} for {1} {2}.",
        "Great job losing {0} and {1} {2}.",
        "That's not my problem. {0} has {1} {2}.",
        "Sorry, but {0} won't get {1} {2}.",
        "YOU ALWAYS FORGET {0} AND {1} {2}",
        "It's your fault that {0} lost {1} {2}.",
        "How many times do I have to tell you that {0} isn't {1} {2}?",
    ]
)


@settings(max_examples=400, deadline=None)
@given(FRAMES, FACTS, FACTS, FACTS)
def test_every_fact_of_a_draft_is_in_every_wording(frame: str, first: str, second: str, third: str) -> None:
    draft = frame.format(first, second, third)
    for wording in BOOK.rephrase(draft):
        for fact in (first, second, third):
            assert fact.lower() in wording.text.lower(), wording.text


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_gets_an_answer_without_a_broadcast(text: str) -> None:
    for wording in BOOK.rephrase(text):
        assert "<!" not in wording.text


@pytest.mark.parametrize(
    ("draft", "wording"),
    [
        ("We ship on 4 May.", "We ship in May."),
        ("Ana has the file.", "The file is here."),
        ("Please ask Ana for it.", "Please ask Ben for it."),
        ("It costs two euros.", "It costs money."),
        ("We can't change it.", "We change it."),
        ("Write to us today.", "Write to us."),
        ("It takes 3 days.", "It takes 3 days, or 4."),
    ],
)
def test_a_wording_that_loses_or_invents_a_fact_is_caught(draft: str, wording: str) -> None:
    assert not CHECK.keeps(draft, wording)


@pytest.mark.parametrize(
    "wording",
    [
        "We will send it.",
        "I'm sorry. Send it.",
        "Yes, send it.",
        "You must be upset. Send it.",
        "It was our mistake. Send it.",
        "It was your fault. Send it.",
        "Here is a refund. Send it.",
    ],
)
def test_a_wording_that_promises_admits_consents_feels_or_accuses_is_caught(wording: str) -> None:
    assert not CHECK.adds_nothing("Send it.", wording)


def test_a_wording_may_keep_the_promise_that_the_draft_made() -> None:
    assert CHECK.adds_nothing("Damn, we'll send it.", "We'll send it.")
