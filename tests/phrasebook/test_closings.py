"""A customer who only says thanks waits for nothing; in doubt they wait."""

import pytest

from phrasebook.closings import closes


@pytest.mark.parametrize("text", ["Thanks!", "Perfect, works now.", "great, thank you so much", "That did it, cheers"])
def test_a_closing_is_heard(text: str) -> None:
    assert closes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks, but it is still broken.",
        "Thanks. When will it be there?",
        "The export stops at half.",
        "Great. It doesn't work.",
        "Thanks for the fast reply, we tried what you wrote and now there is another error in the log",
        "",
    ],
)
def test_what_may_want_an_answer_is_no_closing(text: str) -> None:
    assert not closes(text)
