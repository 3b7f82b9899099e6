"""Commands and shortcuts over the wire: answered to the typist alone, and never with an error page."""

from dataclasses import replace

import pytest

from bot.nudge_values import Trigger
from bot.sandbox.seeing import Shown
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from storage.store import Memory
from tests.running import window_of


def answer_to(slack: Sandbox, typed: str, channel: str = "#support") -> Shown:
    ana = slack.person("Ana")
    assert ana.command(typed, channel)
    return slack.wait_for(ana.ephemerals)[-1]


def test_rephrase_marks_the_phrase_and_shows_no_number(slack: Sandbox, bot: Levelhead) -> None:
    words = answer_to(slack, "/rephrase As I already told you, it is Tuesday.").words
    assert "As I already told" in words
    assert not any(word in words.lower() for word in ("heat", "score", "0."))


def test_rephrase_is_seen_by_its_typist_alone(slack: Sandbox, bot: Levelhead) -> None:
    answer_to(slack, "/rephrase You never read what I write.")
    assert not any(slack.person(name).ephemerals() for name in ("Ben", "Jo", "Sam", "Mia", "Ada"))


def test_a_calm_draft_is_cleared(slack: Sandbox, bot: Levelhead) -> None:
    assert "I'd send this" in answer_to(slack, "/rephrase Thanks, could you send us the logs?").words


@pytest.mark.parametrize("typed", ["/rephrase", "/rephrase    "])
def test_rephrase_without_a_draft_says_how_it_is_used(slack: Sandbox, bot: Levelhead, typed: str) -> None:
    assert "Give me a draft" in answer_to(slack, typed).words


def test_a_draft_cannot_call_the_whole_channel(slack: Sandbox, bot: Levelhead) -> None:
    shown = answer_to(slack, "/rephrase <!channel> you never read <http://x.example|what I write>.")
    assert "<!channel>" not in shown.text
    assert not any(block["type"] == "section" and "<!" in block["text"]["text"] for block in shown.blocks)


@pytest.mark.parametrize("typed", ["/levelhead", "/levelhead help", "/levelhead HELP"])
def test_levelhead_helps(slack: Sandbox, bot: Levelhead, typed: str) -> None:
    assert "/rephrase" in answer_to(slack, typed).words


def test_an_unknown_word_gets_help(slack: Sandbox, bot: Levelhead) -> None:
    words = answer_to(slack, "/levelhead dance <!here>").words
    assert "“dance”" in words
    assert "/levelhead status" in words


def test_unmuting_a_channel_says_so_when_all_is_still_muted(slack: Sandbox, bot: Levelhead) -> None:
    answer_to(slack, "/levelhead mute all")
    assert slack.person("Ana").command("/levelhead unmute", "#support")
    slack.wait_for(lambda: "still off for you everywhere" in slack.person("Ana").ephemerals()[-1].words)


def test_mute_and_status_and_unmute(slack: Sandbox, bot: Levelhead) -> None:
    assert "Muted in" in answer_to(slack, "/levelhead mute").words
    assert "off for you" in answer_to(slack, "/levelhead status").words
    assert "Hints are on" in answer_to(slack, "/levelhead unmute").words
    assert "on for you everywhere" in answer_to(slack, "/levelhead status").words


def test_mute_all_holds_everywhere(slack: Sandbox, bot: Levelhead) -> None:
    answer_to(slack, "/levelhead mute all")
    assert "everywhere" in answer_to(slack, "/levelhead status", "#random").words


def test_a_channel_in_which_it_was_before_counts_as_read_once_something_was_heard(
    slack: Sandbox, bot: Levelhead
) -> None:
    slack.person("Ben").say("#support", "Good morning, all.")
    slack.settle()
    assert "I read messages in" in answer_to(slack, "/levelhead status").words


def test_status_tells_whether_the_channel_is_read(slack: Sandbox, bot: Levelhead) -> None:
    assert "was not invited to" in answer_to(slack, "/levelhead status", "#random").words
    slack.person("Ana").invite("#random", "Levelhead")
    slack.settle()
    assert "I read messages in" in answer_to(slack, "/levelhead status", "#random").words


def test_help_me_answer_opens_a_draft_on_a_customers_message(slack: Sandbox, bot: Levelhead) -> None:
    cleo, ana = slack.person("Cleo"), slack.person("Ana")
    ts = cleo.say("#cust-cleo", "This is unacceptable, I am still waiting for an answer.")
    assert ana.shortcut("help_me_answer", "#cust-cleo", ts)
    assert window_of(slack, ana).title == "Your draft"
    assert cleo.modal is None


