"""The card of who releases a round: a preview first, then how far it has come. Pure builders."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.recover import Run, State
from bot.recover_progress import Progress, left_to, progress
from bot.recover_telling import Stands, Telling
from bot.recover_words import clock, message
from handlers.blocks import QUOTE_LIMIT, Block, actions, button, clamp, context, plain, quoted, section
from handlers.rich_text import escape
from phrasebook.book import Phrasebook

FEW = 12
"""Lines that a card shows of a kind; *All channels* has the rest."""
NAMES = 6
"""Channels that one such line names."""
LINES = 35
"""Lines of one paragraph in the list of all channels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A round as who was asked sees it now; `zone` is their clock, `seal` makes the value of their buttons."""

    run: Run
    tellings: Sequence[Telling]
    zone: str
    now: datetime
    seal: Callable[[], str]


def card_blocks(book: Phrasebook, view: CardView) -> list[Block]:
    """The card, as it stands now."""
    if view.run.state is State.PROPOSED:
        return [*_proposal(book, view), actions(_proposal_buttons(book, view))]
    if view.run.state is State.REFUSED:
        return [section(book.say("recover.card_refused")), *_text(book, view)]
    lead = "recover.card_released" if view.run.state is State.RELEASED else "recover.card_stopped"
    return [section(book.say(lead)), *_progress(book, view), *_text(book, view), actions(_run_buttons(book, view))]


def preview_blocks(book: Phrasebook, view: CardView) -> list[Block]:
    """What goes to the owners, before it does."""
    say = book.say
    lead = say("recover.preview_lead", channels=channels_in_words(book, view.run))
    return [section(lead), quoted(escape(_message(book, view))), context(say("recover.preview_note"))]


def channels_in_words(book: Phrasebook, run: Run) -> str:
    """The channels that a round was proposed for, as links; the rest of many as a number."""
    named = [f"<#{channel}>" for channel in run.channels]
    everywhere = [book.say("recover.card_everywhere")] if run.everywhere else []
    return _some(book, [*named[:FEW], *everywhere], more=len(named) - FEW)


def all_blocks(book: Phrasebook, view: CardView) -> list[Block]:
    """A line for every channel."""
    lines = [_line(book, telling, view.run.revision) for telling in view.tellings]
    return [section("\n".join(lines[first : first + LINES])) for first in range(0, len(lines), LINES)]


def _proposal(book: Phrasebook, view: CardView) -> list[Block]:
    say, run = book.say, view.run
    own = run.proposer == run.lead
    lead = say("recover.card_own") if own else say("recover.card_proposed", proposer=f"<@{run.proposer}>")
    where = say("recover.card_channels", channels=channels_in_words(book, run))
    return [section(f"{lead}\n{where}"), *_text(book, view)]


def _text(book: Phrasebook, view: CardView) -> list[Block]:
    say, run = book.say, view.run
    by, news = (clock(book, at, view.zone, view.now) for at in (run.by_at, run.news_at))
    style = say(f"recover.style_{run.style.value}")
    return [
        section(say("recover.card_message", style=style)),
        quoted(escape(_message(book, view))),
        context(say("recover.card_by", by=by, news=news)),
    ]


def _message(book: Phrasebook, view: CardView) -> str:
    return message(book, view.run, view.zone, view.now, update=view.run.revision > 1)


def _progress(book: Phrasebook, view: CardView) -> list[Block]:
    found = progress(view.tellings, view.run.revision)
    lines = [_count(book, found), *_waiting(book, view), *_others(book, view.tellings)]
    return [section("\n".join(lines)), *_declined(book, view.tellings)]


def _count(book: Phrasebook, found: Progress) -> str:
    counts = {name: str(getattr(found, name)) for name in ("told", "waiting", "behind", "declined")}
    key = "recover.card_count" if found.behind else "recover.card_count_plain"
    done = f"\n{book.say('recover.card_all_told')}" if found.is_done else ""
    return f"{book.say(key, **counts)}{done}"


def _waiting(book: Phrasebook, view: CardView) -> list[str]:
    """Whom it waits for; not once it was stopped."""
    if view.run.state is not State.RELEASED:
        return []
    left = list(left_to(view.tellings, view.run.revision).items())
    lines = [
        book.say("recover.card_waiting", owner=f"<@{owner}>", channels=_links(book, channels))
        for owner, channels in left[:FEW]
    ]
    return lines + ([_more(book, len(left) - FEW)] if len(left) > FEW else [])


def _others(book: Phrasebook, tellings: Iterable[Telling]) -> list[str]:
    """What nobody can do anything about any more."""
    every = list(tellings)
    archived = [one.channel for one in every if one.stands is Stands.ARCHIVED]
    nobody = [one.channel for one in every if one.stands is Stands.OPEN and not one.owner]
    lines = [("archived", archived), ("nobody", nobody)]
    return [book.say(f"recover.card_{key}", channels=_links(book, found)) for key, found in lines if found]


def _declined(book: Phrasebook, tellings: Iterable[Telling]) -> list[Block]:
    declined = [one for one in tellings if one.stands is Stands.DECLINED]
    blocks: list[Block] = []
    for one in declined[:FEW]:
        why = book.say(f"recover.why_{one.why}")
        told = book.say("recover.card_declined", owner=f"<@{one.owner}>", channel=f"<#{one.channel}>", why=why)
        blocks += [section(told), *([quoted(escape(clamp(one.note, QUOTE_LIMIT)))] if one.note else [])]
    return blocks + ([context(_more(book, len(declined) - FEW))] if len(declined) > FEW else [])


def _line(book: Phrasebook, telling: Telling, revision: int) -> str:
    return book.say(
        f"recover.line_{_state(telling, revision)}", channel=f"<#{telling.channel}>", owner=f"<@{telling.owner}>"
    )


def _state(telling: Telling, revision: int) -> str:
    if telling.stands in (Stands.DECLINED, Stands.ARCHIVED):
        return telling.stands.value
    if telling.is_behind(revision):
        return "behind"
    if telling.stands is Stands.TOLD:
        return "by_hand" if telling.by_hand else "told"
    return "waiting" if telling.owner else "nobody"


def _proposal_buttons(book: Phrasebook, view: CardView) -> list[Block]:
    say = book.say
    return [
        button(say("recover.release"), "recover_release", view.seal(), style="primary"),
        button(say("recover.change"), "recover_change", view.seal()),
        button(say("recover.not_now"), "recover_refuse", view.seal()),
    ]


def _run_buttons(book: Phrasebook, view: CardView) -> list[Block]:
    say, every = book.say, button(book.say("recover.all_channels"), "recover_all", view.seal())
    if view.run.state is not State.RELEASED:
        return [every]
    sure = {
        "title": plain(say("recover.stop_sure")),
        "text": plain(say("recover.stop_text")),
        "confirm": plain(say("recover.stop_yes")),
        "deny": plain(say("recover.stop_no")),
    }
    stop = button(say("recover.stop"), "recover_stop", view.seal()) | {"confirm": sure}
    return [every, button(say("recover.change"), "recover_change", view.seal()), stop]


def _links(book: Phrasebook, channels: Sequence[str]) -> str:
    return _some(book, [f"<#{channel}>" for channel in channels[:NAMES]], more=len(channels) - NAMES)


def _some(book: Phrasebook, words: Sequence[str], *, more: int) -> str:
    return ", ".join([*words, *([_more(book, more)] if more > 0 else [])])


def _more(book: Phrasebook, many: int) -> str:
    return book.say("recover.card_more", many=str(many))
