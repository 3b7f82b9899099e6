"""Counting whole weeks and months in the database, and what may be read of it, kept for good."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, case, cast, delete, func, literal_column, select

from bot.digest_periods import Period, Span
from bot.digest_tables import NOT_YET, Counted, Table, table_of
from storage.ledger import Noun
from storage.tables import CASE_FIGURES, DIGEST_PAGES, DIGEST_WISHES, FOLLOWUP_FIGURES, READINGS, THREADS

AFTER_STAMP: ColumnElement[int] = literal_column("18")
"""Slack's timestamps have seventeen characters, so that the latest sorts last as text, and what follows it is ours."""
PAGE = select(DIGEST_PAGES.c.tables).where(
    DIGEST_PAGES.c.workspace == bindparam("workspace"),
    DIGEST_PAGES.c.period == bindparam("period"),
    DIGEST_PAGES.c.head == bindparam("head"),
)
WISHES = select(DIGEST_WISHES.c.person, DIGEST_WISHES.c.pace).where(DIGEST_WISHES.c.workspace == bindparam("workspace"))


def _of_month(table: Any, part: ColumnElement[Any]) -> Select[Any]:
    """How many there are of each part, by whom, in a month."""
    ours = (table.c.workspace == bindparam("workspace"), table.c.month == bindparam("month"))
    return select(part.label("part"), table.c.who, func.count().label("many")).where(*ours).group_by(part, table.c.who)


def _went() -> Select[Any]:
    """How many threads went how in a week, what they were about, and who wrote there last."""
    told, stamp = READINGS.c, READINGS.c.ts
    threads = (
        select(
            told.channel,
            told.thread,
            func.max(told.level).label("worst"),
            func.max(stamp + cast(told.level, String)).label("last"),
            func.max(case((told.source != "", stamp + told.source))).label("about"),
        )
        .where(told.workspace == bindparam("workspace"), told.at >= bindparam("begins"), told.at < bindparam("ends"))
        .group_by(told.channel, told.thread)
        .subquery()
    )
    same = and_(
        THREADS.c.workspace == bindparam("workspace"),
        THREADS.c.channel == threads.c.channel,
        THREADS.c.thread == threads.c.thread,
    )
    ended_calm = func.substr(threads.c.last, AFTER_STAMP) == "0"
    named = (
        select(
            case((threads.c.worst == 0, "calm"), (ended_calm, "cooled"), else_="upset").label("course"),
            func.coalesce(func.substr(threads.c.about, AFTER_STAMP), "").label("source"),
            func.coalesce(THREADS.c.owner, "").label("who"),
        )
        .select_from(threads.outerjoin(THREADS, same))
        .subquery()
    )
    return select(*named.c, func.count().label("many")).group_by(*named.c)


CASES = {name: _of_month(CASE_FIGURES, CASE_FIGURES.c[name]) for name in ("source", "rank", "reopened")}
MINUTES = {name: _of_month(CASE_FIGURES, CASE_FIGURES.c[name]) for name in ("answer", "resolve")}
FOLLOWUPS = _of_month(FOLLOWUP_FIGURES, FOLLOWUP_FIGURES.c.outcome)
WENT = _went()


class Trends(Noun):
    def cases(self, workspace: str, month: Period) -> Counted:
        """The cases that were shared in a month, as they stand now."""
        return Counted(
            axes={name: self._axis(question, workspace, month) for name, question in CASES.items()},
            minutes={name: self._axis(question, workspace, month) for name, question in MINUTES.items()},
        )

    def followups(self, workspace: str, month: Period) -> Counted:
        """The follow-ups that ended in a month."""
        return Counted(axes={"outcome": self._axis(FOLLOWUPS, workspace, month)})

    def threads(self, workspace: str, week: Period) -> Counted:
        """The threads in which customers wrote in a week, by how they went and what they were about.

        Each is counted for the agent who wrote there last.
        """
        axes: dict[str, dict[str, dict[str, int]]] = {"course": {}, "source": {}}
        for row in self._ledger.all(WENT, workspace=workspace, begins=week.begins, ends=week.ends):
            for axis, part in (("course", row.course), ("source", row.source)):
                crowd = axes[axis].setdefault(part, {})
                crowd[row.who] = crowd.get(row.who, 0) + row.many
        return Counted(axes=axes)

    def publish(self, workspace: str, period: Period, pages: Mapping[str, Mapping[str, Table]], now: datetime) -> bool:
        """Keep what may be read of a period, by head and kind, for good; False when that was done before.

        The cases and follow-ups that it was counted from go; readings stay for their time, they name nobody.
        """
        everybody = pages.get("", {})
        if not self._keep(workspace, period, "", everybody, now):
            return False
        for head, found in pages.items():
            if head:
                self._keep(workspace, period, head, found, now)
        if period.span is Span.MONTH:
            for table in (CASE_FIGURES, FOLLOWUP_FIGURES):
                told = (table.c.workspace == workspace, table.c.month == period.begins)
                self._ledger.change(delete(table).where(*told))
        return True

    def page(self, workspace: str, period: Period, head: str) -> Mapping[str, Table] | None:
        """What may be read about the people below a head; None where that period was not counted yet."""
        row = self._ledger.first(PAGE, workspace=workspace, period=period.key, head=head)
        if row is not None:
            return {kind: table_of(plain) for kind, plain in json.loads(row.tables).items()}
        return None if not head or self.page(workspace, period, "") is None else {}

    def wishes(self, workspace: str) -> Mapping[str, str]:
        """How often those want a digest who do not want it every week."""
        return {row.person: row.pace for row in self._ledger.all(WISHES, workspace=workspace)}

    def wish(self, workspace: str, person: str, pace: str) -> None:
        """Remember how often somebody wants a digest; an empty pace is every week."""
        this = (DIGEST_WISHES.c.workspace == workspace, DIGEST_WISHES.c.person == person)
        self._ledger.change(delete(DIGEST_WISHES).where(*this))
        if pace:
            self._ledger.add(DIGEST_WISHES, workspace=workspace, person=person, pace=pace)

    def _keep(self, workspace: str, period: Period, head: str, found: Mapping[str, Table], now: datetime) -> bool:
        plain = json.dumps({kind: table.plain() for kind, table in found.items()}, separators=(",", ":"))
        key = {"workspace": workspace, "period": period.key, "head": head}
        return self._ledger.add(DIGEST_PAGES, **key, tables=plain, made_at=now)

    def _axis(self, question: Select[Any], workspace: str, month: Period) -> dict[str, dict[str, int]]:
        axis: dict[str, dict[str, int]] = {}
        for row in self._ledger.all(question, workspace=workspace, month=month.begins):
            axis.setdefault(NOT_YET if row.part is None else _part(row.part), {})[row.who] = row.many
        return axis


def _part(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
