"""The cases: where each stands, its words sealed, and the bot's own messages about it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from bot.cases import Case, Moment, Need, State, Verb
from bot.casewords import CaseWords, Note, Posted, Quote, Shown
from bot.course import Course, Mood
from bot.impact import Rank
from bot.messages import Place
from bot.sources import Source
from storage.audit import Audit
from storage.figures import Figures
from storage.ledger import Ledger, Noun
from storage.tables import CASE_MOMENTS, CASE_POSTS, CASE_PRINTS, CASE_QUOTES, CASES

PURPOSE = "case"
OURS = CASES.c.workspace == bindparam("workspace")
FIND = select(CASES).where(OURS, CASES.c.id == bindparam("id"))
SEVERAL = select(CASES).where(OURS, CASES.c.id.in_(bindparam("ids", expanding=True))).order_by(CASES.c.id)
NUMBERED = select(CASES).where(OURS, CASES.c.number.in_(bindparam("numbers", expanding=True)))
AT = select(CASES).where(OURS, CASES.c.channel == bindparam("channel"), CASES.c.thread == bindparam("thread"))
SHARED_BY = select(CASES).where(OURS, CASES.c.sharer == bindparam("sharer")).order_by(CASES.c.id)
POSTS = select(CASE_POSTS).where(
    CASE_POSTS.c.workspace == bindparam("workspace"), CASE_POSTS.c.case == bindparam("case")
)
READ = (
    select(CASES.c.sharer, CASE_POSTS)
    .join(CASES, (CASES.c.workspace == CASE_POSTS.c.workspace) & (CASES.c.id == CASE_POSTS.c.case))
    .where(CASE_POSTS.c.workspace == bindparam("workspace"))
    .order_by(CASE_POSTS.c.case, CASE_POSTS.c.ts)
)
READ_BY = READ.where(CASE_POSTS.c.reader == bindparam("reader"))
NOTED = tuple(verb.value for verb in (Verb.ADVISE, Verb.PASS_UP, Verb.HELPED))
NOTED_BY = (
    select(CASE_MOMENTS.c.case)
    .distinct()
    .where(
        CASE_MOMENTS.c.workspace == bindparam("workspace"),
        CASE_MOMENTS.c.by == bindparam("person"),
        CASE_MOMENTS.c.verb.in_(NOTED),
    )
    .order_by(CASE_MOMENTS.c.case)
)
QUOTING = select(CASE_QUOTES.c.case).where(
    CASE_QUOTES.c.workspace == bindparam("workspace"),
    CASE_QUOTES.c.channel == bindparam("channel"),
    CASE_QUOTES.c.ts == bindparam("ts"),
)


class Cases(Noun):
    __slots__ = ("_audit", "_figures")

    def __init__(self, ledger: Ledger, audit: Audit, figures: Figures) -> None:
        super().__init__(ledger)
        self._audit, self._figures = audit, figures

    def open(self, case: Case, words: CaseWords) -> bool:
        """Remember a new case; False when it is known already."""
        place = case.place
        key = {"workspace": place.workspace, "id": case.id}
        opened = {"number": case.number, "channel": place.channel, "thread": place.thread, "sharer": case.sharer}
        if not self._ledger.add(CASES, **key, **opened, **_standing(case), sealed_words=self._sealed(case.id, words)):
            return False
        for quote in words.quotes:
            row = {"channel": place.channel, "ts": quote.ts, "case": case.id}
            self._ledger.add(CASE_QUOTES, workspace=place.workspace, **row)
        self._audit.note(place.workspace, case.id, case.timeline)
        self._figures.open_case(case)
        return True

    def save(self, case: Case) -> None:
        """Remember where a case stands now, and add what is new to its trail."""
        self._change(case.place.workspace, case.id, _standing(case))
        self._audit.note(case.place.workspace, case.id, case.timeline)
        self._figures.change_case(case)

    def find(self, workspace: str, case: str) -> Case | None:
        return next(iter(self._values(workspace, self._ledger.all(FIND, workspace=workspace, id=case))), None)

    def several(self, workspace: str, cases: Collection[str]) -> tuple[Case, ...]:
        """Those of these cases that are there, ordered by id; the number of statements does not grow with theirs."""
        rows = self._ledger.all(SEVERAL, workspace=workspace, ids=sorted(set(cases))) if cases else ()
        return self._values(workspace, rows)

    def numbered(self, workspace: str, numbers: frozenset[str]) -> tuple[Case, ...]:
        """The cases that people call by these numbers."""
        rows = self._ledger.all(NUMBERED, workspace=workspace, numbers=sorted(numbers)) if numbers else ()
        return self._values(workspace, rows)

    def at(self, place: Place) -> tuple[Case, ...]:
        """The cases of a thread."""
        key = {"workspace": place.workspace, "channel": place.channel, "thread": place.thread}
        return self._values(place.workspace, self._ledger.all(AT, **key))

    def shared_by(self, workspace: str, sharer: str) -> tuple[Case, ...]:
        return self._values(workspace, self._ledger.all(SHARED_BY, workspace=workspace, sharer=sharer))

    def words(self, workspace: str, case: str) -> CaseWords | None:
        """The words of a case; None once it is erased. Show them only to who may see the case now."""
        row = self._ledger.first(FIND, workspace=workspace, id=case)
        return None if row is None else _words(self._ledger.vault.open(row.sealed_words, PURPOSE, case))

    def keep_words(self, workspace: str, case: str, words: CaseWords) -> None:
        """Put these words in the place of those known so far."""
        self._change(workspace, case, {"sealed_words": self._sealed(case, words)})

    def quoting(self, workspace: str, channel: str, ts: str) -> tuple[str, ...]:
        """The ids of the cases that quote a message."""
        return tuple(row.case for row in self._ledger.all(QUOTING, workspace=workspace, channel=channel, ts=ts))

    def note_post(self, workspace: str, case: str, posted: Posted) -> None:
        """Remember a message of ours about a case, so that it can be kept up to date and taken back."""
        self._ledger.add(CASE_POSTS, workspace=workspace, case=case, **asdict(posted))

    def posts(self, workspace: str, case: str) -> tuple[Posted, ...]:
        rows = self._ledger.all(POSTS, workspace=workspace, case=case)
        return tuple(_posted(row) for row in rows)

    def all_posts(self, workspace: str, *, reader: str = "") -> tuple[Shown, ...]:
        """Every message of ours about a case that is there, or every one that this reader has."""
        if reader:
            rows = self._ledger.all(READ_BY, workspace=workspace, reader=reader)
        else:
            rows = self._ledger.all(READ, workspace=workspace)
        return tuple(Shown(case=row.case, sharer=row.sharer, posted=_posted(row)) for row in rows)

    def drop_post(self, workspace: str, case: str, posted: Posted) -> None:
        """Forget a message of ours, since it is taken back."""
        mine = (CASE_POSTS.c.workspace == workspace, CASE_POSTS.c.case == case)
        self._ledger.change(
            delete(CASE_POSTS).where(*mine, CASE_POSTS.c.channel == posted.channel, CASE_POSTS.c.ts == posted.ts)
        )

    def noted_by(self, workspace: str, person: str) -> tuple[str, ...]:
        """The ids of the cases that hold something that this person wrote to them."""
        ids = [row.case for row in self._ledger.all(NOTED_BY, workspace=workspace, person=person)]
        found = ((id, self.words(workspace, id)) for id in ids)
        return tuple(id for id, words in found if words is not None and words.has_notes_of(person))

    def erase(self, workspace: str, case: str, now: datetime, *, by: str = "") -> tuple[Posted, ...]:
        """Forget a case with its words, quotes and prints; the messages that are to be taken back."""
        posts = self.posts(workspace, case)
        self._ledger.change(delete(CASES).where(CASES.c.workspace == workspace, CASES.c.id == case))
        for table in (CASE_POSTS, CASE_PRINTS, CASE_QUOTES):
            self._ledger.change(delete(table).where(table.c.workspace == workspace, table.c.case == case))
        if by:
            # Whoever takes a case back is not counted with it either; one whose time is over was a case all the same.
            self._figures.forget_case(workspace, case)
        self._audit.note_erased(workspace, case, by, now)
        return posts

    def _change(self, workspace: str, case: str, values: Mapping[str, object]) -> None:
        this = update(CASES).where(CASES.c.workspace == workspace, CASES.c.id == case)
        self._ledger.change(this.values(dict(values)))

    def _sealed(self, case: str, words: CaseWords) -> str:
        notes = [{**asdict(note), "at": note.at.isoformat()} for note in words.notes]
        course = words.course and {"mood": words.course.mood.value, "since": words.course.since.isoformat()}
        return self._ledger.vault.seal({**asdict(words), "notes": notes, "course": course}, PURPOSE, case)

    def _values(self, workspace: str, rows: Sequence[Row[Any]]) -> tuple[Case, ...]:
        trails = self._audit.timelines(workspace, [row.id for row in rows])
        return tuple(_value(row, trails.get(row.id, ())) for row in rows)


def _value(row: Row[Any], timeline: tuple[Moment, ...]) -> Case:
    return Case(
        id=row.id,
        number=row.number,
        place=Place(workspace=row.workspace, channel=row.channel, thread=row.thread),
        sharer=row.sharer,
        need=Need(row.need),
        rank=Rank(row.rank),
        state=State(row.state),
        holder=row.holder,
        shared_with=tuple(row.shared_with.split()),
        pass_to=tuple(row.pass_to.split()),
        offer=row.offer,
        timeline=timeline,
        source=Source(row.source) if row.source else None,
    )


def _standing(case: Case) -> dict[str, object]:
    return {
        "need": case.need.value,
        "rank": int(case.rank),
        "state": case.state.value,
        "holder": case.holder,
        "shared_with": " ".join(case.shared_with),
        "pass_to": " ".join(case.pass_to),
        "offer": case.offer,
        "source": case.source or "",
    }


def _posted(row: Row[Any]) -> Posted:
    return Posted(reader=row.reader, channel=row.channel, ts=row.ts, is_card=row.is_card, author=row.author)


def _words(opened: Mapping[str, Any]) -> CaseWords:
    return CaseWords(
        what=str(opened["what"]),
        quotes=tuple(Quote(**quote) for quote in opened["quotes"]),
        notes=tuple(Note(**{**note, "at": datetime.fromisoformat(note["at"])}) for note in opened["notes"]),
        course=_course(opened.get("course")),
    )


def _course(kept: Mapping[str, Any] | None) -> Course | None:
    return Course(mood=Mood(kept["mood"]), since=datetime.fromisoformat(kept["since"])) if kept else None
