"""Practice over the wire: it opens, reacts, coaches and waits in one person's DM, and nowhere else is a word of it."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import NullPool, create_engine, text

from bot.sandbox.person import Actor
from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from phrasebook.practice import line, opening
from phrasebook.practice_pages import End, Scenario
from storage.tables import WORKSPACES
from tests.books import shipped_book
from tests.handlers.test_door import FORM, event, signed
from tests.running import running, served, window_of

BOOK = shipped_book()
SCENARIOS = BOOK.practice.scenarios
FRUIT, SUITS, PARCEL = SCENARIOS["strawberries"], SCENARIOS["wedding-suits"], SCENARIOS["last-parcel"]
DM = "@Levelhead"
TOKEN = "Zwetschgenknoedel"


def good(scenario: Scenario) -> tuple[str, ...]:
    return next(path.answers for path in scenario.path if path.end is End.GOOD)


def bad(scenario: Scenario) -> tuple[str, ...]:
    return next(path.answers for path in scenario.path if path.end is End.HARD)


def from_bot(person: Actor) -> list[Shown]:
    return [one for one in person.dms() if one.bot]


def next_from_bot(slack: Sandbox, person: Actor, act: Callable[[], object]) -> Shown:
    """What the bot says next in somebody's DM, once they have acted."""
    before = len(from_bot(person))
    act()
    slack.wait_for(lambda: len(from_bot(person)) > before)
    return from_bot(person)[-1]


def begun(slack: Sandbox, scenario: Scenario, name: str = "Ana") -> Shown:
    person = slack.person(name)
    return next_from_bot(slack, person, lambda: person.command(f"/practice {scenario.slug}", "#support"))


def answered(slack: Sandbox, words: str, name: str = "Ana") -> Shown:
    person = slack.person(name)
    return next_from_bot(slack, person, lambda: person.say(DM, words))


def told(slack: Sandbox, typed: str, name: str = "Ana", channel: str = "#support") -> Shown:
    person = slack.person(name)
    before = len(person.ephemerals())
    assert person.command(typed, channel)
    slack.wait_for(lambda: len(person.ephemerals()) > before)
    return person.ephemerals()[-1]


def play(slack: Sandbox, answers: tuple[str, ...], name: str = "Ana") -> Shown:
    """Answer one by one; what the bot says to the last."""
    for words in answers:
        shown = answered(slack, words, name)
    return shown


def rested(slack: Sandbox, bot: Levelhead) -> None:
    slack.settle()
    assert bot.courier.rest(60)


def session_of(slack: Sandbox, bot: Levelhead, name: str = "Ana") -> object:
    id = slack.person(name).id
    return bot.store.recall(lambda memory: memory.practices.find("T0LEVEL", id))


def test_a_practice_opens_in_the_dm_and_the_answer_elsewhere_links_there(slack: Sandbox, bot: Levelhead) -> None:
    answer = told(slack, "/practice strawberries")
    shown = slack.wait_for(lambda: from_bot(slack.person("Ana")))[-1]
    assert "begun in our direct messages" in answer.words
    assert "app_redirect?app=A" in json.dumps(answer.blocks)
    assert FRUIT.opens in shown.words
    assert "Nobody else sees it" in shown.words


def test_a_good_practice_warms_the_customer_and_the_coach_says_what_worked(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, FRUIT)
    assert line(FRUIT, "beats.1.cold") in answered(slack, good(FRUIT)[0]).words
    assert FRUIT.hears["step"].warm in answered(slack, good(FRUIT)[1]).words
    end = answered(slack, good(FRUIT)[2])
    assert FRUIT.good.says in end.words
    assert "something concrete on the table" in end.words
    assert FRUIT.good.lesson in end.words
    assert {"Another one", "Play it again"} <= set(end.buttons)


def test_a_hard_practice_ends_hard_and_the_coach_names_what_to_try_with_its_page(
    slack: Sandbox, bot: Levelhead
) -> None:
    begun(slack, FRUIT)
    end = play(slack, bad(FRUIT))
    assert FRUIT.hard.says in end.words
    assert "Worth a try next time" in end.words
    page = next(label for label in end.buttons if label.startswith("Page: "))
    ana = slack.person("Ana")
    ana.press(page, on=end)
    slack.wait_for(lambda: ana.modal is not None)


