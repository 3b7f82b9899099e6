"""What the Web API answers about people, channels, messages and files."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Sandbox
from bot.sandbox.values import Guest


def test_people_are_who_they_are(slack: Sandbox, client: WebClient) -> None:
    slack.home.add_person("Greta", id="U0SINGLE00", guest=Guest.SINGLE)
    ada, cleo, greta, desk, ben = (
        client.users_info(user=id)["user"]
        for id in ("U0ADMINADA", "U0CUSTCLEO", "U0SINGLE00", "U0TICKETDESK", "U0AGENTBEN")
    )
    assert (ada["is_admin"], ada["is_owner"], ada["is_restricted"]) == (True, False, False)
    assert (cleo["is_stranger"], cleo["team_id"]) == (True, "T0CLEO")
    assert (greta["is_restricted"], greta["is_ultra_restricted"]) == (True, True)
    assert desk["is_bot"]
    assert (ben["tz"], "is_stranger" in ben) == ("America/New_York", False)


def test_people_of_other_companies_are_met_but_not_listed(client: WebClient) -> None:
    listed = {each["id"] for each in client.users_list()["members"]}
    assert "U0AGENTANA" in listed
    assert "U0CUSTCLEO" not in listed


def test_a_list_comes_in_pages(client: WebClient) -> None:
    first = client.users_list(limit=4)
    rest = client.users_list(limit=100, cursor=first["response_metadata"]["next_cursor"])
    ids = [each["id"] for each in [*first["members"], *rest["members"]]]
    assert len(first["members"]) == 4
    assert ids == [each["id"] for each in client.users_list()["members"]]
    assert rest["response_metadata"]["next_cursor"] == ""


def test_a_shared_channel_says_so(client: WebClient) -> None:
    shared = client.conversations_info(channel="C0CUSTCLEO")["channel"]
    own = client.conversations_info(channel="C0SUPPORT", include_num_members=True)["channel"]
    assert (shared["is_ext_shared"], shared["connected_team_ids"]) == (True, ["T0CLEO"])
    assert (own["is_ext_shared"], own["num_members"], own["is_member"]) == (False, 8, True)


def test_channels_are_listed_by_kind_and_membership(slack: Sandbox, client: WebClient) -> None:
    client.conversations_open(users="U0AGENTANA")

    def names(**asked: Any) -> set[str]:
        return {each.get("name", each.get("user")) for each in client.conversations_list(**asked)["channels"]}

    assert names() == {"support", "cust-cleo", "random"}
    assert names(types="private_channel,im") == {"escalations", "U0AGENTANA"}
    mine = {each["id"] for each in client.users_conversations()["channels"]}
    assert mine == {"C0SUPPORT", "C0CUSTCLEO"}


def test_members_are_those_who_are_in(client: WebClient) -> None:
    assert client.conversations_members(channel="C0CUSTCLEO")["members"] == [
        "U0AGENTANA",
        "U0AGENTBEN",
        "U0SUPERSAM",
        "U0CUSTCLEO",
        "U0LEVELHEAD",
    ]


def test_history_is_the_top_level_newest_first_and_replies_oldest_first(slack: Sandbox, client: WebClient) -> None:
    ana = slack.person("Ana")
    root = ana.say("#support", "one")
    ana.say("#support", "a reply", root)
    ana.say("#support", "two")
    history = client.conversations_history(channel="C0SUPPORT")["messages"]
    assert [each["text"] for each in history] == ["two", "one"]
    assert (history[1]["reply_count"], history[1]["reply_users"]) == (1, ["U0AGENTANA"])
    replies = client.conversations_replies(channel="C0SUPPORT", ts=root)["messages"]
    assert [each["text"] for each in replies] == ["one", "a reply"]


def test_history_can_be_cut_by_time(slack: Sandbox, client: WebClient) -> None:
    stamps = [slack.person("Ana").say("#support", word) for word in ("one", "two", "three")]

    def words(**cut: Any) -> list[str]:
        found = client.conversations_history(channel="C0SUPPORT", **cut)["messages"]
        return [each["text"] for each in found]

    assert words(oldest=stamps[1]) == ["three"]
    assert words(oldest=stamps[1], inclusive=True) == ["three", "two"]
    assert words(latest=stamps[1]) == ["one"]


def test_metadata_is_given_to_whoever_asks_for_it(client: WebClient) -> None:
    about = {"event_type": "noted", "event_payload": {"id": "x"}}
    client.chat_postMessage(channel="C0SUPPORT", text="Hello", metadata=about)
    plain = client.conversations_history(channel="C0SUPPORT")["messages"][0]
    full = client.conversations_history(channel="C0SUPPORT", include_all_metadata=True)["messages"][0]
    assert ("metadata" in plain, full["metadata"]) == (False, about)


def test_a_link_to_a_reply_names_its_thread(slack: Sandbox, client: WebClient) -> None:
    root = slack.person("Ana").say("#support", "one")
    reply = slack.person("Ana").say("#support", "two", root)
    top = client.chat_getPermalink(channel="C0SUPPORT", message_ts=root)["permalink"]
    inside = client.chat_getPermalink(channel="C0SUPPORT", message_ts=reply)["permalink"]
    assert top == f"https://harbour-goods.slack.com/archives/C0SUPPORT/p{root.replace('.', '')}"
    assert inside.endswith(f"?thread_ts={root}&cid=C0SUPPORT")


def test_an_update_keeps_the_blocks_that_it_does_not_name(slack: Sandbox, client: WebClient) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}]
    ts = client.chat_postMessage(channel="C0SUPPORT", text="Hello", blocks=blocks)["ts"]
    client.chat_update(channel="C0SUPPORT", ts=ts, text="Changed")
    assert slack.person("Ana").message("#support", ts).words == "Hello"
    client.chat_update(channel="C0SUPPORT", ts=ts, text="Changed", blocks=[])
    assert slack.person("Ana").message("#support", ts).words == "Changed"


def test_user_groups_are_listed_with_their_people(slack: Sandbox, client: WebClient) -> None:
    id = slack.home.add_usergroup("support-leads", ("Sam", "Mia"))
    assert client.usergroups_list()["usergroups"][0]["user_count"] == 2
    assert client.usergroups_list(include_users=True)["usergroups"][0]["users"] == ["U0SUPERSAM", "U0MANAGERMIA"]
    assert client.usergroups_users_list(usergroup=id)["users"] == ["U0SUPERSAM", "U0MANAGERMIA"]


def test_a_file_is_uploaded_in_three_steps(slack: Sandbox, client: WebClient) -> None:
    client.files_upload_v2(channel="C0SUPPORT", content="a,b\n", filename="week.csv", initial_comment="The week")
    last = slack.person("Ana").sees("#support")[-1]
    assert (last.text, last.files[0]["name"], last.files[0]["size"]) == ("The week", "week.csv", 4)
    methods = [call.method for call in slack.calls]
    assert methods == ["files.getUploadURLExternal", "files.completeUploadExternal"]


def test_the_app_and_the_team_know_themselves(client: WebClient) -> None:
    me = client.auth_test()
    assert me.headers["x-oauth-scopes"].split(",")[0] == "app_mentions:read"
    assert client.bots_info(bot=me["bot_id"])["bot"]["user_id"] == me["user_id"]
    assert client.team_info()["team"]["name"] == me["team"] == "Harbour Goods"


def test_a_reaction_of_the_apps_is_seen(slack: Sandbox, client: WebClient) -> None:
    ts = slack.person("Ana").say("#support", "Done")
    client.reactions_add(channel="C0SUPPORT", timestamp=ts, name="tada")
    assert slack.person("Ben").message("#support", ts).reactions == (("tada", 1),)


def test_the_app_joins_a_public_channel_by_itself(slack: Sandbox, client: WebClient) -> None:
    client.conversations_join(channel="C0RANDOM00")
    client.chat_postMessage(channel="C0RANDOM00", text="Hello")
    assert slack.person("Gil").sees("#random")[-1].text == "Hello"
    client.conversations_leave(channel="C0RANDOM00")
    assert client.conversations_leave(channel="C0RANDOM00")["not_in_channel"]


def test_a_file_is_complete_only_once_its_bytes_came(client: WebClient) -> None:
    asked = client.files_getUploadURLExternal(filename="week.csv", length=4)
    with pytest.raises(SlackApiError, match="file_not_found"):
        client.files_completeUploadExternal(files=[{"id": asked["file_id"], "title": "The week"}])
