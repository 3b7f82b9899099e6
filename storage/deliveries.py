"""What is still to be said: scheduled once, claimed by one courier at a time, its words wiped when it ends."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Row, bindparam, func, select, update

from bot.deliveries import Delivery, Kind, Outcome
from bot.messages import Place
from storage.ledger import Insert, Ledger, NewRow, Noun, at
from storage.tables import DELIVERIES
from storage.vault import BadSeal

log = structlog.get_logger()

PURPOSE = "delivery"
LEASE = timedelta(seconds=30)
PENDING = DELIVERIES.c.outcome.is_(None)
WAITS = select(DELIVERIES.c.wake_at).where(
    PENDING, DELIVERIES.c.workspace == bindparam("workspace"), DELIVERIES.c.key == bindparam("key")
)
KNOWN = select(DELIVERIES.c.id).where(
    DELIVERIES.c.workspace == bindparam("workspace"), DELIVERIES.c.key == bindparam("key")
)
PENDING_MANY = select(func.count().label("many")).where(PENDING)
DUE_MANY = PENDING_MANY.where(DELIVERIES.c.wake_at <= bindparam("now"))


class Deliveries(Noun):
    def schedule(self, delivery: Delivery) -> bool:
        """Remember something to say; False, and nothing happens, when its key is known in its workspace."""
        scheduled = self._ledger.put(
            _scheduled,
            id=delivery.id,
            workspace=delivery.workspace,
            key=delivery.key,
            kind=delivery.kind.value,
            recipient=delivery.to,
            channel=delivery.channel,
            thread=delivery.thread,
            about=delivery.about,
            due_at=delivery.due_at,
            expires_at=delivery.expires_at,
            wake_at=delivery.due_at,
            calling=False,
            maybe_said=delivery.maybe_said,
            attempts=delivery.attempts,
            sealed_words=self._ledger.vault.seal(delivery.words, PURPOSE, delivery.id),
            note="",
        )
        if scheduled:
            self._ledger.wake(delivery.due_at)
        return scheduled

    def claim(self, now: datetime, *, limit: int, lease: timedelta = LEASE) -> tuple[Delivery, ...]:
        """Take what is due, oldest first, so that no other courier takes it before the lease is over.

        What a courier before us took and never ended comes again, and says whether Slack may have taken it.
        """
        due = select(DELIVERIES).where(PENDING, DELIVERIES.c.wake_at <= now).order_by(DELIVERIES.c.wake_at)
        rows = self._ledger.all(due.limit(limit).with_for_update(skip_locked=True))
        if not rows:
            return ()
        ours = DELIVERIES.c.id.in_([row.id for row in rows])
        self._ledger.change(update(DELIVERIES).where(ours).values(wake_at=now + lease))
        return tuple(delivery for row in rows if (delivery := self._readable(row, now)) is not None)

    def mark_calling(self, delivery_id: str, now: datetime, *, attempts: int | None = None) -> bool:
        """Say that Slack is about to be called, and renew the lease; False: it was withdrawn or ended, do not call.

        With `attempts` as it was claimed, also False when another courier has called Slack for it since.
        """
        this = [PENDING, DELIVERIES.c.id == delivery_id]
        if attempts is not None:
            this.append(DELIVERIES.c.attempts == attempts)
        calling = update(DELIVERIES).where(*this)
        more = {"calling": True, "attempts": DELIVERIES.c.attempts + 1, "wake_at": now + LEASE}
        return self._ledger.change(calling.values(more)) == 1

    def was_called(self, delivery_id: str) -> bool:
        """Whether Slack was ever called for this."""
        row = self._ledger.first(select(DELIVERIES.c.attempts).where(DELIVERIES.c.id == delivery_id))
        return row is not None and row.attempts > 0

    def postpone(
        self, delivery_id: str, until: datetime, *, maybe_said: bool | None = False, attempts: int | None = None
    ) -> None:
        """Say it later; until then it may be withdrawn again, unless Slack may have taken it already.

        When it was due is kept: from then on Slack may have it. With None for `maybe_said` or `attempts`, what was
        known of them stays.
        """
        this = update(DELIVERIES).where(PENDING, DELIVERIES.c.id == delivery_id)
        known = {"wake_at": until, "calling": maybe_said, "attempts": attempts}
        later = this.values({name: value for name, value in known.items() if value is not None})
        if self._ledger.change(later) == 1:
            self._ledger.wake()

    def finish(self, delivery_id: str, outcome: Outcome, now: datetime, note: str = "") -> bool:
        """End it and wipe its words; False when it had ended. `note` is a reason in a word or two, never a text."""
        return _end(self._ledger, [DELIVERIES.c.id == delivery_id], outcome, note, now) == 1

    def withdraw(
        self,
        place: Place,
        *,
        to: str = "",
        spare: str = "",
        kind: Kind | None = None,
        about: str = "",
        now: datetime | None = None,
    ) -> int:
        """Void what waits to be said about a thread, save what Slack is being called for; how many it were.

        `to` is a reader who alone is meant, `spare` one who is not. Without `now` the database's clock is used.
        """
        those = _about(place)
        those += [DELIVERIES.c.recipient == to] if to else []
        those += [DELIVERIES.c.recipient != spare] if spare else []
        those += [DELIVERIES.c.kind == kind.value] if kind else []
        those += [DELIVERIES.c.about == about] if about else []
        return _void(self._ledger, those, now)

    def next_due(self) -> datetime | None:
        """When the courier must look again: the next due time or end of a lease; None when nothing waits."""
        row = self._ledger.first(select(func.min(DELIVERIES.c.wake_at).label("at")).where(PENDING))
        return None if row is None else row.at

    def waits_until(self, workspace: str, key: str) -> datetime | None:
        """When something that was not said yet is looked at next; None where it ended, or was never scheduled."""
        row = self._ledger.first(WAITS, workspace=workspace, key=key)
        return None if row is None else row.wake_at

    def is_known(self, workspace: str, key: str) -> bool:
        """Whether something was ever scheduled under this key, whatever has become of it."""
        return self._ledger.first(KNOWN, workspace=workspace, key=key) is not None

    def many(self, place: Place) -> int:
        """How much waits to be said about a thread."""
        row = self._ledger.first(select(func.count().label("many")).where(PENDING, *_about(place)))
        return row.many if row else 0

    def hasten(self, place: Place, kind: Kind, now: datetime, *, about: str = "") -> int:
        """Let what waits about a thread, of one kind, be due now; how many it were. `about` means that alone."""
        those = update(DELIVERIES).where(PENDING, *_about(place), DELIVERIES.c.kind == kind.value)
        those = those.where(DELIVERIES.c.about == about) if about else those
        many = self._ledger.change(those.where(DELIVERIES.c.calling.is_(False)).values(due_at=now, wake_at=now))
        if many > 0:
            self._ledger.wake()
        return many

    def pending(self, ids: Collection[str], now: datetime) -> tuple[Delivery, ...]:
        """Those of these that were not said yet, and that Slack is not being called for, the oldest first."""
        those = select(DELIVERIES).where(PENDING, DELIVERIES.c.id.in_(sorted(ids)), DELIVERIES.c.calling.is_(False))
        rows = self._ledger.all(those.order_by(DELIVERIES.c.due_at, DELIVERIES.c.id))
        return tuple(found for row in rows if (found := self._readable(row, now)) is not None)

    def release(self, ids: Sequence[str]) -> int:
        """Give back what was claimed, save what Slack is being called for: others may have it at once."""
        claimed = update(DELIVERIES).where(PENDING, DELIVERIES.c.id.in_(ids), DELIVERIES.c.calling.is_(False))
        return self._ledger.change(claimed.values(wake_at=DELIVERIES.c.due_at))

    def release_all(self) -> int:
        """A courier starts: on SQLite it is the only one, so what another had claimed is free again at once.

        Save what Slack was being called for: Slack may still be at it, and be done only after we have looked.
        """
        if self._ledger.shared:
            return 0
        leased = update(DELIVERIES).where(PENDING, DELIVERIES.c.wake_at > DELIVERIES.c.due_at)
        return self._ledger.change(leased.where(DELIVERIES.c.calling.is_(False)).values(wake_at=DELIVERIES.c.due_at))

    def waiting(self, now: datetime) -> tuple[int, int]:
        """How many are to come at all, and how many of them are due and not taken by anybody."""
        many = self._ledger.first(PENDING_MANY)
        due = self._ledger.first(DUE_MANY, now=now)
        return (many.many if many else 0), (due.many if due else 0)

    def counts(self) -> Mapping[str, int]:
        """How many there are in each state: `pending` and the outcomes."""
        rows = self._ledger.all(select(DELIVERIES.c.outcome, func.count().label("many")).group_by(DELIVERIES.c.outcome))
        return {"pending": 0} | {row.outcome or "pending": row.many for row in rows}

    def _readable(self, row: Row[Any], now: datetime) -> Delivery | None:
        """A row as a value; one whose seal does not open is given up, so that it cannot stop the others."""
        try:
            words = self._ledger.vault.open(row.sealed_words, PURPOSE, row.id)
        except BadSeal:
            log.error("delivery_unreadable", delivery=row.id)
            self.finish(row.id, Outcome.FAILED, now, "unreadable")
            return None
        return _value(row, words)


def _scheduled(new_row: NewRow) -> Insert:
    return new_row(DELIVERIES).on_conflict_do_nothing(index_elements=["workspace", "key"])


def _about(place: Place) -> list[ColumnElement[bool]]:
    return [
        DELIVERIES.c.workspace == place.workspace,
        DELIVERIES.c.channel == place.channel,
        DELIVERIES.c.thread == place.thread,
    ]


def void_about(ledger: Ledger, workspace: str, channel: str, ts: str, now: datetime | None) -> int:
    """Void what waits to be said about a message, save what Slack is being called for."""
    those = [DELIVERIES.c.workspace == workspace, DELIVERIES.c.channel == channel, DELIVERIES.c.about == ts]
    return _void(ledger, those, now)


def _void(ledger: Ledger, those: Sequence[ColumnElement[bool]], now: datetime | None) -> int:
    # What Slack is being called for cannot be taken back; should Slack refuse it, it is not said again.
    ledger.change(update(DELIVERIES).where(PENDING, *those, DELIVERIES.c.calling).values(expires_at=at(now)))
    return _end(ledger, [*those, DELIVERIES.c.calling.is_(False)], Outcome.VOID, "withdrawn", now)


def _end(
    ledger: Ledger, those: Sequence[ColumnElement[bool]], outcome: Outcome, note: str, now: datetime | None
) -> int:
    ended = update(DELIVERIES).where(PENDING, *those).values(outcome=outcome.value, note=note, ended_at=at(now))
    return ledger.change(ended.values(sealed_words="", calling=False))


def _value(row: Row[Any], words: Mapping[str, Any]) -> Delivery:
    return Delivery(
        id=row.id,
        key=row.key,
        workspace=row.workspace,
        kind=Kind(row.kind),
        to=row.recipient,
        due_at=row.due_at,
        channel=row.channel,
        thread=row.thread,
        about=row.about,
        words=words,
        expires_at=row.expires_at,
        attempts=row.attempts,
        maybe_said=row.calling,
    )
