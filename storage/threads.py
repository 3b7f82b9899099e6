"""What was heard where: fingerprints of messages, who wrote last in a thread, and who laughed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, bindparam, case, func, or_, select, update
from sqlalchemy.dialects import postgresql

from bot.messages import Message, Place
from bot.threads import Thread
from phrasebook.reading import Voice
from storage import hearings
from storage.deliveries import void_about
from storage.ledger import Insert, Ledger, NewRow, Noun, at
from storage.ready import Ready
from storage.tables import LAUGHS, THREADS

KEY = ("workspace", "channel", "thread")
NOBODY: dict[str, object] = {
    "owner": "",
    "owner_wrote_at": None,
    "earlier_owner": "",
    "customer": "",
    "customer_wrote_at": None,
    "last_wrote_by": "",
    "last_wrote_at": None,
    "messages": 0,
    "writers": "",
}
WAITS: dict[str, object] = {
    "waiting_since": None,
    "urgent_at": None,
    "settled_at": None,
    "promised_at": None,
    "promised_on": None,
}
PARTS = {Voice.AGENT: ("owner", "owner_wrote_at"), Voice.CUSTOMER: ("customer", "customer_wrote_at")}
LAST = ("last_wrote_by", "last_wrote_at")


def _of(table: Table) -> ColumnElement[bool]:
    return and_(*(table.c[name] == bindparam(name) for name in KEY))


THIS = select(THREADS).where(_of(THREADS))
FIND, LOCK = Ready(THIS), Ready(THIS.with_for_update())
OPEN = Ready(
    postgresql.insert(THREADS).values(noted_at=at(None)).on_conflict_do_nothing().returning(*THREADS.c),
    [*KEY, *NOBODY, *WAITS],
)
LAUGHED = select(LAUGHS.c.person, LAUGHS.c.at).where(_of(LAUGHS), LAUGHS.c.at >= bindparam("since"))
LAUGHED_FIRST = Ready(LAUGHED.order_by(LAUGHS.c.at, LAUGHS.c.person))


class Threads(Noun):
    __slots__ = ("_locked",)

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger)
        self._locked: Thread | None = None

    def lock(self, place: Place) -> None:
        """Let nobody else write about this thread until the transaction ends; SQLite has one writer anyway."""
        if self._ledger.shared:
            key = _key(place)
            row = self._ledger.first(LOCK, **key) or self._ledger.first(OPEN, **key, **NOBODY, **WAITS)
            # Who finds nothing and cannot open it either has been overtaken, and waits for who opened it.
            row = row or self._ledger.first(LOCK, **key)
            self._locked = None if row is None else value_of(row, place)

    def first_hearing(self, message: Message, *, now: datetime) -> bool:
        """True once for every version of a message whose text is new; deleted and overtaken versions are never new."""
        return hearings.first_hearing(self._ledger, message, now)

    def find(self, place: Place) -> Thread:
        """What is known of a thread; a thread never heard of is known as empty."""
        if self._locked is not None and self._locked.place == place:
            return self._locked
        row = self._ledger.first(FIND, **_key(place))
        return Thread(place=place) if row is None else value_of(row, place)

    def note_message(
        self, message: Message, voice: Voice | None, now: datetime, *, urgent: bool = False, waits: bool = True
    ) -> None:
        """Remember that somebody wrote, as whom, and when; an edit changes nothing, for it is no new message.

        `urgent` is whether a customer wrote who should not wait, `waits` whether one wants an answer at all.
        """
        if message.edit:
            return
        self._locked = None
        facts = NOBODY | WAITS | dict(zip(LAST, (message.author, message.at), strict=True))
        facts |= {"messages": 1, "noted_at": now, "urgent_at": message.at if urgent else None}
        facts["writers"] = f" {message.author} "
        if voice is not None:
            facts |= dict(zip(PARTS[voice], (message.author, message.at), strict=True))
        if voice is Voice.CUSTOMER and waits:
            facts["waiting_since"] = message.at
        self._ledger.put(_written, **_key(message.place), **facts)

    def note_settled(self, place: Place, at: datetime) -> None:
        """Remember that a thread is settled and nobody waits in it; a customer who wants an answer reopens it."""
        self._locked = None
        settled = {"settled_at": at, "waiting_since": None}
        new = self._ledger.new_row(THREADS).values(**_key(place), **NOBODY, **WAITS | settled, noted_at=at)
        self._ledger.change(new.on_conflict_do_update(index_elements=KEY, set_=settled))

    def note_reopened(self, place: Place, at: datetime, *, waits: bool) -> None:
        """Remember that a thread is not settled after all; with `waits` a customer waits since then."""
        self._locked = None
        since = func.coalesce(THREADS.c.waiting_since, at) if waits else THREADS.c.waiting_since
        self._ledger.change(update(THREADS).where(*_is(place)).values(settled_at=None, waiting_since=since))

    def give(self, place: Place, person: str) -> None:
        """Remember that a colleague looks after a thread now, until another agent writes there."""
        self._locked = None
        self._ledger.change(update(THREADS).where(*_is(place)).values(owner=person))

    def note_promise(self, place: Place, at: datetime, *, on: datetime) -> None:
        """Remember the time that was promised in a thread, and when it was."""
        self._locked = None
        self._ledger.change(update(THREADS).where(*_is(place)).values(promised_at=at, promised_on=on))

    def note_laugh(self, place: Place, person: str, at: datetime) -> None:
        """Remember for a day that somebody laughed."""
        self._ledger.add(LAUGHS, **_key(place), person=person, at=at)

    def laughs(self, place: Place, since: datetime) -> tuple[tuple[str, datetime], ...]:
        """Who laughed and when, at `since` or later, oldest first."""
        return tuple((row.person, row.at) for row in self._ledger.all(LAUGHED_FIRST, **_key(place), since=since))

    def forget_message(self, workspace: str, channel: str, ts: str, *, now: datetime | None = None) -> None:
        """A message was deleted: its fingerprint goes, what waits to be said about it is void, it is not heard again.

        Without `now` the database's clock is used.
        """
        hearings.forget(self._ledger, workspace, channel, ts, now)
        void_about(self._ledger, workspace, channel, ts, now)


def _written(new_row: NewRow) -> Insert:
    """A message that comes late does not take the place of one that was written after it."""
    new = new_row(THREADS)
    more: dict[str, Any] = {"messages": THREADS.c.messages + 1, "noted_at": new.excluded.noted_at}
    wrote_before = THREADS.c.writers.contains(new.excluded.writers)
    more["writers"] = case((wrote_before, THREADS.c.writers), else_=THREADS.c.writers + new.excluded.writers)
    for who, when in (LAST, *PARTS.values()):
        newest = or_(THREADS.c[when].is_(None), THREADS.c[when] <= new.excluded[when])
        more |= {name: case((newest, new.excluded[name]), else_=THREADS.c[name]) for name in (who, when)}
    more["earlier_owner"] = _earlier(THREADS.c, new.excluded)
    return new.on_conflict_do_update(index_elements=KEY, set_=more | _waits(new.excluded))


def _earlier(old: Any, new: Any) -> ColumnElement[Any]:
    """The agent before the one who writes now, as long as they are two."""
    is_next = and_(new.owner != "", old.owner != "", new.owner != old.owner)
    return case((is_next, old.owner), else_=old.earlier_owner)


def _waits(new: Any) -> dict[str, Any]:
    """Who waits: a customer from their first word on, until an agent writes after their last one."""
    old = THREADS.c
    answered = or_(old.customer_wrote_at.is_(None), old.customer_wrote_at <= new.owner_wrote_at)
    overtaken = and_(old.owner_wrote_at.is_not(None), old.owner_wrote_at >= new.waiting_since)
    since = case(
        (new.waiting_since.is_not(None), case((overtaken, old.waiting_since), else_=_first(old, new))),
        (new.owner_wrote_at.is_not(None), case((answered, None), else_=old.waiting_since)),
        else_=old.waiting_since,
    )
    settled = case((new.waiting_since.is_not(None), None), else_=old.settled_at)
    return {
        "waiting_since": since,
        "urgent_at": func.coalesce(new.urgent_at, old.urgent_at),
        "settled_at": settled,
    }


def _first(old: Any, new: Any) -> ColumnElement[Any]:
    earlier = or_(old.waiting_since.is_(None), old.waiting_since > new.waiting_since)
    return case((earlier, new.waiting_since), else_=old.waiting_since)


def _is(place: Place) -> list[ColumnElement[bool]]:
    return [THREADS.c[name] == value for name, value in _key(place).items()]


def _key(place: Place) -> dict[str, str]:
    return {"workspace": place.workspace, "channel": place.channel, "thread": place.thread}


def value_of(row: Row[Any], place: Place) -> Thread:
    """A row as the thread that it tells of."""
    return Thread(
        place=place,
        owner=row.owner,
        owner_wrote_at=row.owner_wrote_at,
        customer=row.customer,
        customer_wrote_at=row.customer_wrote_at,
        last_wrote_by=row.last_wrote_by,
        last_wrote_at=row.last_wrote_at,
        messages=row.messages,
        waiting_since=row.waiting_since,
        urgent_at=row.urgent_at,
        settled_at=row.settled_at,
        promised_at=row.promised_at,
        promised_on=row.promised_on,
        earlier_owner=row.earlier_owner,
    )
