"""How a case is told: only in a 1:1 conversation with its sharer or with who is above them just now."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.cases import Side, State
from bot.casewords import CaseWords, Posted
from bot.deliveries import Delivery, Kind
from handlers.blocks import Block
from handlers.case_card import CaseView, card_blocks, over_blocks, told_blocks
from handlers.case_schedule import entry, erase
from handlers.case_views import seen_by
from handlers.direct import Spot, say_in_dm, spot_in_dm
from handlers.private_speaker import PrivateSpeaker
from storage.store import Memory


class CaseSpeaker(PrivateSpeaker):
    """What all that is said about a case has in common: whether its reader may see it is asked when it is said."""

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        return memory.cases.find(delivery.workspace, str(delivery.words["case"])) is not None

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Asked in `speak`, together with what is said."""
        return True

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        return False

    def _view(self, client: WebClient, delivery: Delivery) -> CaseView | None:
        return seen_by(self._rooms, client, delivery.workspace, str(delivery.words["case"]), delivery.to)


class DirectSpeaker(CaseSpeaker):
    """Posts a new message about a case and remembers where it stands."""

    is_card = False

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        """Whether the message is there already; it is remembered then, so that it can be taken back."""
        spot = spot_in_dm(client, delivery)
        if spot is not None:
            self._note(delivery, spot)
        return spot is not None

    def _post(self, client: WebClient, delivery: Delivery, text: str, blocks: list[Block]) -> None:
        self._note(delivery, say_in_dm(client, delivery, text, blocks))

    def _note(self, delivery: Delivery, spot: Spot) -> None:
        case, workspace = str(delivery.words["case"]), delivery.workspace
        now, words = self._rooms.now(), {"channel": spot.channel, "ts": spot.ts}

        def work(memory: Memory) -> None:
            author = note_author(memory.cases.words(workspace, case), delivery)
            posted = Posted(reader=delivery.to, channel=spot.channel, ts=spot.ts, is_card=self.is_card, author=author)
            if memory.cases.find(workspace, case) is None:
                memory.deliveries.schedule(entry(workspace, Kind.CASE_ERASE, delivery.to, now, words))
            else:
                memory.cases.note_post(workspace, case, posted)
                if self.is_card:
                    fresh = entry(workspace, Kind.CASE_REFRESH, delivery.to, now, {"case": case, **words})
                    memory.deliveries.schedule(fresh)

        self._rooms.store.remember(work)


def note_author(words: CaseWords | None, delivery: Delivery) -> str:
    """Who wrote the note that a message carries; empty where it carries none."""
    place = int(delivery.words.get("note", -1))
    return words.notes[place].by if words is not None and 0 <= place < len(words.notes) else ""


class CardSpeaker(DirectSpeaker):
    """Posts the card of a case, once for each reader."""

    is_card = True

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        posts = memory.cases.posts(delivery.workspace, str(delivery.words["case"]))
        there = any(posted.is_card and posted.reader == delivery.to for posted in posts)
        return not there and super().still_needed(memory, delivery)

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        view = self._view(client, delivery)
        if view is not None:
            key = "share.fallback_status" if view.side is Side.SHARER else "share.fallback"
            self._post(client, delivery, self._rooms.book.say(key), card_blocks(self._rooms.book, view))


class ToldSpeaker(DirectSpeaker):
    """Says in a message of its own what happened, so that whoever waits is called."""

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        view, words = self._view(client, delivery), delivery.words
        if view is not None:
            blocks = told_blocks(
                self._rooms.book, view, int(words["step"]), str(words.get("key", "")), int(words.get("note", -1))
            )
            self._post(client, delivery, self._rooms.book.say("share.fallback_status"), blocks)


class RefreshSpeaker(CaseSpeaker):
    """Brings a card up to date; whoever may not see the case any more keeps none of it."""

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        book, view = self._rooms.book, self._view(client, delivery)
        if view is not None:
            blocks, text = card_blocks(book, view), book.say("share.fallback_status")
        else:
            blocks, text = self._over(delivery), book.say("share.over")
        client.chat_update(
            channel=str(delivery.words["channel"]), ts=str(delivery.words["ts"]), text=text, blocks=blocks
        )

    def _over(self, delivery: Delivery) -> list[Block]:
        case = str(delivery.words["case"])
        found = self._rooms.store.recall(lambda memory: memory.cases.find(delivery.workspace, case))
        withdrawn = found is not None and found.state is State.WITHDRAWN
        return over_blocks(self._rooms.book, withdrawn=withdrawn)


class EraseSpeaker:
    """Takes a message about an erased case back."""

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        return True

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """A message is taken back whoever its reader has become."""
        return True

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        return False

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        try:
            client.chat_delete(channel=str(delivery.words["channel"]), ts=str(delivery.words["ts"]))
        except SlackApiError as error:
            if error.response.get("error") != "message_not_found":
                raise


class EndSpeaker(CaseSpeaker):
    """Erases a case when its time is over."""

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        case, now = str(delivery.words["case"]), self._rooms.now()

        def work(memory: Memory) -> None:
            found = memory.cases.find(delivery.workspace, case)
            if found is not None:
                erase(memory, found, now)

        self._rooms.store.remember(work)