def test_nothing_that_is_said_in_a_practice_is_a_number_or_a_mark(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, FRUIT)
    end = play(slack, good(FRUIT)).words.lower()
    coached = end.partition("that was practice")[2]
    assert coached
    assert not any(letter.isdigit() for letter in coached)
    assert not any(word in end for word in ("score", "heat", "points"))


def test_insults_are_met_with_a_limit(slack: Sandbox, bot: Levelhead) -> None:
    assert PARCEL.abuse is not None
    assert PARCEL.abuse.says in begun(slack, PARCEL).words
    assert PARCEL.abuse.limit in answered(slack, good(PARCEL)[0]).words


def test_without_a_limit_the_coach_says_that_nobody_has_to_take_it(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, PARCEL)
    assert "Nobody has to take insults" in play(slack, bad(PARCEL)).words


def test_two_people_practise_at_once_and_neither_sees_the_other(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, FRUIT, "Ana")
    begun(slack, SUITS, "Ben")
    for one, other in zip(good(FRUIT), good(SUITS), strict=True):
        ana, ben = answered(slack, one, "Ana"), answered(slack, other, "Ben")
    assert FRUIT.good.says in ana.words
    assert SUITS.good.says in ben.words
    assert not any(FRUIT.opens in one.words for one in slack.person("Ben").everything())
    assert not any(SUITS.opens in one.words for one in slack.person("Ana").everything())


def test_a_practice_goes_on_after_a_restart_midway(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path, over_http=True):
        begun(slack, FRUIT)
        answered(slack, good(FRUIT)[0])
    with running(slack, tmp_path, over_http=True):
        assert FRUIT.good.says in play(slack, good(FRUIT)[1:]).words


def test_the_same_message_delivered_twice_is_one_turn(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, FRUIT)
    ana = slack.person("Ana")
    answered(slack, good(FRUIT)[0])
    ts = next(one.ts for one in reversed(ana.dms()) if not one.bot)
    channel = ana.dms()[0].channel
    said = {"type": "message", "channel": channel, "channel_type": "im", "user": ana.id, "ts": ts, "event_ts": ts}
    before, state = len(from_bot(ana)), session_of(slack, bot)
    with served(bot.web) as address:
        again = event(event={**said, "text": good(FRUIT)[0], "team": "T0LEVEL"}, event_id="Ev0AGAIN")
        assert signed(slack, address, again)[0] == 200
        fresh = event(event={**said, "ts": "1999999999.000100", "text": "Fine."}, event_id="Ev0FRESH")
        assert signed(slack, address, fresh)[0] == 200
    rested(slack, bot)
    assert len(from_bot(ana)) == before + 1
    assert session_of(slack, bot) != state


@pytest.mark.parametrize(
    ("words", "file", "why"),
    [
        ("I am so sorry. " * 210, False, "Nothing is lost"),
        ("", True, "only hear words"),
        (
            "Das tut mir wirklich sehr leid, ich kümmere mich sofort darum.",
            False,
            "only play in English",
        ),
        ("```SELECT * FROM orders```", False, "only hear words"),
        (":+1::skin-tone-3: :tada:", False, "only hear words"),
        ("👍 🙏", False, "only hear words"),
        ("> Where are my strawberries?", False, "only hear words"),
        ("…?!", False, "only hear words"),
    ],
)
def test_what_cannot_be_heard_is_answered_kindly_and_costs_no_turn(
    slack: Sandbox, bot: Levelhead, words: str, file: bool, why: str
) -> None:
    begun(slack, FRUIT)
    ana, before = slack.person("Ana"), session_of(slack, bot)
    shown = next_from_bot(slack, ana, lambda: ana.say(DM, words, file=file))
    assert why in shown.words
    assert session_of(slack, bot) == before
    assert FRUIT.good.says in play(slack, good(FRUIT)).words


def test_edits_and_deletions_are_no_turns(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, FRUIT)
    answered(slack, good(FRUIT)[0])
    ana = slack.person("Ana")
    mine = next(one for one in reversed(ana.dms()) if not one.bot)
    before, state = len(from_bot(ana)), session_of(slack, bot)
    ana.edit(DM, mine.ts, "Something else altogether.")
    ana.delete(DM, mine.ts)
    rested(slack, bot)
    assert len(from_bot(ana)) == before
    assert session_of(slack, bot) == state


