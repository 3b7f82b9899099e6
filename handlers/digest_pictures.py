"""The pictures of a digest: light and dark enough for any screen, each with words for whoever cannot see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from bot.digest import Course, source_key, sources
from bot.digest_periods import Period
from bot.digest_tables import Table
from bot.saying import Speaks

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Weeks = Sequence[tuple[Period, Table | None]]

PAPER, INK, FAINT = "#f6f4ee", "#24302c", "#6b736f"
BARS = {Course.CALM: "#8fb8a8", Course.COOLED: "#2f6f5e", Course.UPSET: "#c26a2d"}
HATCHES = {Course.CALM: "", Course.COOLED: "//", Course.UPSET: ".."}
UNTOLD = "#d5d3cc"
SIZE, DOTS = (6.4, 4.4), 200
WIDEST = 34
"""Characters of a label; longer ones are broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A PNG, what it is called, and the same in words."""

    file: str
    title: str
    alt: str
    png: bytes


def weeks_picture(book: Speaks, weeks: Weeks) -> Picture:
    """How customers' threads went, week by week; a week of which too little can be told is a faint gap."""
    figure, axes = _canvas()
    _week_bars(book, axes, weeks)
    axes.set_title(book.say("digest.picture_weeks"), loc="left", color=INK, fontsize=13)
    axes.legend(loc="upper left", bbox_to_anchor=(-0.06, -0.2), ncols=2, frameon=False, labelcolor=INK, fontsize=10)
    said = " ".join([book.say("digest.picture_alt_weeks"), *(_week_said(book, *week) for week in weeks)])
    return _picture(book, figure, "weeks", said)


def sources_picture(book: Speaks, period: Period, now: Table, before: Table | None) -> Picture:
    """What was shared up came from, beside the month before."""
    figure, axes = _canvas()
    names = sources(now)[::-1]
    for place, source in enumerate(names):
        many, was = now.parts["source"][source], before.part("source", source) if before else None
        axes.barh(place, many, height=0.42, color=BARS[Course.COOLED])
        axes.text(many, place, f" {many}", va="center", color=INK, fontsize=11)
        if was is not None:
            axes.barh(place - 0.36, was, height=0.2, color=BARS[Course.CALM])
            axes.text(was, place - 0.36, f" {was}", va="center", color=FAINT, fontsize=9)
    labels = [book.say(source_key(source)) for source in names]
    axes.set_yticks(range(len(names)), [_broken(one) for one in labels], color=INK, fontsize=10)
    axes.set_xticks([])
    axes.set_title(_sources_title(book, period, before), loc="left", x=0, color=INK, fontsize=13)
    said = ", ".join(
        book.say("digest.picture_alt_source", label=book.say(source_key(one)), many=str(now.parts["source"][one]))
        for one in sources(now)
    )
    return _picture(book, figure, "sources", book.say("digest.picture_alt_sources", period=period.name, sources=said))


def _week_bars(book: Speaks, axes: "Axes", weeks: Weeks) -> None:
    for place, (_, table) in enumerate(weeks):
        if table is None:
            few = book.say("digest.picture_few")
            axes.text(place, 0, f" {few}", ha="center", va="bottom", rotation=90, color=FAINT, fontsize=9)
        else:
            _stack(axes, place, table)
    for course in Course:
        name = book.say(f"digest.course_{course}")
        axes.bar(0, 0, color=BARS[course], hatch=HATCHES[course], edgecolor=PAPER, label=name)
    axes.bar(0, 0, color=UNTOLD, label=book.say("digest.picture_rest"))
    days = [f"{period.first.day} {period.first:%b}" for period, _ in weeks]
    axes.set_xticks(range(len(weeks)), days, rotation=45, ha="right", color=INK, fontsize=10)
    axes.tick_params(axis="y", colors=INK, labelsize=10)
    axes.locator_params(axis="y", integer=True)


def _stack(axes: "Axes", place: int, table: Table) -> None:
    """The parts that may be told, on each other, and what is left of the whole."""
    below = 0
    for course in Course:
        many = table.part("course", course) or 0
        axes.bar(place, many, bottom=below, width=0.7, color=BARS[course], hatch=HATCHES[course], edgecolor=PAPER)
        below += many
    axes.bar(place, table.total - below, bottom=below, width=0.7, color=UNTOLD)


def _week_said(book: Speaks, period: Period, table: Table | None) -> str:
    if table is None:
        return book.say("digest.picture_alt_untold", period=period.name)
    few = book.say("digest.picture_few")
    told = {course: table.part("course", course) for course in Course}
    slots = {course.value: few if many is None else str(many) for course, many in told.items()}
    return book.say("digest.picture_alt_week", period=period.name, **slots)


def _sources_title(book: Speaks, period: Period, before: Table | None) -> str:
    title = f"{book.say('digest.picture_sources')}\n{period.name}"
    return f"{title} · {period.before.name}" if before else title


def _broken(words: str) -> str:
    if len(words) <= WIDEST:
        return words
    space = words.rfind(" ", 0, WIDEST)
    return f"{words[:space]}\n{words[space + 1 :]}"


def _canvas() -> "tuple[Figure, Axes]":
    # Matplotlib takes half a second and 50 MB to load, which nobody should wait for who never sees a picture.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE, dpi=DOTS, facecolor=PAPER, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot(facecolor=PAPER)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)
    return figure, axes


def _picture(book: Speaks, figure: "Figure", name: str, alt: str) -> Picture:
    drawn = BytesIO()
    figure.savefig(drawn, format="png", facecolor=PAPER)
    title = book.say(f"digest.picture_{name}")
    return Picture(file=book.say(f"digest.picture_{name}_file"), title=title, alt=alt, png=drawn.getvalue())
