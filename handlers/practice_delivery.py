"""Says a practice's next words in its person's DM, unless they stopped it meanwhile."""

from slack_sdk import WebClient

from bot.deliveries import Delivery
from bot.practice import from_words
from handlers.blocks import Block, section
from handlers.direct import say_in_dm
from handlers.practice_blocks import end_blocks, opening_blocks, proposal_blocks, running_blocks, turn_blocks
from handlers.practice_keeping import Step
from handlers.private_speaker import PrivateSpeaker
from phrasebook.practice_pages import Scenario
from storage.store import Memory

RUNNING = frozenset({Step.OPENING, Step.TURN, Step.RUNNING, Step.UNHEARD})
FALLBACK = {Step.OPENING: "turn", Step.TURN: "turn", Step.END: "end"}


class PracticeSpeaker(PrivateSpeaker):
    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        """While the scenario exists and, for all but its end, while the same practice runs."""
        if delivery.words["scenario"] not in self._rooms.book.practice.scenarios:
            return False
        if Step(delivery.words["step"]) not in RUNNING:
            return True
        session = memory.practices.find(delivery.workspace, delivery.to)
        return session is not None and session.run == delivery.words["run"]

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Anybody of this workspace: guests answer customers, too, and nothing here is about anybody."""
        member = self._rooms.directory.member(client, delivery.workspace, delivery.to)
        return member.own and member.alive and not member.bot

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        fallback = self._rooms.book.say(f"practice.fallback_{FALLBACK.get(Step(delivery.words['step']), 'note')}")
        say_in_dm(client, delivery, fallback, self._blocks(delivery))

    def _blocks(self, delivery: Delivery) -> list[Block]:
        book, words = self._rooms.book, delivery.words
        scenario: Scenario = book.practice.scenarios[words["scenario"]]
        match Step(words["step"]):
            case Step.OPENING:
                return opening_blocks(book, scenario, words["keys"])
            case Step.TURN:
                return turn_blocks(book, scenario, words["keys"])
            case Step.END:
                return end_blocks(book, scenario, from_words(words["state"]))
            case Step.RUNNING:
                return running_blocks(book, scenario, words["run"])
            case Step.PROPOSAL:
                return proposal_blocks(book, scenario)
            case Step.UNHEARD:
                return [section(book.say(f"practice.unheard_{words['why']}"))]
