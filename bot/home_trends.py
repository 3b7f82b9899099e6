"""Trends on a Home: of the latest whole week and month the few lines that say most."""

from dataclasses import dataclass

from bot.digest import Row, Told

TELLING = frozenset(
    {
        "digest.threads_all",
        "digest.course_cooled",
        "digest.course_upset",
        "digest.shared_up",
        "digest.answer",
        "digest.resolve",
        "digest.followups_all",
        "digest.outcome_kept",
    }
)
"""The lines of a digest that stand on a Home; its Monday message has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """What was counted of the latest whole week, for everybody, and of the latest whole month, below its reader.

    None is what was not counted yet.
    """

    week: Told | None = None
    month: Told | None = None


def telling(told: Told) -> tuple[Row, ...]:
    """The lines of a period that stand on a Home; none where there was too little to tell."""
    return tuple(row for chapter in told.chapters for row in chapter.rows if row.key in TELLING)
