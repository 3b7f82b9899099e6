"""Who sees what: channels, threads, ephemeral messages, 1:1 conversations."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import PersonCannot, Sandbox
from tests.sandbox.manifests import manifest


def whisper(client: WebClient, user: str, words: str = "Psst", thread_ts: str | None = None) -> None:
    client.chat_postEphemeral(channel="C0SUPPORT", user=user, text=words, thread_ts=thread_ts)


def test_an_ephemeral_message_is_seen_by_its_person_alone(slack: Sandbox, client: WebClient) -> None:
    whisper(client, "U0AGENTANA")
    seen = slack.person("Ana").sees("#support")
    assert [(each.text, each.ephemeral, each.author) for each in seen] == [("Psst", True, "Tryout")]
    others = [name for name in slack.home.people if name != "Ana"]
    assert all(slack.person(name).everything() == [] for name in others)


def test_one_who_is_away_never_sees_it(slack: Sandbox, client: WebClient) -> None:
    slack.person("Ana").away()
    whisper(client, "U0AGENTANA")
    slack.person("Ana").back()
    assert slack.person("Ana").ephemerals() == []
    assert client.users_getPresence(user="U0AGENTANA")["presence"] == "active"


def test_in_a_thread_it_shows_only_once_there_are_replies(slack: Sandbox, client: WebClient) -> None:
    ana = slack.person("Ana")
    root = ana.say("#support", "Question")
    whisper(client, "U0AGENTANA", "too early", thread_ts=root)
    ana.say("#support", "More", root)
    whisper(client, "U0AGENTANA", "in time", thread_ts=root)
    assert [each.text for each in ana.sees("#support", root)] == ["Question", "More", "in time"]
    assert [each.text for each in ana.sees("#support")] == ["Question"]


def test_it_is_gone_after_a_reload(slack: Sandbox, client: WebClient) -> None:
    whisper(client, "U0AGENTANA")
    slack.person("Ana").reload()
    assert slack.person("Ana").sees("#support") == []


@pytest.mark.parametrize(
    ("name", "channel", "sees"),
    [
        ("Ana", "#support", True),
        ("Ben", "#escalations", False),
        ("Mia", "#cust-cleo", True),
        ("Gil", "#support", False),
        ("Gil", "#random", True),
        ("Cleo", "#cust-cleo", True),
        ("Cleo", "#support", False),
    ],
)
def test_who_can_read_a_channel(slack: Sandbox, name: str, channel: str, sees: bool) -> None:
    writer = "Ana" if channel != "#random" else "Ben"
    slack.person(writer).say(channel, "Hello")
    assert bool(slack.person(name).sees(channel)) is sees


def test_a_conversation_of_two_is_theirs(slack: Sandbox, client: WebClient) -> None:
    channel = client.conversations_open(users="U0AGENTANA")["channel"]["id"]
    client.chat_postMessage(channel=channel, text="Between us")
    assert client.conversations_open(users="U0AGENTANA")["already_open"]
    assert [each.text for each in slack.person("Ana").dms()] == ["Between us"]
    assert slack.person("Ben").everything() == []


def test_a_persons_id_stands_for_the_conversation_with_them(slack: Sandbox, client: WebClient) -> None:
    client.chat_postMessage(channel="U0AGENTANA", text="Between us")
    assert [each.text for each in slack.person("Ana").dms()] == ["Between us"]


def test_nobody_writes_where_they_are_not(slack: Sandbox) -> None:
    with pytest.raises(PersonCannot, match="has not joined"):
        slack.person("Mia").say("#cust-cleo", "Hello")
    with pytest.raises(PersonCannot, match="cannot see"):
        slack.person("Gil").say("#support", "Hello")
    with pytest.raises(PersonCannot, match="no channel"):
        slack.person("Ana").say("#nowhere", "Hello")


def test_nobody_changes_what_others_wrote(slack: Sandbox) -> None:
    ts = slack.person("Ana").say("#support", "Mine")
    with pytest.raises(PersonCannot, match="somebody else"):
        slack.person("Ben").edit("#support", ts, "Yours")
    with pytest.raises(PersonCannot, match="somebody else"):
        slack.person("Ben").delete("#support", ts)


def test_an_edit_to_the_same_words_is_no_edit(slack: Sandbox) -> None:
    ts = slack.person("Ana").say("#support", "Mine")
    slack.person("Ana").edit("#support", ts, "Mine")
    assert not slack.person("Ana").message("#support", ts).edited


def test_the_clock_moves_messages_and_rest_along(slack: Sandbox, client: WebClient) -> None:
    ben = slack.person("Ben")
    ben.snooze(timedelta(hours=1))
    assert client.dnd_info(user=ben.id)["snooze_enabled"]
    early = ben.say("#support", "Today")
    slack.clock.advance(timedelta(days=1))
    late = ben.say("#support", "Tomorrow")
    assert float(late) - float(early) == pytest.approx(86_400, abs=5)
    assert not client.dnd_info(user=ben.id)["snooze_enabled"]


def test_the_clock_tells_its_watchers_and_never_goes_back(slack: Sandbox) -> None:
    moves: list[int] = []
    slack.clock.on_move(lambda: moves.append(1))
    slack.clock.advance(timedelta(minutes=5))
    with pytest.raises(ValueError, match="forward"):
        slack.clock.advance(timedelta(minutes=-5))
    assert (moves, slack.clock.offset) == ([1], timedelta(minutes=5))


def test_waiting_ends_with_the_change_that_was_waited_for(slack: Sandbox) -> None:
    ana = slack.person("Ana")
    ana.say("#support", "Hello")
    assert slack.wait_for(lambda: ana.sees("#support"))[0].text == "Hello"
    with pytest.raises(TimeoutError):
        slack.wait_for(lambda: len(ana.sees("#support")) == 2, timeout=0.05)


def test_an_app_of_another_company_cannot_be_written_to(slack: Sandbox) -> None:
    with pytest.raises(PersonCannot, match="not in your workspace"):
        slack.person("Cleo").say("@Tryout", "Hello")


def test_nothing_to_say_is_not_sent(slack: Sandbox) -> None:
    with pytest.raises(PersonCannot, match="nothing to send"):
        slack.person("Ana").say("#support", "  \n")


def test_an_app_without_a_messages_tab_cannot_be_written_to() -> None:
    closed = manifest()
    closed["features"]["app_home"]["messages_tab_read_only_enabled"] = True
    with Sandbox.start(closed) as slack:
        with pytest.raises(PersonCannot, match="turned off"):
            slack.person("Ana").say("@Tryout", "Hello")
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        with pytest.raises(SlackApiError, match="messages_tab_disabled"):
            client.chat_postMessage(channel="U0AGENTANA", text="Hello")
