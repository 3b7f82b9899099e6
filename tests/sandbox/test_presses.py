"""Buttons, menus and shortcuts, with the real Bolt at the other end."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import Ack
from slack_sdk.errors import SlackApiError

from bot.sandbox import PersonCannot, Sandbox
from bot.sandbox.seeing import Screen, Shown
from tests.sandbox.apps import Tryout, actions, button, modal, question, text, tryout
from tests.sandbox.ears import Ear, Reply, http_ear
from tests.sandbox.manifests import manifest

Json = dict[str, Any]


@pytest.fixture
def app(slack: Sandbox, ear: Ear) -> Iterator[Tryout]:
    with tryout(slack, ear) as running:
        yield running


def post(app: Tryout, *elements: Json, thread: str | None = None) -> str:
    blocks = [actions(*elements)]
    return str(app.client.chat_postMessage(channel="C0SUPPORT", text="Do", blocks=blocks, thread_ts=thread)["ts"])


def whisper(app: Tryout, *elements: Json, thread: str | None = None) -> None:
    app.client.chat_postEphemeral(
        channel="C0SUPPORT", user="U0AGENTANA", text="Do", blocks=[actions(*elements)], thread_ts=thread
    )


def test_a_press_brings_the_message_and_the_button(slack: Sandbox, app: Tryout) -> None:
    app.acks("go")
    ts = post(app, button("Go", "go", "42"))
    assert slack.person("Ana").press("Go")
    body = app.bodies[0]
    assert body["container"] == {"type": "message", "message_ts": ts, "channel_id": "C0SUPPORT", "is_ephemeral": False}
    assert (body["message"]["ts"], body["user"]["id"], body["user"]["team_id"]) == (ts, "U0AGENTANA", "T0LEVEL")
    assert (body["actions"][0]["value"], body["actions"][0]["block_id"]) == ("42", "doing")


def test_a_press_on_an_ephemeral_message_brings_no_message(slack: Sandbox, app: Tryout) -> None:
    app.acks("go")
    whisper(app, button("Go", "go", "42"))
    assert slack.person("Ana").press("go")
    body = app.bodies[0]
    assert "message" not in body
    assert (body["container"]["is_ephemeral"], body["actions"][0]["value"]) == (True, "42")


def test_a_press_in_a_thread_names_the_thread(slack: Sandbox, app: Tryout) -> None:
    app.acks("go")
    root = slack.person("Ana").say("#support", "Question")
    post(app, button("Go", "go"), thread=root)
    slack.person("Ana").press("Go")
    assert app.bodies[0]["container"]["thread_ts"] == root


def test_somebody_from_another_company_presses_as_themselves(slack: Sandbox, app: Tryout) -> None:
    app.acks("go")
    app.client.chat_postMessage(channel="C0CUSTCLEO", text="Do", blocks=[actions(button("Go", "go"))])
    slack.person("Cleo").press("Go")
    assert (app.bodies[0]["user"]["team_id"], app.bodies[0]["team"]["id"]) == ("T0CLEO", "T0LEVEL")


@pytest.mark.parametrize("in_view", [False, True])
def test_a_press_on_what_the_app_has_replaced_meanwhile_arrives_as_it_was_made(
    slack: Sandbox, app: Tryout, in_view: bool
) -> None:
    ana = slack.person("Ana")
    app.acks("go")

    def show(value: str) -> Shown | Screen | None:
        blocks = [{"type": "actions", "elements": [button("Go", "go", value)]}]
        if in_view:
            app.client.views_publish(user_id=ana.id, view={"type": "home", "blocks": blocks})
            return ana.home
        if value == "old":
            app.client.chat_postMessage(channel="C0SUPPORT", text="Do", blocks=blocks)
        else:
            app.client.chat_update(channel="C0SUPPORT", ts=ana.sees("#support")[-1].ts, text="Do", blocks=blocks)
        return ana.sees("#support")[-1]

    seen = show("old")
    assert seen
    show("new")
    assert ana.use(seen, seen.blocks[0]["block_id"], "go", None, {})
    assert app.bodies[0]["actions"][0]["value"] == "old"
    with pytest.raises(PersonCannot, match="no go"):
        ana.use(seen, "never", "go", None, {})


def test_nobody_presses_what_they_do_not_see(slack: Sandbox, app: Tryout) -> None:
    whisper(app, button("Go", "go"))
    with pytest.raises(PersonCannot, match="no Go"):
        slack.person("Ben").press("Go")


def test_a_press_that_the_app_does_not_take_is_told_to_who_pressed(slack: Sandbox, app: Tryout) -> None:
    post(app, button("Go", "nobody_listens"))
    assert not slack.person("Ana").press("Go")
    assert "responded with an error" in slack.person("Ana").notices()[0].text
    assert slack.person("Ben").notices() == []


def test_choosing_from_a_menu_brings_the_option(slack: Sandbox, app: Tryout) -> None:
    app.acks("pick")
    options = [{"text": text("Red"), "value": "r"}, {"text": text("Blue"), "value": "b"}]
    post(app, {"type": "static_select", "action_id": "pick", "placeholder": text("Colour"), "options": options})
    ana = slack.person("Ana")
    assert ana.choose("Colour", "Blue")
    assert app.bodies[0]["actions"][0]["selected_option"] == options[1]
    assert app.bodies[0]["state"]["values"]["doing"]["pick"]["selected_option"] == options[1]
    with pytest.raises(PersonCannot, match="no option Green"):
        ana.choose("Colour", "Green")


@pytest.mark.parametrize(
    ("element", "choice", "key"),
    [
        ({"type": "datepicker"}, "2026-12-24", "selected_date"),
        ({"type": "timepicker"}, "09:30", "selected_time"),
        ({"type": "datetimepicker"}, 1_800_000_000, "selected_date_time"),
        ({"type": "users_select"}, "U0AGENTBEN", "selected_user"),
        ({"type": "conversations_select"}, "C0SUPPORT", "selected_conversation"),
        ({"type": "channels_select"}, "C0SUPPORT", "selected_channel"),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)
def test_each_picker_names_its_choice_as_slack_does(
    slack: Sandbox, app: Tryout, element: Json, choice: Any, key: str
) -> None:
    app.acks("pick")
    post(app, {**element, "action_id": "pick"})
    assert slack.person("Ana").choose("pick", choice)
    assert app.bodies[0]["actions"][0][key] == choice


def test_an_overflow_menu_brings_its_option(slack: Sandbox, app: Tryout) -> None:
    app.acks("more")
    options = [{"text": text("Mute"), "value": "mute"}, {"text": text("Help"), "value": "help"}]
    post(app, {"type": "overflow", "action_id": "more", "options": options})
    assert slack.person("Ana").choose("more", "mute")
    assert app.bodies[0]["actions"][0]["selected_option"]["value"] == "mute"


def test_a_message_shortcut_brings_the_message(slack: Sandbox, app: Tryout) -> None:
    bodies: list[Json] = []

    @app.bolt.shortcut("ask_message")
    def take(ack: Ack, shortcut: Json) -> None:
        ack()
        bodies.append(shortcut)

    root = slack.person("Ben").say("#support", "Question")
    ts = slack.person("Ben").say("#support", "And another", root)
    assert slack.person("Ana").shortcut("ask_message", "#support", ts)
    assert (bodies[0]["type"], bodies[0]["message_ts"], bodies[0]["message"]["thread_ts"]) == (
        "message_action",
        ts,
        root,
    )


def test_a_global_shortcut_opens_a_modal(slack: Sandbox, app: Tryout) -> None:
    @app.bolt.shortcut("open_global")
    def take(ack: Ack, shortcut: Json) -> None:
        ack()
        app.client.views_open(trigger_id=shortcut["trigger_id"], view=modal(question("why", "Why?")))

    assert slack.person("Ana").global_shortcut("open_global")
    shown = slack.person("Ana").modal
    assert shown is not None
    assert shown.words == "A form\nWhy?"
    assert slack.person("Ben").modal is None


def test_a_shortcut_that_the_manifest_does_not_have_cannot_be_pressed(slack: Sandbox, app: Tryout) -> None:
    ts = slack.person("Ana").say("#support", "Hello")
    with pytest.raises(PersonCannot):
        slack.person("Ana").shortcut("not_there", "#support", ts)
    with pytest.raises(PersonCannot):
        slack.person("Cleo").global_shortcut("open_global")


def test_an_unknown_command_is_told_to_its_typist(slack: Sandbox, app: Tryout) -> None:
    assert not slack.person("Ana").command("/nothing here", "#support")
    assert slack.person("Ana").notices()[0].text == "/nothing is not a valid command."


def test_people_of_another_company_have_no_commands(slack: Sandbox, app: Tryout) -> None:
    assert not slack.person("Cleo").command("/echo hello", "#cust-cleo")
    assert "not a valid command" in slack.person("Cleo").notices()[0].text


def test_a_trigger_opens_one_modal_once(slack: Sandbox, app: Tryout) -> None:
    app.opens("go", modal(question("why", "Why?")))
    post(app, button("Go", "go"))
    slack.person("Ana").press("Go")
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        app.client.views_open(trigger_id=app.bodies[0]["trigger_id"], view=modal(question("why", "Why?")))


def test_a_trigger_dies_after_three_seconds(slack: Sandbox, app: Tryout) -> None:
    app.acks("go")
    post(app, button("Go", "go"))
    slack.person("Ana").press("Go")
    slack.clock.advance(timedelta(seconds=3))
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        app.client.views_open(trigger_id=app.bodies[0]["trigger_id"], view=modal(question("why", "Why?")))


def test_a_made_up_trigger_opens_nothing(app: Tryout) -> None:
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        app.client.views_open(trigger_id="1.2.made-up", view=modal(question("why", "Why?")))


def test_a_trigger_of_another_workspace_opens_nothing(slack: Sandbox, app: Tryout) -> None:
    app.acks("go")
    other = slack.add_workspace("T0OTHER", "Other Goods")
    post(app, button("Go", "go"))
    slack.person("Ana").press("Go")
    app.client.token = other.bot_token
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        app.client.views_open(trigger_id=app.bodies[0]["trigger_id"], view=modal(question("why", "Why?")))


def test_without_interactivity_nothing_can_be_pressed() -> None:
    off = manifest()
    off["settings"]["interactivity"]["is_enabled"] = False
    with Sandbox.start(off) as slack, http_ear() as ear:
        slack.connect_http(ear.url)
        with tryout(slack, ear) as app:
            post(app, button("Go", "go"))
            with pytest.raises(PersonCannot, match="not configured"):
                slack.person("Ana").press("Go")


def test_a_refused_press_is_not_sent_again(slack: Sandbox, ear: Ear, app: Tryout) -> None:
    ear.answer = lambda heard: Reply(500)
    post(app, button("Go", "go"))
    slack.settle()
    before = len(ear.heard)
    assert not slack.person("Ana").press("Go")
    slack.settle()
    assert len(ear.heard) == before + 1
