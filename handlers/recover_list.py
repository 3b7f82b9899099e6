"""The list of who tells customers: one message, one row for each channel, pages where there are many. Pure builders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.recover import Run, State
from bot.recover_telling import Stands, Telling
from bot.recover_words import message
from handlers.blocks import Block, actions, button, context, quoted, section
from handlers.rich_text import escape
from phrasebook.book import Phrasebook

ROWS = 8
"""Channels on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """The channels of one owner; `zone` is their clock, `seal` makes the value of a button from what it carries."""

    run: Run
    tellings: Sequence[Telling]
    page: int
    zone: str
    now: datetime
    seal: Callable[..., str]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.tellings) // ROWS))

    @property
    def shown(self) -> int:
        """The page that is shown: the last one where fewer are left than were asked for."""
        return min(self.page, self.pages - 1)


def list_blocks(book: Phrasebook, view: ListView) -> list[Block]:
    """The list, as it stands now; what waits comes first."""
    if not view.tellings:
        return [section(book.say("recover.list_over"))]
    ordered = sorted(view.tellings, key=lambda one: not one.is_due(view.run.revision))
    rows = ordered[view.shown * ROWS : (view.shown + 1) * ROWS]
    live = view.run.state is State.RELEASED
    return [
        section(_lead(book, view)),
        *(_message(book, view) if live else []),
        context(_count(book, view)),
        *(block for telling in rows for block in _row(book, view, telling)),
        *_turning(book, view),
    ]


def _lead(book: Phrasebook, view: ListView) -> str:
    if view.run.state is not State.RELEASED:
        return book.say("recover.list_stopped")
    if not any(one.is_due(view.run.revision) for one in view.tellings):
        return book.say("recover.list_done")
    return book.say("recover.list_changed" if view.run.revision > 1 else "recover.list_lead")


def _message(book: Phrasebook, view: ListView) -> list[Block]:
    """The text, once for all channels that wait."""
    due = [one for one in view.tellings if one.is_due(view.run.revision)]
    if not due:
        return []
    update = all(one.told for one in due)
    text = message(book, view.run, view.zone, view.now, update=update)
    return [section(book.say("recover.list_message")), quoted(escape(text))]


def _count(book: Phrasebook, view: ListView) -> str:
    done = sum(not one.is_due(view.run.revision) for one in view.tellings)
    words = [book.say("recover.list_count", done=str(done), all=str(len(view.tellings)))]
    if view.pages > 1:
        words.append(book.say("recover.list_page", page=str(view.shown + 1), pages=str(view.pages)))
    return " · ".join(words)


def _row(book: Phrasebook, view: ListView, telling: Telling) -> list[Block]:
    say = book.say
    title = section(say(f"recover.row_{_state(telling, view.run.revision)}", channel=f"<#{telling.channel}>"))
    if view.run.state is not State.RELEASED or not telling.is_due(view.run.revision):
        return [title]
    value = view.seal(channel=telling.channel)
    edit = button(say("recover.edit"), "recover_edit", value, style="primary")
    show = button(say("recover.show"), "recover_edit", value)
    rest = [
        button(say("recover.decline"), "recover_decline", value),
        button(say("recover.already"), "recover_already", value),
    ]
    return [title, actions([edit if telling.inside else show, *rest])]


def _state(telling: Telling, revision: int) -> str:
    if telling.is_behind(revision):
        return "behind"
    if telling.stands is Stands.TOLD and telling.by_hand:
        return "by_hand"
    if telling.stands is Stands.OPEN and not telling.inside:
        return "outside"
    return telling.stands.value


def _turning(book: Phrasebook, view: ListView) -> list[Block]:
    turns = [("earlier", view.shown - 1), ("later", view.shown + 1)]
    buttons = [
        button(book.say(f"recover.{name}"), f"recover_{name}", view.seal(page=page))
        for name, page in turns
        if 0 <= page < view.pages
    ]
    return [actions(buttons)] if buttons else []
