"""What the app hears of what people do."""

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox import PersonCannot, Sandbox
from bot.sandbox.values import Kind
from tests.sandbox.ears import Ear, http_ear
from tests.sandbox.manifests import manifest


def heard(slack: Sandbox, ear: Ear, type: str = "message") -> list[dict[str, Any]]:
    """The events of that type, in the order in which they happened."""
    slack.settle()
    return sorted((each for each in ear.events if each["type"] == type), key=lambda each: each["event_ts"])


def test_a_message_brings_all_that_slack_sends(slack: Sandbox, ear: Ear) -> None:
    ts = slack.person("Ana").say("#support", "Hello")
    event = heard(slack, ear)[0]
    named = {"type": "message", "user": "U0AGENTANA", "team": "T0LEVEL", "channel": "C0SUPPORT", "ts": ts}
    assert event | named == event
    assert (event["channel_type"], event["event_ts"], len(event["client_msg_id"])) == ("channel", ts, 36)
    assert event["blocks"][0]["elements"][0]["elements"] == [{"type": "text", "text": "Hello"}]


def test_the_envelope_says_for_whom_and_when(slack: Sandbox, ear: Ear) -> None:
    slack.person("Ana").say("#support", "Hello")
    slack.settle()
    outer = ear.heard[0].json
    assert (outer["type"], outer["team_id"], outer["api_app_id"]) == ("event_callback", "T0LEVEL", "A0LEVELHEAD")
    assert outer["authorizations"][0]["user_id"] == "U0LEVELHEAD"
    assert outer["event_time"] == pytest.approx(slack.clock.now().timestamp(), abs=5)
    assert not outer["is_ext_shared_channel"]


def test_somebody_from_another_company_is_marked_as_such(slack: Sandbox, ear: Ear) -> None:
    slack.person("Cleo").say("#cust-cleo", "Hello")
    event = heard(slack, ear)[0]
    assert {event["team"], event["user_team"], event["source_team"]} == {"T0CLEO"}
    assert event["user_profile"]["team"] == "T0CLEO"
    assert ear.heard[0].json["is_ext_shared_channel"]


@pytest.mark.parametrize(
    ("channel", "kind"), [("#support", "channel"), ("#escalations", "group"), ("@Levelhead", "im")]
)
def test_each_kind_of_channel_has_its_own_event(kind: str, channel: str) -> None:
    names = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}
    others = tuple(name for each, name in names.items() if each != kind)
    with Sandbox.start(manifest(without_events=others)) as slack, http_ear() as ear:
        slack.connect_http(ear.url)
        ana = slack.person("Ana")
        for each in ("#support", "#escalations", f"@{slack.manifest.bot_name}"):
            ana.say(each, "Hello")
        assert [event["channel_type"] for event in heard(slack, ear)] == [kind]


def test_an_event_without_its_scope_is_not_sent() -> None:
    with Sandbox.start(manifest(without_scopes=("channels:history",))) as slack, http_ear() as ear:
        slack.connect_http(ear.url)
        slack.person("Ana").say("#support", "Hello")
        assert heard(slack, ear) == []


def test_where_the_app_is_not_a_member_it_hears_nothing(slack: Sandbox, ear: Ear) -> None:
    slack.person("Ana").say("#random", "Hello @Tryout")
    slack.person("Ana").say("@Ben", "Just us")
    slack.settle()
    assert ear.heard == []


def test_an_edit_brings_both_versions(slack: Sandbox, ear: Ear) -> None:
    ts = slack.person("Ana").say("#support", "Helo")
    slack.person("Ana").edit("#support", ts, "Hello")
    event = heard(slack, ear)[1]
    assert (event["subtype"], event["hidden"]) == ("message_changed", True)
    assert (event["previous_message"]["text"], event["message"]["text"]) == ("Helo", "Hello")
    assert event["message"]["edited"]["user"] == "U0AGENTANA"
    assert "edited" not in event["previous_message"]


