"""How a round is shown: to who releases it and to who tells the channels, 1:1, as it stands at that moment."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_sdk import WebClient

from bot.deliveries import Delivery, Kind
from bot.recover import Run, State, leads
from handlers.blocks import Block, quoted, section
from handlers.case_facts import identity, team_in
from handlers.case_schedule import entry
from handlers.direct import Spot, say_in_dm, spot_in_dm
from handlers.home_refresh import refresh_home
from handlers.private_speaker import PrivateSpeaker
from handlers.recover_access import lead_lost, pass_on
from handlers.recover_schedule import touch
from handlers.recover_views import shown_now
from handlers.rich_text import escape
from storage.boards import Board
from storage.store import Memory


class BoardSpeaker(PrivateSpeaker):
    """Posts a card or a list, and remembers where it stands."""

    is_card = False

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        self._rooms.directory.forget(delivery.workspace, delivery.to)
        return super().may_reach(client, delivery)

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        spot = spot_in_dm(client, delivery)
        if spot is not None:
            self._note(delivery, spot, turn=None)
        return spot is not None

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        board = self._board(delivery)
        blocks = (
            shown_now(self._rooms, client, delivery.workspace, board, str(delivery.words["run"])) if board else None
        )
        if board is not None and blocks is not None:
            spot = say_in_dm(client, delivery, self._rooms.book.say("recover.fallback"), blocks)
            self._note(delivery, spot, turn=board.turn)

    def _board(self, delivery: Delivery) -> Board | None:
        run = str(delivery.words["run"])
        return self._rooms.store.recall(
            lambda memory: memory.boards.find(delivery.workspace, run, delivery.to, is_card=self.is_card)
        )

    def _note(self, delivery: Delivery, spot: Spot, turn: int | None) -> None:
        """It stands there now instead of where it stood; what changed while it was said is shown soon."""
        now, run_id = self._rooms.now(), str(delivery.words["run"])

        def work(memory: Memory) -> None:
            run = memory.recoveries.find(delivery.workspace, run_id)
            board = memory.boards.find(delivery.workspace, run_id, delivery.to, is_card=self.is_card)
            if run is None or board is None:
                return
            if board.ts and board.ts != spot.ts:
                _take_away(memory, run, delivery.to, Spot(board.channel, board.ts), at=now)
            memory.boards.keep(run, replace(board, channel=spot.channel, ts=spot.ts))
            _take_away(memory, run, delivery.to, spot, at=run.erase_at)
            refresh_home(memory, delivery.workspace, delivery.to, now)
            if turn != board.turn:
                touch(memory, run, delivery.to, now, is_card=self.is_card)

        self._rooms.store.remember(work)


class RecoverCardSpeaker(BoardSpeaker):
    """Asks who leads; where they cannot be asked, the proposer has their words back."""

    is_card = True

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Only while they still lead, and are above who proposed it."""
        who, run_id = identity(client, delivery.workspace, delivery.to), str(delivery.words["run"])

        def look(memory: Memory) -> bool:
            run = memory.recoveries.find(delivery.workspace, run_id)
            return run is not None and leads(run, who, team_in(memory, delivery.workspace))

        return self._rooms.store.recall(look)

    def regret(self, memory: Memory, delivery: Delivery) -> None:
        run = memory.recoveries.find(delivery.workspace, str(delivery.words["run"]), lock=True)
        if run is not None and run.lead == delivery.to:
            lead_lost(memory, run, self._rooms.now())


class RecoverListSpeaker(BoardSpeaker):
    """Gives an owner their one list; where they cannot be reached, their channels go to whoever is next."""

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        """Unless it was stopped, or a later solution has a list of its own."""
        run = memory.recoveries.find(delivery.workspace, str(delivery.words["run"]))
        return run is not None and run.state is State.RELEASED and run.revision == delivery.words["revision"]

    def regret(self, memory: Memory, delivery: Delivery) -> None:
        run = memory.recoveries.find(delivery.workspace, str(delivery.words["run"]), lock=True)
        if run is not None and self.still_needed(memory, delivery):
            pass_on(memory, run, delivery.to, self._rooms.now())


class RecoverShowSpeaker(PrivateSpeaker):
    """Brings a card or a list up to date; whoever may not see it any more keeps nothing of it."""

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Whoever its reader has become: then it is emptied."""
        return True

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        """What is shown may be shown again."""
        return False

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        run, is_card, now = str(delivery.words["run"]), bool(delivery.words["is_card"]), self._rooms.now()

        def take(memory: Memory) -> Board | None:
            board = memory.boards.find(delivery.workspace, run, delivery.to, is_card=is_card)
            if board is not None:
                memory.boards.take_turn(delivery.workspace, board, now)
            return board

        board = self._rooms.store.remember(take)
        if board is not None and board.ts:
            blocks = shown_now(self._rooms, client, delivery.workspace, board, run)
            over = [section(self._rooms.book.say("recover.list_over"))]
            text = self._rooms.book.say("recover.fallback")
            client.chat_update(channel=board.channel, ts=board.ts, text=text, blocks=blocks or over)


class RecoverToldSpeaker(PrivateSpeaker):
    """Tells somebody one sentence about a round, with their own words where they have them back."""

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        say, words = self._rooms.book.say, delivery.words
        slots = {name: str(words[name]) for name in ("lead", "channel") if name in words}
        kept = [quoted(escape(str(words["quote"])))] if words.get("quote") else []
        if back := words.get("back"):
            kept = _given_back(say, back)
        say_in_dm(client, delivery, say("recover.fallback"), [section(say(str(words["key"]), **slots)), *kept])


def _take_away(memory: Memory, run: Run, reader: str, spot: Spot, *, at: Any) -> None:
    words = {"channel": spot.channel, "ts": spot.ts}
    memory.deliveries.schedule(entry(run.workspace, Kind.RECOVER_ERASE, reader, at, words))


def _given_back(say: Any, back: Mapping[str, Any]) -> list[Block]:
    slots = {name: str(back[name]) for name in ("what", "means", "solution")}
    return [quoted(escape(say("recover.your_words", **slots)))]
