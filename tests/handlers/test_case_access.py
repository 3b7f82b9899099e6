"""Who stops being above somebody keeps nothing of what was shared, and whoever wrote something can take it back."""

import pytest

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_share_up import ANGRY, WHAT, card_of, settled, share, words_of
from tests.handlers.test_share_up import team as team
from tests.handlers.test_team_modal import edit
from tests.running import window_of

ADVICE = "Offer her a call at four."


@pytest.fixture
def advised(slack: Sandbox, team: Levelhead) -> str:
    """Sam has read what Ana shared, and advised her; she said what helped."""
    root = slack.person("Cleo").say("#cust-cleo", ANGRY)
    slack.settle()
    share(slack, team, root)
    sam, ana = slack.person("Sam"), slack.person("Ana")
    sam.press("Read it", on=card_of(slack, team, "Sam"))
    settled(slack, team)
    sam.press("Advise", on=card_of(slack, team, "Sam"))
    slack.wait_for(lambda: sam.modal is not None)
    sam.submit({"note": ADVICE})
    settled(slack, team)
    sam.press("Resolved", on=card_of(slack, team, "Sam"))
    settled(slack, team)
    ana.close()
    ana.press("Say what helped", on=card_of(slack, team, "Ana"))
    slack.wait_for(lambda: ana.modal is not None)
    ana.submit({"note": "She liked the call."})
    settled(slack, team)
    return root


def moved_below_mia(slack: Sandbox) -> None:
    ada = slack.person("Ada")
    edit(slack, "move", "Ana", head="Mia")
    ada.submit()
    slack.wait_for(lambda: "Done:" in window_of(slack, ada).words)


def test_nothing_is_left_with_who_is_not_above_any_more(slack: Sandbox, team: Levelhead, advised: str) -> None:
    assert all(words in words_of(slack, team, "Sam") for words in (WHAT, ADVICE, "She liked the call."))
    moved_below_mia(slack)
    words = words_of(slack, team, "Sam")
    assert words == "This is not with you any more. Thank you for looking."
    assert ADVICE in words_of(slack, team, "Ana")


def test_a_change_that_leaves_them_above_leaves_their_card(slack: Sandbox, team: Levelhead, advised: str) -> None:
    before = words_of(slack, team, "Sam")
    edit(slack, "move", "Ben", head="Mia")
    slack.person("Ada").submit()
    slack.wait_for(lambda: "Done:" in window_of(slack, slack.person("Ada")).words)
    assert words_of(slack, team, "Sam") == before


def test_who_is_above_again_has_their_card_again(slack: Sandbox, team: Levelhead, advised: str) -> None:
    moved_below_mia(slack)
    settled(slack, team)
    edit(slack, "move", "Ana", head="Sam")
    slack.person("Ada").submit()
    slack.wait_for(lambda: "Done:" in window_of(slack, slack.person("Ada")).words)
    assert WHAT in words_of(slack, team, "Sam")


@pytest.mark.parametrize("change", [{"deleted": True}, {"guest": "restricted"}])
def test_nothing_is_left_with_who_is_no_member_any_more(
    slack: Sandbox, team: Levelhead, advised: str, change: dict[str, object]
) -> None:
    slack.person("Sam").change(**change)
    words = words_of(slack, team, "Sam")
    assert WHAT not in words
    assert ADVICE not in words
    assert "She liked" not in words


def test_the_trail_still_says_who_did_what_without_a_word_of_it(slack: Sandbox, team: Levelhead, advised: str) -> None:
    moved_below_mia(slack)
    settled(slack, team)
    card = card_of(slack, team, "Ana").words
    assert f"<@{slack.person('Sam').id}> has read it" in card
    assert f"<@{slack.person('Sam').id}> gave advice" in card


def test_whoever_wrote_advice_can_take_it_back(slack: Sandbox, team: Levelhead, advised: str) -> None:
    slack.person("Sam").command("/levelhead forget", "#support")
    assert "wrote to what others shared" in slack.person("Sam").ephemerals()[-1].words
    slack.person("Sam").command("/levelhead forget yes", "#support")
    assert ADVICE not in words_of(slack, team, "Ana")
    assert ADVICE not in words_of(slack, team, "Sam")
    assert "took back what they had written" in card_of(slack, team, "Ana").words
    assert WHAT in words_of(slack, team, "Ana")
    assert "She liked the call." in words_of(slack, team, "Sam")


def test_taking_it_back_a_second_time_finds_nothing(slack: Sandbox, team: Levelhead, advised: str) -> None:
    slack.person("Sam").command("/levelhead forget yes", "#support")
    settled(slack, team)
    slack.person("Sam").command("/levelhead forget", "#support")
    assert "Nothing that you shared up" in slack.person("Sam").ephemerals()[-1].words


def test_whoever_shared_it_erases_all_of_it_for_everybody(slack: Sandbox, team: Levelhead, advised: str) -> None:
    slack.person("Ana").command("/levelhead forget yes", "#support")
    assert words_of(slack, team, "Sam") == words_of(slack, team, "Ana") == ""