def test_the_next_day_it_asks_first_and_goes_on_where_it_was(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, FRUIT)
    last = answered(slack, good(FRUIT)[0])
    slack.clock.advance(timedelta(days=1))
    asked = answered(slack, good(FRUIT)[1])
    assert "You are in the middle of" in asked.words
    assert asked.buttons == ("Go on", "Start over", "Stop")
    ana = slack.person("Ana")
    assert last.words in next_from_bot(slack, ana, lambda: ana.press("Go on", on=asked)).words
    assert FRUIT.good.says in play(slack, good(FRUIT)[1:]).words


def test_started_over_it_begins_with_the_opening(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, FRUIT)
    answered(slack, bad(FRUIT)[0])
    ana = slack.person("Ana")
    asked = told(slack, "/practice")
    shown = next_from_bot(slack, ana, lambda: ana.press("Start over", on=asked))
    assert FRUIT.opens in shown.words
    assert FRUIT.good.says in play(slack, good(FRUIT)).words


def test_stopped_it_is_erased_and_what_is_written_then_is_left_unread(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, FRUIT)
    assert "Stopped" in told(slack, "/practice stop").words
    ana = slack.person("Ana")
    before = len(from_bot(ana))
    ana.say(DM, "As I already told you, you should have read the docs.")
    rested(slack, bot)
    assert len(from_bot(ana)) == before
    assert session_of(slack, bot) is None
    assert "No practice is running" in told(slack, "/practice stop").words


def test_another_scenario_does_not_push_out_the_one_that_runs(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, FRUIT)
    shown = told(slack, "/practice wedding-suits")
    assert SUITS.name in shown.words
    assert FRUIT.name in shown.words
    assert FRUIT.good.says in play(slack, good(FRUIT)).words


def test_an_old_button_does_nothing_to_a_newer_practice(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, FRUIT)
    old = told(slack, "/practice")
    told(slack, "/practice stop")
    begun(slack, SUITS)
    ana = slack.person("Ana")
    ana.press("Stop", on=old)
    slack.wait_for(lambda: any("over already" in one.words for one in ana.ephemerals()))
    assert session_of(slack, bot) is not None


def test_alone_it_proposes_what_was_not_done_yet_and_another_one_on_request(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, FRUIT)
    end = play(slack, good(FRUIT))
    ana = slack.person("Ana")
    proposed = next_from_bot(slack, ana, lambda: ana.press("Another one", on=end))
    assert FRUIT.name not in proposed.words
    assert "Start" in proposed.buttons
    assert "minutes" in proposed.words
    first = told(slack, "/practice").words
    assert FRUIT.name not in first
    names = [one.name for one in SCENARIOS.values()]
    assert sum(name in first for name in names) == 1


