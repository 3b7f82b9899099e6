"""A case's number and link are recognised, and nobody learns from us that there is a case."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import phrasebook
from bot.messages import Place
from bot.references import Link, Notice, Sign, case_number, case_numbers, links, notice
from phrasebook.sayings import Sayings

PLACE = Place(workspace="T1", channel="C123", thread="1700000000.000100")
ROOT = "https://acme.slack.com/archives/C123/p1700000000000100"
REPLY = "https://acme.slack.com/archives/C123/p1700000005000200?thread_ts=1700000000.000100&cid=C123"


TURNED = "https://acme.slack.com/archives/C123/p1700000005000200?cid=C123&amp;thread_ts=1700000000.000100"
WAYS = [TURNED, ROOT, REPLY, f"see <{ROOT}>", f"<{REPLY.replace('&', '&amp;')}|this>", f"look({REPLY})", f"{ROOT}."]


@pytest.mark.parametrize("text", WAYS)
def test_a_link_into_the_thread_is_found_however_it_is_written(text: str) -> None:
    assert any(link.leads_to(PLACE) for link in links(text))


@pytest.mark.parametrize(
    "text",
    [
        "https://acme.slack.com/archives/C999/p1700000000000100",
        "https://acme.slack.com/archives/C123/p1700000000000999",
        "https://acme.slack.com/archives/C123",
        "archives of C123",
        REPLY.replace("thread_ts=17", "other_ts=17"),
    ],
)
def test_other_links_lead_elsewhere(text: str) -> None:
    assert not any(link.leads_to(PLACE) for link in links(text))


def test_a_link_to_a_reply_names_both() -> None:
    assert links(REPLY) == {Link(channel="C123", ts="1700000005.000200", thread="1700000000.000100")}


@given(st.integers(0, 2**30 - 1))
def test_a_number_is_found_in_talk_again(chance: int) -> None:
    number = case_number(chance)
    assert case_numbers(f"about {number.lower()}, please") == {number}


@given(st.sets(st.integers(0, 2**30 - 1), min_size=2))
def test_different_chances_are_different_numbers(chances: set[int]) -> None:
    assert len({case_number(chance) for chance in chances}) == len(chances)


@pytest.mark.parametrize("text", ["LH-12345", "LH-1234567", "XLH-123456", "LH-12345U", "LH 123456", "JIRA-123456"])
def test_other_numbers_are_no_case_numbers(text: str) -> None:
    assert case_numbers(text) == frozenset()


@pytest.mark.parametrize(
    ("sign", "may_see", "told"),
    [
        (Sign.WORDS, True, Notice.KNOWN),
        (Sign.NUMBER, True, Notice.KNOWN),
        (Sign.LINK, True, Notice.KNOWN),
        (Sign.WORDS, False, Notice.PLAIN),
        (Sign.NUMBER, False, None),
        (Sign.LINK, False, None),
    ],
)
def test_only_who_may_see_the_case_hears_of_it(sign: Sign, may_see: bool, told: Notice | None) -> None:
    assert notice(sign, may_see=may_see) is told


def test_the_plain_words_do_not_give_a_case_away() -> None:
    pages = Sayings.load(Path(phrasebook.__file__).parent / "pages" / "says")
    for key in (f"leakguard.{Notice.PLAIN}", "leakguard.form", "leakguard.share_up", "leakguard.fine"):
        assert not {"case", "shared", "already", "escalated"} & set(pages.say(key).casefold().replace(".", " ").split())
    assert pages.say(f"leakguard.{Notice.KNOWN}")


@given(st.text(max_size=200))
def test_any_text_has_references_or_none(text: str) -> None:
    assert all(link.leads_to(Place(workspace="T1", channel=link.channel, thread=link.thread)) for link in links(text))
    assert all(number.startswith("LH-") for number in case_numbers(text))