def test_only_who_invites_the_bot_is_told_what_it_reads(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.invite("#random", "Levelhead")
    slack.wait_for(ana.dms)
    assert "What is kept" in ana.dms()[-1].words
    assert not any(slack.person(name).dms() for name in ("Ben", "Sam", "Mia", "Ada", "Gil"))
    assert not any("kept" in one.words for one in ana.sees("#random"))


def test_who_invited_the_bot_chooses_how_much_it_takes_before_it_speaks(slack: Sandbox, bot: Levelhead) -> None:
    slack.person("Ana").invite("#random", "Levelhead")
    slack.settle()
    assert "*quiet*" in answer_to(slack, "/levelhead hints quiet", "#random").words
    assert "*quiet*" in answer_to(slack, "/levelhead hints", "#random").words
    assert slack.person("Ben").command("/levelhead hints keen", "#random")
    slack.wait_for(lambda: any("those who lead" in one.words for one in slack.person("Ben").ephemerals()))
    assert "*quiet*" in answer_to(slack, "/levelhead hints", "#random").words


def test_a_channel_has_a_style_of_its_own_until_it_is_left_to_people_again(slack: Sandbox, bot: Levelhead) -> None:
    slack.person("Ana").invite("#random", "Levelhead")
    slack.settle()
    assert "*formal*" in answer_to(slack, "/levelhead style formal", "#random").words
    assert "not “loud”" in answer_to(slack, "/levelhead style loud", "#random").words
    assert "*formal*" in answer_to(slack, "/levelhead settings", "#random").words
    assert "whoever starts them" in answer_to(slack, "/levelhead style any", "#random").words
    slack.person("Ben").command("/levelhead style brief", "#random")
    slack.wait_for(lambda: any("those who lead" in one.words for one in slack.person("Ben").ephemerals()))
    assert "whoever starts them" in answer_to(slack, "/levelhead settings", "#random").words


def test_settings_tell_how_a_channel_is_set_and_follow_a_change(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    before = answer_to(slack, "/levelhead settings").words
    assert "Hints: normal" in before.replace("*", "")
    assert "A customer waits for an answer" in before
    home, channel = slack.home.id, slack.home.channel("#support")

    def hush(memory: Memory) -> None:
        room = memory.nudge_rooms.waits(home, channel)
        memory.nudge_rooms.save(home, channel, replace(room, off=frozenset(Trigger)))

    bot.store.remember(hush)
    ana.command("/levelhead settings", "#support")
    slack.wait_for(lambda: any("Nothing comes up by itself" in shown.words for shown in ana.ephemerals()))


@pytest.mark.parametrize(("typed", "word"), [("hints <loud>", "<loud>"), ("guard perhaps", "perhaps")])
def test_a_choice_that_is_not_known_is_named_and_changes_nothing(
    slack: Sandbox, bot: Levelhead, typed: str, word: str
) -> None:
    shown = answer_to(slack, f"/levelhead {typed}")
    assert f"not “{word}”, so nothing was changed" in shown.words


def test_what_comes_up_by_itself_is_told_line_by_line(slack: Sandbox, bot: Levelhead) -> None:
    assert "\n◦ A hard thread went quiet\n" in answer_to(slack, "/levelhead settings").words


def test_muting_all_is_understood_with_words_around_it(slack: Sandbox, bot: Levelhead) -> None:
    assert "Muted everywhere" in answer_to(slack, "/levelhead mute all, please").words


@pytest.mark.parametrize("typed", ["mute", "unmute", "settings", "hints keen", "style warm", "guard off"])
def test_in_a_direct_conversation_nothing_of_a_channel_is_set(slack: Sandbox, bot: Levelhead, typed: str) -> None:
    words = answer_to(slack, f"/levelhead {typed}", "@Levelhead").words
    assert "no hints in direct conversations" in words
    assert "Hints are on for you everywhere" in answer_to(slack, "/levelhead status", "@Levelhead").words


def test_everything_can_be_muted_from_a_direct_conversation(slack: Sandbox, bot: Levelhead) -> None:
    assert "Muted everywhere" in answer_to(slack, "/levelhead mute all", "@Levelhead").words
    status = answer_to(slack, "/levelhead status", "@Levelhead").words
    assert "I don't read along in direct conversations" in status
    assert "<#" not in status
