"""Forms about cases whose seal does not fit any more: nothing is done, and nothing typed is lost."""

from typing import Any

import pytest

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.in_process import InProcess
from tests.handlers.test_share_up import import_team, settled

FIELDS = {"share_up": "what", "case_advise_form": "note", "case_pass_up_form": "note", "case_helped_form": "note"}


def sent_in(slack: Sandbox, bot: Levelhead, form: str, **words: str) -> dict[str, Any]:
    """The answer to a form that was sealed with another key."""
    sam, home = slack.person("Sam"), slack.home.id
    filled = {field: {field: {"type": "plain_text_input", "value": value}} for field, value in words.items()}
    view = {"id": "V0OLD", "type": "modal", "callback_id": form, "private_metadata": "of another time", "blocks": []}
    payload = {
        "type": "view_submission",
        "team": {"id": home},
        "user": {"id": sam.id, "team_id": home},
        "view": {**view, "hash": "1.old", "state": {"values": filled}},
    }
    answer = InProcess(bot.door).give(payload)
    assert isinstance(answer.body, dict)
    return answer.body


@pytest.mark.parametrize("form", FIELDS)
def test_a_form_that_is_too_old_stays_with_what_was_typed(slack: Sandbox, bot: Levelhead, form: str) -> None:
    import_team(slack, bot)
    field = FIELDS[form]
    told = sent_in(slack, bot, form, **{field: "Offer her a call at four.", "share_reader": slack.person("Mia").id})
    settled(slack, bot)
    assert "too old" in told["errors"][field]
    assert slack.person("Sam").dms() == slack.person("Mia").dms() == []


def test_a_form_without_words_says_that_it_is_too_old(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    told = sent_in(slack, bot, "case_about_form", impact_work="stops")
    assert "too old" in str(told["view"])


def test_a_line_for_a_thread_stays_too(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    told = sent_in(slack, bot, "case_hello_form", line="Hello, I am here to help.")
    assert "nothing was posted" in told["errors"]["line"]
