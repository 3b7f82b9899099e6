"""What a case is about: asked when it is shared, said by whoever sees it, and nobody else learns that there is one."""

from collections.abc import Callable

import pytest

from bot.impact import Rank
from bot.messages import Place
from bot.sandbox.person import Actor
from bot.sandbox.seeing import Screen
from bot.sandbox.server import Sandbox
from bot.sources import Source
from handlers.assemble import Levelhead
from tests.handlers.test_share_up import ANGRY, WHAT, card_of, form_of, import_team, settled, share, words_of
from tests.handlers.test_share_up import team as team
from tests.running import window_of

LATE = "I have been waiting for four days, nobody calls me back, and it is late again."


@pytest.fixture
def thread(slack: Sandbox, team: Levelhead) -> str:
    """It begins calmly, and turns."""
    cleo = slack.person("Cleo")
    root = cleo.say("#cust-cleo", "Hello, could you send us the export?")
    cleo.say("#cust-cleo", LATE, root)
    cleo.say("#cust-cleo", ANGRY, root)
    slack.settle()
    return root


def until(slack: Sandbox, person: Actor, words: str) -> Screen:
    slack.wait_for(lambda: person.modal is not None and words in person.modal.words)
    return window_of(slack, person)


def about(slack: Sandbox, name: str, thread: str) -> Screen:
    person = slack.person(name)
    if person.modal:
        person.close()
    person.shortcut("about_case", "#cust-cleo", thread)
    slack.wait_for(lambda: person.modal is not None and "One moment" not in person.modal.words)
    return window_of(slack, person)


def the_case(slack: Sandbox, bot: Levelhead) -> tuple[Rank, Source | None]:
    ana = slack.person("Ana").id
    (case,) = bot.store.recall(lambda memory: memory.cases.shared_by(slack.home.id, ana))
    return case.rank, case.source


def chosen(screen: Screen, block_id: str) -> str:
    element = next(block["element"] for block in screen.blocks if block.get("block_id") == block_id)
    return str((element.get("initial_option") or {}).get("value", ""))


def test_the_rank_that_the_answers_speak_for_is_shown_at_once_and_says_why(
    slack: Sandbox, team: Levelhead, thread: str
) -> None:
    ana = slack.person("Ana")
    ana.shortcut("share_up", "#cust-cleo", thread)
    assert "Nothing is known about it yet." in form_of(slack, ana).words
    ana.choose("impact_work", "4")
    assert "Hurt: something that matters" in until(slack, ana, "They cannot work at all.").words
    ana.choose("impact_cost", "3")
    assert "Stopped: they cannot do" in until(slack, ana, "It costs them money.").words


def test_nothing_that_was_typed_is_lost_while_the_form_answers(slack: Sandbox, team: Levelhead, thread: str) -> None:
    ana = slack.person("Ana")
    ana.shortcut("share_up", "#cust-cleo", thread)
    form_of(slack, ana)
    ana.fill({"what": WHAT, "need": "decision"})
    ana.choose("impact_work", "4")
    until(slack, ana, "They cannot work at all.")
    ana.choose("share_reader", slack.person("Mia").id)
    assert "They cannot work at all." in until(slack, ana, "*Mia* will read this").words
    ana.choose("impact_reach", "3")
    assert "*Mia* will read this" in until(slack, ana, "It touches most of their people.").words
    ana.submit({})
    assert WHAT in words_of(slack, team, "Ana")
    assert "A decision" in words_of(slack, team, "Mia")
    assert the_case(slack, team)[0] is Rank.STOPPED


def test_another_rank_than_the_proposed_one_may_be_chosen(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread, work="4", rank="1")
    assert the_case(slack, team)[0] is Rank.ANNOYED


def test_the_source_is_proposed_from_what_the_customer_wrote_and_confirmed_by_sending(
    slack: Sandbox, team: Levelhead, thread: str
) -> None:
    ana = slack.person("Ana")
    ana.shortcut("share_up", "#cust-cleo", thread)
    assert chosen(form_of(slack, ana), "source") == "delay"
    ana.submit({"what": WHAT})
    settled(slack, team)
    assert the_case(slack, team)[1] is Source.DELAY
    assert "*It came from:* It took too long" in card_of(slack, team, "Sam").words