def test_a_preview_changes_a_message_but_not_its_words(slack: Sandbox, ear: Ear) -> None:
    ts = slack.person("Ana").say("#support", "See https://example.com")
    slack.home.unfurl("#support", ts)
    event = heard(slack, ear)[1]
    assert event["subtype"] == "message_changed"
    assert event["previous_message"]["text"] == event["message"]["text"]
    assert event["message"]["attachments"]
    assert "edited" not in event["message"]


def test_a_deletion_names_what_is_gone(slack: Sandbox, ear: Ear) -> None:
    ts = slack.person("Ana").say("#support", "Oops")
    slack.person("Ana").delete("#support", ts)
    event = heard(slack, ear)[1]
    assert (event["subtype"], event["deleted_ts"], event["previous_message"]["text"]) == ("message_deleted", ts, "Oops")
    assert slack.person("Ana").sees("#support") == []


def test_a_deleted_root_with_replies_leaves_a_tombstone(slack: Sandbox, ear: Ear) -> None:
    ana = slack.person("Ana")
    ts = ana.say("#support", "Oops")
    ana.say("#support", "A reply", ts)
    ana.delete("#support", ts)
    event = heard(slack, ear)[2]
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")
    assert [(each.text, each.deleted) for each in ana.sees("#support", ts)] == [
        ("This message was deleted.", True),
        ("A reply", False),
    ]


def test_a_reply_names_its_thread(slack: Sandbox, ear: Ear) -> None:
    root = slack.person("Ana").say("#support", "Question")
    slack.person("Ben").say("#support", "Answer", root)
    event = heard(slack, ear)[1]
    assert (event["thread_ts"], event["parent_user_id"]) == (root, "U0AGENTANA")


def test_a_reply_shown_to_the_channel_is_a_broadcast(slack: Sandbox, ear: Ear) -> None:
    root = slack.person("Ana").say("#support", "Question")
    slack.person("Ben").say("#support", "Answer", root, broadcast=True)
    event = heard(slack, ear)[1]
    assert (event["subtype"], event["root"]["ts"]) == ("thread_broadcast", root)
    assert [each.text for each in slack.person("Jo").sees("#support")] == ["Question", "Answer"]


def test_a_file_comes_along(slack: Sandbox, ear: Ear) -> None:
    slack.person("Ana").say("#support", "See", file=True)
    event = heard(slack, ear)[0]
    assert (event["subtype"], event["files"][0]["mimetype"]) == ("file_share", "image/png")


def test_a_relay_speaks_as_a_bot_without_a_user(slack: Sandbox, ear: Ear) -> None:
    slack.person("Ticketdesk").say("#support", "From a ticket")
    event = heard(slack, ear)[0]
    assert (event["subtype"], event["bot_id"], event["username"]) == ("bot_message", "B0TICKETDESK", "Ticketdesk")
    assert "user" not in event


def test_a_newer_bot_has_a_user_and_no_subtype(slack: Sandbox, ear: Ear) -> None:
    robin = slack.home.add_person("Robin", bot_id="B0ROBIN", app_id="A0ROBIN")
    slack.home.add_channel("bots", ("Robin",), id="C0BOTS")
    robin.say("C0BOTS", "Beep")
    event = heard(slack, ear)[0]
    assert (event["user"], event["bot_id"], event["app_id"]) == (robin.id, "B0ROBIN", "A0ROBIN")
    assert "subtype" not in event


def test_the_app_hears_its_own_words(slack: Sandbox, ear: Ear, client: WebClient) -> None:
    client.chat_postMessage(channel="C0SUPPORT", text="It is me")
    event = heard(slack, ear)[0]
    assert (event["bot_id"], event["user"]) == ("B0LEVELHEAD", "U0LEVELHEAD")


def test_an_ephemeral_message_is_no_event(slack: Sandbox, ear: Ear, client: WebClient) -> None:
    client.chat_postEphemeral(channel="C0SUPPORT", user="U0AGENTANA", text="Psst")
    slack.settle()
    assert ear.heard == []


