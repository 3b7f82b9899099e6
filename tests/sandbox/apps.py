"""A tiny Bolt app, so that commands, presses and modals meet the real library."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from slack_bolt import Ack, App, BoltRequest
from slack_sdk import WebClient

from bot.sandbox import Sandbox
from tests.sandbox.ears import Ear, Heard, Reply

Json = dict[str, Any]


def text(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def button(words: str, action_id: str, value: str = "1") -> Json:
    return {"type": "button", "text": text(words), "action_id": action_id, "value": value}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "block_id": "doing", "elements": list(elements)}


def question(block_id: str, label: str, **element: Any) -> Json:
    """An input block with a text field, or with the element that is given."""
    inside = {"type": "plain_text_input", "action_id": "typed"} | element
    return {"type": "input", "block_id": block_id, "label": text(label), "element": inside}


def modal(*blocks: Json, title: str = "A form", **more: Any) -> Json:
    given = {
        "type": "modal",
        "callback_id": "form",
        "title": text(title),
        "submit": text("Send"),
        "blocks": list(blocks),
    }
    return given | more


class Tryout:
    """The app and what it received; tests register what it does."""

    def __init__(self, slack: Sandbox) -> None:
        self.client = WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=60)
        self.bolt = App(client=self.client, signing_secret=slack.signing_secret, process_before_response=True)
        self.bodies: list[Json] = []

    def hear(self, heard: Heard) -> Reply:
        headers: dict[str, str | Sequence[str]] = dict(heard.headers)
        answer = self.bolt.dispatch(BoltRequest(body=heard.body, headers=headers))
        return Reply(answer.status, answer.body, {key: values[0] for key, values in answer.headers.items()})

    def opens(self, action_id: str, view: Json) -> None:
        """Open this modal when that button is pressed."""

        def open_it(ack: Ack, body: Json) -> None:
            ack()
            self.bodies.append(body)
            self.client.views_open(trigger_id=body["trigger_id"], view=view)

        self.bolt.action(action_id)(open_it)

    def acks(self, action_id: str) -> None:
        """Take that press, and remember it."""

        def take(ack: Ack, body: Json) -> None:
            ack()
            self.bodies.append(body)

        self.bolt.action(action_id)(take)

    def answers(self, callback_id: str, **answer: Any) -> None:
        """Answer the submission of that modal like this."""

        def take(ack: Ack, body: Json) -> None:
            ack(**answer)
            self.bodies.append(body)

        self.bolt.view(callback_id)(take)


@contextmanager
def tryout(slack: Sandbox, ear: Ear) -> Iterator[Tryout]:
    app = Tryout(slack)
    ear.answer = app.hear
    yield app
