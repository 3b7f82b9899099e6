"""Bots that leak on purpose, wired like ours save for one speaker or feature: the audit sees every one of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.deliveries import Delivery, Kind
from bot.sandbox import seed
from handlers.assemble import Instead
from handlers.case_delivery import CardSpeaker, ToldSpeaker
from handlers.features import FEATURES, Feature
from handlers.rooms import Body, Rooms
from handlers.speaking import Speaker
from tests.handlers.house import House, moved_in

BEN, SAM = seed.BEN, seed.SAM


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """What stands in the place of ours."""

    features: Sequence[Feature] = FEATURES
    instead: Instead = field(default_factory=dict)


def shared_words(rooms: Rooms, delivery: Delivery) -> str:
    """What the sharer wrote, as the store keeps it."""
    case = str(delivery.words["case"])
    found = rooms.store.recall(lambda memory: memory.cases.words(delivery.workspace, case))
    return " ".join(found.shared) if found else ""


class ToAPeer(CardSpeaker):
    """Sends every card to Ben as well."""

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        super().speak(client, delivery)
        opened: dict[str, Any] = client.conversations_open(users=BEN)["channel"]
        client.chat_postMessage(channel=opened["id"], text=shared_words(self._rooms, delivery))


class IntoTheChannel(CardSpeaker):
    """Announces in the channel what was shared."""

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        super().speak(client, delivery)
        client.chat_postMessage(channel="C0SUPPORT", text=shared_words(self._rooms, delivery))


class ByAWhisper(CardSpeaker):
    """Whispers it to the right person, but in the channel, where a screen may be shared."""

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        super().speak(client, delivery)
        client.chat_postEphemeral(channel="C0SUPPORT", user=SAM, text=shared_words(self._rooms, delivery))


class AsATitle(CardSpeaker):
    """Gives the conversation with the reader a bookmark that carries the words, through a method that nobody uses."""

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        super().speak(client, delivery)
        client.reactions_add(channel="C0SUPPORT", timestamp="1.0", name=shared_words(self._rooms, delivery))


class ToWhoWasAbove(ToldSpeaker):
    """Goes on telling Sam, whoever is above the sharer by now."""

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        opened: dict[str, Any] = client.conversations_open(users=SAM)["channel"]
        client.chat_postMessage(channel=opened["id"], text=shared_words(self._rooms, delivery))


class OpenToAll:
    """Answers the button of a case, whoever presses it, without a look at whom it was made for."""

    def register(self, app: App, rooms: Rooms) -> None:
        @app.action("case_read")
        def read(ack: Ack, body: Body, context: BoltContext) -> None:
            ack()
            home, presser = str(context.team_id), str(context.actor_user_id or context.user_id)
            found = rooms.store.recall(lambda memory: memory.cases.shared_by(home, seed.ANA))
            view = {"type": "modal", "title": {"type": "plain_text", "text": "A case"}, "blocks": []}
            said = {"type": "section", "text": {"type": "plain_text", "text": f"{presser}: {found[-1].number}"}}
            rooms.directory.client(home).views_open(trigger_id=body["trigger_id"], view=view | {"blocks": [said]})


def instead(kind: Kind, speaker: Callable[[Rooms], Speaker]) -> Plant:
    return Plant(instead={kind: speaker})


PLANTS: Mapping[str, tuple[Plant, str]] = {
    "the card goes to a peer too": (instead(Kind.CASE_CARD, ToAPeer), "Ben was told zqcase"),
    "conflict words in a channel": (instead(Kind.CASE_CARD, IntoTheChannel), "chat.postMessage carries zqcase"),
    "conflict words in a whisper": (instead(Kind.CASE_CARD, ByAWhisper), "chat.postEphemeral carries zqcase"),
    "conflict words in another method": (instead(Kind.CASE_CARD, AsATitle), "reactions.add carries zqcase"),
    "who was above is told still": (instead(Kind.CASE_TOLD, ToWhoWasAbove), "Sam was told zqcase"),
    "anybody may press": (Plant(features=(OpenToAll(), *FEATURES)), "Ben sees LH-"),
}


@contextmanager
def lived(folder: Path, plant: Plant) -> Iterator[House]:
    """A short life in which every one of these leaks would be seen: shared, pressed by others, a new line, resolved."""

    with moved_in(folder, features=plant.features, instead=plant.instead) as house:
        house.begin()
        house.share("Ana", 0, shortcut=True)
        house.rest()
        house.steal_action("Ben", "Sam", "case_read")
        house.rehead("Ana", "Mia")
        house.share("Ana", 0, shortcut=False)
        house.rest()
        house.press_action("Mia", "case_acknowledge")
        house.audit()
        yield house


def test_an_honest_bot_lives_the_same_life_without_a_leak(tmp_path: Path) -> None:
    with lived(tmp_path, Plant()) as house:
        assert house.told >= 5


@pytest.mark.parametrize("planted", PLANTS)
def test_the_audit_sees_a_leak_that_is_planted(tmp_path: Path, planted: str) -> None:
    plant, seen = PLANTS[planted]
    with pytest.raises(AssertionError, match=seen), lived(tmp_path, plant):
        pass


def test_a_group_cannot_even_be_opened(tmp_path: Path) -> None:
    """The manifest asks for no scope by which a conversation of several people could come to be."""
    with moved_in(tmp_path) as house:
        client = WebClient(token=house.slack.bot_token, base_url=house.slack.api_url)
        with pytest.raises(SlackApiError, match="mpim:write"):
            client.conversations_open(users=f"{SAM},{BEN}")
