"""A wording that jars when it is read aloud is not shown."""

import pytest

from phrasebook.book import Phrasebook
from phrasebook.rephrase_sound import sounds_whole


@pytest.mark.parametrize(
    "said",
    [
        "Should have used the new export.",
        "In short: should have used the new export.",
        "Which part of me could I explain?",
        "Let me explain me in another way.",
        "This may not have been clear before: better than to share it.",
        "It isn't possible to cancel like like that.",
        "Could you look at the error message, it says port 443 is blocked?",
        "I don't have it yet. How am I supposed to see the error.",
        "Time is short here. Tom.",
    ],
)
def test_what_jars_is_heard(said: str) -> None:
    assert not sounds_whole(said, "You never sent it.")


@pytest.mark.parametrize(
    "said",
    [
        "Could you send it?",
        "I know that that file is large.",
        "Is the export done?",
        "Here is another ticket. Did the sync run?",
        "Sorry. The offer ended on 31 March.",
        "I'm not sure what it is.",
    ],
)
def test_what_can_be_read_aloud_passes(said: str) -> None:
    assert sounds_whole(said, "You never sent it.")


def test_what_the_draft_says_itself_does_not_count() -> None:
    assert sounds_whole("Should work now. I had asked for it.", "Should work now, you idiot.")


@pytest.mark.parametrize(
    ("draft", "wording"),
    [
        ("As I already told you, you should have used the new export.", "Next time, could you use the new export?"),
        ("READ THE DOCS!!! It's at https://example.com/docs", "Read the docs. It's at https://example.com/docs"),
        ("Great, another ticket without logs. Thanks a lot.", "Here is another ticket without logs."),
    ],
)
def test_the_rest_is_a_whole_sentence(book: Phrasebook, draft: str, wording: str) -> None:
    assert book.rephrase(draft)[0].text == wording


def test_plain_thanks_stay(book: Phrasebook) -> None:
    assert book.rephrase("Here is the file. Thanks a lot.") == ()
