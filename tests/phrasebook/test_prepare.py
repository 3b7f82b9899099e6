"""Only the writer's own words are read, and every one stays where it was."""

from hypothesis import example, given
from hypothesis import strategies as st

from phrasebook.prepare import LONGEST_HEAD, LONGEST_TAIL, bounds, own_words
from phrasebook.reading import Voice
from tests.books import shipped_book

BOOK = shipped_book()
HOT = "You never read the ticket"
PIECES = [
    "&gt; ",
    "> ",
    "```",
    "`",
    "<@U1>",
    "<http://a.b|",
    ">",
    "&amp;",
    "’",
    "“",
    "\n",
    ":rage:",
    "*",
    "b*tch",
    "😡",
    "ẞİ",
    HOT,
]


def _quotes(text: str) -> list[str]:
    return [text[cue.start : cue.end] for cue in BOOK.read(text).cues]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map("".join))
@example("```\n" + HOT)
@example("İ" * 5 + HOT)
def test_nothing_moves(text: str) -> None:
    assert len(own_words(text)) == len(text)
    for voice in Voice:
        for cue in BOOK.read(text, voice).cues:
            assert 0 <= cue.start < cue.end <= len(text)


@given(st.text(alphabet="ab ’“&;\n", max_size=20))
def test_a_cue_points_into_the_text_as_given(before: str) -> None:
    text = f"{before}\n“*You never* read” the &amp; ticket"
    assert "You never* read" in _quotes(text)


def test_quoted_lines_are_not_the_writers() -> None:
    assert _quotes(f"&gt; {HOT}\n> {HOT}\nI see.") == []


def test_a_long_quote_reaches_to_the_end() -> None:
    assert _quotes(f"&gt;&gt;&gt; first\n{HOT}") == []


def test_code_is_set_aside_also_when_its_fence_is_never_closed() -> None:
    assert _quotes(f"`{HOT}` and ```{HOT}``` and ```\n{HOT}") == []


def test_a_lone_backtick_hides_nothing() -> None:
    assert _quotes(f"` {HOT}") == ["You never read"]


def test_a_link_keeps_its_label_and_loses_its_address() -> None:
    assert _quotes(f"<https://example.com/idiot|{HOT}>") == ["You never read"]
    assert _quotes("<https://example.com/you-never-read>") == []


def test_lines_that_a_machine_wrote_are_set_aside() -> None:
    assert _quotes(f"2026-01-02 10:00:00 ERROR {HOT}\nTraceback (most recent call last):\nValueError: {HOT}") == []


def test_a_mention_is_a_person_and_its_id_is_no_word() -> None:
    assert _quotes("<@UIDIOT> could you look at <#C1|idiots>?") == []


def test_a_very_long_text_is_read_at_its_beginning_and_its_end() -> None:
    assert _quotes(HOT + " ok." * 20_000 + " " + HOT) == ["You never read", "You never read"]
    assert sum(end - start for start, end in bounds(40_000)) == LONGEST_HEAD + LONGEST_TAIL
