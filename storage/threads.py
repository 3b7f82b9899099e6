"""What was heard where: keys and fingerprints of messages, and who wrote last in a thread."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, case, or_, select, update

from bot.messages import Message, Place
from bot.threads import Thread
from phrasebook.reading import Voice
from storage.deliveries import void_about
from storage.ledger import Noun, at
from storage.tables import HEARINGS, LAUGHS, THREADS

KEY = ["workspace", "channel", "thread"]
NOBODY = {"owner": "", "customer": "", "last_wrote_by": "", "messages": 0}
PARTS = {Voice.AGENT: "owner", Voice.CUSTOMER: "customer"}


class Threads(Noun):
    def lock(self, place: Place) -> None:
        """Let nobody else write about this thread until the transaction ends; SQLite has one writer anyway."""
        if not self._ledger.shared:
            return
        new = self._ledger.insert(THREADS).values(**_key(place), **NOBODY, noted_at=at(None))
        self._ledger.change(new.on_conflict_do_nothing())
        self._ledger.first(select(THREADS.c.messages).where(_at(THREADS, place)).with_for_update())

    def first_hearing(self, message: Message, *, now: datetime) -> bool:
        """True once for every version of a message whose text is new; deleted and overtaken versions are never new."""
        facts = {
            "edit": message.edit,
            "fingerprint": self._ledger.vault.fingerprint(message.text),
            "deleted": False,
            "heard_at": now,
        }
        new = self._ledger.insert(HEARINGS).values(**_message_key(message), **facts)
        newer = and_(HEARINGS.c.edit < message.edit, HEARINGS.c.deleted.is_(False))
        changed = and_(newer, HEARINGS.c.fingerprint != facts["fingerprint"])
        heard = new.on_conflict_do_update(index_elements=["workspace", "channel", "ts"], set_=facts, where=changed)
        if self._ledger.change(heard) == 1:
            return True
        if message.edit:
            same = update(HEARINGS).where(_message_at(message.place, message.ts), newer).values(edit=message.edit)
            self._ledger.change(same)
        return False

    def find(self, place: Place) -> Thread:
        """What is known of a thread; a thread never heard of is known as empty."""
        row = self._ledger.first(select(THREADS).where(_at(THREADS, place)))
        return Thread(place=place) if row is None else _value(row, place)

    def note_message(self, message: Message, voice: Voice | None, now: datetime) -> None:
        """Remember that somebody wrote, as whom, and when; an edit changes nothing, for it is no new message."""
        if message.edit:
            return
        facts: dict[str, Any] = {"last_wrote_by": message.author, "last_wrote_at": message.at}
        if voice is not None:
            facts |= {PARTS[voice]: message.author, f"{PARTS[voice]}_wrote_at": message.at}
        row = {**NOBODY, **_key(message.place), **facts, "messages": 1, "noted_at": now}
        more: dict[str, Any] = {"messages": THREADS.c.messages + 1, "noted_at": now}
        more |= _unless_overtaken("last_wrote_by", "last_wrote_at", message)
        if voice is not None:
            more |= _unless_overtaken(PARTS[voice], f"{PARTS[voice]}_wrote_at", message)
        self._ledger.change(
            self._ledger.insert(THREADS).values(**row).on_conflict_do_update(index_elements=KEY, set_=more)
        )

    def note_laugh(self, place: Place, person: str, at: datetime) -> None:
        """Remember for a day that somebody laughed."""
        new = self._ledger.insert(LAUGHS).values(**_key(place), person=person, at=at)
        self._ledger.change(new.on_conflict_do_nothing())

    def laughs(self, place: Place, since: datetime) -> tuple[tuple[str, datetime], ...]:
        """Who laughed and when, at `since` or later, oldest first."""
        those = select(LAUGHS.c.person, LAUGHS.c.at).where(_at(LAUGHS, place), LAUGHS.c.at >= since)
        return tuple((row.person, row.at) for row in self._ledger.all(those.order_by(LAUGHS.c.at, LAUGHS.c.person)))

    def forget_message(self, workspace: str, channel: str, ts: str, *, now: datetime | None = None) -> None:
        """A message was deleted: its fingerprint goes, what waits to be said about it is void, it is not heard again.

        Without `now` the database's clock is used.
        """
        gone = {"fingerprint": "", "deleted": True, "heard_at": at(now)}
        new = self._ledger.insert(HEARINGS).values(workspace=workspace, channel=channel, ts=ts, edit="", **gone)
        self._ledger.change(new.on_conflict_do_update(index_elements=["workspace", "channel", "ts"], set_=gone))
        void_about(self._ledger, workspace, channel, ts, now)


def _unless_overtaken(who: str, when: str, message: Message) -> dict[str, ColumnElement[Any]]:
    """A message that comes late does not take the place of one that was written after it."""
    newest = or_(THREADS.c[when].is_(None), THREADS.c[when] <= message.at)
    return {
        who: case((newest, message.author), else_=THREADS.c[who]),
        when: case((newest, message.at), else_=THREADS.c[when]),
    }


def _key(place: Place) -> dict[str, str]:
    return {"workspace": place.workspace, "channel": place.channel, "thread": place.thread}


def _message_key(message: Message) -> dict[str, str]:
    return {"workspace": message.place.workspace, "channel": message.place.channel, "ts": message.ts}


def _at(table: Table, place: Place) -> ColumnElement[bool]:
    return and_(table.c.workspace == place.workspace, table.c.channel == place.channel, table.c.thread == place.thread)


def _message_at(place: Place, ts: str) -> ColumnElement[bool]:
    return and_(HEARINGS.c.workspace == place.workspace, HEARINGS.c.channel == place.channel, HEARINGS.c.ts == ts)


def _value(row: Row[Any], place: Place) -> Thread:
    return Thread(
        place=place,
        owner=row.owner,
        owner_wrote_at=row.owner_wrote_at,
        customer=row.customer,
        customer_wrote_at=row.customer_wrote_at,
        last_wrote_by=row.last_wrote_by,
        last_wrote_at=row.last_wrote_at,
        messages=row.messages,
    )
