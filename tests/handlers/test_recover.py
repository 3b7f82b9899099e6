"""Coming first over the wire: proposed, released by who leads, told by those who talk to the customers."""

from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.deliveries import Delivery, Kind
from bot.sandbox.person import Actor
from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.case_access import team_changed
from handlers.case_facts import team_in
from handlers.recover_steps import RecoverStepSpeaker
from phrasebook.answer_pages import Style
from tests.handlers.in_process import running_inside
from tests.handlers.test_share_up import import_team, settled
from tests.handlers.test_share_up import team as team
from tests.running import window_of

WHAT = "Since 8:15 the exports stop at 500 rows"
MEANS = "Files with more rows are not complete"
SOLUTION = "We run every export again and put it into your folder"
FILLED = {"what": WHAT, "means": MEANS, "solution": SOLUTION, "by": "in 5 hours"}
EVERYBODY = ("Ana", "Ben", "Jo", "Sam", "Mia", "Ada", "Cleo", "Gil")


@pytest.fixture
def talks(slack: Sandbox, team: Levelhead) -> Levelhead:
    """Ana talks with Cleo; Ben invited the bot to #support, where nobody talks with a customer."""
    root = slack.person("Cleo").say("#cust-cleo", "Hello, how do I export by week?")
    slack.person("Ana").say("#cust-cleo", "Under Reports, at the top.", root)
    slack.person("Ben").remove("#support", "Levelhead")
    slack.person("Ben").invite("#support", "Levelhead")
    settled(slack, team)
    return team


def open_form(slack: Sandbox, name: str) -> Actor:
    person = slack.person(name)
    assert person.command("/levelhead recover", "#random")
    window_of(slack, person)
    return person


def channels(slack: Sandbox, *names: str) -> list[str]:
    return [slack.home.channel(name) for name in names]


def propose(slack: Sandbox, bot: Levelhead, name: str, *where: str, **more: object) -> None:
    person = open_form(slack, name)
    assert person.submit({**FILLED, "channels": channels(slack, *(where or ("cust-cleo", "support"))), **more})
    person.close(everything=True)
    settled(slack, bot)


def dm_of(slack: Sandbox, bot: Levelhead, name: str, words: str) -> Shown:
    settled(slack, bot)
    found = [shown for shown in slack.person(name).dms() if words in shown.words]
    assert found, f"{name} has no message with “{words}”: {[one.words for one in slack.person(name).dms()]}"
    return found[-1]


def card(slack: Sandbox, bot: Levelhead, name: str = "Sam") -> Shown:
    return dm_of(slack, bot, name, "The message, in the style")


def the_list(slack: Sandbox, bot: Levelhead, name: str) -> Shown:
    return dm_of(slack, bot, name, "Channels done")


def released(slack: Sandbox, bot: Levelhead, *where: str) -> None:
    """Ana proposes, Sam releases."""
    propose(slack, bot, "Ana", *where)
    slack.person("Sam").press("Release", on=card(slack, bot))
    later(slack, bot)


def later(slack: Sandbox, bot: Levelhead, seconds: int = 4) -> None:
    """Long enough for cards to be brought up to date."""
    settled(slack, bot)
    slack.clock.advance(timedelta(seconds=seconds))
    settled(slack, bot)


def press_edit(slack: Sandbox, bot: Levelhead, name: str, channel: str) -> Actor:
    """Open the message for one channel of somebody's list."""
    person, shown = slack.person(name), the_list(slack, bot, name)
    person.press("recover_edit", on=shown, block_id=row_below(shown, slack.home.channel(channel)))
    window_of(slack, person)
    return person


def row_below(shown: Shown, channel: str) -> str:
    """The block with the buttons of a channel."""
    blocks = list(shown.blocks)
    place = next(n for n, one in enumerate(blocks) if f"<#{channel}>" in str((one.get("text") or {}).get("text", "")))
    return str(blocks[place + 1]["block_id"])


def in_channel(slack: Sandbox, name: str, channel: str) -> list[str]:
    return [shown.words for shown in slack.person(name).sees(channel) if shown.bot and SOLUTION in shown.words]