def test_the_button_starts_what_it_names_and_without_a_name_what_is_proposed(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    proposed = told(slack, "/practice")
    name = next(one for one in SCENARIOS.values() if one.name in proposed.words)
    shown = next_from_bot(slack, ana, lambda: ana.press("Start", on=proposed))
    assert name.opens in shown.words


def test_typed_start_begins_what_is_proposed_and_leaves_what_runs(slack: Sandbox, bot: Levelhead) -> None:
    ana, proposed = slack.person("Ana"), told(slack, "/practice").words
    name = next(one for one in SCENARIOS.values() if one.name in proposed)
    shown = next_from_bot(slack, ana, lambda: ana.command("/practice start", "#support"))
    assert name.opens in shown.words
    again = told(slack, "/practice Start")
    assert f"in the middle of *{name.name}*" in again.words
    assert "Go on" in again.buttons


def test_from_their_home_it_starts_in_the_dm_and_a_window_says_so(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.open_home()
    slack.wait_for(lambda: ana.home is not None and "made-up customer" in ana.home.words)
    assert ana.home is not None
    shown = next_from_bot(slack, ana, lambda: ana.press("Start", on=ana.home))
    assert any(one.opens in shown.words for one in SCENARIOS.values())
    assert "begun in our direct messages" in window_of(slack, ana).words


def test_somebody_elses_button_does_nothing_to_a_practice(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, FRUIT)
    asked = told(slack, "/practice")
    value = asked.blocks[-1]["elements"][-1]["value"]
    action = {"type": "button", "action_id": "practice_stop", "block_id": "b", "value": value, "action_ts": "1.1"}
    ben = slack.person("Ben")
    pressed = {"type": "block_actions", "user": {"id": ben.id, "team_id": "T0LEVEL"}, "team": {"id": "T0LEVEL"}}
    payload = json.dumps({**pressed, "trigger_id": "1.2.3", "actions": [action]})
    with served(bot.web) as address:
        assert signed(slack, address, urlencode({"payload": payload}).encode(), FORM)[0] == 200
    rested(slack, bot)
    assert session_of(slack, bot) is not None


def test_the_list_has_every_scenario_and_marks_what_was_done(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, FRUIT)
    play(slack, good(FRUIT))
    words = told(slack, "/practice list").words
    assert all(one.name in words and one.line in words for one in SCENARIOS.values())
    assert words.count(":white_check_mark:") == 1
    assert "empty again" in told(slack, "/practice forget").words
    assert ":white_check_mark:" not in told(slack, "/practice list").words


def test_a_scenario_is_picked_from_the_list(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    listed = told(slack, "/practice list")
    shown = next_from_bot(slack, ana, lambda: ana.choose("Pick one", SUITS.name, on=listed))
    assert SUITS.opens in shown.words


def test_an_unknown_name_finds_the_near_ones(slack: Sandbox, bot: Levelhead) -> None:
    shown = told(slack, "/practice strawbery")
    assert "Did you mean" in shown.words
    assert FRUIT.name in shown.words


@pytest.mark.parametrize("asked", ["<!channel>", "qqq", "x" * 2900, "🙂", "*_~`"])
def test_a_name_that_nothing_is_near_to_gets_the_list(slack: Sandbox, bot: Levelhead, asked: str) -> None:
    shown = told(slack, f"/practice {asked}")
    assert "I know no scenario" in shown.words
    assert "<!channel>" not in json.dumps(shown.blocks)
    assert len(shown.words) < 9000


def test_a_message_in_the_dm_is_never_hinted_counted_or_kept(slack: Sandbox, bot: Levelhead, tmp_path: Path) -> None:
    begun(slack, FRUIT)
    play(slack, tuple(f"{words} {TOKEN}" for words in bad(FRUIT)))
    rested(slack, bot)
    assert not any("for your eyes only" in one.words for one in slack.person("Ana").ephemerals())
    with create_engine(f"sqlite:///{tmp_path / 'levelhead.sqlite3'}", poolclass=NullPool).connect() as connection:
        tables = [table.name for table in WORKSPACES.metadata.sorted_tables]
        rows = {name: str(connection.execute(text(f"SELECT * FROM {name}")).all()) for name in tables}
    assert "strawberries" in rows["practices_done"]
    assert rows["hearings"] == rows["threads"] == rows["hint_marks"] == rows["practices"] == "[]"
    for words in (TOKEN, "company policy", "calm-down", "brush-off", FRUIT.opens, FRUIT.hard.says):
        assert not any(words in row for row in rows.values())
    assert TOKEN not in json.dumps([call.args for call in slack.calls], default=str)


def test_nobody_elses_screen_holds_a_word_of_it(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, FRUIT)
    end = play(slack, good(FRUIT))
    names = ("Ben", "Jo", "Sam", "Mia", "Ada", "Cleo", "Gil")
    seen = [one.words for name in names for one in slack.person(name).everything()]
    seen += [one.words for name in names for one in slack.person(name).ephemerals()]
    words = [line(FRUIT, key) for key in opening(FRUIT).keys] + [FRUIT.good.says, FRUIT.name, end.words]
    assert not any(word in one for word in words for one in seen)
    rooms = {one.channel for one in slack.person("Ana").everything() if FRUIT.opens in one.words}
    assert all(channel.startswith("D") for channel in rooms)
    posts = [call.args for call in slack.calls if call.method in ("chat.postMessage", "chat.postEphemeral")]
    assert posts
    assert all(str(args["channel"]).startswith("D") for args in posts)


def test_a_turn_that_slack_does_not_take_at_once_is_said_later_and_once(slack: Sandbox, bot: Levelhead) -> None:
    begun(slack, FRUIT)
    slack.faults.rate_limit("chat.postMessage", retry_after=30)
    ana = slack.person("Ana")
    before = len(from_bot(ana))
    ana.say(DM, good(FRUIT)[0])
    rested(slack, bot)
    assert len(from_bot(ana)) == before
    slack.clock.advance(timedelta(seconds=31))
    slack.wait_for(lambda: len(from_bot(ana)) == before + 1)
    assert FRUIT.good.says in play(slack, good(FRUIT)[1:]).words


def test_a_name_that_is_like_no_other_gets_the_whole_list(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    assert ana.command("/practice qqqq", "#support")
    words = slack.wait_for(ana.ephemerals)[-1].words
    assert "Here is what there is." in words
    assert "Did you mean" not in words
