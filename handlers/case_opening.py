"""The form for sharing up as one person gets it: who is there for them, and what their thread tells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk import WebClient

from bot.messages import Place
from bot.people import Person, Team
from bot.routing import route, superiors, would_reach
from handlers.blocks import MENTION, typed
from handlers.case_facts import facts, identity, team_in
from handlers.case_form import READER, FormView, blocked, form, loading, name_of, reader_blocks, with_reader
from handlers.case_impact import shown_again, with_note
from handlers.case_steps import detour, place_of, text_of, thread_messages
from handlers.case_thread import read_customers, source_in
from handlers.presses import Press
from handlers.rich_text import as_typed, escape
from handlers.rooms import Actor, Afterwards, Rooms, press_key
from handlers.slack_errors import CALL_ERRORS
from handlers.windows import show_next
from storage.store import Memory
from storage.vault import BadSeal

PURPOSE = "share"
NAMED = re.compile(r"@\S+|[^\s@]+@[^\s@]+\.\w+")
"""What somebody begins with who means a person that Slack does not know by it."""
QUOTABLE = 20
"""The latest messages of a thread that are offered for quoting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What somebody starts from: where they are, what they typed, whom they named, and the message at hand.

    `asked` are those whom they have asked already: they are named again only where there is nobody else.
    """

    place: Place
    typed: str = ""
    target: str = ""
    messages: Sequence[Mapping[str, Any]] = field(default=())
    asked: frozenset[str] = frozenset()


def ask_again(rooms: Rooms, actor: Actor, place: Place, case: str) -> Ask:
    """To ask somebody else for what was shared: with the sharer's own words, as long as they are kept."""

    def look(memory: Memory) -> Ask:
        found, words = memory.cases.find(place.workspace, case), memory.cases.words(place.workspace, case)
        if found is None or words is None or found.sharer != actor.slack_id:
            return Ask(place=place)
        return Ask(place=place, typed=words.what, asked=frozenset(found.shared_with))

    return rooms.store.recall(look)


def open_form(press: Press, afterwards: Afterwards, ask: Ask) -> None:
    """Show at once that something happens, then the form; Slack gives a trigger three seconds."""
    rooms, actor, trigger = press.rooms, press.actor, press_key(press.body)

    def show() -> None:
        client = rooms.directory.client(actor.workspace)
        opened = client.views_open(trigger_id=trigger, view=loading(rooms.book))
        view_id = str((opened.get("view") or {})["id"])
        show_next(client, view_id, _form(rooms, client, actor, ask))

    afterwards.append(show)


def _form(rooms: Rooms, client: WebClient, actor: Actor, ask: Ask) -> dict[str, Any]:
    barred = _barred(rooms, client, actor)
    if barred:
        return blocked(rooms.book, barred, ask.typed, rooms.help_text)
    team = _team(rooms, actor)
    sharer = team.get(actor.slack_id)
    above = superiors(sharer, team) if sharer else ()
    known = facts(client, actor.workspace, above, rooms.now(), rooms.store)
    messages = _messages(client, ask)
    notice = _notice(rooms, client, actor, ask)
    if sharer is None or not above:
        return blocked(rooms.book, rooms.book.say("routing.nobody_above"), ask.typed, rooms.help_text)
    # Of all who take part only those above matter; of a crowd, not all would go into the form.
    involved = involved_in(messages) & {person.slack_id for person in above}
    elsewhere = route(sharer, team, known, involved | ask.asked, rooms.now())
    found = elsewhere if elsewhere.default else route(sharer, team, known, involved, rooms.now())
    if not found.choices:
        return blocked(rooms.book, rooms.book.say("routing.nobody_now"), ask.typed, rooms.help_text)
    named = [choice.person.slack_id for choice in found.choices]
    default = found.default.slack_id if found.default else ""
    reader = ask.target if ask.target in named else default
    passes = would_reach(reader, sharer, team, known, involved) if reader else ()
    view = FormView(
        route=found,
        reader=reader,
        passes=passes,
        quotable=_quotable(messages, team, rooms),
        typed=ask.typed,
        notice=notice,
        help_text=rooms.help_text,
        sealed=_sealed(rooms, actor, ask.place, reader, passes, involved),
        source=source_in(read_customers(rooms, ask.place, messages, team)),
    )
    return form(rooms.book, view, rooms.now())


def _barred(rooms: Rooms, client: WebClient, actor: Actor) -> str:
    """Why somebody cannot share up at all, before they write a word; empty where they can."""
    try:
        who = identity(client, actor.workspace, actor.slack_id)
    except CALL_ERRORS:
        return rooms.book.say("share.slack_silent")
    return "" if who.is_member_of(actor.workspace) else rooms.book.say("share.members_only")


