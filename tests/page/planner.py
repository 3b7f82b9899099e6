"""A small app of its own to try the page with: a whisper with buttons, a form with every input, a Home tab."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.starlette.handler import SlackRequestHandler
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.routing import Route

from bot.sandbox.server import Sandbox
from tests.running import served

Json = dict[str, Any]

MANIFEST: Json = {
    "display_information": {"name": "Planner"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Planner"},
        "slash_commands": [
            {"command": "/plan", "description": "Plan a promise", "usage_hint": "what you promised"},
            {"command": "/please", "description": "Say please"},
        ],
        "shortcuts": [
            {"name": "Plan this", "type": "message", "callback_id": "plan_this"},
            {"name": "Plan anything", "type": "global", "callback_id": "plan_anything"},
        ],
    },
    "oauth_config": {"scopes": {"bot": ["channels:history", "chat:write", "commands", "im:history", "im:write"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


@dataclass(slots=True)
class Heard:
    """What reached the app, in the shapes that Slack gives it."""

    commands: list[Json] = field(default_factory=list)
    presses: list[Json] = field(default_factory=list)
    shortcuts: list[Json] = field(default_factory=list)
    submissions: list[Json] = field(default_factory=list)


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(text: str, value: str) -> Json:
    return {"text": plain(text), "value": value}


def button(text: str, action: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action, "value": action, **more}


SURE = {"title": plain("Drop it?"), "text": plain("It will be gone."), "confirm": plain("Drop"), "deny": plain("Keep")}
MUTES = [option("This thread", "thread"), option("Everywhere", "all")]


def whisper(text: str) -> list[Json]:
    """What only the author of a command sees."""
    return [
        {"type": "section", "block_id": "words", "text": {"type": "mrkdwn", "text": f"You promised: *{text}*"}},
        {
            "type": "actions",
            "block_id": "doing",
            "elements": [
                button("Fill in the form", "open_form", style="primary"),
                button("Drop the plan", "drop", style="danger", confirm=SURE),
                {"type": "static_select", "action_id": "mute", "placeholder": plain("Mute…"), "options": MUTES},
                {"type": "overflow", "action_id": "more", "options": MUTES},
            ],
        },
    ]


def entry(id: str, label: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": id,
        "label": plain(label),
        "element": {"action_id": "value", **element},
        **more,
    }


RANKS = [option("Annoyed", "1"), option("Stopped", "4")]


def form() -> Json:
    """A modal with every kind of input."""
    blocks = [
        entry("what", "What", {"type": "plain_text_input", "multiline": True}, hint=plain("Name the hour.")),
        entry("title", "Title", {"type": "plain_text_input", "initial_value": "A plan"}),
        entry(
            "many", "How many", {"type": "number_input", "is_decimal_allowed": False, "max_value": "9"}, optional=True
        ),
        entry("day", "Day", {"type": "datepicker", "initial_date": "2030-01-02"}),
        entry("time", "Time", {"type": "timepicker", "initial_time": "09:30"}),
        entry("moment", "Moment", {"type": "datetimepicker", "initial_date_time": 1893578400}),
        entry("where", "Where", {"type": "static_select", "options": MUTES, "initial_option": MUTES[0]}),
        entry("who", "Who", {"type": "users_select"}, optional=True),
        entry("crew", "Crew", {"type": "multi_users_select"}, optional=True),
        entry("room", "Room", {"type": "conversations_select"}, optional=True),
        entry("topics", "Topics", {"type": "multi_static_select", "options": MUTES}, optional=True),
        entry("rank", "Rank", {"type": "radio_buttons", "options": RANKS}),
        entry("also", "Also", {"type": "checkboxes", "options": MUTES, "initial_options": [MUTES[1]]}, optional=True),
        {"type": "actions", "block_id": "deeper", "elements": [button("Another form", "push")]},
    ]
    words = {"title": plain("A promise"), "submit": plain("Plan it")}
    return {"type": "modal", "callback_id": "form", **words, "blocks": blocks}


def note() -> Json:
    mutes = {"type": "static_select", "action_id": "mute", "options": MUTES}
    blocks = [{"type": "actions", "block_id": "note", "elements": [mutes, button("Fine", "drop")]}]
    return {"type": "modal", "title": plain("On top"), "blocks": blocks}


def register(app: App, heard: Heard) -> None:
    """All that the app listens to."""

    def plan(ack: Any, body: Json, client: WebClient) -> None:
        ack()
        heard.commands.append(body)
        words = body["text"] or "nothing"
        client.chat_postEphemeral(channel=body["channel_id"], user=body["user_id"], text=words, blocks=whisper(words))

    def pressed(ack: Any, body: Json) -> None:
        ack()
        heard.presses.append(body)

    def open_form(ack: Any, body: Json, client: WebClient) -> None:
        ack()
        heard.presses.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=form())

    def push(ack: Any, body: Json, client: WebClient) -> None:
        ack()
        heard.presses.append(body)
        client.views_push(trigger_id=body["trigger_id"], view=note())

    def shortcut(ack: Any, body: Json, client: WebClient) -> None:
        ack()
        heard.shortcuts.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=form())

    def submitted(ack: Any, body: Json) -> None:
        heard.submissions.append(body)
        if "noon" in body["view"]["state"]["values"]["what"]["value"]["value"]:
            ack()
        else:
            ack(response_action="errors", errors={"what": "Please say by when: noon is fine."})

    def home(event: Json, client: WebClient) -> None:
        blocks = [
            {"type": "header", "text": plain("Your plans")},
            {"type": "actions", "block_id": "home", "elements": [button("Plan from home", "from_home")]},
        ]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    app.command("/plan")(plan)
    app.action("open_form")(open_form)
    app.action("push")(push)
    for action in ("drop", "mute", "more", "from_home"):
        app.action(action)(pressed)
    app.shortcut("plan_this")(shortcut)
    app.shortcut("plan_anything")(shortcut)
    app.view("form")(submitted)
    app.event("app_home_opened")(home)


@contextmanager
def planning(slack: Sandbox) -> Iterator[Heard]:
    """The app, connected over HTTP; yields what it hears."""
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    app = App(client=client, signing_secret=slack.signing_secret, process_before_response=True)
    heard = Heard()
    register(app, heard)
    door = SlackRequestHandler(app)
    with served(Starlette(routes=[Route("/slack", door.handle, methods=["POST"])])) as address:
        slack.connect_http(f"{address}/slack")
        yield heard
        slack.disconnect()
