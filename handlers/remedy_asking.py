"""The windows in which somebody asks for a yes: who there is to ask, by the rules of sharing up. Pure but for facts."""

from slack_sdk import WebClient

from bot.messages import Place
from bot.remedies import Remedy
from bot.routing import Choice, Route, route, superiors
from handlers.blocks import Block, context, modal, quoted, section, text_input
from handlers.case_facts import facts, team_in
from handlers.case_form import READER, name_of
from handlers.case_impact import select
from handlers.case_opening import involved_in
from handlers.case_steps import thread_messages
from handlers.remedy_form import line_of
from handlers.rich_text import escape
from handlers.rooms import Actor, Rooms
from phrasebook.book import Phrasebook

FORM = "remedy_ask_form"


def ask_form(rooms: Rooms, client: WebClient, actor: Actor, remedy: Remedy, place: Place, sealed: str) -> Block:
    """The form for a question, or why nobody can be asked; raises what slack_sdk raises where asking again may help.

    `sealed` comes back with it.
    """
    book, found = rooms.book, _route(rooms, client, actor, place)
    if found is None:
        return nothing_here(book, book.say("routing.nobody_above"))
    if not found.choices:
        return nothing_here(book, book.say("routing.not_now"))
    blocks = [
        section(line_of(book, remedy)),
        quoted(escape(remedy.words)),
        _reader(book, found),
        text_input("note", book.say("remedies.ask_note"), optional=True),
        context(book.say("remedies.ask_lead")),
    ]
    title, back, send = book.say("remedies.ask_title"), book.say("remedies.back"), book.say("remedies.ask_send")
    return modal(FORM, title, back, blocks, submit=send, metadata=sealed)


def still_looking(book: Phrasebook) -> Block:
    return nothing_here(book, book.say("share.loading"))


def asking(book: Phrasebook, to: str) -> Block:
    """What the form becomes once the question is on its way."""
    return nothing_here(book, book.say("remedies.asking", reader=f"<@{to}>"))


def nothing_here(book: Phrasebook, text: str) -> Block:
    """A window that only says something."""
    return modal("told", book.say("remedies.ask_title"), book.say("remedies.close"), [section(text)])


def _route(rooms: Rooms, client: WebClient, actor: Actor, place: Place) -> Route | None:
    """Who may be asked; None where nobody is above."""
    team = rooms.store.recall(lambda memory: team_in(memory, actor.workspace))
    sharer = team.get(actor.slack_id)
    above = superiors(sharer, team) if sharer else ()
    if sharer is None or not above:
        return None
    known = facts(client, actor.workspace, above, rooms.now(), rooms.store)
    return route(sharer, team, known, involved_in(thread_messages(client, place)), rooms.now())


def _reader(book: Phrasebook, found: Route) -> Block:
    """Who reads it, the first above by default; where they all are in it themselves, whom it is to be is chosen."""
    options = {choice.person.slack_id: _option(book, choice) for choice in found.choices}
    initial = found.default.slack_id if found.default else ""
    return select(READER, book.say("share.reader"), options, initial=initial, optional=False)


def _option(book: Phrasebook, choice: Choice) -> str:
    state = book.say("routing.reachable" if choice.reachable else "routing.not_reachable")
    return book.say("share.option", name=name_of(choice.person), state=state)
