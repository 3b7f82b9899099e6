"""The form for sharing up: who will read it is named before anything is sent. Pure builders and readers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.cases import Need
from bot.people import Person
from bot.routing import Choice, Route
from bot.sources import Source
from handlers.blocks import TEXT_LIMIT, Block, context, modal, plain, quoted_whole, section, text_input
from handlers.case_card import clock
from handlers.case_impact import Chosen, impact_blocks, select, short, shown_again
from handlers.rich_text import escape
from handlers.shapes import NotOurs
from phrasebook.book import Phrasebook

FORM = "share_up"
READER = "share_reader"
PASS_ON = "pass_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """What the form shows; `reader` is the id of who is named now, `passes` whom it would go on to if they are silent.

    `quotable` are the timestamps and the beginnings of the thread's messages. `source` is what the thread's cues speak
    for. `sealed` comes back with the form.
    """

    route: Route
    reader: str
    passes: Sequence[Person]
    quotable: Sequence[tuple[str, str]]
    typed: str
    notice: str
    help_text: str
    sealed: str
    source: Source | None = None


def form(book: Phrasebook, view: FormView, now: datetime) -> Block:
    say = book.say
    blocks = [
        *([section(view.notice)] if view.notice else []),
        text_input("what", say("share.what"), initial=view.typed[:TEXT_LIMIT]),
        *_rest(book, view.typed[TEXT_LIMIT:]),
        context(say("share.what_hint")),
        *reader_blocks(book, view),
        select("need", say("share.need"), {need: say(f"cases.need_{need}") for need in Need}, initial=Need.ADVICE),
        *_quotes(book, view),
        *impact_blocks(book, Chosen(source=view.source, is_guess=True), now),
        *_help(book, view.help_text),
    ]
    return modal(FORM, say("share.title"), say("share.close"), blocks, submit=say("share.send"), metadata=view.sealed)


def reader_blocks(book: Phrasebook, view: FormView) -> list[Block]:
    """Who reads it, when to expect an answer, and to whom it would be passed on."""
    say = book.say
    options = {
        choice.person.slack_id: say(
            "share.option",
            name=name_of(choice.person),
            state=say("routing.reachable" if choice.reachable else "routing.not_reachable"),
        )
        for choice in view.route.choices
    }
    chosen = select(READER, say("share.reader"), options, initial=view.reader, optional=False)
    blocks = [chosen | {"dispatch_action": True}, section(_named(book, view), block_id="reader_note")]
    if view.passes and view.reader:
        names = say("routing.pass_on", names=", ".join(name_of(person) for person in view.passes))
        option = {"text": plain(short(names)), "value": "yes"}
        boxes = {"type": "checkboxes", "action_id": PASS_ON, "options": [option], "initial_options": [option]}
        blocks.append(_input(pass_block(view.reader), say("share.pass_on"), boxes))
        if short(names) != names:
            blocks.append(context(escape(names)) | {"block_id": f"{PASS_ON}_names"})
    return blocks


def blocked(book: Phrasebook, reason: str, typed_words: str, help_text: str) -> Block:
    """Why nothing can be sent, with what was typed."""
    words = [section(book.say("share.your_words")), *quoted_whole(typed_words)] if typed_words else []
    blocks = [section(reason), *words, *_help(book, help_text)]
    return modal("told", book.say("share.title"), book.say("share.close"), blocks)


def loading(book: Phrasebook) -> Block:
    return modal("told", book.say("share.title"), book.say("share.close"), [section(book.say("share.loading"))])


def with_reader(view: Mapping[str, Any], blocks: Sequence[Block], sealed: str) -> Block:
    """The open form with other blocks about its reader; what was filled in stays."""
    kept = [block for block in view["blocks"] if not _is_about_reader(block)]
    places = [at for at, block in enumerate(view["blocks"]) if _is_about_reader(block)]
    if not places:
        raise NotOurs
    place = places[0]
    return shown_again(view, [*kept[:place], *blocks, *kept[place:]], sealed)


def pass_block(reader: str) -> str:
    return f"{PASS_ON}_{reader}"


def passes_on(view: Mapping[str, Any], reader: str) -> bool:
    """Whether the box beside the names for this reader is ticked."""
    state = view["state"]["values"].get(pass_block(reader), {}).get(PASS_ON, {})
    return bool(state.get("selected_options"))


def quotes_of(view: Mapping[str, Any]) -> list[str]:
    """The timestamps of the messages that were chosen to be quoted."""
    state = view["state"]["values"].get("quotes", {}).get("quotes", {})
    return [str(option["value"]) for option in state.get("selected_options") or ()]


def name_of(person: Person) -> str:
    return person.name or person.slack_id


def _named(book: Phrasebook, view: FormView) -> str:
    named = next((choice for choice in view.route.choices if choice.person.slack_id == view.reader), None)
    if named is None:
        return book.say("routing.choose")
    goes_on = f" {book.say('routing.goes_on')}" if view.passes else ""
    return f"{_reader(book, view, named)}{goes_on}"


def _reader(book: Phrasebook, view: FormView, named: Choice) -> str:
    name = f"*{escape(name_of(named.person))}*"
    if named.reachable:
        return book.say("routing.reader", name=name)
    is_default = view.route.default is not None and view.route.default.slack_id == view.reader
    if is_default and view.route.expected_at is not None:
        return book.say("routing.reader_later", name=name, when=clock(view.route.expected_at))
    return book.say("routing.reader_waits", name=name)


def _rest(book: Phrasebook, words: str) -> list[Block]:
    """What did not fit into the field, so that nothing typed is lost."""
    return [section(book.say("share.rest_of_words")), *quoted_whole(words)] if words else []


def _quotes(book: Phrasebook, view: FormView) -> list[Block]:
    if not view.quotable:
        return []
    options = [{"text": plain(short(text)), "value": ts} for ts, text in view.quotable]
    element = {
        "type": "multi_static_select",
        "action_id": "quotes",
        "placeholder": plain(book.say("share.quote")),
        "options": options,
    }
    return [_input("quotes", book.say("share.quote"), element, hint=book.say("share.quote_hint"))]


def _help(book: Phrasebook, text: str) -> list[Block]:
    return [context(book.say("share.help", text=escape(text)))] if text else []


def _input(block_id: str, label: str, element: Block, *, optional: bool = True, hint: str = "") -> Block:
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label), "element": element}
    return block | {"optional": optional} | ({"hint": plain(hint)} if hint else {})


def _is_about_reader(block: Mapping[str, Any]) -> bool:
    about = str(block.get("block_id", ""))
    return about in (READER, "reader_note") or about.startswith(PASS_ON)
