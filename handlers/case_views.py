"""A case as one reader may see it now, or not at all."""

from dataclasses import dataclass, replace
from functools import partial

from slack_sdk import WebClient

from bot.case_rules import may_do
from bot.cases import Case, side_of
from bot.casewords import CaseWords
from bot.people import Identity, Team
from handlers.case_alike import alike_with
from handlers.case_card import CaseView
from handlers.case_facts import identity, team_in
from handlers.rooms import Actor, Rooms
from storage.store import Memory
from storage.vault import BadSeal, Vault

PURPOSE = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A case with all that its views are made from."""

    case: Case
    words: CaseWords
    team: Team
    url: str
    messages: int


def record(memory: Memory, workspace: str, case: str) -> Record | None:
    """A case as it is kept; never for showing by itself."""
    found, words = memory.cases.find(workspace, case), memory.cases.words(workspace, case)
    home = memory.workspaces.find(workspace)
    if found is None or words is None:
        return None
    return Record(
        case=found,
        words=words,
        team=team_in(memory, workspace),
        url=home.url if home else "",
        messages=memory.threads.find(found.place).messages,
    )


def seen_by(rooms: Rooms, client: WebClient, workspace: str, case: str, reader: str) -> CaseView | None:
    """The case as the reader may see it just now; None for everybody else. Raises as `account` does."""
    who = identity(client, workspace, reader)

    def look(memory: Memory) -> tuple[Record | None, tuple[str, ...]]:
        found = record(memory, workspace, case)
        return found, alike_with(memory, rooms.guard, found.case, who, found.team) if found else ()

    found, others = rooms.store.recall(look)
    view = view_of(rooms, found, who) if found else None
    return replace(view, alike=others) if view else None


def view_of(rooms: Rooms, found: Record, who: Identity) -> CaseView | None:
    side = side_of(found.case, who, found.team)
    if side is None:
        return None
    case, actor = found.case, Actor(found.case.place.workspace, who.slack_id)
    return CaseView(
        case=case,
        words=found.words,
        reader=who.slack_id,
        side=side,
        verbs=may_do(case, who, found.team),
        seal=partial(seal, rooms.store.vault, case.id, actor, case.offer),
        place=partial(seal_place, rooms.store.vault, case, actor),
        link=thread_link(found.url, case),
        messages=found.messages,
    )


def thread_link(url: str, case: Case) -> str:
    """Where a case comes from; empty where it has no thread."""
    thread = case.place.thread.replace(".", "")
    return f"{url.rstrip('/')}/archives/{case.place.channel}/p{thread}" if url and thread else ""


def seal(vault: Vault, case: str, actor: Actor, offer: str = "") -> str:
    """What a button on a case carries, for its one holder: with who offers to take over, for the answer to them."""
    return vault.seal({"case": case, "offer": offer}, PURPOSE, actor.holder)


def seal_place(vault: Vault, case: Case, actor: Actor) -> str:
    """What a button that shares a case with somebody else carries."""
    place = {"channel": case.place.channel, "thread": case.place.thread}
    return vault.seal({"place": place, "case": case.id}, "hint", actor.holder)


def offer_in(vault: Vault, value: str, actor: Actor) -> str:
    """Whose offer a button answers; empty where it says nothing of one."""
    try:
        return str(vault.open(value, PURPOSE, actor.holder).get("offer", ""))
    except BadSeal:
        return ""


def unsealed(vault: Vault, value: str, actor: Actor) -> str:
    """The id of the case that a button carries; empty when it was not made for this person."""
    try:
        return str(vault.open(value, PURPOSE, actor.holder)["case"])
    except BadSeal:
        return ""
