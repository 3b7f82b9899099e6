"""Working hours: everybody their own, channels by who set them up, all others by an admin; used where time counts."""

from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from functools import partial
from typing import Any

import pytest

from bot.impact import Rank
from bot.sandbox.seeing import Screen
from bot.sandbox.server import Sandbox
from bot.schedules import Absence, Schedule, Source
from handlers.assemble import Levelhead
from handlers.hours_form import Whose, picked_clock, picked_date, picked_days
from handlers.hours_reading import read_form
from handlers.shapes import NotOurs
from tests.handlers.test_followups import moved
from tests.handlers.test_nudges import monday_at_ten, thread_of_ana, waiting
from tests.handlers.test_share_up import import_team
from tests.running import built_in_book, window_of

__all__ = ["monday_at_ten"]
CHANNEL = "C0SUPPORT"


def opened(slack: Sandbox, name: str = "Ana", words: str = "", where: str = "#support") -> Screen:
    """The form for hours, once it is there."""
    person = slack.person(name)
    person.close(everything=True) if person.modal else None
    person.command(f"/levelhead hours {words}".strip(), where)
    slack.wait_for(lambda: person.modal is not None and "One moment" not in person.modal.words)
    return window_of(slack, person)


def fill(slack: Sandbox, typed: Mapping[str, Any], name: str = "Ana", words: str = "") -> bool:
    opened(slack, name, words)
    return slack.person(name).submit(typed)


def days(*numbers: int) -> list[dict[str, str]]:
    return [{"value": str(number)} for number in numbers]


def counted(slack: Sandbox, bot: Levelhead, name: str = "Ana") -> tuple[Schedule, Source]:
    found = bot.store.recall(lambda memory: memory.working.counted(slack.home.id, slack.person(name).id, CHANNEL))
    return found.schedule, found.source


def test_the_first_thing_shown_is_what_counts_and_where_it_comes_from(slack: Sandbox, bot: Levelhead) -> None:
    window = opened(slack)
    first = window.blocks[0]["text"]["text"]
    assert "Mon–Fri, 09:00–17:00" in first
    assert "Europe/London" in first
    assert "what Levelhead starts with" in first
    assert "At work now, until Mon" in window.words


def test_who_sets_hours_of_their_own_sees_them_the_next_time(slack: Sandbox, bot: Levelhead) -> None:
    assert fill(slack, {"weekdays": days(1, 2, 3, 5), "start": "22:00", "end": "06:00", "place": "gb-sct"})
    assert "Kept." in window_of(slack, slack.person("Ana")).words
    first = opened(slack).blocks[0]["text"]["text"]
    assert "Tue–Thu, Sat, 22:00–06:00, without the public holidays of GB-SCT" in first
    assert "your own choice" in first
    assert counted(slack, bot)[0].weekdays == frozenset({1, 2, 3, 5})


def test_nobody_elses_hours_change_with_mine(slack: Sandbox, bot: Levelhead) -> None:
    assert fill(slack, {"start": "07:00"})
    assert counted(slack, bot, "Ben") == (Schedule(), Source.BUILT_IN)


def test_hours_left_as_they_are_stay_shared(slack: Sandbox, bot: Levelhead) -> None:
    assert fill(slack, {"away_first": "2038-08-02", "away_last": "2038-08-13"})
    assert counted(slack, bot) == (Schedule(), Source.BUILT_IN)


def test_ones_own_hours_can_be_forgotten_again(slack: Sandbox, bot: Levelhead) -> None:
    assert fill(slack, {"start": "07:00"})
    assert counted(slack, bot)[1] is Source.OWN
    assert fill(slack, {"shared": [{"value": "yes"}]})
    assert counted(slack, bot) == (Schedule(), Source.BUILT_IN)


