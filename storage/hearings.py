"""Which messages were heard: a keyed fingerprint of the newest version of each, for a day."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, update

from bot.messages import Message
from storage.ledger import Insert, Ledger, NewRow, at
from storage.tables import HEARINGS

KEY = ("workspace", "channel", "ts")
FACTS = ("edit", "fingerprint", "deleted", "heard_at")


def first_hearing(ledger: Ledger, message: Message, now: datetime) -> bool:
    """True once for every version of a message whose text is new; deleted and overtaken versions are never new."""
    key = {"workspace": message.place.workspace, "channel": message.place.channel, "ts": message.ts}
    mark = ledger.vault.fingerprint(message.text)
    if ledger.put(_heard, **key, edit=message.edit, fingerprint=mark, deleted=False, heard_at=now):
        return True
    if message.edit:
        ledger.change(OVERTAKE, {**{f"its_{name}": value for name, value in key.items()}, "its_edit": message.edit})
    return False


def forget(ledger: Ledger, workspace: str, channel: str, ts: str, now: datetime | None) -> None:
    """Keep for a day nothing but that the message was deleted, for it may still come late."""
    new = ledger.new_row(HEARINGS).values(
        workspace=workspace, channel=channel, ts=ts, edit="", fingerprint="", deleted=True, heard_at=at(now)
    )
    gone = {name: new.excluded[name] for name in FACTS}
    ledger.change(new.on_conflict_do_update(index_elements=KEY, set_=gone))


def _newer(edit: ColumnElement[str]) -> ColumnElement[bool]:
    return and_(HEARINGS.c.edit < edit, HEARINGS.c.deleted.is_(False))


OVERTAKE = (
    update(HEARINGS)
    .where(*(HEARINGS.c[name] == bindparam(f"its_{name}") for name in KEY), _newer(bindparam("its_edit")))
    .values(edit=bindparam("its_edit"))
)
"""A version whose text is the same is not heard, and yet what comes after it must be newer still."""


def _heard(new_row: NewRow) -> Insert:
    new = new_row(HEARINGS)
    changed = and_(_newer(new.excluded.edit), HEARINGS.c.fingerprint != new.excluded.fingerprint)
    return new.on_conflict_do_update(
        index_elements=KEY, set_={name: new.excluded[name] for name in FACTS}, where=changed
    )
