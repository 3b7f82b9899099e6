"""An answer names what the customer feels, asks one thing, says who does what, and repeats nothing."""

import pytest

from phrasebook.answer import FEW_WORDS, Answer, Kind
from phrasebook.answer_pages import Style, answer_pages
from phrasebook.book import Phrasebook
from phrasebook.pages import BUILT_IN
from phrasebook.reading import Level

CUSTOMERS = [
    "Third time I'm asking: where is my refund? Nobody answers.",
    "It's broken again and we launch in an hour!!",
    "Dear Sir or Madam, I am writing to complain about the invoice of 3 May, which is higher than agreed.",
    "I don't understand your pricing: one page says 20 and another one says 30, and the chat told me something else.",
    "Your export is late and our customers are waiting. I am losing trust in you after three years.",
    "I want to speak to your manager, and I want to speak to them now.",
    "This is the worst service I have ever seen and I am done with you.",
    "Could you tell me how to add a second user?",
]
HARM = ["I know where you live and I will kill you."]


def _questions(answer: Answer) -> int:
    return answer.text.count("?")


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("text", CUSTOMERS)
def test_an_answer_is_calm_and_asks_no_more_than_one_thing(book: Phrasebook, text: str, style: Style) -> None:
    answer = book.answer(text, style=style)
    assert answer.kind is Kind.REPLY
    assert answer.style is style
    assert book.read(answer.text).level is Level.CALM, answer.text
    assert _questions(answer) <= 1


def test_every_line_that_an_answer_can_hold_is_calm(book: Phrasebook) -> None:
    pages = answer_pages((BUILT_IN,), [])
    assert pages is not None
    said = [line for one in (*pages.feelings, *pages.wants.values()) for style in Style for line in one.lines(style)]
    for source in pages.sources.values():
        for lines in (source.lines(style) for style in Style):
            said += [*lines.sorry, *lines.link, *lines.ask, *lines.offer, *lines.plan]
    assert [line for line in said if book.read(line).level is not Level.CALM] == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The delivery is three weeks late and I need it for Friday.", "delay"),
        ("The app crashes every time I open the report page.", "product-fault"),
        ("You charged me twice for the same invoice.", "billing-policy"),
    ],
)
def test_the_source_of_the_trouble_shapes_the_answer(book: Phrasebook, text: str, source: str) -> None:
    answer = book.answer(text)
    assert answer.source == source
    assert ("apologize" in answer.techniques) is (source != "billing-policy")


@pytest.mark.parametrize("text", CUSTOMERS)
def test_an_answer_leaves_who_and_when_to_the_agent(book: Phrasebook, text: str) -> None:
    answer = book.answer(text)
    assert answer.slots
    assert all(slot in answer.text for slot in answer.slots)


@pytest.mark.parametrize("text", CUSTOMERS)
def test_the_same_message_gets_the_same_answer(book: Phrasebook, text: str) -> None:
    assert book.answer(text) == book.answer(text)


@pytest.mark.parametrize("text", CUSTOMERS)
def test_an_answer_that_the_thread_has_seen_is_not_given_again(book: Phrasebook, text: str) -> None:
    first = book.answer(text, style=Style.WARM)
    second = book.answer(text, style=Style.WARM, avoid=[first.text])
    shared = set(_runs(first.text)) & set(_runs(second.text))
    assert shared == set()


def _runs(text: str) -> list[tuple[str, ...]]:
    words = text.lower().replace("‹", " ‹").split()
    return [tuple(words[at : at + 5]) for at in range(len(words) - 4)]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("Where is my parcel?", Style.BRIEF),
        ("Dear team, I would like to know where my parcel is. Kind regards, J. Okafor", Style.FORMAL),
        (
            "Hi! I ordered a birthday present two weeks ago and it still hasn't come, and the party is nearly here.",
            Style.WARM,
        ),
    ],
)
def test_the_style_fits_how_the_customer_writes(book: Phrasebook, text: str, style: Style) -> None:
    assert book.answer(text).style is style


def test_a_feeling_is_named_in_other_words(book: Phrasebook) -> None:
    answer = book.answer("I have been waiting and chasing you for a week and nobody answers, this is tiring trouble.")
    assert "empathy" in answer.techniques
    assert "chase" not in answer.text.split(".")[0] or "tiring" not in answer.text.split(".")[0]


@pytest.mark.parametrize("text", HARM)
def test_a_threat_gets_a_limit_and_never_empathy(book: Phrasebook, text: str) -> None:
    answer = book.answer(text)
    assert answer.kind is Kind.LIMIT
    assert answer.share_up
    assert not {"empathy", "apologize"} & set(answer.techniques)
    assert "sorry" not in answer.text.lower()


@pytest.mark.parametrize("text", ["", "   ", "👍", "ok", "```panic: nil pointer```", "?"])
def test_little_to_go_on_gets_a_frame_and_an_honest_note(book: Phrasebook, text: str) -> None:
    answer = book.answer(text)
    assert answer.kind is Kind.FRAME
    assert "little to go on" in answer.note


def test_another_language_gets_a_frame_and_an_honest_note(book: Phrasebook) -> None:
    answer = book.answer("Seit gestern funktioniert der Export nicht mehr und niemand antwortet mir.")
    assert answer.kind is Kind.FRAME
    assert "English" in answer.note


def test_a_huge_message_gets_an_answer(book: Phrasebook) -> None:
    assert len(book.answer("Where is my refund? " * 3_000).text) < 1_000
    assert FEW_WORDS < 20