def test_it_reaches_the_first_above_and_nobody_else(slack: Sandbox, talks: Levelhead) -> None:
    propose(slack, talks, "Ana")
    words = card(slack, talks).words
    assert SOLUTION in words
    assert "wants to come first" in words
    assert "It is with" in dm_of(slack, talks, "Ana", "You will hear").words
    for name in set(EVERYBODY) - {"Sam", "Ana"}:
        assert not any(SOLUTION in shown.words for shown in slack.person(name).dms()), name
    assert not any(SOLUTION in shown.words for name in EVERYBODY for shown in public(slack, name))


def public(slack: Sandbox, name: str) -> list[Shown]:
    return [shown for shown in slack.person(name).everything() if not shown.channel.startswith("D")]


def test_a_channel_gets_its_message_in_its_own_style(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks)
    home, cleo = slack.home.id, slack.home.channel("cust-cleo")
    talks.store.remember(lambda memory: memory.channels.choose_style(home, cleo, Style.FORMAL))
    press_edit(slack, talks, "Ana", "cust-cleo").submit({})
    later(slack, talks)
    (posted,) = in_channel(slack, "Cleo", "#cust-cleo")
    assert "We apologise for this" in posted


def test_nothing_is_posted_until_an_owner_presses_post(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks)
    assert in_channel(slack, "Cleo", "#cust-cleo") == []
    ana = press_edit(slack, talks, "Ana", "cust-cleo")
    ana.submit({})
    settled(slack, talks)
    (posted,) = in_channel(slack, "Cleo", "#cust-cleo")
    assert posted.index(SOLUTION) < posted.index(WHAT) < posted.index("sorry")


def test_each_channel_goes_to_who_talks_to_its_customer_or_invited_the_bot(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks, "cust-cleo", "support", "escalations")
    assert names_in(slack, the_list(slack, talks, "Ana")) == "#cust-cleo"
    assert names_in(slack, the_list(slack, talks, "Ben")) == "#support"
    assert names_in(slack, the_list(slack, talks, "Sam")) == "#escalations"


def names_in(slack: Sandbox, shown: Shown) -> str:
    return " ".join(
        f"#{name}"
        for name in ("cust-cleo", "support", "escalations", "random")
        if slack.home.channel(name) in str(shown.blocks)
    )


def post(slack: Sandbox, bot: Levelhead, name: str, channel: str, **changed: str) -> None:
    assert press_edit(slack, bot, name, channel).submit(changed)
    later(slack, bot)


def said_in(slack: Sandbox, bot: Levelhead, name: str, words: str) -> bool:
    settled(slack, bot)
    return any(words in shown.words for shown in slack.person(name).dms())


def test_who_leads_sees_a_preview_and_releases_it_themselves(slack: Sandbox, talks: Levelhead) -> None:
    sam = open_form(slack, "Sam")
    sam.submit({**FILLED, "channels": channels(slack, "cust-cleo")})
    preview = window_of(slack, sam)
    assert "This is the message" in preview.title
    assert SOLUTION in preview.words
    assert not said_in(slack, talks, "Ana", SOLUTION)
    sam.submit({})
    later(slack, talks)
    assert SOLUTION in the_list(slack, talks, "Ana").words


def test_not_now_comes_with_a_word_and_nothing_goes_out(slack: Sandbox, talks: Levelhead) -> None:
    propose(slack, talks, "Ana")
    sam = slack.person("Sam")
    sam.press("Not now", on=card(slack, talks))
    window_of(slack, sam)
    sam.submit({"note": "The fix is not sure yet."})
    later(slack, talks)
    assert "The fix is not sure yet." in dm_of(slack, talks, "Ana", "not now").words
    assert "nothing was sent" in dm_of(slack, talks, "Sam", "*Not now").words
    assert not said_in(slack, talks, "Ben", SOLUTION)


def test_a_round_that_was_released_twice_goes_out_once(slack: Sandbox, talks: Levelhead) -> None:
    propose(slack, talks, "Ana")
    sam, shown = slack.person("Sam"), card(slack, talks)
    sam.press("Release", on=shown)
    slack.faults.rate_limit("chat.update", retry_after=1)
    sam.press("recover_release", on=card(slack, talks))
    later(slack, talks)
    assert "released already" in dm_of(slack, talks, "Sam", "released already").words
    assert sum("Channels done" in shown.words for shown in slack.person("Ana").dms()) == 1


