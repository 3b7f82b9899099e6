"""Slack's limits on texts, blocks and views: the last that passes and the first that does not."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from bot.sandbox.limits import check_blocks, check_message, check_view
from bot.sandbox.manifest import Manifest
from bot.sandbox.refusals import SlackError
from bot.sandbox.seeing import readable
from tests.sandbox.apps import actions, button, modal, question, text

Json = dict[str, Any]


def refused(blocks: Any, surface: str = "message") -> list[str]:
    """What Slack finds wrong with these blocks."""
    try:
        check_blocks(blocks, most=50, surface=surface)
    except SlackError as refusal:
        return list(refusal.extra.get("errors", [refusal.code]))
    return []


def section(words: str, kind: str = "mrkdwn") -> Json:
    return {"type": "section", "text": {"type": kind, "text": words}}


def context(count: int) -> Json:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": "a"}] * count}


def options(count: int, length: int = 3, value: int = 1) -> list[Json]:
    return [{"text": text(f"{place}".ljust(length, "x")), "value": "v" * value} for place in range(count)]


def select(**more: Any) -> Json:
    return actions({"type": "static_select", "action_id": "a", **more})


EDGES = {
    "section text": (section("x" * 3000), section("x" * 3001)),
    "section of nothing": (section("x"), {"type": "section"}),
    "empty text": (section("x"), section("")),
    "fields": (
        {"type": "section", "fields": [text("x" * 2000)] * 10},
        {"type": "section", "fields": [text("x")] * 11},
    ),
    "field text": (
        {"type": "section", "fields": [text("x" * 2000)]},
        {"type": "section", "fields": [text("x" * 2001)]},
    ),
    "header": ({"type": "header", "text": text("x" * 150)}, {"type": "header", "text": text("x" * 151)}),
    "header in mrkdwn": (
        {"type": "header", "text": text("x")},
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
    ),
    "context": (context(10), context(11)),
    "actions": (
        actions(*(button("x", f"a{n}") for n in range(25))),
        actions(*(button("x", f"a{n}") for n in range(26))),
    ),
    "no actions": (actions(button("x", "a")), actions()),
    "button words": (actions(button("x" * 75, "a")), actions(button("x" * 76, "a"))),
    "button value": (actions(button("x", "a", "v" * 2000)), actions(button("x", "a", "v" * 2001))),
    "action id": (actions(button("x", "a" * 255)), actions(button("x", "a" * 256))),
    "same action id": (
        actions(button("x", "a"), button("y", "b")),
        actions(button("x", "a"), button("y", "a")),
    ),
    "style": (actions(button("x", "a") | {"style": "danger"}), actions(button("x", "a") | {"style": "loud"})),
    "unknown key": (actions(button("x", "a")), actions(button("x", "a") | {"colour": "red"})),
    "unknown block": (section("x"), {"type": "banner"}),
    "block id": (section("x") | {"block_id": "b" * 255}, section("x") | {"block_id": "b" * 256}),
    "options": (select(options=options(100)), select(options=options(101))),
    "option words": (select(options=options(1, 75)), select(options=options(1, 76))),
    "option value": (select(options=options(1, 3, 150)), select(options=options(1, 3, 151))),
    "initial option": (
        select(options=options(2), initial_option=options(2)[1]),
        select(options=options(1), initial_option=options(2)[1]),
    ),
    "overflow": (
        actions({"type": "overflow", "action_id": "a", "options": options(5)}),
        actions({"type": "overflow", "action_id": "a", "options": options(6)}),
    ),
    "checkboxes": (
        actions({"type": "checkboxes", "action_id": "a", "options": options(10)}),
        actions({"type": "checkboxes", "action_id": "a", "options": options(11)}),
    ),
    "a text field among buttons": (
        question("b", "Label"),
        actions({"type": "plain_text_input", "action_id": "a"}),
    ),
    "a button as input": (question("b", "Label"), {"type": "input", "label": text("L"), "element": button("x", "a")}),
    "input label": (question("b", "x" * 2000), question("b", "x" * 2001)),
    "placeholder": (
        question("b", "L", placeholder=text("x" * 150)),
        question("b", "L", placeholder=text("x" * 151)),
    ),
    "confirmation": (
        actions(button("x", "a") | {"confirm": {k: text("x") for k in ("title", "text", "confirm", "deny")}}),
        actions(button("x", "a") | {"confirm": {"title": text("x")}}),
    ),
    "image without words": (
        {"type": "image", "image_url": "https://a.example/a.png", "alt_text": "A cat"},
        {"type": "image", "image_url": "https://a.example/a.png"},
    ),
    "markdown": ({"type": "markdown", "text": "x" * 12_000}, {"type": "markdown", "text": "x" * 12_001}),
}


@pytest.mark.parametrize("edge", EDGES)
def test_the_last_that_fits_passes_and_the_first_that_does_not_is_refused(edge: str) -> None:
    fits, breaks = EDGES[edge]
    assert refused([fits]) == []
    assert refused([breaks]) != []


def test_a_complaint_points_at_its_place() -> None:
    assert refused([section("x"), section("y" * 3001)]) == [
        "must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    ]


def test_two_blocks_cannot_share_an_id() -> None:
    assert refused([section("x") | {"block_id": "b"}, section("y") | {"block_id": "c"}]) == []
    assert "already exists" in refused([section("x") | {"block_id": "b"}, section("y") | {"block_id": "b"}])[0]


def test_a_message_has_fifty_blocks_and_a_view_a_hundred() -> None:
    assert len(check_message("", [section("x")] * 50, None)) == 50
    with pytest.raises(SlackError, match="invalid_blocks"):
        check_message("", [section("x")] * 51, None)
    home = {"type": "home", "blocks": [section("x")] * 100}
    assert len(check_view(home, kind="home")["blocks"]) == 100
    with pytest.raises(SlackError, match="invalid_arguments"):
        check_view(home | {"blocks": [section("x")] * 101}, kind="home")


def test_blocks_have_a_total_length() -> None:
    check_message("", [section("x" * 3000)] * 4, None)
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        check_message("", [section("x" * 3000)] * 5, None)


def test_a_message_says_something_but_not_too_much() -> None:
    check_message("x" * 40_000, None, None)
    with pytest.raises(SlackError, match="msg_too_long"):
        check_message("x" * 40_001, None, None)
    with pytest.raises(SlackError, match="no_text"):
        check_message("", [], [])


@pytest.mark.parametrize(
    "change",
    [
        {"title": text("x" * 25)},
        {"submit": text("x" * 25)},
        {"close": text("x" * 25)},
        {"submit": None},
        {"title": None},
        {"type": "home"},
        {"blocks": "none"},
        {"private_metadata": "x" * 3001},
        {"callback_id": "x" * 256},
        {"external_id": "x" * 256},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_modal_is_checked_whole(change: Json) -> None:
    form = modal(question("b", "Label"), private_metadata="x" * 3000, callback_id="x" * 255, title="x" * 24)
    assert check_view(form, kind="modal")["callback_id"]
    with pytest.raises(SlackError, match="invalid_arguments"):
        check_view(form | change, kind="modal")


def test_blocks_without_an_id_get_one_and_keep_those_they_have() -> None:
    ids = [
        each["block_id"]
        for each in check_blocks([section("x"), section("x") | {"block_id": "mine"}], most=2, surface="message")
    ]
    assert ids[1] == "mine"
    assert ids[0]


NONSENSE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: (
        st.lists(inside, max_size=2) | st.dictionaries(st.sampled_from(["type", "text"]), inside, max_size=2)
    ),
    max_leaves=4,
)
FORM = modal(question("b", "Label", options=options(1)), private_metadata="x", external_id="x", close=text("x"))
WHOLE = [*([fits] for fits, _ in EDGES.values()), FORM]


def spoilt(value: Any, nonsense: Any, place: int) -> Any:
    """The same, with nonsense at one place inside; places are counted around."""
    if isinstance(value, (dict, list)) and value and place:
        keys = sorted(value) if isinstance(value, dict) else range(len(value))
        key = keys[place % len(keys)]
        inside = spoilt(value[key], nonsense, place // len(keys))
        if isinstance(value, dict):
            return value | {key: inside}
        return [*value[:key], inside, *value[key + 1 :]]
    return nonsense


@given(st.sampled_from(WHOLE), NONSENSE, st.integers(0, 5_000))
def test_nonsense_anywhere_in_blocks_brings_no_more_than_a_refusal(whole: Any, nonsense: Any, place: int) -> None:
    changed = spoilt(whole, nonsense, place)
    try:
        kept = check_view(changed, kind="modal") if whole is FORM else check_message("Hi", changed, None)
    except SlackError as refusal:
        event(refusal.code)
    else:
        assert json.dumps(kept)
        readable(kept)


def test_the_projects_manifest_can_be_read() -> None:
    parsed = json.loads((Path(__file__).parents[2] / "manifest.json").read_text(encoding="utf-8"))
    read = Manifest.read(parsed)
    assert read.command("/rephrase")
    assert read.hears("message.channels")
