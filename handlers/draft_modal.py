"""The modal in which a person works on a draft, and what lies beside it for as long as it is open."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from zlib import crc32

from handlers.blocks import TEXT_LIMIT, Block, actions, button, menu, modal, plain, section, text_input, typed
from handlers.draft_notes import draft_notes, is_clear, offered, repair_lines
from handlers.ours import ours
from handlers.rich_text import unescape
from handlers.rooms import Actor, Rooms
from handlers.shapes import NotOurs
from phrasebook.wording_say import open_slots
from storage.vault import BadSeal

INPUT = "draft"
"""The action id of the draft's input; its block id carries a number behind it."""
SLOTS = 5
"""How many slots have inputs of their own; where there are more, they are filled in one after the other."""
METADATA_LIMIT = 3000
"""Slack's limit for what a modal carries along, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What lies beside a draft: a sentence above it, the replies to a customer by style, a technique to repair by."""

    lead: str = ""
    style: str = ""
    replies: Mapping[str, str] = field(default_factory=dict)
    repair: str = ""

    @property
    def reply(self) -> str:
        """The reply in the chosen style, as mrkdwn; empty where there is none."""
        return self.replies.get(self.style, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A draft as it stands in an open modal, in plain text, and what lies beside it.

    `version` counts how often we put other words into the input: Slack keeps what was typed in an input with the same
    block id, so that new words need a new one.
    """

    typed: str
    version: int
    beside: Beside
    fills: Mapping[str, str] = field(default_factory=dict)

    @property
    def block_id(self) -> str:
        return f"{INPUT}-{self.version}"

    @property
    def filled(self) -> str:
        """The draft, in plain text, with what was typed for its slots."""
        text = self.typed
        for slot, words in self.fills.items():
            text = text.replace(slot, words)
        return text


def draft_modal(rooms: Rooms, draft: str, actor: Actor, *, beside: Beside | None = None, version: int = 0) -> Block:
    """The modal for a draft given as mrkdwn; `version` must be another one wherever other words go into its input."""
    say, beside, own = rooms.book.say, beside or Beside(), ours(rooms, actor.workspace)
    words = unescape(draft)
    notes = draft_notes(rooms.book, draft, own, takes=True)
    checking = [button(say("draft.check"), "draft_check", "check", style="primary")]
    if open_slots(words):
        checking.insert(0, button(say("draft.fill"), "draft_fill", "fill"))
    if is_clear(rooms.book, draft, own):
        checking.append(button(say("team_words.offer"), "draft_offer", "offer"))
    blocks = [
        *([section(beside.lead)] if beside.lead else []),
        *_styles(rooms, beside),
        {**text_input(INPUT, say("draft.label"), initial=words, optional=True), "block_id": f"{INPUT}-{version}"},
        *([section(say("draft.too_long"))] if len(words) > TEXT_LIMIT else []),
        *_slot_inputs(rooms, words, version),
        actions(checking),
        *(repair_lines(rooms.book, beside.repair) if beside.repair else []),
        *(notes if draft.strip() or not beside.repair else []),
        *_in_style(rooms, draft, beside),
    ]
    sealed = _sealed(rooms, beside, actor)
    return modal("draft", say("draft.title"), say("draft.close"), blocks, submit=say("draft.done"), metadata=sealed)


def desk_of(rooms: Rooms, view: Mapping[str, Any], actor: Actor) -> Desk:
    """What stands in an open draft modal."""
    those = [block for block in view["blocks"] if (block.get("element") or {}).get("action_id") == INPUT]
    name = str(those[0].get("block_id", "")) if those else ""
    version = name.partition("-")[2]
    if not (version.isascii() and version.isdecimal()):
        raise NotOurs
    beside, words = _unsealed(rooms, view, actor), typed(view, name)
    return Desk(typed=words, version=int(version), beside=beside, fills=_fills(view))


def _slot_inputs(rooms: Rooms, words: str, version: int) -> list[Block]:
    """An input for each slot of a draft in plain text, in their order; what was typed stays with its slot."""
    return [
        text_input(f"slot-{version}-{crc32(slot.encode()):08x}", slot, optional=True, multiline=False)
        for slot in dict.fromkeys(open_slots(words)[:SLOTS])
    ]


def _fills(view: Mapping[str, Any]) -> dict[str, str]:
    """What was typed for which slot."""
    slots = [block for block in view["blocks"] if str(block.get("block_id", "")).startswith("slot-")]
    asked = [block for block in slots if block.get("label")]
    given = {str(block["label"]["text"]): typed(view, block["block_id"]).strip() for block in asked}
    return {slot: words for slot, words in given.items() if words}


def _styles(rooms: Rooms, beside: Beside) -> list[Block]:
    if not beside.replies:
        return []
    options = {style: rooms.book.say(f"answer.{style}") for style in beside.replies}
    select = menu(rooms.book.say("answer.style"), "answer_style", options)
    select["initial_option"] = {"text": plain(options[beside.style]), "value": beside.style}
    return [actions([select], block_id="answer_style")]


def _in_style(rooms: Rooms, draft: str, beside: Beside) -> list[Block]:
    """The reply in the chosen style, where the input holds something else by now."""
    if not beside.reply or draft.strip() == beside.reply.strip():
        return []
    words = rooms.book.say(f"answer.{beside.style}")
    return [section(rooms.book.say("answer.in_style")), *offered(rooms.book, beside.reply, words, takes=True)]


def _sealed(rooms: Rooms, beside: Beside, actor: Actor) -> str:
    """What lies beside the draft, without the replies where they are too long for Slack to carry."""
    if beside == Beside():
        return ""
    sealed = rooms.store.vault.seal(asdict(beside), "draft", actor.holder)
    if len(sealed) <= METADATA_LIMIT:
        return sealed
    return rooms.store.vault.seal(asdict(beside) | {"replies": {}}, "draft", actor.holder)


def _unsealed(rooms: Rooms, view: Mapping[str, Any], actor: Actor) -> Beside:
    sealed = str(view.get("private_metadata") or "")
    try:
        return Beside(**rooms.store.vault.open(sealed, "draft", actor.holder)) if sealed else Beside()
    except BadSeal:
        return Beside()
