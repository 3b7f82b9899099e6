"""Hints over the wire: the right one person sees them, in the right place, and nobody else ever does."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.people import Person, Role
from bot.sandbox.person import Actor
from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.running import built_in_book, running, window_of

SHARP = "As I already told you, it is Tuesday."
ANGRY = "This is unacceptable, I am still waiting for an answer."


def hint_for(slack: Sandbox, name: str) -> Shown:
    person = slack.person(name)
    slack.wait_for(lambda: person.ephemerals())
    return person.ephemerals()[-1]


def others(slack: Sandbox, name: str) -> list[Actor]:
    return [slack.person(other) for other in ("Ana", "Ben", "Jo", "Sam", "Mia", "Ada", "Cleo", "Gil") if other != name]


def settled(slack: Sandbox, bot: Levelhead) -> None:
    """Wait until everything said was heard, and everything due delivered."""
    slack.settle()
    assert bot.door.rest(60)
    assert bot.courier.rest(60)


@pytest.fixture
def thread(slack: Sandbox) -> str:
    """A thread in #support that Ben has opened and Jo has answered."""
    root = slack.person("Ben").say("#support", "The export of order 4711 stops at half.")
    slack.person("Jo").say("#support", "Looking.", thread=root)
    return root


def test_an_agents_sharp_word_is_seen_by_its_author_alone(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    slack.person("Ana").say("#support", SHARP, thread=thread)
    hint = hint_for(slack, "Ana")
    assert "As I already told" in hint.words
    assert hint.thread_ts == thread
    assert not any(other.ephemerals() or other.dms() for other in others(slack, "Ana"))


def test_a_hint_offers_the_authors_own_sentence_put_better(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    slack.person("Ana").say("#support", SHARP, thread=thread)
    assert built_in_book().rephrase(SHARP)[0].text in hint_for(slack, "Ana").words


def test_a_hint_shows_no_number_and_scolds_nobody(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    slack.person("Ana").say("#support", SHARP, thread=thread)
    words = hint_for(slack, "Ana").words.lower()
    assert not any(word in words for word in ("heat", "score", "0.", "%", "you must", "wrong to"))


def test_under_a_bare_message_the_hint_stands_in_the_channel(slack: Sandbox, bot: Levelhead) -> None:
    slack.person("Ana").say("#support", SHARP)
    assert hint_for(slack, "Ana").thread_ts == ""


def test_a_calm_message_earns_nothing(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    slack.person("Ana").say("#support", "The export works again, could you try it once more?", thread=thread)
    settled(slack, bot)
    assert slack.person("Ana").ephemerals() == []


def test_an_angry_customer_earns_the_agent_of_the_thread_a_next_sentence(slack: Sandbox, bot: Levelhead) -> None:
    root = slack.person("Cleo").say("#cust-cleo", "Our export stops at half.")
    slack.person("Ana").say("#cust-cleo", "Thanks, I'm looking into it.", thread=root)
    slack.settle()
    slack.person("Cleo").say("#cust-cleo", ANGRY, thread=root)
    hint_for(slack, "Ana")
    assert not any(other.ephemerals() or other.dms() for other in others(slack, "Ana"))


def test_where_a_customer_may_look_over_the_shoulder_the_hint_is_closed_until_pressed(
    slack: Sandbox, bot: Levelhead
) -> None:
    root = slack.person("Cleo").say("#cust-cleo", "Our export stops at half.")
    ana = slack.person("Ana")
    ana.say("#cust-cleo", SHARP, thread=root)
    hint = hint_for(slack, "Ana")
    assert "already told" not in hint.words
    ana.press("Show it", on=hint)
    assert "As I already told" in window_of(slack, ana).words


def test_a_customer_whose_thread_is_nobodys_is_met_with_silence(slack: Sandbox, bot: Levelhead) -> None:
    slack.person("Cleo").say("#cust-cleo", ANGRY)
    settled(slack, bot)
    assert not any(person.ephemerals() or person.dms() for person in others(slack, "nobody"))


def test_a_bot_that_nobody_named_a_relay_is_not_heard(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    slack.person("Ticketdesk").say("#support", ANGRY, thread=thread)
    settled(slack, bot)
    assert slack.person("Jo").ephemerals() == []


def test_a_relays_words_are_a_customers(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path, over_http=True, levelhead_relays="B0TICKETDESK"):
        root = slack.person("Ticketdesk").say("#support", "Our export stops at half.")
        slack.person("Jo").say("#support", "Looking.", thread=root)
        slack.settle()
        slack.person("Ticketdesk").say("#support", ANGRY, thread=root)
        hint_for(slack, "Jo")


def test_a_presence_that_cannot_be_learned_does_not_keep_a_hint_from_its_reader(slack: Sandbox, bot: Levelhead) -> None:
    root = slack.person("Cleo").say("#cust-cleo", "Our export stops at half.")
    slack.person("Ana").say("#cust-cleo", "Thanks, I'm looking into it.", thread=root)
    slack.settle()
    slack.faults.reset("users.getPresence")
    slack.person("Cleo").say("#cust-cleo", ANGRY, thread=root)
    settled(slack, bot)
    assert len(slack.person("Ana").ephemerals()) == 1


def test_who_is_away_gets_the_hint_as_a_dm(slack: Sandbox, bot: Levelhead) -> None:
    root = slack.person("Cleo").say("#cust-cleo", "Our export stops at half.")
    ana = slack.person("Ana")
    ana.say("#cust-cleo", "Thanks, I'm looking into it.", thread=root)
    slack.settle()
    ana.away()
    slack.person("Cleo").say("#cust-cleo", ANGRY, thread=root)
    slack.wait_for(ana.dms)
    assert ana.ephemerals() == []


def test_where_a_customer_of_the_own_workspace_has_written_a_hint_stays_closed(
    slack: Sandbox, bot: Levelhead, thread: str
) -> None:
    roles = {"Ben": Role.CUSTOMER, "Jo": Role.AGENT, "Ana": Role.AGENT}
    team = [
        Person(workspace=slack.home.id, slack_id=slack.person(name).id, name=name, role=role)
        for name, role in roles.items()
    ]
    bot.store.remember(lambda memory: memory.people.replace_team(slack.home.id, team))
    slack.person("Ben").say("#support", "It still stops at half.", thread=thread)
    settled(slack, bot)
    slack.person("Ana").say("#support", SHARP, thread=thread)
    assert "As I already told" not in hint_for(slack, "Ana").words


def test_an_edit_that_changes_nothing_is_not_read_again(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ts = ana.say("#support", SHARP, thread=thread)
    hint_for(slack, "Ana")
    ana.edit("#support", ts, SHARP)
    slack.clock.advance(timedelta(minutes=11))
    settled(slack, bot)
    assert len(ana.ephemerals()) == 1


def test_a_second_sharp_word_is_left_alone_for_ten_minutes(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.say("#support", SHARP, thread=thread)
    hint_for(slack, "Ana")
    ana.say("#support", SHARP, thread=thread)
    settled(slack, bot)
    assert len(ana.ephemerals()) == 1
    slack.clock.advance(timedelta(minutes=11))
    ana.say("#support", SHARP, thread=thread)
    slack.wait_for(lambda: len(ana.ephemerals()) == 2)


def test_only_the_first_hint_ever_introduces_itself(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.say("#support", SHARP, thread=thread)
    assert "First time we meet" in hint_for(slack, "Ana").words
    slack.clock.advance(timedelta(minutes=11))
    ana.say("#support", SHARP, thread=thread)
    slack.wait_for(lambda: len(ana.ephemerals()) == 2)
    assert "First time we meet" not in ana.ephemerals()[-1].words


def test_mute_stops_hints_and_undo_brings_them_back(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.say("#support", SHARP, thread=thread)
    ana.press("Mute here", on=hint_for(slack, "Ana"))
    muted = slack.wait_for(lambda: next((one for one in ana.ephemerals() if "Muted" in one.words), None))
    slack.clock.advance(timedelta(minutes=11))
    ana.say("#support", SHARP, thread=thread)
    settled(slack, bot)
    assert len(ana.ephemerals()) == 1
    ana.press("Undo", on=muted)
    slack.clock.advance(timedelta(minutes=11))
    ana.say("#support", SHARP, thread=thread)
    slack.wait_for(lambda: any("already told" in one.words for one in ana.ephemerals()))


def test_a_mute_widens_with_one_more_press_and_ends_with_one(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.say("#support", SHARP, thread=thread)
    ana.press("Mute here", on=hint_for(slack, "Ana"))
    slack.wait_for(lambda: "Muted in this" in ana.ephemerals()[-1].words)
    ana.press("Mute everywhere")
    slack.wait_for(lambda: "Muted everywhere" in ana.ephemerals()[-1].words)
    assert len(bot.store.recall(lambda memory: memory.mutes.of(slack.home.id, ana.id))) == 1
    ana.press("Undo")
    slack.wait_for(lambda: "back on" in ana.ephemerals()[-1].words)
    assert bot.store.recall(lambda memory: memory.mutes.of(slack.home.id, ana.id)) == ()


def test_this_was_wrong_is_remembered_without_words(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.say("#support", SHARP, thread=thread)
    ana.press("This was wrong", on=hint_for(slack, "Ana"))
    slack.wait_for(lambda: any("noted" in one.words for one in ana.ephemerals()))


def test_why_this_tells_the_reason_and_its_source(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.say("#support", SHARP, thread=thread)
    ana.press("Why this?", on=hint_for(slack, "Ana"))
    assert "Source:" in window_of(slack, ana).words


def test_the_wording_opens_ready_to_copy_and_to_check_again(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.say("#support", SHARP, thread=thread)
    ana.press("Use this wording", on=hint_for(slack, "Ana"))
    slack.wait_for(lambda: ana.modal)
    ana.fill({"draft": "You never read what I write."})
    ana.press("Check again")
    slack.wait_for(lambda: ana.modal is not None and "You never" in ana.modal.words)


def test_a_pause_posts_the_line_they_saw_and_brings_them_back(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.say("#support", SHARP, thread=thread)
    ana.press("Pause", on=hint_for(slack, "Ana"))
    slack.wait_for(lambda: ana.modal)
    ana.submit({"line": "One moment, please.", "again": "in 10 minutes"})
    slack.wait_for(lambda: any("One moment, please." in one.words for one in ana.sees("#support", thread)))
    slack.clock.advance(timedelta(minutes=11))
    slack.wait_for(lambda: any("took a moment" in one.words for one in ana.dms()))


def test_a_message_taken_back_takes_its_hint_along(slack: Sandbox, bot: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    slack.faults.rate_limit("chat.postEphemeral", retry_after=60)
    ts = ana.say("#support", SHARP, thread=thread)
    slack.wait_for(lambda: any(call.method == "chat.postEphemeral" for call in slack.calls))
    ana.delete("#support", ts)
    slack.settle()
    slack.clock.advance(timedelta(minutes=2))
    settled(slack, bot)
    assert ana.ephemerals() == []
