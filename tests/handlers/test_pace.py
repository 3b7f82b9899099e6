"""A flood from one person is answered kindly, gives back what was typed, and leaves everybody else alone."""

from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from handlers.excuses import Excuses
from handlers.pace import LONGEST, PEOPLE, SPAN, Pace, who
from tests.running import built_in_book, running, window_of

ANA, BEN = ("T0LEVEL", "U0AGENTANA"), ("T0LEVEL", "U0AGENTBEN")


def test_so_many_within_a_minute_and_no_more() -> None:
    seconds = [0.0]
    pace = Pace(2, seconds=lambda: seconds[0])
    assert [pace.take(ANA) for _ in range(3)] == [True, True, False]
    assert pace.take(BEN)
    seconds[0] = SPAN
    assert pace.take(ANA)


def test_what_was_refused_does_not_count() -> None:
    seconds = [0.0]
    pace = Pace(1, seconds=lambda: seconds[0])
    assert pace.take(ANA)
    seconds[0] = SPAN / 2
    assert not pace.take(ANA)
    seconds[0] = SPAN
    assert pace.take(ANA)


def test_whoever_was_quiet_longest_is_forgotten_first() -> None:
    pace = Pace(1, seconds=lambda: 0.0)
    assert pace.take(ANA)
    for number in range(PEOPLE):
        pace.take(("T0LEVEL", f"U{number}"))
    assert pace.take(ANA)


@pytest.mark.parametrize(
    "payload",
    [
        {"command": "/levelhead", "team_id": "T" * 40_000, "user_id": "U" * 40_000},
        {"type": "view_submission", "team": {"id": "T" * 40_000}, "user": {"id": ["U" * 40_000]}},
    ],
)
def test_of_an_id_that_slack_never_gave_no_more_is_kept_than_of_any_other(payload: dict[str, object]) -> None:
    assert max(len(part) for part in who(payload)) <= LONGEST


def test_a_flood_of_commands_is_answered_kindly_with_what_was_typed(slack: Sandbox, tmp_path: Path) -> None:
    ana, ben = slack.person("Ana"), slack.person("Ben")
    with running(slack, tmp_path, over_http=True, levelhead_pace=3):
        for _ in range(3):
            ana.command("/levelhead status", "#support")
        ana.command("/followup 3h look at the refund", "#support")
        ben.command("/levelhead mute all", "#support")
        answers = [shown.words for shown in ana.ephemerals()]
    assert "a little fast for me" in answers[-1]
    assert "/followup 3h look at the refund" in answers[-1]
    assert not any("little fast" in words for words in answers[:-1])
    assert "Muted everywhere" in ben.ephemerals()[-1].words


def test_a_form_that_comes_too_fast_stays_open_with_what_was_typed(slack: Sandbox, tmp_path: Path) -> None:
    ana = slack.person("Ana")
    with running(slack, tmp_path, over_http=True, levelhead_pace=1) as bot:
        ana.command("/levelhead status", "#support")
        ana.global_shortcut("check_my_draft")
        field = next(block["block_id"] for block in window_of(slack, ana).blocks if block["type"] == "input")
        assert not ana.submit({field: "By noon."})
        assert "little fast" in str(window_of(slack, ana).errors)
        assert "By noon." in str(window_of(slack, ana).state)
        outcomes = {"kind": "view_submission", "outcome": "too_fast"}
        assert bot.metrics.registry.get_sample_value("levelhead_payloads_total", outcomes) == 1


@pytest.mark.parametrize("letters", [10, 1_999, 9_000])
def test_what_was_typed_comes_back_to_the_letter_however_long(letters: int) -> None:
    typed = "".join(chr(ord("a") + number % 26) for number in range(letters))
    answer = Excuses(built_in_book()).answer({"command": "/escalate", "text": typed}, "not_saved")
    told = "".join(
        element["text"]
        for block in answer["blocks"][1:]
        for quote in block["elements"]
        for element in quote["elements"]
    )
    assert f"/escalate {typed}" in (told or answer["text"])


def test_what_slack_made_of_it_comes_back_as_it_was_typed() -> None:
    told = {"command": "/escalate", "text": "&lt;sic&gt; tell <@U0BEN|ben> in <#C0SUPPORT|support>"}
    answer = Excuses(built_in_book()).answer(told, "not_saved")
    assert "/escalate &lt;sic&gt; tell @ben in #support" in answer["text"]


def test_a_form_without_a_field_is_told_in_a_window_on_top() -> None:
    answer = Excuses(built_in_book()).answer({"type": "view_submission", "view": {"blocks": []}}, "not_saved")
    assert (answer["response_action"], answer["view"]["type"]) == ("push", "modal")