def weigh(rooms: Rooms, actor: Actor, view: Mapping[str, Any]) -> None:
    """Show which rank the answers speak for now."""
    carried = unsealed_form(rooms, actor, str(view["private_metadata"]))
    if carried is not None and carried["reader"] != typed(view, READER):
        # They chose somebody else a moment ago, and this form does not name them yet.
        name_reader(rooms, actor, view, typed(view, READER))
        return
    fresh = shown_again(view, with_note(rooms.book, view, rooms.now()))
    show_next(rooms.directory.client(actor.workspace), view["id"], fresh)


def name_reader(rooms: Rooms, actor: Actor, view: Mapping[str, Any], reader: str) -> None:
    """Name whom the form's sender has chosen now, and to whom it would go on from there."""
    carried, team = unsealed_form(rooms, actor, str(view["private_metadata"])), _team(rooms, actor)
    sharer = team.get(actor.slack_id)
    if carried is None or sharer is None:
        return
    client = rooms.directory.client(actor.workspace)
    known = facts(client, actor.workspace, superiors(sharer, team), rooms.now(), rooms.store)
    involved = frozenset(carried["involved"])
    passes = would_reach(reader, sharer, team, known, involved) if reader else ()
    found = route(sharer, team, known, involved, rooms.now())
    shown = FormView(
        route=found, reader=reader, passes=passes, quotable=(), typed="", notice="", help_text="", sealed=""
    )
    sealed = _sealed(rooms, actor, place_of(actor.workspace, carried["place"]), reader, passes, involved)
    if found.choices:
        blocks = reader_blocks(rooms.book, shown)
        weighed = {**view, "blocks": with_note(rooms.book, view, rooms.now())}
        show_next(client, view["id"], with_reader(weighed, blocks, sealed))


def _notice(rooms: Rooms, client: WebClient, actor: Actor, ask: Ask) -> str:
    """Why nothing goes to whom they named; empty where it can, or where they named nobody."""
    if not ask.target:
        meant = NAMED.match(ask.typed)
        return rooms.book.say("routing.nobody_called", name=escape(meant[0][:80])) if meant else ""
    try:
        who = identity(client, actor.workspace, ask.target)
    except CALL_ERRORS:
        return rooms.book.say("routing.not_now")
    return detour(rooms, actor, who)


def _messages(client: WebClient, ask: Ask) -> list[Mapping[str, Any]]:
    """The thread as the bot may read it, else the one message that they started from."""
    try:
        found = thread_messages(client, ask.place)
    except CALL_ERRORS:
        found = []
    return list(found or ask.messages)


def involved_in(messages: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Everybody who wrote in the thread or is mentioned there."""
    wrote = {str(message.get("user", "")) for message in messages}
    mentioned = {person for message in messages for person in MENTION.findall(text_of(message))}
    return frozenset(wrote | mentioned)


def _quotable(messages: Sequence[Mapping[str, Any]], team: Team, rooms: Rooms) -> list[tuple[str, str]]:
    spoken = [message for message in messages if message.get("ts") and text_of(message).strip()]
    return [(str(message["ts"]), _beginning(message, team, rooms)) for message in spoken[-QUOTABLE:]]


def _beginning(message: Mapping[str, Any], team: Team, rooms: Rooms) -> str:
    author = team.get(str(message.get("user", "")))
    name = name_of(author) if author else rooms.book.say("share.somebody")
    names = {one.slack_id: name_of(one) for one in team.values()}
    return f"{name}: {as_typed(text_of(message), names)}"


def _team(rooms: Rooms, actor: Actor) -> Team:
    def look(memory: Memory) -> Team:
        return team_in(memory, actor.workspace)

    return rooms.store.recall(look)


def _sealed(
    rooms: Rooms, actor: Actor, place: Place, reader: str, passes: Sequence[Person], involved: frozenset[str]
) -> str:
    carried = {
        "place": {"channel": place.channel, "thread": place.thread},
        "reader": reader,
        "passes": [person.slack_id for person in passes],
        "involved": sorted(involved),
    }
    return rooms.store.vault.seal(carried, PURPOSE, actor.holder)


def unsealed_form(rooms: Rooms, actor: Actor, sealed: str) -> dict[str, Any] | None:
    try:
        return rooms.store.vault.open(sealed, PURPOSE, actor.holder)
    except BadSeal:
        return None
