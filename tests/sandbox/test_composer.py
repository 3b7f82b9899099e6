"""What is typed, and what it becomes on the wire."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.composer import command_text, compose, escape, unescape

NAMES = {"@ana": "U0ANA", "#support": "C0SUPPORT"}


def elements(raw: str) -> list[dict[str, Any]]:
    blocks = compose(raw, NAMES, "b1").blocks
    return list(blocks[0]["elements"]) if blocks else []


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        ("Thanks @Ana", "Thanks <@U0ANA>"),
        ("Thanks @ana.", "Thanks <@U0ANA>."),
        ("write to me@ana.example", "write to me@ana.example"),
        ("see #support, please", "see <#C0SUPPORT>, please"),
        ("see https://a.example/x?y=1&z=2.", "see <https://a.example/x?y=1&amp;z=2>."),
        ("<@U0ANA> and <!here>", "<@U0ANA> and <!here>"),
        ("> quoted", "&gt; quoted"),
        ("`@Ana <b>`", "`@Ana &lt;b&gt;`"),
        ("```\nhttps://a.example\n```", "```\nhttps://a.example\n```"),
        ("- one\n- two", "• one\n• two"),
    ],
)
def test_the_text_is_escaped_around_what_slack_understands(raw: str, text: str) -> None:
    assert compose(raw, NAMES, "b1").text == text


def test_quotes_code_and_words_stand_in_blocks_of_their_own() -> None:
    kinds = [each["type"] for each in elements("> theirs\nmine\n```code```\nafter")]
    assert kinds == ["rich_text_quote", "rich_text_section", "rich_text_preformatted", "rich_text_section"]


def test_three_marks_quote_all_that_follows() -> None:
    quote = elements("before\n>>> one\ntwo")[1]
    assert (quote["type"], quote["elements"][0]["text"]) == ("rich_text_quote", "one\ntwo")


def test_a_list_is_a_list() -> None:
    listed = elements("Please:\n- one\n- two")[1]
    assert (listed["type"], listed["style"]) == ("rich_text_list", "bullet")
    assert [each["elements"][0]["text"] for each in listed["elements"]] == ["one", "two"]


@pytest.mark.parametrize(
    ("raw", "element"),
    [
        ("`code`", {"type": "text", "text": "code", "style": {"code": True}}),
        ("*bold*", {"type": "text", "text": "bold", "style": {"bold": True}}),
        ("_slanted_", {"type": "text", "text": "slanted", "style": {"italic": True}}),
        ("~gone~", {"type": "text", "text": "gone", "style": {"strike": True}}),
        (":wave:", {"type": "emoji", "name": "wave"}),
        ("@Ana", {"type": "user", "user_id": "U0ANA"}),
        ("#support", {"type": "channel", "channel_id": "C0SUPPORT"}),
        ("<!here>", {"type": "broadcast", "range": "here"}),
        ("https://a.example", {"type": "link", "url": "https://a.example"}),
        ("<https://a.example|here>", {"type": "link", "url": "https://a.example", "text": "here"}),
        ("2 * 3 * 4", {"type": "text", "text": "2 * 3 * 4"}),
        ("at 10:30:00", {"type": "text", "text": "at 10:30:00"}),
    ],
)
def test_each_mark_becomes_its_element(raw: str, element: dict[str, Any]) -> None:
    assert elements(raw)[0]["elements"] == [element]


@given(st.text(alphabet=st.sampled_from("ab <>&`*_~:@#|-.\n!/'"), max_size=60))
def test_no_angle_bracket_survives_but_in_what_slack_understands(raw: str) -> None:
    text = compose(raw, NAMES, "b1").text
    for opened in text.split("<")[1:]:
        assert opened[0] in "@#!hm"
        assert ">" in opened


@given(st.text(max_size=80))
def test_escaping_can_be_taken_back(raw: str) -> None:
    assert unescape(escape(raw)) == raw


def test_a_command_that_asks_for_it_gets_names_as_ids() -> None:
    labels = {"U0ANA": "ana"}
    assert command_text("tell @Ana & <b>", NAMES, labels, should_escape=True) == "tell <@U0ANA|ana> &amp; &lt;b&gt;"
    assert command_text("tell @Ana & <b>", NAMES, labels, should_escape=False) == "tell @Ana &amp; &lt;b&gt;"
