"""Sharing up over the wire: the right person above reads it, the sharer knows where it stands, nobody else sees it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.deliveries import LONGEST_WAIT, TRIES
from bot.messages import Place
from bot.people import Person, Role
from bot.sandbox.person import Actor
from bot.sandbox.seeing import Screen, Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.case_steps import thread_messages
from storage.store import Memory
from tests.running import running, window_of

WHAT = "Cleo shouted at me about the export, and I do not know what I may promise her."
LINE = (("Ana", "AGENT", "Sam"), ("Ben", "AGENT", "Sam"), ("Sam", "SUPERVISOR", "Mia"), ("Mia", "MANAGER", "Ada"))
ANGRY = "Four days and still no export for my auditors, you people are a disgrace and I told you so."


def import_team(slack: Sandbox, bot: Levelhead, line: tuple[tuple[str, str, str], ...] = LINE) -> None:
    """Ana and Ben report to Sam, Sam to Mia, Mia to Ada."""
    home = slack.home.id
    people = [
        Person(
            workspace=home,
            slack_id=slack.person(name).id,
            name=name,
            role=Role[role],
            reports_to=slack.person(above).id,
        )
        for name, role, above in line
    ]
    top = Person(workspace=home, slack_id=slack.person("Ada").id, name="Ada", role=Role.ADMIN)
    bot.store.remember(lambda memory: memory.people.replace_team(home, [*people, top]))


def settled(slack: Sandbox, bot: Levelhead) -> None:
    slack.settle()
    assert bot.door.rest(60)
    assert bot.courier.rest(60)


def form_of(slack: Sandbox, person: Actor) -> Screen:
    """The form, once it says who will read it."""
    slack.wait_for(lambda: person.modal is not None and "One moment" not in person.modal.words)
    return window_of(slack, person)


def card_of(slack: Sandbox, bot: Levelhead, name: str) -> Shown:
    settled(slack, bot)
    cards = [
        shown for shown in slack.person(name).dms() if "shared this with" in shown.words or "shares" in shown.words
    ]
    assert cards, f"{name} has no card"
    return cards[-1]


def words_of(slack: Sandbox, bot: Levelhead, name: str) -> str:
    settled(slack, bot)
    return "\n".join(shown.words for shown in slack.person(name).dms())


def nobody_else_knows(slack: Sandbox, *knowing: str) -> None:
    for name in {"Ana", "Ben", "Jo", "Sam", "Mia", "Ada", "Cleo", "Gil"} - set(knowing):
        person = slack.person(name)
        assert [shown.words for shown in person.dms()] == [], name
        assert not any("shout" in shown.words for shown in person.everything()), name


@pytest.fixture
def team(slack: Sandbox, bot: Levelhead) -> Levelhead:
    import_team(slack, bot)
    return bot


@pytest.fixture
def thread(slack: Sandbox, team: Levelhead) -> str:
    root = slack.person("Cleo").say("#cust-cleo", ANGRY)
    slack.settle()
    return root


def share(slack: Sandbox, bot: Levelhead, thread: str, **more: object) -> None:
    ana = slack.person("Ana")
    ana.shortcut("share_up", "#cust-cleo", thread)
    form_of(slack, ana)
    ana.submit({"what": WHAT, **more})
    settled(slack, bot)


def test_the_reader_is_named_before_anything_is_sent(slack: Sandbox, team: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.shortcut("share_up", "#cust-cleo", thread)
    words = form_of(slack, ana).words
    assert "*Sam* will read this, and nobody else." in words
    assert "Pass it on if nobody answers: to Mia, Ada" in words
    settled(slack, team)
    assert slack.person("Sam").dms() == []


def test_what_is_shared_reaches_the_one_above_and_nobody_else(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    assert "Ana" not in slack.person("Sam").dms()[0].text
    assert WHAT in words_of(slack, team, "Ana")
    assert "shares something with you" in words_of(slack, team, "Sam")
    nobody_else_knows(slack, "Ana", "Sam")


def test_the_words_open_when_they_are_read_and_the_sharer_sees_by_whom(
    slack: Sandbox, team: Levelhead, thread: str
) -> None:
    share(slack, team, thread)
    assert WHAT not in words_of(slack, team, "Sam")
    slack.person("Sam").press("Read it", on=card_of(slack, team, "Sam"))
    assert WHAT in words_of(slack, team, "Sam")
    assert f"<@{slack.person('Sam').id}> has read it" in card_of(slack, team, "Ana").words


def test_only_the_chosen_messages_are_quoted(slack: Sandbox, team: Levelhead, thread: str) -> None:
    second = slack.person("Cleo").say("#cust-cleo", "And nobody calls me back.", thread=thread)
    share(slack, team, thread, quotes=[second])
    slack.person("Sam").press("Read it", on=card_of(slack, team, "Sam"))
    words = words_of(slack, team, "Sam")
    assert "nobody calls me back" in words
    assert "disgrace" not in words


def test_of_a_long_thread_the_latest_messages_are_there_to_quote(slack: Sandbox) -> None:
    cleo = slack.person("Cleo")
    root = cleo.say("#cust-cleo", ANGRY)
    said = [cleo.say("#cust-cleo", f"Still number {number}.", thread=root) for number in range(230)]
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    found = thread_messages(client, Place(workspace=slack.home.id, channel="C0CUSTCLEO", thread=root))
    assert [message["ts"] for message in found] == [root, *said]


def test_nothing_is_quoted_unless_it_is_chosen(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    slack.person("Sam").press("Read it", on=card_of(slack, team, "Sam"))
    assert "disgrace" not in words_of(slack, team, "Sam")


def test_who_is_away_is_passed_over_for_the_next_above(slack: Sandbox, team: Levelhead, thread: str) -> None:
    slack.person("Sam").away()
    ana = slack.person("Ana")
    ana.shortcut("share_up", "#cust-cleo", thread)
    assert "*Mia* will read this" in form_of(slack, ana).words


def test_another_reader_can_be_chosen_and_is_named(slack: Sandbox, team: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.shortcut("share_up", "#cust-cleo", thread)
    form_of(slack, ana)
    ana.choose("share_reader", slack.person("Mia").id)
    slack.wait_for(lambda: "*Mia* will read this" in window_of(slack, ana).words)
    assert "Pass it on if nobody answers: to Ada" in window_of(slack, ana).words
    ana.submit({"what": WHAT})
    settled(slack, team)
    assert slack.person("Mia").dms()
    nobody_else_knows(slack, "Ana", "Mia")


def test_a_peer_is_refused_kindly_and_nothing_typed_is_lost(slack: Sandbox, team: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.command(f"/escalate @Ben {WHAT}", "#support")
    form = form_of(slack, ana)
    assert "this person is not above you" in form.words
    assert f"<@{slack.person('Sam').id}>" in form.words
    assert WHAT in str(form.blocks)
    settled(slack, team)
    nobody_else_knows(slack)


def test_who_is_named_in_the_words_is_named_there_as_it_was_typed(slack: Sandbox, team: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.command("/escalate Please tell @Ben what was said in #support", "#support")
    assert "Please tell @ben what was said in #support" in str(form_of(slack, ana).blocks)


def test_who_is_named_in_a_quoted_message_is_shown_by_name(slack: Sandbox, team: Levelhead, thread: str) -> None:
    second = slack.person("Cleo").say("#cust-cleo", "And @Ben does not call me back.", thread=thread)
    ana = slack.person("Ana")
    ana.shortcut("share_up", "#cust-cleo", thread)
    assert "And @Ben does not call me back." in form_of(slack, ana).words
    ana.submit({"what": WHAT, "quotes": [second]})
    slack.person("Sam").press("Read it", on=card_of(slack, team, "Sam"))
    settled(slack, team)
    blocks = str(card_of(slack, team, "Sam").blocks)
    assert "does not call me back." in blocks
    assert f"{{'type': 'user', 'user_id': '{slack.person('Ben').id}'}}" in blocks


@pytest.mark.parametrize("name", ["@Nobody", "sam@harbour.example"])
def test_whoever_names_somebody_unknown_is_told_who_would_read_it(slack: Sandbox, team: Levelhead, name: str) -> None:
    ana = slack.person("Ana")
    ana.command(f"/escalate {name} {WHAT}", "#support")
    words = form_of(slack, ana).words
    assert f"I could not tell whom you mean by {name}." in words
    assert "*Sam* will read this" in words


def test_where_nobody_above_can_be_confirmed_the_form_says_so(slack: Sandbox, team: Levelhead) -> None:
    for name in ("Sam", "Mia", "Ada"):
        slack.person(name).change(deleted=True)
    ana = slack.person("Ana")
    ana.command(f"/escalate {WHAT}", "#support")
    form = form_of(slack, ana)
    assert "anybody above you may read it" in form.words
    assert WHAT in form.words


def test_somebody_above_can_be_named_in_the_command(slack: Sandbox, team: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.command(f"/escalate @Mia {WHAT}", "#support")
    assert "*Mia* will read this" in form_of(slack, ana).words


def test_without_a_team_nothing_is_sent_and_the_sharer_is_told_why(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.command(f"/escalate {WHAT}", "#support")
    form = form_of(slack, ana)
    assert "Nothing was sent" in form.words
    assert WHAT in form.words
    assert form.submit == ""


def test_a_guest_is_told_before_they_write_that_nothing_goes_up(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot, (*LINE, ("Gil", "AGENT", "Sam")))
    gil = slack.person("Gil")
    gil.command(f"/escalate {WHAT}", "#random")
    form = form_of(slack, gil)
    assert "only full members" in form.words
    assert WHAT in form.words
    assert "Sam" not in form.words
    assert form.submit == ""


def test_of_a_long_text_that_cannot_be_sent_nothing_is_lost(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.command(f"/escalate {'word ' * 590}end &lt;sic&gt;", "#support")
    shown = str(form_of(slack, ana).blocks)
    assert shown.count("word ") == 590
    assert "end &lt;sic&gt;" in shown


@pytest.fixture
def returned(slack: Sandbox, team: Levelhead, thread: str) -> Actor:
    """Ana, to whom her words were given back."""
    ana = slack.person("Ana")
    ana.shortcut("share_up", "#cust-cleo", thread)
    form_of(slack, ana)
    slack.person("Sam").change(deleted=True)
    ana.submit({"what": WHAT})
    assert WHAT in words_of(slack, team, "Ana")
    return ana


def test_who_left_between_the_form_and_the_sending_gets_nothing(
    slack: Sandbox, team: Levelhead, returned: Actor
) -> None:
    assert "Nothing was sent" in words_of(slack, team, returned.name)
    nobody_else_knows(slack, returned.name)


def test_words_that_were_given_back_are_forgotten_too(slack: Sandbox, team: Levelhead, returned: Actor) -> None:
    returned.command("/levelhead forget", "#support")
    settled(slack, team)
    assert "/levelhead forget yes" in returned.ephemerals()[-1].words
    returned.command("/levelhead forget yes", "#support")
    assert words_of(slack, team, "Ana") == ""


def test_words_that_were_given_back_go_when_a_case_would(slack: Sandbox, team: Levelhead, returned: Actor) -> None:
    slack.clock.advance(timedelta(days=91))
    assert words_of(slack, team, "Ana") == ""


def test_what_is_under_way_while_slack_is_away_is_forgotten_too(slack: Sandbox, team: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.shortcut("share_up", "#cust-cleo", thread)
    form_of(slack, ana)
    slack.faults.server_error("users.info", times=100_000)
    ana.submit({"what": WHAT})
    ana.command("/levelhead forget yes", "#support")
    slack.faults.clear()
    slack.clock.advance(timedelta(hours=1))
    settled(slack, team)
    nobody_else_knows(slack)


def test_advice_reaches_the_sharer_alone(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    sam = slack.person("Sam")
    sam.press("Read it", on=card_of(slack, team, "Sam"))
    settled(slack, team)
    sam.press("Advise", on=card_of(slack, team, "Sam"))
    window_of(slack, sam)
    sam.submit({"note": "Offer her a call at four."})
    assert "Offer her a call at four." in words_of(slack, team, "Ana")
    nobody_else_knows(slack, "Ana", "Sam")


def test_taking_over_is_asked_first(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    slack.person("Sam").press("Take over", on=card_of(slack, team, "Sam"))
    assert "taken over" not in card_of(slack, team, "Ana").words
    slack.person("Ana").press("Yes, please take over", on=card_of(slack, team, "Ana"))
    assert "taken over" in card_of(slack, team, "Ana").words
    assert "agreed that" in words_of(slack, team, "Sam")


def test_who_was_asked_to_take_over_needs_no_further_yes(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread, need="take_over")
    slack.person("Sam").press("Take over", on=card_of(slack, team, "Sam"))
    words = words_of(slack, team, "Ana")
    assert f"<@{slack.person('Sam').id}> took over" in words
    assert "offered" not in words


def test_whose_place_somebody_else_takes_is_told(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread, need="take_over")
    slack.clock.advance(timedelta(days=4))
    settled(slack, team)
    slack.clock.advance(timedelta(days=4))
    slack.person("Mia").press("Take over", on=card_of(slack, team, "Mia"))
    settled(slack, team)
    slack.person("Sam").press("Take over", on=card_of(slack, team, "Sam"))
    settled(slack, team)
    assert f"<@{slack.person('Sam').id}> took over" in slack.person("Mia").dms()[-1].words


def test_a_card_says_with_whom_it_was_shared_before(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    assert "Only the two of you" in card_of(slack, team, "Sam").words
    for _ in range(2):
        slack.clock.advance(timedelta(days=4))
        settled(slack, team)
    words = card_of(slack, team, "Mia").words
    assert f"shared with <@{slack.person('Sam').id}> as well" in words
    assert "two of you" not in words


def test_whoever_is_reminded_can_answer_where_they_are_reminded(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    slack.clock.advance(timedelta(days=4))
    settled(slack, team)
    sam = slack.person("Sam")
    sam.press("I'm on it", on=sam.dms()[-1])
    assert "is on it" in words_of(slack, team, "Ana")


def test_hello_is_a_previewed_line_under_their_name(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    sam = slack.person("Sam")
    sam.press("Join", on=card_of(slack, team, "Sam"))
    settled(slack, team)
    sam.press("Say hello in the thread", on=card_of(slack, team, "Sam"))
    assert "posted in the thread" in window_of(slack, sam).words
    sam.submit({"line": "Hello Cleo, I am here to help."})
    settled(slack, team)
    assert "Hello Cleo" in slack.person("Cleo").sees("#cust-cleo", thread)[-1].words


def test_who_has_lost_the_case_meanwhile_posts_nothing_and_keeps_the_line(
    slack: Sandbox, team: Levelhead, thread: str
) -> None:
    share(slack, team, thread)
    sam = slack.person("Sam")
    sam.press("Join", on=card_of(slack, team, "Sam"))
    settled(slack, team)
    sam.press("Say hello in the thread", on=card_of(slack, team, "Sam"))
    window_of(slack, sam)

    def hand_on(memory: Memory) -> None:
        (case,) = memory.cases.shared_by(slack.home.id, slack.person("Ana").id)
        memory.cases.save(replace(case, holder=slack.person("Mia").id))

    team.store.remember(hand_on)
    assert not sam.submit({"line": "Hello Cleo, I am here to help."})
    assert "nothing was posted" in str(window_of(slack, sam).errors)
    settled(slack, team)
    assert "Hello Cleo" not in slack.person("Cleo").sees("#cust-cleo", thread)[-1].words


def test_passing_up_brings_the_next_above_in_with_a_word(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    sam = slack.person("Sam")
    sam.press("Pass up", on=card_of(slack, team, "Sam"))
    window_of(slack, sam)
    sam.submit({"note": "Yours to decide, I think."})
    settled(slack, team)
    mia = slack.person("Mia")
    mia.press("Read it", on=card_of(slack, team, "Mia"))
    assert WHAT in words_of(slack, team, "Mia")
    assert "Yours to decide" in words_of(slack, team, "Mia")
    assert "passed it up to" in words_of(slack, team, "Ana")
    assert "Yours to decide" not in words_of(slack, team, "Ana")
    nobody_else_knows(slack, "Ana", "Sam", "Mia")


def test_what_is_withdrawn_is_gone_for_who_was_asked(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    slack.person("Sam").press("Read it", on=card_of(slack, team, "Sam"))
    settled(slack, team)
    slack.person("Ana").press("Withdraw", on=card_of(slack, team, "Ana"))
    words = words_of(slack, team, "Sam")
    assert WHAT not in words
    assert "withdrawn" in words


def test_nobody_is_called_any_more_for_what_was_withdrawn(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    slack.clock.advance(timedelta(days=4))
    assert "still waiting for you" in words_of(slack, team, "Sam")
    slack.person("Ana").press("Withdraw", on=card_of(slack, team, "Ana"))
    assert "still waiting for you" not in words_of(slack, team, "Sam")


def test_what_was_taken_up_cannot_be_withdrawn(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    stale = card_of(slack, team, "Ana")
    slack.person("Sam").press("I'm on it", on=card_of(slack, team, "Sam"))
    settled(slack, team)
    assert "Withdraw" in stale.buttons
    assert "Withdraw" not in card_of(slack, team, "Ana").buttons
    assert "is on it" in words_of(slack, team, "Ana")


def test_who_is_not_above_any_more_finds_the_door_closed(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    card = card_of(slack, team, "Sam")
    import_team(slack, team, (("Ana", "AGENT", "Mia"), ("Sam", "SUPERVISOR", "Mia"), ("Mia", "MANAGER", "Ada")))
    slack.person("Sam").press("Read it", on=card)
    settled(slack, team)
    assert WHAT not in words_of(slack, team, "Sam")
    assert "nothing here for you" in slack.person("Sam").ephemerals()[-1].words


def test_silence_is_reminded_once_and_then_passed_on(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    slack.clock.advance(timedelta(days=4))
    assert "was reminded just now" in words_of(slack, team, "Ana")
    assert "still waiting for you" in words_of(slack, team, "Sam")
    assert slack.person("Mia").dms() == []
    slack.clock.advance(timedelta(days=4))
    assert "so it went on to" in words_of(slack, team, "Ana")
    assert slack.person("Mia").dms()
    nobody_else_knows(slack, "Ana", "Sam", "Mia")


def test_without_the_tick_nobody_else_is_asked_and_the_sharer_is_told(
    slack: Sandbox, team: Levelhead, thread: str
) -> None:
    share(slack, team, thread, pass_on=[])
    for _ in range(3):
        slack.clock.advance(timedelta(days=4))
        settled(slack, team)
    assert "There is somebody else above you whom you can ask" in words_of(slack, team, "Ana")
    nobody_else_knows(slack, "Ana", "Sam")


def test_at_the_top_the_sharer_is_told_the_truth(slack: Sandbox, team: Levelhead) -> None:
    mia = slack.person("Mia")
    mia.command("/escalate It is all too much.", "#support")
    form_of(slack, mia)
    mia.submit()
    for _ in range(3):
        slack.clock.advance(timedelta(days=4))
        settled(slack, team)
    assert "Please reach out to them in person" in words_of(slack, team, "Mia")


def test_a_customers_deleted_message_vanishes_from_cards(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread, quotes=[thread])
    slack.person("Sam").press("Read it", on=card_of(slack, team, "Sam"))
    assert "disgrace" in words_of(slack, team, "Sam")
    slack.person("Cleo").delete("#cust-cleo", thread)
    assert "disgrace" not in words_of(slack, team, "Sam")


def test_help_outside_the_line_stands_below(slack: Sandbox, tmp_path: Path) -> None:
    with running(slack, tmp_path, over_http=True, levelhead_help_text="HR: hr@example.com") as bot:
        import_team(slack, bot)
        ana = slack.person("Ana")
        ana.command("/escalate", "#support")
        assert "HR: hr@example.com" in form_of(slack, ana).words


def test_a_hint_has_a_button_to_share_up(slack: Sandbox, team: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.say("#support", "As I already told you, you should have read the docs.")
    slack.wait_for(ana.ephemerals)
    ana.press("Share up", on=ana.ephemerals()[-1])
    assert "*Sam* will read this" in form_of(slack, ana).words


def test_nobody_is_forgotten_while_slack_is_out_of_reach(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    slack.faults.server_error("users.info", times=100_000)
    slack.clock.advance(timedelta(days=4))
    for _ in range(TRIES + 2):
        settled(slack, team)
        slack.clock.advance(LONGEST_WAIT)
    slack.faults.clear()
    for _ in range(4):
        slack.clock.advance(timedelta(days=4))
        settled(slack, team)
    assert "so it went on to" in words_of(slack, team, "Ana")
    assert WHAT not in words_of(slack, team, "Mia")
    nobody_else_knows(slack, "Ana", "Sam", "Mia", "Ada")


def test_what_was_shared_outlives_a_long_silence_of_slacks(slack: Sandbox, team: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.shortcut("share_up", "#cust-cleo", thread)
    form_of(slack, ana)
    slack.faults.server_error("users.info", times=100_000)
    ana.submit({"what": WHAT})
    for _ in range(TRIES + 4):
        settled(slack, team)
        slack.clock.advance(LONGEST_WAIT)
    slack.faults.clear()
    slack.clock.advance(LONGEST_WAIT)
    assert WHAT in words_of(slack, team, "Ana")
    assert len(slack.person("Sam").dms()) == 1


def test_a_card_that_slack_never_took_comes_with_the_reminder(slack: Sandbox, team: Levelhead, thread: str) -> None:
    slack.faults.error("conversations.open", "user_disabled", times=2)
    share(slack, team, thread)
    assert slack.person("Sam").dms() == []
    slack.clock.advance(timedelta(days=4))
    assert "Read it" in card_of(slack, team, "Sam").buttons


@pytest.fixture
def crashed(slack: Sandbox, tmp_path: Path) -> Iterator[str]:
    """A card whose answer from Slack was lost."""
    with running(slack, tmp_path, over_http=True) as bot:
        import_team(slack, bot)
        root = slack.person("Ana").say("#support", "The export stops.")
        ana = slack.person("Ana")
        ana.shortcut("share_up", "#support", root)
        form_of(slack, ana)
        slack.faults.reset("chat.postMessage", times=2, done=True)
        ana.submit({"what": WHAT})
        for _ in range(8):
            settled(slack, bot)
            slack.clock.advance(timedelta(seconds=40))
        settled(slack, bot)
        yield root


def test_a_lost_answer_does_not_bring_a_second_card(slack: Sandbox, crashed: str) -> None:
    for name in ("Ana", "Sam"):
        assert len([shown for shown in slack.person(name).dms() if "LH-" in shown.words]) == 1
