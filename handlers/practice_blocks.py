"""What a practice looks like: a proposal, the list, the customer's turn, the coach."""

from collections.abc import Collection, Iterable, Sequence

from bot.practice import coach
from handlers.blocks import Block, actions, button, menu, section
from handlers.rich_text import escape
from phrasebook.book import Phrasebook
from phrasebook.practice import State, line
from phrasebook.practice_pages import End, Scenario
from phrasebook.search import Kind
from phrasebook.sources import Source

START, GO_ON, START_OVER, STOP = "practice_start", "practice_go_on", "practice_start_over", "practice_stop"
ANOTHER, NEXT, LIST = "practice_another", "practice_next", "practice_list"
MENU = 25
"""Scenarios in one menu; Slack takes a hundred."""


def _about(book: Phrasebook, scenario: Scenario) -> dict[str, str]:
    """What a scenario is called, what it is about, and how long it takes, in words."""
    minutes = book.say(f"practice.minutes_{scenario.turns}")
    return {"name": escape(scenario.name), "line": escape(scenario.line), "minutes": minutes}


def proposal_blocks(book: Phrasebook, scenario: Scenario) -> list[Block]:
    """One scenario, with a button that starts it."""
    say = book.say
    text = say("practice.propose", **_about(book, scenario), who=escape(scenario.who))
    buttons = [
        button(say("practice.start"), START, scenario.slug, style="primary"),
        button(say("practice.another"), ANOTHER, scenario.slug),
        button(say("practice.all"), LIST, scenario.slug),
    ]
    return [section(text), actions(buttons)]


def list_blocks(book: Phrasebook, done: Collection[str]) -> list[Block]:
    """All scenarios by what the trouble came from, what was done marked, and menus to pick from."""
    listed = tuple(book.practice.scenarios.values())
    by_source = ((source, [one for one in listed if one.source is source]) for source in Source)
    return [
        section(book.say("practice.listed")),
        *(_source(book, source, found, done) for source, found in by_source if found),
        *_menus(book, listed),
    ]


def _source(book: Phrasebook, source: Source, listed: Iterable[Scenario], done: Collection[str]) -> Block:
    mark = book.say("practice.list_done")
    lines = [
        book.say("practice.list_line", **_about(book, one), done=mark if one.slug in done else "") for one in listed
    ]
    return section("\n".join([f"_{book.say(f'practice.source_{source}')}_", *lines]))


def _menus(book: Phrasebook, listed: Sequence[Scenario]) -> list[Block]:
    parts = (listed[first : first + MENU] for first in range(0, len(listed), MENU))
    label = book.say("practice.pick")
    return [actions([menu(label, START, {one.slug: one.name for one in part})]) for part in parts]


def near_blocks(book: Phrasebook, asked: str, near: Sequence[Scenario]) -> list[Block]:
    """Scenarios that may have been meant, each with its button."""
    return [
        section(book.say("practice.near", asked=escape(asked))),
        *(
            section(
                book.say("practice.list_line", **_about(book, one), done=""),
                accessory=button(book.say("practice.start"), START, one.slug),
            )
            for one in near
        ),
    ]


def running_blocks(book: Phrasebook, scenario: Scenario, run: str, asked: Scenario | None = None) -> list[Block]:
    """What somebody is in the middle of, with all that they can do about it; `run` is what the buttons are about."""
    text = book.say("practice.running", name=escape(scenario.name))
    if asked and asked is not scenario:
        text = book.say("practice.running_before", name=escape(scenario.name), asked=escape(asked.name))
    buttons = [
        button(book.say("practice.go_on"), GO_ON, run, style="primary"),
        button(book.say("practice.start_over"), START_OVER, run),
        button(book.say("practice.stop"), STOP, run),
    ]
    return [section(text), actions(buttons)]


def opening_blocks(book: Phrasebook, scenario: Scenario, keys: Sequence[str]) -> list[Block]:
    """How it works, and the customer's first words."""
    intro = book.say("practice.intro", name=escape(scenario.name), who=escape(_lowered(scenario.who)))
    return [section(intro), {"type": "divider"}, *turn_blocks(book, scenario, keys)]


def turn_blocks(book: Phrasebook, scenario: Scenario, keys: Sequence[str]) -> list[Block]:
    """The customer's words."""
    words = escape(" ".join(line(scenario, key) for key in keys))
    return [section(book.say("practice.speaks", who=escape(scenario.who.partition(",")[0]), words=words))]


def end_blocks(book: Phrasebook, scenario: Scenario, state: State) -> list[Block]:
    """The customer's last words, what the coach makes of it, and where to read on."""
    said = coach(book.practice, scenario, state)
    lesson = scenario.ending(state.end or End.HARD).lesson
    worked = book.say("practice.coach_worked", lines=_bullets(book, said.worked)) if said.worked else ""
    onward = [
        *([_page_button(book, said.page)] if said.page else []),
        button(book.say("practice.another"), NEXT, scenario.slug),
        button(book.say("practice.again"), START, scenario.slug),
    ]
    return [
        *turn_blocks(book, scenario, (f"end.{state.end}",)),
        {"type": "divider"},
        section(book.say("practice.coach")),
        section(worked or book.say("practice.coach_nothing")),
        *([section(book.say("practice.coach_try"))] if said.tips else []),
        *(section(_bullets(book, [tip.words]), accessory=_page_button(book, tip.technique)) for tip in said.tips),
        section(book.say("practice.coach_lesson", lesson=escape(lesson))),
        actions(onward),
    ]


def _page_button(book: Phrasebook, technique: str) -> Block:
    name = book.technique(technique).name
    return button(book.say("practice.page", name=name), "phrasebook_open", f"{Kind.TECHNIQUE}:{technique}")


def _bullets(book: Phrasebook, lines: Iterable[str]) -> str:
    return "\n".join(book.say("practice.coach_bullet", line=escape(one)) for one in lines)


def _lowered(who: str) -> str:
    """“A customer” within a sentence."""
    return f"a {who[2:]}" if who.startswith("A ") else who
