"""What admins see of what may be given: the list, and the form for one. Pure builders and readers."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from bot.impact import Rank
from bot.remedies import LONGEST_UP_TO, LONGEST_WORDS, MOST_KEPT, Remedy, RemedyKind, is_something
from bot.sources import Source
from handlers.blocks import Block, actions, button, clamp, context, modal, plain, quoted, section, text_input, typed
from handlers.case_impact import select, short
from handlers.rich_text import escape
from phrasebook.book import Phrasebook

FORM = "remedy_form"
LIMITS = {"words": LONGEST_WORDS, "up_to": LONGEST_UP_TO}


def line_of(book: Phrasebook, remedy: Remedy) -> str:
    """What it is, and the most that may be given."""
    kind = book.say(remedy.kind.key)
    if not remedy.up_to:
        return book.say("remedies.one", kind=kind)
    return book.say("remedies.one_up_to", kind=kind, up_to=escape(remedy.up_to))


def list_view(book: Phrasebook, remedies: Sequence[Remedy]) -> Block:
    """Everything that may be given, each with its buttons."""
    say = book.say
    full = len(remedies) >= MOST_KEPT
    blocks = [
        section(say("remedies.list_lead")),
        *([] if remedies else [section(say("remedies.list_none"))]),
        *(block for remedy in remedies for block in _listed(book, remedy)),
        {"type": "divider"},
        section(say("remedies.list_full")) if full else actions([_adder(book)]),
    ]
    return modal("remedies", say("remedies.title"), say("remedies.close"), blocks)


def told(book: Phrasebook, text: str) -> Block:
    """A window that only says something."""
    return modal("told", book.say("remedies.title"), book.say("remedies.close"), [section(text)])


def form_view(book: Phrasebook, remedy: Remedy | None = None) -> Block:
    """The form for one; what it is about to take the place of comes back with it."""
    say = book.say
    kinds = {kind.value: say(kind.key) for kind in RemedyKind}
    ranks = {str(int(rank)): say(rank.key) for rank in Rank}
    words, up_to = (remedy.words, remedy.up_to) if remedy else ("", "")
    rank = str(int(remedy.from_rank if remedy else Rank.ANNOYED))
    kind = remedy.kind.value if remedy else RemedyKind.REPLACEMENT.value
    blocks = [
        select("kind", say("remedies.form_kind"), kinds, initial=kind, optional=False),
        _hinted(text_input("words", say("remedies.form_words"), initial=words), say("remedies.form_words_hint")),
        _hinted(
            text_input("up_to", say("remedies.form_up_to"), initial=up_to, optional=True, multiline=False),
            say("remedies.form_up_to_hint"),
        ),
        _sources(book, remedy.sources if remedy else frozenset()),
        select("rank", say("remedies.form_rank"), ranks, initial=rank, optional=False),
        _yes(book, ticked=bool(remedy and remedy.needs_yes)),
    ]
    keep, back = say("remedies.form_keep"), say("remedies.back")
    return modal(FORM, say("remedies.title"), back, blocks, submit=keep, metadata=remedy.id if remedy else "")


def faults_of(book: Phrasebook, view: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the way of keeping it, by the input."""
    faults = {
        name: book.say("remedies.form_long", most=str(most))
        for name, most in LIMITS.items()
        if len(typed(view, name).strip()) > most
    }
    if not is_something(typed(view, "up_to").strip()):
        faults["up_to"] = book.say("remedies.form_nothing")
    return faults if typed(view, "words").strip() else faults | {"words": book.say("remedies.form_empty")}


def remedy_in(view: Mapping[str, Any]) -> Remedy:
    """What a form without faults says, as a remedy of its own."""
    return Remedy(
        id=uuid4().hex,
        kind=RemedyKind(typed(view, "kind")),
        words=typed(view, "words").strip(),
        up_to=typed(view, "up_to").strip(),
        sources=frozenset(Source(slug) for slug in _ticked(view, "sources")),
        from_rank=Rank(int(typed(view, "rank"))),
        needs_yes=bool(_ticked(view, "needs_yes")),
    )


def _listed(book: Phrasebook, remedy: Remedy) -> list[Block]:
    say = book.say
    sources = ", ".join(say(source.key) for source in sorted(remedy.sources))
    facts = [
        say("remedies.sources_some", sources=sources) if sources else say("remedies.sources_all"),
        say("remedies.from_rank", rank=say(remedy.from_rank.key)),
        say("remedies.needs_yes" if remedy.needs_yes else "remedies.needs_no_yes"),
    ]
    buttons = [
        button(say("remedies.change"), "remedy_change", remedy.id),
        button(say("remedies.remove"), "remedy_remove", remedy.id),
    ]
    return [section(line_of(book, remedy)), quoted(escape(remedy.words)), context("\n".join(facts)), actions(buttons)]


def _adder(book: Phrasebook) -> Block:
    return button(book.say("remedies.add"), "remedy_add", "add", style="primary")


def _sources(book: Phrasebook, chosen: frozenset[Source]) -> Block:
    options = {source: {"text": plain(short(book.say(source.key))), "value": source.value} for source in Source}
    element: Block = {
        "type": "multi_static_select",
        "action_id": "sources",
        "placeholder": plain(clamp(book.say("remedies.form_sources"), 150)),
        "options": list(options.values()),
    }
    if chosen:
        element["initial_options"] = [options[source] for source in Source if source in chosen]
    hint = book.say("remedies.form_sources_hint")
    return _hinted(_input("sources", book.say("remedies.form_sources"), element), hint)


def _yes(book: Phrasebook, *, ticked: bool) -> Block:
    option = {"text": plain(book.say("remedies.form_yes_tick")), "value": "yes"}
    element: Block = {"type": "checkboxes", "action_id": "needs_yes", "options": [option]}
    if ticked:
        element["initial_options"] = [option]
    return _input("needs_yes", book.say("remedies.form_yes"), element)


def _input(block_id: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, "optional": True}


def _hinted(block: Block, hint: str) -> Block:
    return block | {"hint": plain(hint)}


def _ticked(view: Mapping[str, Any], block_id: str) -> list[str]:
    state = view["state"]["values"].get(block_id, {}).get(block_id, {})
    return [str(option["value"]) for option in state.get("selected_options") or ()]