def test_the_card_shows_how_far_it_has_come(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks, "cust-cleo", "support", "escalations")
    assert "*0 told* · 3 not yet · 0 declined" in dm_of(slack, talks, "Sam", "Coming first").words
    post(slack, talks, "Ana", "cust-cleo")
    ben = slack.person("Ben")
    ben.press("recover_decline", on=the_list(slack, talks, "Ben"))
    window_of(slack, ben)
    ben.submit({"why": "It is a bad moment", "note": "They are in the middle of their audit."})
    later(slack, talks)
    words = dm_of(slack, talks, "Sam", "Coming first").words
    assert "*1 told* · 1 not yet · 1 declined" in words
    assert "It is a bad moment" in words
    assert "in the middle of their audit" in words
    slack.person("Sam").press("recover_already", on=the_list(slack, talks, "Sam"))
    later(slack, talks)
    assert "*2 told* · 0 not yet · 1 declined" in dm_of(slack, talks, "Sam", "Coming first").words
    assert "Everybody who can be told is told" in dm_of(slack, talks, "Sam", "Coming first").words


def test_a_reason_that_says_nothing_wants_a_word(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks)
    ana = slack.person("Ana")
    ana.press("recover_decline", on=the_list(slack, talks, "Ana"))
    window_of(slack, ana)
    assert not ana.submit({"why": "Another reason"})
    assert "add a word" in str(window_of(slack, ana).errors)


def test_the_owner_is_reminded_of_what_they_promised(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks)
    post(slack, talks, "Ana", "cust-cleo")
    ana = slack.person("Ana").id
    (kept,) = talks.store.recall(lambda memory: memory.followups.open_for(slack.home.id, ana))
    assert kept.place.channel == slack.home.channel("cust-cleo")
    slack.clock.advance(timedelta(hours=5))
    later(slack, talks)
    assert said_in(slack, talks, "Ana", "You promised to write again")
    assert not any("promised" in shown.words for shown in slack.person("Cleo").sees("#cust-cleo", kept.place.thread))


def test_a_changed_solution_goes_to_those_who_told_the_old_one_and_to_those_who_did_not(
    slack: Sandbox, talks: Levelhead
) -> None:
    released(slack, talks)
    post(slack, talks, "Ana", "cust-cleo")
    sam = slack.person("Sam")
    sam.press("recover_change", on=dm_of(slack, talks, "Sam", "Coming first"))
    window_of(slack, sam)
    sam.submit({"solution": "We send every file by mail instead", "by": "in 8 hours"})
    later(slack, talks)
    anas, bens = the_list(slack, talks, "Ana").words, the_list(slack, talks, "Ben").words
    assert "told, but not of the change" in anas
    assert "has changed: We send every file by mail instead." in anas
    assert "What we have ready for you: We send every file by mail instead." in bens
    assert "1 told, but not of the change" in dm_of(slack, talks, "Sam", "Coming first").words
    assert sum("Channels done" in shown.words for shown in slack.person("Ana").dms()) == 1
    post(slack, talks, "Ana", "cust-cleo")
    assert "has changed: We send every file" in slack.person("Cleo").sees("#cust-cleo")[-1].words
    mine = talks.store.recall(lambda memory: memory.followups.open_for(slack.home.id, slack.person("Ana").id))
    assert len(mine) == 1


def test_nothing_more_goes_out_once_it_is_stopped(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks)
    shown = the_list(slack, talks, "Ana")
    slack.person("Sam").press("recover_stop", on=dm_of(slack, talks, "Sam", "Coming first"))
    later(slack, talks)
    assert "This was stopped" in dm_of(slack, talks, "Ana", "Channels done").words
    assert not any(one["type"] == "actions" for one in slack.person("Ana").message(shown.channel, shown.ts).blocks)


def test_a_channel_that_was_archived_is_named_and_nobody_is_asked(slack: Sandbox, talks: Levelhead) -> None:
    slack.home.change_channel("escalations", archived=True)
    released(slack, talks, "cust-cleo", "escalations")
    assert "Archived" in dm_of(slack, talks, "Sam", "Coming first").words
    assert not said_in(slack, talks, "Sam", "Channels done")


def test_a_channel_that_is_archived_under_way_gives_the_words_back(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks)
    ana = press_edit(slack, talks, "Ana", "cust-cleo")
    slack.home.change_channel("cust-cleo", archived=True)
    assert ana.submit({"text": "We run every export again, truly."})
    assert ana.submit({})
    later(slack, talks)
    words = dm_of(slack, talks, "Ana", "archived meanwhile").words
    assert "truly" in words
    assert "archived" in the_list(slack, talks, "Ana").words


