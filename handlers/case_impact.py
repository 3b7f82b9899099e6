"""How hard it hits this customer, and what it came from: the questions, the rank they speak for, what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import IntEnum
from typing import Any

from bot.impact import Answers, Cost, Rank, Reach, Work, propose_rank
from bot.sources import Source
from handlers.blocks import Block, context, plain, section, typed
from handlers.shapes import NotOurs, as_we_made_it
from phrasebook.book import Phrasebook

ASKED = ("impact_work", "impact_until", "impact_reach", "impact_cost")
"""The action ids of the questions; an answer to one of them may change what is proposed."""
NOTE = "impact_note"
OPTION = 75
UNSAID = "unsaid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a form begins with: the rank that stands, and the source; `is_guess`: it is proposed, nobody said it yet."""

    rank: Rank | None = None
    source: Source | None = None
    is_guess: bool = False


def impact_blocks(book: Phrasebook, chosen: Chosen, now: datetime) -> list[Block]:
    """The questions, the proposal, the rank and the source."""
    say = book.say
    ranks = {str(int(rank)): say(rank.key) for rank in Rank}
    rank = str(int(chosen.rank)) if chosen.rank else ""
    sources = {UNSAID: say("share.source_unsaid")} | {source.value: say(source.key) for source in Source}
    rank_hint = "share.rank_stands" if rank else "share.rank_hint"
    hint = say("share.source_proposed") if chosen.is_guess and chosen.source else ""
    return [
        context(say("impact.ask_hint")),
        _question(book, "work", Work),
        _input("until", say("impact.ask_until"), {"type": "datepicker", "action_id": "impact_until"}, asks=True),
        _question(book, "reach", Reach),
        _question(book, "cost", Cost),
        note_block(book, Answers(), now, standing=chosen.rank),
        select("rank", say("share.rank"), ranks, initial=rank, hint=say(rank_hint)),
        select("source", say("share.source"), sources, initial=chosen.source or "", hint=hint),
    ]


def note_block(book: Phrasebook, answers: Answers, now: datetime, *, standing: Rank | None) -> Block:
    """Which rank the answers speak for, and why; where nothing is answered, the one that stands, if one does."""
    if standing and answers == Answers():
        return section(book.say("impact.stands", rank=f"*{book.say(standing.key)}*"), block_id=NOTE)
    proposal = propose_rank(answers, now)
    because = " ".join(book.say(reason.key) for reason in proposal.because)
    lead = book.say("impact.proposed", rank=f"*{book.say(proposal.rank.key)}*")
    return section(f"{lead}\n{because}", block_id=NOTE)


def with_note(book: Phrasebook, view: Mapping[str, Any], now: datetime) -> list[Block]:
    """The blocks of an open form, with the proposal that its answers speak for now."""
    fresh = note_block(book, answers_in(view), now, standing=_standing(view))
    return [fresh if block.get("block_id") == NOTE else block for block in view["blocks"]]


def _standing(view: Mapping[str, Any]) -> Rank | None:
    """The rank that an open form began with, where one stood."""
    those = [block["element"] for block in view["blocks"] if block.get("block_id") == "rank" and "element" in block]
    if not those:
        raise NotOurs
    rank = those[0]
    value = (rank.get("initial_option") or {}).get("value")
    return Rank(int(value)) if value else None


def answers_in(view: Mapping[str, Any]) -> Answers:
    work, reach, cost = typed(view, "work"), typed(view, "reach"), typed(view, "cost")
    return Answers(
        work=Work(int(work)) if work else None,
        until=_until(view),
        reach=Reach(int(reach)) if reach else None,
        cost=Cost(int(cost)) if cost else None,
    )


def rank_of(view: Mapping[str, Any], now: datetime) -> Rank:
    """The rank that was chosen, else the one that the answers speak for."""
    chosen = typed(view, "rank")
    return Rank(int(chosen)) if chosen else propose_rank(answers_in(view), now).rank


def source_of(view: Mapping[str, Any]) -> str:
    """The source that was chosen, by its slug; empty where nobody says."""
    chosen = typed(view, "source")
    return "" if chosen == UNSAID else chosen


def shown_again(view: Mapping[str, Any], blocks: list[Block], metadata: str = "") -> Block:
    """An open form with these blocks; what was filled in stays where its input stays."""
    kept = {key: view[key] for key in ("type", "callback_id", "title", "close", "submit")}
    return {**kept, "private_metadata": metadata or view["private_metadata"], "blocks": blocks}


def select(
    block_id: str, label: str, options: Mapping[str, str], *, initial: str = "", optional: bool = True, hint: str = "",
    action_id: str = "", asks: bool = False,
) -> Block:  # fmt: skip
    """A choice; `asks`: the bot is told at once when it is made."""
    made = {value: {"text": plain(short(text)), "value": value} for value, text in options.items()}
    element: Block = {"type": "static_select", "action_id": action_id or block_id, "options": list(made.values())}
    if initial in made:
        element["initial_option"] = made[initial]
    return _input(block_id, label, element, optional=optional, hint=hint, asks=asks)


def short(text: str) -> str:
    """A text as an option can carry it."""
    flat = " ".join(text.split())
    return flat if len(flat) <= OPTION else f"{flat[: OPTION - 1].rstrip()}…"


def _question(book: Phrasebook, name: str, answers: type[IntEnum]) -> Block:
    options = {str(int(one)): book.say(f"impact.{name}_{int(one)}") for one in answers}
    return select(name, book.say(f"impact.ask_{name}"), options, action_id=f"impact_{name}", asks=True)


def _input(
    block_id: str, label: str, element: Block, *, optional: bool = True, hint: str = "", asks: bool = False
) -> Block:
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label), "element": element}
    block |= {"optional": optional} | ({"dispatch_action": True} if asks else {})
    return block | ({"hint": plain(hint)} if hint else {})


def _until(view: Mapping[str, Any]) -> datetime | None:
    day = view["state"]["values"].get("until", {}).get("impact_until", {}).get("selected_date")
    with as_we_made_it():
        return datetime.combine(datetime.fromisoformat(day).date(), time(23, 59), UTC) if day else None