def test_naming_the_app_is_a_mention_too(slack: Sandbox, ear: Ear) -> None:
    ts = slack.person("Ana").say("#support", "@Tryout hello")
    mention = heard(slack, ear, "app_mention")[0]
    assert (mention["ts"], mention["user"], mention["text"]) == (ts, "U0AGENTANA", "<@U0LEVELHEAD> hello")


def test_inviting_the_app_names_who_did_it(slack: Sandbox, ear: Ear) -> None:
    slack.person("Ana").invite("#random", "Tryout")
    event = heard(slack, ear, "member_joined_channel")[0]
    assert (event["user"], event["inviter"], event["channel"]) == ("U0LEVELHEAD", "U0AGENTANA", "C0RANDOM00")
    assert heard(slack, ear)[0]["subtype"] == "channel_join"


def test_coming_and_going_is_told(slack: Sandbox, ear: Ear) -> None:
    gil = slack.home.add_person("Greta")
    gil.join("#support")
    gil.leave("#support")
    assert heard(slack, ear, "member_joined_channel")[0]["user"] == gil.id
    assert "inviter" not in heard(slack, ear, "member_joined_channel")[0]
    assert heard(slack, ear, "member_left_channel")[0]["user"] == gil.id


@pytest.mark.parametrize(("channel", "name"), [("#support", "channel_left"), ("#escalations", "group_left")])
def test_being_taken_out_is_told_to_the_app(slack: Sandbox, ear: Ear, channel: str, name: str) -> None:
    slack.person("Ana").remove(channel, "Tryout")
    assert heard(slack, ear, name)[0]["actor_id"] == "U0AGENTANA"
    slack.person("Ana").say(channel, "Now we are alone")
    assert heard(slack, ear) == []


def test_opening_the_home_tab_is_told_with_what_stands_there(slack: Sandbox, ear: Ear, client: WebClient) -> None:
    slack.person("Ana").open_home()
    client.views_publish(user_id="U0AGENTANA", view={"type": "home", "blocks": [{"type": "divider"}]})
    slack.person("Ana").open_home()
    first, second = heard(slack, ear, "app_home_opened")
    assert (first["user"], first["tab"], "view" in first) == ("U0AGENTANA", "home", False)
    assert second["view"]["type"] == "home"


def test_reactions_come_and_go(slack: Sandbox, ear: Ear) -> None:
    ts = slack.person("Ana").say("#support", "Done")
    slack.person("Ben").react("#support", ts, ":tada:")
    slack.person("Ben").react("#support", ts, "tada")
    added, removed = heard(slack, ear, "reaction_added")[0], heard(slack, ear, "reaction_removed")[0]
    assert (added["reaction"], added["item"]["ts"], added["item_user"]) == ("tada", ts, "U0AGENTANA")
    assert removed["user"] == "U0AGENTBEN"


def test_a_change_of_person_is_told_whole(slack: Sandbox, ear: Ear) -> None:
    slack.person("Ben").change(deleted=True)
    assert heard(slack, ear, "user_change")[0]["user"]["deleted"]


def test_an_archived_channel_is_told_and_closed(slack: Sandbox, ear: Ear) -> None:
    slack.person("Ana").archive("#support")
    assert heard(slack, ear, "channel_archive")[0]["channel"] == "C0SUPPORT"
    with pytest.raises(PersonCannot, match="archived"):
        slack.person("Ana").say("#support", "Hello?")


def test_an_uninstalled_app_hears_that_and_then_nothing(slack: Sandbox, ear: Ear) -> None:
    slack.home.uninstall()
    slack.person("Ana").say("#support", "Anybody there?")
    slack.settle()
    assert {each["type"] for each in ear.events} == {"tokens_revoked", "app_uninstalled"}


def test_a_new_private_channel_is_heard_once_the_app_is_in(slack: Sandbox, ear: Ear) -> None:
    slack.home.add_channel("quiet", ("Ana",), kind=Kind.PRIVATE, id="C0QUIET")
    slack.person("Ana").say("C0QUIET", "Hello")
    assert heard(slack, ear)[0]["channel_type"] == "group"
