"""Where people want no hints."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, or_, select

from bot.messages import Place
from bot.mutes import Mute
from storage.ledger import Noun
from storage.tables import MUTES

REACHES = or_(
    MUTES.c.channel == "",
    and_(
        MUTES.c.channel == bindparam("channel"),
        or_(MUTES.c.thread == "", MUTES.c.thread == bindparam("thread")),
    ),
)
MUTED = select(MUTES.c.person).where(
    MUTES.c.workspace == bindparam("workspace"), MUTES.c.person.in_(bindparam("people", expanding=True)), REACHES
)


class Mutes(Noun):
    def add(self, workspace: str, person: str, channel: str = "", thread: str = "", *, now: datetime) -> None:
        """No more hints for this person in a thread, a channel (no thread), or anywhere (neither)."""
        self._ledger.add(MUTES, workspace=workspace, person=person, channel=channel, thread=thread, since=now)

    def remove(self, workspace: str, person: str, channel: str = "", thread: str = "") -> None:
        """Undo `add` with the same arguments; wider and narrower mutes stay."""
        this = (MUTES.c.workspace == workspace, MUTES.c.person == person)
        self._ledger.change(delete(MUTES).where(*this, MUTES.c.channel == channel, MUTES.c.thread == thread))

    def of(self, workspace: str, person: str) -> tuple[Mute, ...]:
        """All mutes of a person, the widest first."""
        theirs = select(MUTES).where(MUTES.c.workspace == workspace, MUTES.c.person == person)
        rows = self._ledger.all(theirs.order_by("channel", "thread"))
        return tuple(Mute(workspace=workspace, person=person, channel=row.channel, thread=row.thread) for row in rows)

    def muted(self, place: Place, people: Collection[str]) -> frozenset[str]:
        """Those of these people who want no hints in this thread."""
        here = {"workspace": place.workspace, "channel": place.channel, "thread": place.thread}
        return frozenset(row.person for row in self._ledger.all(MUTED, **here, people=sorted(people)))
