"""What a Home looks like: pure builders from what its viewer may see to blocks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.case_rules import LIVE
from bot.cases import Case
from bot.followups import FollowUp
from bot.home import Home, Part
from bot.home_cases import moved_at, waiting_since
from bot.messages import Place
from bot.mutes import Mute
from handlers.blocks import Block, actions, button, clamp, menu, quoted, section
from handlers.case_card import clock
from handlers.followup_blocks import date_token
from handlers.home_admin import HealthNow, admin_rows
from handlers.home_pages import Chapter, Row
from handlers.home_rounds import round_row
from handlers.home_trends import trend_rows
from handlers.rich_text import escape
from handlers.whereabouts import place_words, thread_link
from phrasebook.book import Phrasebook

SHOWN = 300
"""How much of a note or of a case's words is repeated, in characters."""
SOONEST = 12
"""Promises that stand before everything else; later ones come after it."""
SNOOZES = ("hour", "tomorrow", "pick")


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """A Home with all that its blocks are made from.

    `said` are the viewer's own words about each case that they shared, by its id. `seal` makes what a button on a case
    carries, from the case's id. `url` is the workspace's, `zone` where the viewer's clock hangs. `alike` are the
    numbers of those shared that look like one fault.
    """

    home: Home
    said: Mapping[str, str]
    seal: Callable[[str], str]
    url: str
    zone: str
    health: HealthNow
    now: datetime
    alike: tuple[tuple[str, ...], ...] = ()


def chapters(book: Phrasebook, view: HomeView) -> list[Chapter]:
    """The parts of a Home, in their order; of many promises the later ones come last, so that nothing hides behind."""
    rows = {
        Part.FIRST: _first,
        Part.PROMISED: _promised,
        Part.OWN: _own,
        Part.SHARED: _shared,
        Part.TEAM: _team,
        Part.TRENDS: _trends,
        Part.HINTS: _hints,
        Part.PRACTICE: _practice,
    }
    found = [
        Chapter(
            book.say(f"home.title_{part}"),
            tuple(rows[part](book, view) if part in rows else admin_rows(book, view.home, part, view.health)),
        )
        for part in view.home.parts
    ]
    later = tuple(_promise(book, view, one) for one in view.home.promised[SOONEST:])
    return [*found, *([Chapter(book.say("home.title_later"), later)] if later else [])]


def _first(book: Phrasebook, view: HomeView) -> list[Row]:
    return [round_row(book, view.url, one) for one in view.home.rounds]


def _promised(book: Phrasebook, view: HomeView) -> list[Row]:
    open_ones = [_promise(book, view, one) for one in view.home.promised[:SOONEST]]
    nothing: list[Row] = [[section(book.say("home.promised_none"))]]
    more = len(view.home.promised) - SOONEST
    rest: list[Row] = [[section(book.say("home.promised_more", many=str(more)))]] if more > 0 else []
    return [*(_ended(book, one) for one in view.home.ended), *(open_ones or nothing), *rest]


def _promise(book: Phrasebook, view: HomeView, one: FollowUp) -> Row:
    key = "home.promise_past" if one.due_at <= view.now else "home.promise"
    when = date_token(one.due_at, view.zone, view.now)
    later = {f"{one.id}:{each}": book.say(f"followup.snooze_{each}") for each in SNOOZES}
    buttons = [
        button(book.say("followup.done_button"), "home_done", one.id),
        menu(book.say("home.snooze"), "home_snooze", later),
        button(book.say("home.cancel"), "home_cancel", one.id),
    ]
    text = book.say(key, when=when, place=place_words(book, view.url, one.place))
    # Under a name of its own for each state, so that what was once chosen in the menu is not chosen still.
    return [section(text), *_note(one.note), actions(buttons, block_id=f"{one.id}:{one.revision}")]


def _ended(book: Phrasebook, one: FollowUp) -> Row:
    undo = button(book.say("followup.undo"), "home_undo", one.id)
    return [section(book.say(f"home.ended_{one.state}"), accessory=undo), *_note(one.note)]


