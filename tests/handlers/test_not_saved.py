"""A press in a window, or a shortcut, while memory is away: told where it was made, and nothing typed is lost."""

from pathlib import Path

import pytest

from bot.sandbox.person import Actor
from bot.sandbox.seeing import Screen
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.running import running, window_of

ANGRY = "Four days and still no export, this is unacceptable."
DRAFT = "We'll be back by noon."


@pytest.fixture
def ana(slack: Sandbox) -> Actor:
    return slack.person("Ana")


def answer_window(slack: Sandbox, ana: Actor) -> Screen:
    root = slack.person("Cleo").say("#cust-cleo", ANGRY)
    slack.settle()
    ana.shortcut("help_me_answer", "#cust-cleo", root)
    slack.wait_for(lambda: ana.modal is not None and "Check again" in ana.modal.buttons)
    return window_of(slack, ana)


def test_a_press_in_a_window_is_told_over_it_and_what_was_typed_stays(
    slack: Sandbox, http_bot: Levelhead, ana: Actor
) -> None:
    window = answer_window(slack, ana)
    ana.fill({"draft-0": DRAFT})
    http_bot.store.close()
    assert ana.press("Check again", on=window)
    slack.wait_for(lambda: "not saved" in window_of(slack, ana).words)
    ana.close()
    assert window_of(slack, ana).id == window.id
    assert DRAFT in str(window_of(slack, ana).state)


def test_a_shortcut_is_told_in_a_window(slack: Sandbox, http_bot: Levelhead, ana: Actor) -> None:
    answer_window(slack, ana)
    ana.close()
    http_bot.store.close()
    assert ana.global_shortcut("check_my_draft")
    assert "not saved" in window_of(slack, ana).words


def test_a_press_on_the_home_is_told_in_a_window(slack: Sandbox, http_bot: Levelhead, ana: Actor) -> None:
    answer_window(slack, ana)
    ana.close()
    ana.open_home()
    slack.wait_for(lambda: ana.home is not None and ana.home.buttons)
    assert ana.home is not None
    http_bot.store.close()
    assert ana.press(ana.home.buttons[0], on=ana.home)
    assert "not saved" in window_of(slack, ana).words


def test_where_no_token_was_used_yet_slack_says_it(slack: Sandbox, tmp_path: Path, ana: Actor) -> None:
    with running(slack, tmp_path, over_http=True):
        answer_window(slack, ana)
        ana.fill({"draft-0": DRAFT})
    with running(slack, tmp_path, over_http=True) as anew:
        anew.store.close()
        assert not ana.press("Check again", on=ana.modal)
        assert "responded with an error" in window_of(slack, ana).notice
        assert DRAFT in str(window_of(slack, ana).state)


def test_where_two_windows_lie_below_slack_says_it(slack: Sandbox, http_bot: Levelhead, ana: Actor) -> None:
    ana.press("Check again", on=answer_window(slack, ana))
    (press,) = [sent.envelope.payload for sent in slack.sent if sent.envelope.payload.get("actions")]
    http_bot.store.close()
    below = {"root_view_id": "V1", "previous_view_id": "V2"}
    statuses = [
        http_bot.door.receive(press | {"view": press["view"] | lying})[0].status
        for lying in (below, below | {"previous_view_id": "V1"})
    ]
    assert statuses == [503, 200]
