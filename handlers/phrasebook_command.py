"""`/phrasebook [TOPIC]`: the topics, a topic's page, or what a search finds, for the typist alone."""

import re
from difflib import get_close_matches
from typing import Any

from slack_bolt import Ack, App, BoltContext

from handlers.blocks import Block, actions, button, menu, quoted, section
from handlers.draft_modal import draft_modal
from handlers.ours import Ours, ours
from handlers.presses import Press
from handlers.rich_text import escape
from handlers.rooms import Afterwards, Body, Rooms, actor_of
from handlers.technique_pages import copy_button, cue_page, technique_blocks, technique_page
from phrasebook.book import Phrasebook
from phrasebook.entries import HARM, Family
from phrasebook.search import Found, Index, Kind
from phrasebook.techniques import Technique

QUERY = 80
"""How much of a query is repeated, in characters."""
RUDE = HARM | {Family.SWEARING, Family.PROFANITY, Family.INSULT}
"""Kinds of cues whose examples are not for showing."""
SECTION = 11
"""Topics in one paragraph: Slack takes 3,000 characters in it."""
TEAM = 3
"""How many of the team's own wordings a search shows, above what else it finds."""


def register(app: App, rooms: Rooms) -> None:
    @app.command("/phrasebook")
    def phrasebook(ack: Ack, command: dict[str, Any], context: BoltContext) -> None:
        own = ours(rooms, actor_of(context).workspace)
        blocks = phrasebook_blocks(rooms.book, str(command.get("text", "")).strip(), own)
        ack(text=rooms.book.say("phrasebook.title"), blocks=blocks, response_type="ephemeral")

    @app.action("phrasebook_open")
    def open_page(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        kind, _, id = press.value.partition(":")
        page = cue_page if kind == Kind.CUE else technique_page
        view = page(rooms.book, id, ours(rooms, press.actor.workspace), copies=True)
        if view:
            press.open_modal(view)
        else:
            press.reply(rooms.book.say("phrasebook.gone"))

    @app.action("phrasebook_copy")
    def copy(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        press.open_modal(draft_modal(rooms, press.value, press.actor))


def phrasebook_blocks(book: Phrasebook, query: str, own: Ours) -> list[Block]:
    """The answer to a query as it was typed; without one, the list of topics."""
    if not query:
        return [section(book.say("phrasebook.lead")), *_topics(book)]
    slug = _slug_of(book, query)
    if slug:
        return technique_blocks(book, book.technique(slug), own, copies=True)
    return _search(book, query, own)


def _topics(book: Phrasebook) -> list[Block]:
    say = book.say
    lines = [say("phrasebook.topic", name=one.name, slug=one.slug, tip=escape(one.tip)) for one in book.techniques]
    texts = ["\n".join(lines[first : first + SECTION]) for first in range(0, len(lines), SECTION)]
    return [*(section(text) for text in texts), _page_menu(book)]


def _page_menu(book: Phrasebook) -> Block:
    options = {f"{Kind.TECHNIQUE}:{one.slug}": one.name for one in book.techniques}
    return actions([menu(book.say("phrasebook.open_menu"), "phrasebook_open", options)])


def _slug_of(book: Phrasebook, query: str) -> str:
    """The technique that a query names, by its slug or its name; empty where it names none."""
    page = _names(book).get(_plain(query))
    return page.slug if page else ""


def _names(book: Phrasebook) -> dict[str, Technique]:
    """The techniques by their names and slugs as people may type them."""
    named = {_plain(one.name): one for one in book.techniques}
    return named | {_plain(one.slug): one for one in book.techniques}


def _search(book: Phrasebook, query: str, own: Ours) -> list[Block]:
    shown = _shown(query)
    team = _of_the_team(own, query)
    found = [one for one in book.search(query) if not _is_rude(book, one)]
    if team or found:
        return [
            section(book.say("phrasebook.found", query=shown)),
            *(block for one in team for block in _team_result(book, one)),
            *(_result(book, one) for one in found),
        ]
    close = _nearest(book, query)
    if close:
        return [section(book.say("phrasebook.nearest", query=shown)), _result(book, close)]
    return [section(book.say("phrasebook.nothing", query=shown)), _page_menu(book)]


def _is_rude(book: Phrasebook, found: Found) -> bool:
    """Whether the example of what was found is nothing to put before somebody who is looking for words."""
    return found.kind is Kind.CUE and book.entry(found.id).family in RUDE


def _shown(query: str) -> str:
    """A query as typed, which Slack has escaped already, made short and harmless."""
    short = query[:QUERY]
    return escape(re.sub(r"&(?:amp|lt|gt);|[<>&*_~`]", " ", short).strip())


def _of_the_team(own: Ours, query: str) -> tuple[Found, ...]:
    """The team's own wordings that fit the words of a query."""
    pages = [
        (
            Found(kind=Kind.WORDING, id=one.id, title="", line=one.text, technique=one.technique),
            {one.text: 2, one.technique: 1},
        )
        for one in own.wordings
    ]
    return Index(pages).search(query)[:TEAM]


def _nearest(book: Phrasebook, query: str) -> Found | None:
    """The technique whose name looks most like a query, for typing errors."""
    names = _names(book)
    close = get_close_matches(_plain(query[:QUERY]), names, n=1)
    if not close:
        return None
    page = names[close[0]]
    return Found(kind=Kind.TECHNIQUE, id=page.slug, title=page.name, line=page.tip, technique=page.slug)


def _team_result(book: Phrasebook, found: Found) -> list[Block]:
    return [quoted(found.line), section(book.say("phrasebook.team_lead"), accessory=copy_button(book, found.line))]


def _result(book: Phrasebook, found: Found) -> Block:
    title, line = escape(found.title), escape(found.line)
    if found.kind is Kind.WORDING:
        text = book.say("phrasebook.found_wording", title=title, line=line)
        return section(text, accessory=copy_button(book, escape(found.line)))
    opens = button(book.say("phrasebook.open"), "phrasebook_open", f"{found.kind}:{found.id}")
    if found.kind is Kind.CUE:
        return section(book.say("phrasebook.found_cue", title=title, line=line), accessory=opens)
    return section(book.say("phrasebook.found_technique", name=title, line=line), accessory=opens)


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[a-z]+", name.lower()))
