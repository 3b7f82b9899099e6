"""Response URLs: five uses in half an hour, in place of what was pressed or beside it."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from bot.sandbox import Actor, Sandbox
from tests.sandbox.apps import Tryout, actions, button, tryout
from tests.sandbox.ears import Ear


@pytest.fixture
def app(slack: Sandbox, ear: Ear) -> Iterator[Tryout]:
    with tryout(slack, ear) as running:
        running.acks("go")
        yield running


def answer(url: str, **message: Any) -> str:
    """What Slack said to a use of the URL."""
    try:
        with urlopen(Request(url, json.dumps(message).encode()), timeout=60) as response:
            return str(response.read().decode())
    except HTTPError as refused:
        with refused:
            return refused.read().decode()


def pressed_ephemeral(slack: Sandbox, app: Tryout) -> tuple[Actor, str]:
    """Ana, who pressed a button that only she sees, and the response URL of that."""
    blocks = [actions(button("Go", "go"))]
    app.client.chat_postEphemeral(channel="C0SUPPORT", user="U0AGENTANA", text="Do", blocks=blocks)
    ana = slack.person("Ana")
    ana.press("Go")
    return ana, app.bodies[-1]["response_url"]


def pressed_message(slack: Sandbox, app: Tryout) -> str:
    app.client.chat_postMessage(channel="C0SUPPORT", text="Do", blocks=[actions(button("Go", "go"))])
    slack.person("Ana").press("Go")
    return str(app.bodies[-1]["response_url"])


def test_an_answer_is_for_who_pressed(slack: Sandbox, app: Tryout) -> None:
    url = pressed_message(slack, app)
    assert answer(url, text="Noted") == "ok"
    assert slack.person("Ana").ephemerals()[-1].text == "Noted"
    assert slack.person("Ben").ephemerals() == []


def test_an_answer_may_be_for_the_channel(slack: Sandbox, app: Tryout) -> None:
    answer(pressed_message(slack, app), text="For all", response_type="in_channel")
    assert slack.person("Ben").sees("#support")[-1].text == "For all"


def test_an_ephemeral_message_can_be_replaced_in_place(slack: Sandbox, app: Tryout) -> None:
    ana, url = pressed_ephemeral(slack, app)
    assert answer(url, replace_original=True, text="Done") == "ok"
    assert [(each.text, each.blocks) for each in ana.ephemerals()] == [("Done", ())]


def test_an_ephemeral_message_can_be_taken_away(slack: Sandbox, app: Tryout) -> None:
    ana, url = pressed_ephemeral(slack, app)
    assert answer(url, delete_original=True) == "ok"
    assert ana.ephemerals() == []


def test_a_message_can_be_replaced_and_taken_away(slack: Sandbox, app: Tryout) -> None:
    url = pressed_message(slack, app)
    answer(url, replace_original="true", text="Done")
    assert slack.person("Ben").sees("#support")[-1].text == "Done"
    answer(url, delete_original=True)
    assert slack.person("Ben").sees("#support") == []


def test_what_is_gone_cannot_be_replaced(slack: Sandbox, app: Tryout) -> None:
    ana, url = pressed_ephemeral(slack, app)
    ana.reload()
    assert answer(url, replace_original=True, text="Done") == "message_not_found"


def test_the_sixth_use_is_refused(slack: Sandbox, app: Tryout) -> None:
    _, url = pressed_ephemeral(slack, app)
    assert [answer(url, text="Again") for _ in range(6)] == ["ok"] * 5 + ["used_url"]


def test_after_half_an_hour_it_is_over(slack: Sandbox, app: Tryout) -> None:
    _, url = pressed_ephemeral(slack, app)
    slack.clock.advance(timedelta(minutes=30))
    assert answer(url, text="Late") == "expired_url"


def test_a_made_up_url_is_refused(slack: Sandbox, app: Tryout) -> None:
    _, url = pressed_ephemeral(slack, app)
    assert answer(url.rpartition("/")[0] + "/made-up", text="Hi") == "invalid_url"
    assert answer(url.replace("T0LEVEL", "T0OTHER"), text="Hi") == "invalid_url"


def test_what_is_no_message_is_refused(slack: Sandbox, app: Tryout) -> None:
    _, url = pressed_ephemeral(slack, app)
    assert answer(url) == "no_text"
    assert answer(url, blocks=[{"type": "nonsense"}]) == "invalid_blocks"
