"""The database down, full or slow: events come again and are handled once, and people are told what was not saved."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.sandbox.person import Actor
from bot.sandbox.server import Sandbox
from tests.databases import KEY, postgres
from tests.faults.people import NAMES, ONE_EACH, hints, rested, speak, unheard
from tests.running import MANIFEST, running, window_of

TYPED = "/levelhead mute all"
ANGRY = "Four days and still no export, this is unacceptable."
DRAFT = "We'll be back by noon."
A_MINUTE = 60.0
AGAIN = (1.0, 15.0, 40.0, 15.0, 15.0)
"""Seconds after which Slack tries an event again; the real ones are none, a minute and five."""


def not_saved(person: Actor) -> int:
    return sum("not saved" in shown.words for shown in person.ephemerals())


@pytest.mark.heavy
def test_while_the_database_is_down_for_a_minute_nothing_is_lost_and_people_are_told(tmp_path: Path) -> None:
    with (
        postgres(lasting=True) as server,
        Sandbox.start(MANIFEST, retry_delays=AGAIN) as slack,
        running(slack, tmp_path, over_http=True, database_url=server.fresh(), levelhead_secret_key=KEY) as bot,
    ):
        ana, ben, jo = slack.person("Ana"), slack.person("Ben"), slack.person("Jo")
        root = slack.person("Cleo").say("#cust-cleo", ANGRY)
        speak(slack, "Ana")
        slack.wait_for(ana.ephemerals)
        hint = ana.ephemerals()[-1]
        ben.global_shortcut("check_my_draft")
        field = next(block["block_id"] for block in window_of(slack, ben).blocks if block["type"] == "input")
        jo.shortcut("help_me_answer", "#cust-cleo", root)
        slack.wait_for(lambda: jo.modal is not None and "Check again" in jo.modal.buttons)
        window = window_of(slack, jo)
        jo.fill({"draft-0": DRAFT})
        with server.down():
            began = monotonic()
            speak(slack, *NAMES[1:])
            ben.command(TYPED, "#support")
            assert not_saved(ben) == 1
            assert TYPED in ben.ephemerals()[-1].words
            ana.press("Mute here", on=hint)
            slack.wait_for(lambda: not_saved(ana) == 1)
            assert not ben.submit({field: DRAFT})
            assert "not saved" in str(window_of(slack, ben).errors)
            assert DRAFT in str(window_of(slack, ben).state)
            jo.press("Check again", on=window)
            slack.wait_for(lambda: "not saved" in window_of(slack, jo).words)
            sleep(A_MINUTE - (monotonic() - began))
        rested(slack, bot)
        assert unheard(slack) == []
        assert max(sent.attempts for sent in slack.sent) > 1
        assert hints(slack) == ONE_EACH
        ben.command(TYPED, "#support")
        assert "Muted everywhere" in ben.ephemerals()[-1].words
        ana.press("Mute here", on=hint)
        slack.wait_for(lambda: any("Muted in" in shown.words for shown in ana.ephemerals()))
        jo.close()
        assert DRAFT in str(window_of(slack, jo).state)
        assert jo.press("Check again", on=window)
        assert window_of(slack, jo).id == window.id


@contextmanager
def at_every(moment: str, call: Callable[[Any], None]) -> Iterator[None]:
    """Call this at every such moment of every database connection, until the end."""

    def hear(connection: Any, *_more: object) -> None:
        call(connection)

    event.listen(Engine, moment, hear)
    try:
        yield
    finally:
        event.remove(Engine, moment, hear)


def test_while_the_disk_is_full_nothing_is_lost_and_people_are_told(tmp_path: Path) -> None:
    room = [2**30]

    def limit(connection: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={room[0]}")

    with (
        at_every("checkout", limit),
        Sandbox.start(MANIFEST, retry_delays=(1.0,) * 20) as slack,
        running(slack, tmp_path, over_http=True) as bot,
    ):
        room[0] = 1
        padding = 0
        while not any(not_saved(slack.person(name)) for name in NAMES):
            # What little room is left in the pages is used up first.
            slack.person("Ada").command(f"/followup 3h {'x' * 2000} {padding}", "#support")
            padding += 1
            assert padding < 50
        assert "/followup 3h xxx" in slack.person("Ada").ephemerals()[-1].words
        speak(slack)
        sleep(1)
        room[0] = 2**30
        rested(slack, bot)
        assert unheard(slack) == []
        assert max(sent.attempts for sent in slack.sent) > 1
        assert hints(slack) == ONE_EACH


@pytest.mark.heavy
def test_while_the_disk_is_slow_every_answer_comes_in_time_and_nothing_is_lost(tmp_path: Path) -> None:
    pace = [0.0]
    with (
        at_every("commit", lambda _connection: sleep(pace[0])),
        Sandbox.start(MANIFEST, retry_delays=(1.0,) * 20) as slack,
        running(slack, tmp_path, over_http=True) as bot,
    ):
        pace[0] = 0.7
        speak(slack)
        slack.person("Jo").command("/levelhead status", "#support")
        slack.settle(90)
        answered = bot.metrics.registry.get_sample_value("levelhead_ack_seconds_bucket", {"le": "3.0"})
        assert answered == bot.metrics.registry.get_sample_value("levelhead_ack_seconds_count")
        pace[0] = 0.0
        rested(slack, bot)
        assert unheard(slack) == []
        assert hints(slack) == ONE_EACH
