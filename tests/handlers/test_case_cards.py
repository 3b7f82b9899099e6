"""What a card says stays true however far a case has come: who can see it, who has read it, what is left to press."""

from datetime import timedelta

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.case_card import SHOWN_MOMENTS
from tests.handlers.test_share_up import WHAT, card_of, form_of, settled, share
from tests.handlers.test_share_up import team as team
from tests.handlers.test_share_up import thread as thread
from tests.running import window_of

FOUR_DAYS = timedelta(days=4)


def wait(slack: Sandbox, bot: Levelhead, times: int) -> None:
    for _ in range(times):
        slack.clock.advance(FOUR_DAYS)
        settled(slack, bot)


def test_a_sharer_reads_who_else_can_see_what_was_passed_up(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    assert "Only you and who is asked" in card_of(slack, team, "Ana").words
    wait(slack, team, 2)
    words = card_of(slack, team, "Ana").words
    assert f"You shared this with <@{slack.person('Sam').id}>" in words
    assert f"went up to <@{slack.person('Mia').id}> as well" in words
    assert "Only you and who is asked" not in words


def test_a_sharer_sees_who_has_read_it_however_much_happened_since(
    slack: Sandbox, team: Levelhead, thread: str
) -> None:
    share(slack, team, thread)
    sam, ana = slack.person("Sam"), slack.person("Ana")
    sam.press("Read it", on=card_of(slack, team, "Sam"))
    for _ in range(SHOWN_MOMENTS // 2):
        sam.press("Take over", on=card_of(slack, team, "Sam"))
        ana.press("I'd rather keep it", on=card_of(slack, team, "Ana"))
    assert f"<@{sam.id}> has read it" in card_of(slack, team, "Ana").words


def test_nobody_is_offered_to_pass_up_what_nobody_is_above_for(slack: Sandbox, team: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.shortcut("share_up", "#cust-cleo", thread)
    form_of(slack, ana)
    ana.choose("share_reader", slack.person("Ada").id)
    slack.wait_for(lambda: "*Ada* will read this" in window_of(slack, ana).words)
    ana.submit({"what": "Cleo shouted at me."})
    assert "Pass up" not in card_of(slack, team, "Ada").buttons
    wait(slack, team, 1)
    reminder = slack.person("Ada").dms()[-1]
    assert "a line about when you can" in reminder.words
    assert reminder.buttons == ("I'm on it", "Advise")


def test_somebody_else_is_asked_with_the_words_that_are_there(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    ana = slack.person("Ana")
    ana.close(everything=True)
    ana.press("Withdraw", on=card_of(slack, team, "Ana"))
    ana.press("Ask somebody else", on=card_of(slack, team, "Ana"))
    form = form_of(slack, ana)
    assert "*Mia* will read this" in form.words
    assert WHAT in str(form.blocks)


def test_who_was_asked_is_named_again_where_there_is_nobody_else(slack: Sandbox, team: Levelhead, thread: str) -> None:
    mia = slack.person("Mia")
    mia.shortcut("share_up", "#cust-cleo", thread)
    form_of(slack, mia)
    mia.submit({"what": WHAT})
    mia.close(everything=True)
    mia.press("Ask somebody else", on=card_of(slack, team, "Mia"))
    assert "*Ada* will read this" in form_of(slack, mia).words


def test_a_sharer_whose_holder_left_is_told_and_can_ask_somebody_else(
    slack: Sandbox, team: Levelhead, thread: str
) -> None:
    share(slack, team, thread)
    ana, sam = slack.person("Ana"), slack.person("Sam")
    ana.close(everything=True)
    sam.press("I'm on it", on=card_of(slack, team, "Sam"))
    settled(slack, team)
    sam.change(deleted=True)
    settled(slack, team)
    told = ana.dms()[-1]
    assert f"<@{sam.id}> can't look after this any more" in told.words
    ana.press("Ask somebody else", on=told)
    assert "*Mia* will read this" in form_of(slack, ana).words


def test_nobody_is_told_that_a_holder_left_of_what_is_solved(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    slack.person("Sam").press("Resolved", on=card_of(slack, team, "Sam"))
    settled(slack, team)
    slack.person("Sam").change(deleted=True)
    settled(slack, team)
    assert "any more" not in "\n".join(shown.words for shown in slack.person("Ana").dms())


def test_the_form_says_that_it_may_go_on_only_to_who_has_somebody_further_up(
    slack: Sandbox, team: Levelhead, thread: str
) -> None:
    ana = slack.person("Ana")
    ana.shortcut("share_up", "#cust-cleo", thread)
    assert "nobody else. Only if nobody answers does it go on" in form_of(slack, ana).words
    ana.choose("share_reader", slack.person("Ada").id)
    slack.wait_for(lambda: "*Ada* will read this" in window_of(slack, ana).words)
    assert "does it go on" not in window_of(slack, ana).words


def test_an_offer_is_answered_where_it_is_told(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    ana = slack.person("Ana")
    ana.close(everything=True)
    slack.person("Sam").press("Take over", on=card_of(slack, team, "Sam"))
    settled(slack, team)
    ana.press("Yes, please take over", on=ana.dms()[-1])
    assert "taken over" in card_of(slack, team, "Ana").words


def test_a_yes_to_one_offer_is_no_yes_to_another(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    ana, sam = slack.person("Ana"), slack.person("Sam")
    ana.close(everything=True)
    sam.press("Take over", on=card_of(slack, team, "Sam"))
    settled(slack, team)
    offer_of_sam = ana.dms()[-1]
    ana.press("I'd rather keep it", on=offer_of_sam)
    settled(slack, team)
    sam.press("Pass up", on=card_of(slack, team, "Sam"))
    window_of(slack, sam)
    sam.submit()
    settled(slack, team)
    slack.person("Mia").press("Take over", on=card_of(slack, team, "Mia"))
    settled(slack, team)
    ana.press("Yes, please take over", on=offer_of_sam)
    assert "taken over" not in card_of(slack, team, "Ana").words
    ana.press("Yes, please take over", on=card_of(slack, team, "Ana"))
    assert "taken over" in card_of(slack, team, "Ana").words


def test_whoever_is_on_it_again_can_answer_where_they_are_told(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    slack.person("Sam").press("Resolved", on=card_of(slack, team, "Sam"))
    settled(slack, team)
    ana = slack.person("Ana")
    ana.close(everything=True)
    ana.press("Open again", on=card_of(slack, team, "Ana"))
    settled(slack, team)
    slack.person("Sam").press("I'm on it", on=slack.person("Sam").dms()[-1])
    assert "somebody is on it" in card_of(slack, team, "Ana").words