def test_the_nearest_hours_count(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    assert fill(slack, {"start": "06:00"}, "Ada", "everybody")
    slack.wait_for(lambda: counted(slack, bot) == (Schedule(start=time(6)), Source.DEFAULT))
    assert fill(slack, {"start": "07:00", "zone": "Asia/Kolkata"}, "Sam", "channel")
    assert counted(slack, bot) == (Schedule(start=time(7)), Source.CHANNEL)
    assert fill(slack, {"start": "08:00"})
    assert counted(slack, bot) == (Schedule(start=time(8)), Source.OWN)
    assert "the hours of" in opened(slack, "Ben").blocks[0]["text"]["text"]


@pytest.mark.parametrize(
    ("typed", "block", "told"),
    [
        ({"place": "Bavaria"}, "place", "two letters"),
        ({"place": "XX"}, "place", "two letters"),
        ({"place": "DE-ZZ"}, "place", "For DE I know: BB, BE"),
        ({"away_last": "2038-08-13"}, "away_first", "from when"),
        ({"away_first": "2038-08-13", "away_last": "2038-08-02"}, "away_last", "swap"),
        ({"away_first": "2020-08-02", "away_last": "2020-08-13"}, "away_last", "are over"),
        ({"away_first": "2038-08-02", "away_last": "2040-08-13"}, "away_last", "a year at a time"),
    ],
)
def test_what_cannot_be_kept_is_said_where_it_stands_and_nothing_typed_is_lost(
    slack: Sandbox, bot: Levelhead, typed: Mapping[str, Any], block: str, told: str
) -> None:
    assert not fill(slack, {"start": "06:45", **typed})
    window = window_of(slack, slack.person("Ana"))
    assert set(window.errors) == {block}
    assert told in window.errors[block]
    assert "06:45" in str(window.state)
    assert counted(slack, bot) == (Schedule(), Source.BUILT_IN)


def test_a_week_without_a_day_is_not_kept_whatever_slack_lets_through(slack: Sandbox, bot: Levelhead) -> None:
    opened(slack)
    ana = slack.person("Ana")
    state = {**window_of(slack, ana).state, "weekdays": {"weekdays": {"type": "checkboxes", "selected_options": []}}}
    faults = read_form({"state": {"values": state}}, Whose.OWN, date(2026, 11, 23), built_in_book().say)
    assert faults == {"weekdays": "Please choose at least one day."}


def test_a_zone_that_nobody_knows_is_not_kept_for_a_channel(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    assert not fill(slack, {"zone": "Mars/Base"}, "Sam", "channel")
    assert "Europe/Berlin" in window_of(slack, slack.person("Sam")).errors["zone"]


@pytest.mark.parametrize(("words", "told"), [("channel", "those who lead"), ("everybody", "set by an admin")])
def test_who_may_not_set_hours_sees_what_counts_and_why(slack: Sandbox, bot: Levelhead, words: str, told: str) -> None:
    window = opened(slack, "Jo", words)
    assert told in window.words
    assert "Mon–Fri, 09:00–17:00" in window.words
    assert window.submit == ""


def test_an_admin_sets_how_long_cases_wait(slack: Sandbox, bot: Levelhead) -> None:
    assert fill(slack, {"patience_1": "8 h", "patience_4": "2 min"}, "Ada", "everybody")
    wanted = {Rank.ANNOYED: 480, Rank.HINDERED: 60, Rank.HURT: 15, Rank.STOPPED: 2}
    slack.wait_for(
        lambda: (
            bot.store.recall(lambda memory: memory.patiences.of(slack.home.id))
            == {rank: timedelta(minutes=minutes) for rank, minutes in wanted.items()}
        )
    )


def test_a_higher_impact_that_would_wait_longer_is_not_kept(slack: Sandbox, bot: Levelhead) -> None:
    assert not fill(slack, {"patience_3": "2 h"}, "Ada", "everybody")
    errors = window_of(slack, slack.person("Ada")).errors
    assert set(errors) == {"patience_3"}
    assert "at most 1 h" in errors["patience_3"]


def test_who_is_no_admin_any_more_when_the_form_comes_in_changes_nothing(slack: Sandbox, bot: Levelhead) -> None:
    opened(slack, "Ada", "everybody")
    ada = slack.person("Ada")
    ada.change(admin=False)
    bot.store.remember(lambda memory: memory.people.replace_team(slack.home.id, []))
    ada.submit({"start": "06:00"})
    slack.wait_for(lambda: "set by an admin" in window_of(slack, ada).words)
    assert counted(slack, bot) == (Schedule(), Source.BUILT_IN)


def test_a_nudge_waits_for_the_hours_that_its_reader_set(slack: Sandbox, bot: Levelhead) -> None:
    assert fill(slack, {"start": "14:00", "end": "22:00"})
    thread_of_ana(slack, bot)
    moved(slack, bot, hours=3, minutes=50)
    assert waiting(slack) == []
    moved(slack, bot, hours=2, minutes=15)
    slack.wait_for(lambda: waiting(slack))


def test_a_day_off_holds_what_can_wait(slack: Sandbox, bot: Levelhead) -> None:
    now = slack.clock.now()
    today, tomorrow = now.date(), now.date() + timedelta(days=1)
    assert fill(slack, {"away_first": today.isoformat(), "away_last": tomorrow.isoformat()})
    kept = bot.store.recall(lambda memory: memory.working.away(slack.home.id, slack.person("Ana").id))
    assert kept == Absence(first=today, last=tomorrow)
    thread_of_ana(slack, bot)
    moved(slack, bot, hours=26)
    assert waiting(slack) == []
    moved(slack, bot, hours=23)
    slack.wait_for(lambda: waiting(slack))


def test_being_away_is_shown_to_nobody_else(slack: Sandbox, bot: Levelhead) -> None:
    assert fill(slack, {"away_first": "2038-08-02", "away_last": "2038-08-13"})
    assert "away from Mon 2 Aug 2038 to Fri 13 Aug 2038" in opened(slack).words
    assert "away from" not in opened(slack, "Ben").words


def test_who_moves_to_another_zone_is_reminded_by_its_clock(slack: Sandbox, bot: Levelhead) -> None:
    """From three in the afternoon in India two hours of work end half an hour into the next morning."""
    slack.person("Ana").change(tz="Asia/Kolkata")
    thread_of_ana(slack, bot)
    moved(slack, bot, hours=5)
    moved(slack, bot, hours=12, minutes=50)
    assert waiting(slack) == []
    moved(slack, bot, minutes=25)
    slack.wait_for(lambda: waiting(slack))


def test_a_channel_works_by_its_own_clock_where_nobody_owns_a_thread(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    assert fill(slack, {"start": "18:00", "end": "23:00", "zone": "Asia/Kolkata"}, "Sam", "channel")
    found = bot.store.recall(lambda memory: memory.working.of_channel(slack.home.id, CHANNEL, ""))
    assert (found.zone, found.schedule.start, found.source) == ("Asia/Kolkata", time(18), Source.CHANNEL)


def test_who_is_away_is_not_reachable_for_a_case_even_at_their_desk(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    today = slack.clock.now().date()
    sam, ana = slack.person("Sam"), slack.person("Ana")
    away = Absence(first=today, last=today + timedelta(days=9))
    bot.store.remember(lambda memory: memory.working.go_away(slack.home.id, sam.id, away))
    ana.command("/escalate The customer shouts at me.", "#support")
    slack.wait_for(lambda: ana.modal is not None and ana.modal.submit)
    window = str(window_of(slack, ana).blocks)
    assert "Mia" in window_of(slack, ana).words
    assert "not reachable now" in window
    assert "*Mia* will read this" in window
    assert not any(word in window for word in ("away", "days off", "leave", "holiday"))


def test_a_case_does_not_wait_for_the_end_of_somebodys_leave(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    ana, sam = slack.person("Ana"), slack.person("Sam")
    ana.command("/escalate The customer shouts at me.", "#support")
    slack.wait_for(lambda: ana.modal is not None and ana.modal.submit)
    today = slack.clock.now().date()
    away = Absence(first=today, last=today + timedelta(days=9))
    assert ana.submit({"rank": "4"})
    bot.store.remember(lambda memory: memory.working.go_away(slack.home.id, sam.id, away))
    moved(slack, bot, seconds=5)
    for _ in range(3):
        moved(slack, bot, minutes=6)
    slack.wait_for(lambda: [one for one in slack.person("Mia").dms() if "shares something" in one.words])


def test_a_workspace_that_waits_longer_reminds_later(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    bot.store.remember(lambda memory: memory.patiences.save(slack.home.id, {Rank.STOPPED: timedelta(minutes=30)}))
    ana = slack.person("Ana")
    ana.command("/escalate The customer shouts at me.", "#support")
    slack.wait_for(lambda: ana.modal is not None and ana.modal.submit)
    assert ana.submit({"rank": "4"})
    moved(slack, bot, seconds=5)
    moved(slack, bot, minutes=20)
    assert not [one for one in ana.dms() if "was reminded" in one.words]
    moved(slack, bot, minutes=11)
    slack.wait_for(lambda: [one for one in ana.dms() if "was reminded" in one.words])


@pytest.mark.parametrize(
    ("read", "state"),
    [
        (partial(picked_clock, block_id="input"), {}),
        (partial(picked_clock, block_id="input"), {"selected_time": "25:00"}),
        (partial(picked_clock, block_id="input"), {"selected_time": "soon"}),
        (partial(picked_date, block_id="input"), {"selected_date": "2026-02-30"}),
        (picked_days, {"selected_options": [{"value": "monday"}]}),
    ],
)
def test_a_form_that_holds_what_no_picker_gives_is_none_of_ours(
    read: Callable[[dict[str, Any]], Any], state: dict[str, Any]
) -> None:
    with pytest.raises(NotOurs):
        read({"state": {"values": {name: {"it": state} for name in ("input", "weekdays")}}})
