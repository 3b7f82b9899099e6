"""What is heard in Slack's message events, and what is not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.messages import Message, Standing
from handlers.payloads import Deletion, heard

SAID = {"type": "message", "channel": "C1", "channel_type": "channel", "user": "U1", "team": "T1", "ts": "1.5"}


def hear(relays: tuple[str, ...] = (), **event: Any) -> Message | Deletion | None:
    return heard({**SAID, "text": "Hello", **event}, workspace="T1", outsiders=False, relays=relays)


def message(**event: Any) -> Message:
    found = hear(**event)
    assert isinstance(found, Message)
    return found


@pytest.mark.parametrize("subtype", [None, "thread_broadcast", "file_share", "me_message"])
def test_people_are_heard_in_all_the_ways_they_speak(subtype: str | None) -> None:
    assert message(subtype=subtype).text == "Hello"


@pytest.mark.parametrize("subtype", ["channel_join", "channel_topic", "bot_message", "reminder_add", "huddle_thread"])
def test_what_nobody_said_is_not_heard(subtype: str) -> None:
    assert hear(subtype=subtype) is None


def test_bots_are_not_heard() -> None:
    assert hear(bot_id="B1") is None


def test_a_relay_that_an_admin_named_speaks_for_customers() -> None:
    found = hear(relays=("B1",), bot_id="B1", subtype="bot_message", user=None)
    assert isinstance(found, Message)
    assert (found.author, found.standing) == ("B1", Standing.RELAY)


def test_direct_messages_are_not_heard() -> None:
    assert hear(channel_type="im") is None


def test_a_reply_belongs_to_the_thread_of_its_root() -> None:
    assert message(ts="2.5", thread_ts="1.5").place.thread == "1.5"


def test_a_message_by_itself_opens_its_own_thread() -> None:
    assert message().opens_thread


def test_people_of_another_workspace_are_outsiders_and_so_can_read_the_channel() -> None:
    found = message(team="T9", user_team="T9")
    assert (found.standing, found.outsiders) == (Standing.OUTSIDER, True)


def test_the_message_of_a_colleague_shows_no_outsiders() -> None:
    assert (message().standing, message().outsiders) == (Standing.MEMBER, False)


def changed(edited: dict[str, str] | None, **inner: Any) -> dict[str, Any]:
    now = {"type": "message", "user": "U1", "team": "T1", "ts": "1.5", "text": "Hallo", "edited": edited, **inner}
    return {"subtype": "message_changed", "message": now, "ts": "3.0", "user": None, "team": None}


def test_an_edit_is_a_new_version_of_the_same_message() -> None:
    found = message(**changed({"user": "U1", "ts": "2.9"}))
    assert (found.ts, found.edit, found.text) == ("1.5", "2.9", "Hallo")


def test_an_unfurled_link_is_no_edit() -> None:
    assert hear(**changed(None)) is None


def test_a_deletion_is_heard() -> None:
    assert hear(subtype="message_deleted", deleted_ts="1.5") == Deletion(workspace="T1", channel="C1", ts="1.5")


def test_a_root_that_is_deleted_but_leaves_replies_is_a_deletion() -> None:
    tombstone = changed({"user": "U1", "ts": "2.9"}, subtype="tombstone", user="USLACKBOT")
    assert hear(**tombstone) == Deletion(workspace="T1", channel="C1", ts="1.5")


def test_quotes_and_code_are_known_from_the_blocks() -> None:
    blocks = [
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "you never answer"}]},
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "a < b & c"}]},
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "kill -9"}]},
            ],
        }
    ]
    assert message(blocks=blocks).text == "&gt; you never answer\na &lt; b &amp; c\n```kill -9```"


@pytest.mark.parametrize(
    "wrong", [{"ts": "yesterday"}, {"channel": None}, {"channel": ["C1"]}, {"text": {"no": "text"}}, {"user": "<@U1>"}]
)
def test_what_slack_would_never_send_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        hear(**wrong)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*SAID, "blocks", "message", "subtype", "thread_ts", "deleted_ts"]), values))
def test_whatever_the_fields_hold_an_event_is_heard_refused_or_ignored(fields: dict[str, Any]) -> None:
    try:
        found = hear(**fields)
    except ValidationError:
        return
    assert found is None or isinstance(found, Message | Deletion)


@given(st.lists(st.dictionaries(st.sampled_from(["type", "elements", "text", "style", "url"]), values), max_size=3))
def test_whatever_stands_in_rich_text_it_becomes_a_text(elements: list[dict[str, Any]]) -> None:
    parts = [
        {"type": kind, "elements": elements} for kind in ("rich_text_section", "rich_text_list", "rich_text_quote")
    ]
    assert isinstance(message(blocks=[{"type": "rich_text", "elements": parts}]).text, str)