def test_a_channel_without_the_bot_is_told_by_hand(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks, "random")
    shown = the_list(slack, talks, "Sam")
    assert "I'm not in it" in shown.words
    sam = slack.person("Sam")
    sam.press("Show the text", on=shown)
    assert SOLUTION in window_of(slack, sam).words
    sam.close()
    sam.press("Already told", on=the_list(slack, talks, "Sam"))
    later(slack, talks)
    assert "told in your own way" in the_list(slack, talks, "Sam").words


def test_the_channel_of_an_owner_who_left_goes_to_the_next(slack: Sandbox, talks: Levelhead) -> None:
    propose(slack, talks, "Ben", "cust-cleo")
    slack.person("Ana").change(deleted=True)
    slack.person("Sam").press("Release", on=card(slack, talks))
    later(slack, talks)
    assert "#cust-cleo" in names_in(slack, the_list(slack, talks, "Sam"))


def test_who_has_nobody_above_them_is_told_and_keeps_their_words(slack: Sandbox, talks: Levelhead) -> None:
    jo = open_form(slack, "Jo")
    jo.submit({**FILLED, "channels": channels(slack, "support")})
    screen = window_of(slack, jo)
    assert "names nobody above you" in screen.words
    assert SOLUTION in str(screen.state)
    settled(slack, talks)
    assert not any(said_in(slack, talks, name, SOLUTION) for name in EVERYBODY)