def test_whoever_cannot_say_where_it_came_from_need_not(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread, source="unsaid")
    assert the_case(slack, team)[1] is None
    assert "It came from" not in card_of(slack, team, "Sam").words


def test_the_card_tells_how_the_thread_went_and_quotes_nobody(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    words = card_of(slack, team, "Sam").words
    assert "It began calmly, and has been tense since" in words
    assert not any(word in words.lower() for word in ("export", "waiting for four", "disgrace", "heat", "score"))


def test_how_an_agent_wrote_is_no_part_of_how_it_went(slack: Sandbox, team: Levelhead) -> None:
    root = slack.person("Cleo").say("#cust-cleo", "Hello, could you send us the export?")
    slack.person("Ana").say("#cust-cleo", "As I already told you, you people should have read the docs!!", root)
    slack.settle()
    share(slack, team, root)
    assert "has kept calm" in card_of(slack, team, "Sam").words


@pytest.mark.parametrize("name", ["Ana", "Sam"])
def test_whoever_sees_the_case_may_say_what_it_is(slack: Sandbox, team: Levelhead, thread: str, name: str) -> None:
    share(slack, team, thread, rank="1", source="unsaid")
    shown = about(slack, name, thread)
    assert (chosen(shown, "rank"), chosen(shown, "source")) == ("1", "delay")
    slack.person(name).submit({"rank": "4", "source": "billing-policy"})
    settled(slack, team)
    assert the_case(slack, team) == (Rank.STOPPED, Source.BILLING_POLICY)
    for reader in ("Ana", "Sam"):
        assert "A bill or a rule" in card_of(slack, team, reader).words
        assert "said more about what it is" in card_of(slack, team, reader).words


@pytest.mark.parametrize("name", ["Ben", "Mia", "Ada"])
def test_nobody_else_learns_that_there_is_a_case(slack: Sandbox, team: Levelhead, thread: str, name: str) -> None:
    bare = slack.person("Ben").say("#cust-cleo", "Another matter.")
    without = about(slack, name, bare).words
    slack.person(name).close()
    share(slack, team, thread)
    assert about(slack, name, thread).words == without


def test_the_button_on_the_card_leads_to_the_same_form(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    sam = slack.person("Sam")
    sam.press("About this case", on=card_of(slack, team, "Sam"))
    assert "As it stands: *Hindered" in until(slack, sam, "what it came from").words
    sam.choose("impact_work", "4")
    assert "Hurt" in until(slack, sam, "They cannot work at all.").words


def test_somebody_elses_button_opens_nothing(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    card = card_of(slack, team, "Sam")
    import_team(slack, team, (("Ana", "AGENT", "Mia"), ("Sam", "SUPERVISOR", "Mia"), ("Mia", "MANAGER", "Ada")))
    sam = slack.person("Sam")
    sam.press("About this case", on=card)
    assert "LH-" not in until(slack, sam, "nothing about this thread").words


def test_the_list_shows_what_is_theirs_and_nothing_else(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    for name, there in (("Ana", True), ("Sam", True), ("Ben", False), ("Mia", False)):
        person = slack.person(name)
        person.command("/levelhead case", "#support")
        shown = until(slack, person, "most pressing" if there else "nothing here")
        assert ("LH-" in shown.words) is there


def test_the_list_resolves(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    ana = slack.person("Ana")
    ana.command("/levelhead resolve", "#support")
    until(slack, ana, "LH-")
    ana.press("Resolved")
    assert "marked it as resolved" in words_of(slack, team, "Sam")


def number_of(slack: Sandbox, bot: Levelhead) -> str:
    ana = slack.person("Ana").id
    (case,) = bot.store.recall(lambda memory: memory.cases.shared_by(slack.home.id, ana))
    return case.number


def test_a_number_resolves_for_whom_it_is(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    slack.person("Ana").command(f"/levelhead resolve {number_of(slack, team).lower()}", "#support")
    assert "marked it as resolved" in words_of(slack, team, "Sam")


@pytest.mark.parametrize("typed", [lambda number: number, lambda _: "LH-000000"])
def test_a_number_tells_an_outsider_nothing(
    slack: Sandbox, team: Levelhead, thread: str, typed: Callable[[str], str]
) -> None:
    share(slack, team, thread)
    ben = slack.person("Ben")
    ben.command(f"/levelhead resolve {typed(number_of(slack, team))}", "#support")
    assert words_of(slack, team, "Ben").startswith(
        "Nothing was changed: among the cases that you can see there is none"
    )
    assert "resolved" not in words_of(slack, team, "Sam")


def test_what_is_no_number_is_told_what_one_looks_like(slack: Sandbox, team: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.command("/levelhead resolve soon, please", "#support")
    assert "LH-4F7K2M" in ana.ephemerals()[-1].words
    assert words_of(slack, team, "Ana") == ""


def test_more_than_a_field_can_hold_is_not_lost(slack: Sandbox, team: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.command(f"/escalate {'It is too much. ' * 220}the end", "#support")
    shown = str(form_of(slack, ana).blocks)
    assert shown.count("It is too much.") >= 219
    assert "the end" in shown


def test_why_nothing_was_sent_is_said_once(slack: Sandbox, team: Levelhead) -> None:
    ada = slack.person("Ada")
    ada.command(f"/escalate {WHAT}", "#support")
    words = form_of(slack, ada).words
    assert words.count("Nothing was sent") == 1
    assert WHAT in words


def test_the_sharer_is_asked_once_what_helped_and_need_not_say(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    sam = slack.person("Sam")
    sam.press("Read it", on=card_of(slack, team, "Sam"))
    settled(slack, team)
    sam.press("Resolved", on=card_of(slack, team, "Sam"))
    ana = slack.person("Ana")
    assert "Say what helped" not in card_of(slack, team, "Sam").buttons
    ana.press("Say what helped", on=card_of(slack, team, "Ana"))
    until(slack, ana, "What helped?")
    ana.submit({"note": "The call at four did it."})
    assert "The call at four did it." in words_of(slack, team, "Sam")
    assert "Say what helped" not in card_of(slack, team, "Ana").buttons


def test_what_is_resolved_here_is_settled_in_its_thread(slack: Sandbox, team: Levelhead, thread: str) -> None:
    place = Place(workspace=slack.home.id, channel=slack.home.channel("#cust-cleo"), thread=thread)
    share(slack, team, thread)
    slack.person("Ana").press("Resolved", on=card_of(slack, team, "Ana"))
    settled(slack, team)
    assert team.store.recall(lambda memory: memory.threads.find(place)).settled_at is not None


def test_the_sharer_is_asked_what_helped_and_may_leave_it(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    for press in ("Read it", "Resolved"):
        slack.person("Sam").press(press, on=card_of(slack, team, "Sam"))
        settled(slack, team)
    ana = slack.person("Ana")
    (told,) = (one for one in ana.dms() if one.buttons == ("Say what helped",))
    assert "what helped?" in told.words
    assert "what helped?" in card_of(slack, team, "Ana").words
    assert "what helped?" not in words_of(slack, team, "Sam")
    ana.close(everything=True)
    ana.press("Say what helped", on=told)
    until(slack, ana, "In a line")
    ana.submit({"note": "That somebody rang her."})
    assert "That somebody rang her." in words_of(slack, team, "Sam")
    assert "what helped?" not in card_of(slack, team, "Ana").words


def test_whoever_waits_may_ask_somebody_else_above(slack: Sandbox, team: Levelhead, thread: str) -> None:
    share(slack, team, thread)
    ana = slack.person("Ana")
    ana.close()
    ana.press("Ask somebody else", on=card_of(slack, team, "Ana"))
    assert "will read this, and nobody else" in form_of(slack, ana).words
