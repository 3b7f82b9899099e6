"""The pages of the phrasebook as Slack shows them: a technique, or a cue with the technique that answers it."""

from handlers.blocks import Block, button, context, modal, quoted, section
from handlers.ours import Ours
from handlers.rich_text import escape
from phrasebook.book import Phrasebook
from phrasebook.techniques import Technique

MOST = 8
"""How many of the team's own wordings stand on a page: Slack takes fifty blocks in a message."""


def technique_page(book: Phrasebook, slug: str, ours: Ours, *, copies: bool) -> Block | None:
    """A modal with the page of a technique; None where there is no such page."""
    technique = technique_of(book, slug)
    return _page(book, technique_blocks(book, technique, ours, copies=copies)) if technique else None


def cue_page(book: Phrasebook, cue: str, ours: Ours, *, copies: bool) -> Block | None:
    """A modal that says why a phrase may land badly, with the page that helps; None where there is no such cue.

    The example is only for who looks it up: who asks about a draft has their own words before them.
    """
    try:
        entry = book.entry(cue)
    except KeyError:
        return None
    example = [section(book.say("why.phrase")), section(f"“{escape(entry.hits[0])}”")] if copies else []
    blocks = [
        *example,
        section(entry.why),
        section(entry.say),
        {"type": "divider"},
        *technique_blocks(book, book.technique(entry.technique), ours, copies=copies),
    ]
    return _page(book, blocks)


def technique_of(book: Phrasebook, slug: str) -> Technique | None:
    try:
        return book.technique(slug)
    except KeyError:
        return None


def technique_blocks(book: Phrasebook, technique: Technique, ours: Ours, *, copies: bool) -> list[Block]:
    """The whole page; `copies` is whether its phrases can be copied into a draft from where it is shown."""
    say = book.say
    return [
        section(say("phrasebook.heading", name=technique.name, tip=technique.tip)),
        section(escape(technique.what)),
        section(say("phrasebook.helps", text=escape(technique.helps))),
        section(say("phrasebook.not_when", text=escape(technique.not_when))),
        *(_example(book, one.before, one.after, copies=copies) for one in technique.examples),
        *_team_words(book, technique, ours, copies=copies),
        context(say("phrasebook.source", source=technique.source)),
    ]


def copy_button(book: Phrasebook, words: str) -> Block:
    """Opens a draft with these words, given as mrkdwn."""
    return button(book.say("phrasebook.copy"), "phrasebook_copy", words)


def _example(book: Phrasebook, before: str, after: str, *, copies: bool) -> Block:
    text = book.say("phrasebook.before_after", before=escape(before), after=escape(after))
    return section(text, accessory=copy_button(book, escape(after)) if copies else None)


def _team_words(book: Phrasebook, technique: Technique, ours: Ours, *, copies: bool) -> list[Block]:
    wordings = ours.wordings_of(technique.slug)[:MOST]
    if not wordings:
        return []
    blocks = [section(book.say("phrasebook.team"))]
    for wording in wordings:
        blocks.append(quoted(wording.text))
        blocks.extend([_copied(book, wording.text)] if copies else [])
    return blocks


def _copied(book: Phrasebook, words: str) -> Block:
    return section(book.say("phrasebook.team_lead"), accessory=copy_button(book, words))


def _page(book: Phrasebook, blocks: list[Block]) -> Block:
    return modal("told", book.say("phrasebook.title"), book.say("why.close"), blocks)