@pytest.mark.parametrize(
    ("wrong", "block", "told"),
    [
        ({"what": "  "}, "what", "write a line"),
        ({"solution": "x" * 601}, "solution", "under 600"),
        ({"by": "soon"}, "by", "can't tell which moment"),
        ({"by": "yesterday"}, "by", "too soon"),
        ({"by": "tomorrow 3pm if all goes well"}, "by", "can't tell which moment"),
        ({"news": "perhaps"}, "news", "can't tell which moment"),
        ({"channels": []}, "channels", "Choose the channels"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(
    slack: Sandbox, talks: Levelhead, wrong: dict[str, object], block: str, told: str
) -> None:
    ana = open_form(slack, "Ana")
    assert not ana.submit({**FILLED, "channels": channels(slack, "cust-cleo"), **wrong})
    screen = window_of(slack, ana)
    assert told in screen.errors[block]
    assert set(screen.errors) == {block}
    assert FILLED["means"] in str(screen.state)


def test_a_sharp_word_is_pointed_out_once_to_its_author_alone(slack: Sandbox, talks: Levelhead) -> None:
    ana = open_form(slack, "Ana")
    sharp = {"what": "As I already told you, you should have read the notice"}
    assert ana.submit({**FILLED, **sharp, "channels": channels(slack, "cust-cleo")})
    screen = window_of(slack, ana)
    assert "for you alone" in screen.words
    assert sharp["what"] in str(screen.state)
    assert ana.submit({})
    assert "for you alone" not in card(slack, talks).words
    assert sharp["what"] in card(slack, talks).words


def test_what_an_edit_drops_is_named_once(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks)
    ana = press_edit(slack, talks, "Ana", "cust-cleo")
    assert ana.submit({"text": "We run every export again and put it into your folder. Sorry."})
    assert "500" in window_of(slack, ana).words
    assert in_channel(slack, "Cleo", "#cust-cleo") == []
    assert ana.submit({})
    later(slack, talks)
    assert len(in_channel(slack, "Cleo", "#cust-cleo")) == 1


def test_a_text_that_is_not_there_stays_in_its_window(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks)
    ana = press_edit(slack, talks, "Ana", "cust-cleo")
    assert not ana.submit({"text": " "})
    assert "Write what they should read" in window_of(slack, ana).errors["text"]


def test_a_message_that_slack_does_not_take_is_given_back_and_can_be_tried_again(
    slack: Sandbox, talks: Levelhead
) -> None:
    released(slack, talks)
    ana = press_edit(slack, talks, "Ana", "cust-cleo")
    slack.faults.error("chat.postMessage", "restricted_action")
    ana.submit({})
    later(slack, talks)
    assert SOLUTION in dm_of(slack, talks, "Ana", "did not get there").words
    post(slack, talks, "Ana", "cust-cleo")
    assert len(in_channel(slack, "Cleo", "#cust-cleo")) == 1


def test_a_text_from_before_the_change_is_not_posted(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks)
    ana = press_edit(slack, talks, "Ana", "cust-cleo")
    sam = slack.person("Sam")
    sam.press("recover_change", on=dm_of(slack, talks, "Sam", "Coming first"))
    window_of(slack, sam)
    sam.submit({"solution": "We send every file by mail instead"})
    later(slack, talks)
    assert not ana.submit({})
    assert "changed while you were writing" in window_of(slack, ana).errors["text"]
    assert in_channel(slack, "Cleo", "#cust-cleo") == []


def test_every_channel_with_customers_may_be_meant(slack: Sandbox, talks: Levelhead) -> None:
    propose(slack, talks, "Ana", channels=[], everywhere=["yes"])
    slack.person("Sam").press("Release", on=card(slack, talks))
    later(slack, talks)
    assert names_in(slack, the_list(slack, talks, "Ana")) == "#cust-cleo"
    assert not said_in(slack, talks, "Ben", "Channels done")


@pytest.mark.parametrize("style", ["Warm", "Direct", "Formal"])
def test_it_sounds_as_it_was_chosen(slack: Sandbox, talks: Levelhead, style: str) -> None:
    propose(slack, talks, "Ana", style=style)
    opening = {"Warm": "What we have ready", "Direct": "Ready for you", "Formal": "We have prepared a solution"}
    assert opening[style] in card(slack, talks).words
    assert f"“{style}”" in card(slack, talks).words


def test_a_lead_who_is_above_no_more_can_release_nothing(slack: Sandbox, talks: Levelhead) -> None:
    propose(slack, talks, "Ana")
    shown = card(slack, talks)
    import_team(slack, talks, (("Ana", "AGENT", "Mia"), ("Sam", "SUPERVISOR", "Mia"), ("Mia", "MANAGER", "Ada")))
    slack.person("Sam").press("Release", on=shown)
    later(slack, talks)
    assert "not yours" in dm_of(slack, talks, "Sam", "not yours").words
    assert not said_in(slack, talks, "Ana", "Channels done")


def test_a_proposal_whose_reader_left_comes_back_to_its_author(slack: Sandbox, talks: Levelhead) -> None:
    for name in ("Sam", "Mia", "Ada"):
        slack.person(name).change(deleted=True)
    propose(slack, talks, "Ana")
    words = dm_of(slack, talks, "Ana", "Nothing was sent").words
    assert all(part in words for part in (WHAT, MEANS, SOLUTION))


def test_a_long_list_has_pages(slack: Sandbox, talks: Levelhead) -> None:
    many = [slack.home.add_channel(f"room-{number:02}", ("Sam",)) for number in range(19)]
    propose(slack, talks, "Ana", channels=many)
    slack.person("Sam").press("Release", on=card(slack, talks))
    later(slack, talks)
    sam = slack.person("Sam")
    shown = the_list(slack, talks, "Sam")
    assert "Page 1 of 3" in shown.words
    assert sum(one in str(shown.blocks) for one in many) == 8
    sam.press("More channels", on=shown)
    later(slack, talks)
    sam.press("More channels", on=the_list(slack, talks, "Sam"))
    later(slack, talks)
    assert "Page 3 of 3" in the_list(slack, talks, "Sam").words
    assert sum(one in str(the_list(slack, talks, "Sam").blocks) for one in many) == 3


def test_what_changes_within_seconds_is_shown_together(slack: Sandbox, talks: Levelhead) -> None:
    many = [slack.home.add_channel(f"room-{number:02}", ("Sam",)) for number in range(6)]
    propose(slack, talks, "Ana", channels=many)
    slack.person("Sam").press("Release", on=card(slack, talks))
    later(slack, talks)
    before = sum(call.method == "chat.update" for call in slack.calls)
    for channel in many:
        shown = the_list(slack, talks, "Sam")
        slack.person("Sam").press("Already told", on=shown, block_id=row_below(shown, channel))
    later(slack, talks)
    later(slack, talks)
    assert "*6 told*" in dm_of(slack, talks, "Sam", "Coming first").words
    assert sum(call.method == "chat.update" for call in slack.calls) - before <= 5


def test_what_an_owner_who_leaves_has_not_told_goes_to_the_next(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks, "cust-cleo", "support")
    slack.person("Ana").change(deleted=True)
    later(slack, talks)
    assert names_in(slack, the_list(slack, talks, "Sam")) == "#cust-cleo"


def test_a_proposal_whose_reader_leaves_comes_back_to_its_author(slack: Sandbox, talks: Levelhead) -> None:
    propose(slack, talks, "Ana")
    assert said_in(slack, talks, "Sam", SOLUTION)
    slack.person("Sam").change(deleted=True)
    later(slack, talks)
    assert SOLUTION in dm_of(slack, talks, "Ana", "cannot be asked any more").words


def test_who_stops_being_above_keeps_nothing_of_a_round(slack: Sandbox, talks: Levelhead) -> None:
    propose(slack, talks, "Ana")
    home = slack.home.id
    before = talks.store.recall(lambda memory: team_in(memory, home))
    import_team(slack, talks, (("Ana", "AGENT", "Mia"), ("Sam", "SUPERVISOR", "Mia"), ("Mia", "MANAGER", "Ada")))
    after = talks.store.recall(lambda memory: team_in(memory, home))
    talks.store.remember(lambda memory: team_changed(memory, home, before, after, slack.clock.now()))
    later(slack, talks)
    assert not said_in(slack, talks, "Sam", SOLUTION)
    assert SOLUTION in dm_of(slack, talks, "Ana", "cannot be asked any more").words


class Twice(RecoverStepSpeaker):
    """Does everything a second time, as after a crash in between."""

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        super().speak(client, delivery)
        super().speak(client, delivery)


def test_a_change_that_is_carried_out_again_after_a_crash_is_made_once(slack: Sandbox, tmp_path: Path) -> None:
    with running_inside(slack, tmp_path, instead={Kind.RECOVER_STEP: Twice}) as bot:
        import_team(slack, bot)
        released(slack, bot, "support")
        sam = slack.person("Sam")
        sam.press("recover_change", on=dm_of(slack, bot, "Sam", "Coming first"))
        window_of(slack, sam)
        sam.submit({"solution": "We send every file by mail instead"})
        later(slack, bot)
        (board,) = [one for one in bot.store.recall(lambda memory: memory.boards.all(slack.home.id)) if one.is_card]
        run = bot.store.recall(lambda memory: memory.recoveries.find(slack.home.id, board.run))
        assert run is not None
        assert run.revision == 2


def test_long_words_and_many_channels_still_fit_on_a_card(slack: Sandbox, talks: Levelhead) -> None:
    many = [slack.home.add_channel(f"room-{number:02}", ("Sam",)) for number in range(16)]
    long = dict.fromkeys(("what", "means", "solution"), "w" * 599)
    propose(slack, talks, "Ana", channels=many, **long)
    slack.person("Sam").press("Release", on=card(slack, talks))
    later(slack, talks)
    sam = slack.person("Sam")
    for channel in many:
        shown = the_list(slack, talks, "Sam")
        sam.press("recover_decline", on=shown, block_id=row_below(shown, channel))
        window_of(slack, sam)
        assert sam.submit({"why": "Another reason", "note": "because " * 300})
        later(slack, talks)
    assert "16 declined" in dm_of(slack, talks, "Sam", "Coming first").words
    sam.press("All channels", on=dm_of(slack, talks, "Sam", "Coming first"))
    assert window_of(slack, sam).words.count("declined") == 16


def test_ninety_days_later_nothing_is_left_of_it(slack: Sandbox, talks: Levelhead) -> None:
    released(slack, talks)
    post(slack, talks, "Ana", "cust-cleo")
    home = slack.home.id
    (run, *_) = {board.run for board in talks.store.recall(lambda memory: memory.boards.all(home))}
    slack.clock.advance(timedelta(days=90, minutes=1))
    later(slack, talks)
    talks.store.remember(lambda memory: memory.sweep(slack.clock.now()))
    assert not any(said_in(slack, talks, name, SOLUTION) for name in EVERYBODY)
    assert talks.store.recall(lambda memory: memory.recoveries.find(home, run)) is None
    assert talks.store.recall(lambda memory: memory.recoveries.tellings(home, run)) == ()
    assert talks.store.recall(lambda memory: memory.boards.all(home)) == ()