def _note(words: str) -> list[Block]:
    return [quoted(escape(clamp(words, SHOWN)))] if words else []


def _own(book: Phrasebook, view: HomeView) -> list[Row]:
    return [_own_case(book, view, case) for case in view.home.own] or [[section(book.say("home.own_none"))]]


def _own_case(book: Phrasebook, view: HomeView, case: Case) -> Row:
    key = "home.own_case" if case.state in LIVE else "home.own_over"
    text = book.say(key, holder=f"<@{case.holder}>", **_standing(book, case))
    words = view.said.get(case.id, "")
    return [
        section(text, accessory=_opener(book, view, case)),
        *([quoted(clamp(escape(words), SHOWN))] if words else []),
    ]


def _shared(book: Phrasebook, view: HomeView) -> list[Row]:
    if not view.home.shared:
        return [[section(book.say("home.shared_none"))]]
    return [
        *(_alike(book, group) for group in view.alike),
        *(_shared_case(book, view, case) for case in view.home.shared),
    ]


def _alike(book: Phrasebook, group: tuple[str, ...]) -> Row:
    return [section(book.say("home.shared_alike", many=str(len(group)), numbers=", ".join(group)))]


def _shared_case(book: Phrasebook, view: HomeView, case: Case) -> Row:
    waits = waiting_since(case)
    key = "home.shared_in_hand" if waits is None else "home.shared_waits"
    standing = _standing(book, case) | ({} if waits is None else {"since": clock(waits)})
    slots = {"sharer": f"<@{case.sharer}>", "need": book.say(f"cases.need_{case.need}")}
    text = book.say(key, impact=book.say(case.rank.key), **standing, **slots)
    return [section(text, accessory=_opener(book, view, case))]


def _standing(book: Phrasebook, case: Case) -> dict[str, str]:
    state = book.say(f"cases.state_{case.state}")
    return {"number": case.number, "state": state, "since": clock(moved_at(case))}


def _opener(book: Phrasebook, view: HomeView, case: Case) -> Block:
    return button(book.say("home.open"), "home_case", view.seal(case.id))


def _team(book: Phrasebook, view: HomeView) -> list[Row]:
    many = view.home.team_open
    return [[section(book.say("home.team_few") if many is None else book.say("home.team_open", many=str(many)))]]


def _trends(book: Phrasebook, view: HomeView) -> list[Row]:
    return trend_rows(book, view.home.trends)


def _hints(book: Phrasebook, view: HomeView) -> list[Row]:
    on = view.home.hints_on
    switch = "off" if on else "on"
    made = button(book.say(f"home.hints_switch_{switch}"), f"home_hints_{switch}", switch)
    narrow = (mute for mute in view.home.mutes if mute.channel)
    return [[section(book.say(f"home.hints_{'on' if on else 'off'}"), accessory=made)], *_mutes(book, view, narrow)]


def _mutes(book: Phrasebook, view: HomeView, mutes: Iterable[Mute]) -> list[Row]:
    return [[section(_muted(book, view, mute), accessory=_unmute(book, mute))] for mute in mutes]


def _muted(book: Phrasebook, view: HomeView, mute: Mute) -> str:
    place = Place(workspace=mute.workspace, channel=mute.channel, thread=mute.thread)
    link = thread_link(view.url, place) if mute.thread else ""
    slots = {"link": link} if link else {}
    return book.say(f"home.muted_{'thread' if link else 'channel'}", channel=f"<#{mute.channel}>", **slots)


def _unmute(book: Phrasebook, mute: Mute) -> Block:
    return button(book.say("home.unmute"), "home_unmute", f"{mute.channel}:{mute.thread}")


def _practice(book: Phrasebook, view: HomeView) -> list[Row]:
    start = button(book.say("home.practice_start"), "practice_start", "home")
    return [[section(book.say("home.practice"), accessory=start)]]
