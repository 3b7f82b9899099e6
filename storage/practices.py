"""Who is in the middle of which practice, and what they have done; a week, and a year."""

from datetime import UTC, datetime

from sqlalchemy import bindparam, delete, select

from bot.practice import Done, Session, as_words, from_words
from storage.ledger import Insert, NewRow, Noun
from storage.tables import PRACTICES, PRACTICES_DONE
from storage.vault import BadSeal

PURPOSE = "practice"
KEY = ("workspace", "person")
FIND = select(PRACTICES).where(*(PRACTICES.c[name] == bindparam(name) for name in KEY))
LOCK = FIND.with_for_update()
STOP = delete(PRACTICES).where(*(PRACTICES.c[name] == bindparam(f"its_{name}") for name in KEY))
DONE = select(PRACTICES_DONE.c.scenario, PRACTICES_DONE.c.day).where(
    *(PRACTICES_DONE.c[name] == bindparam(name) for name in KEY)
)
DONE = DONE.order_by(PRACTICES_DONE.c.day, PRACTICES_DONE.c.scenario)
FORGET = delete(PRACTICES_DONE).where(*(PRACTICES_DONE.c[name] == bindparam(f"its_{name}") for name in KEY))


class Practices(Noun):
    def keep(self, workspace: str, person: str, session: Session) -> None:
        """Keep where somebody's practice stands; it takes the place of any other of theirs."""
        words = {"run": session.run, "shown": list(session.shown), **as_words(session.state)}
        sealed = self._ledger.vault.seal(words, PURPOSE, _holder(workspace, person))
        self._ledger.put(_kept, workspace=workspace, person=person, sealed_state=sealed, at=session.at)

    def find(self, workspace: str, person: str, *, lock: bool = False) -> Session | None:
        """Somebody's running practice; with `lock` nobody else changes it until the transaction ends.

        One that was sealed with a key that is gone counts as none.
        """
        row = self._ledger.first(LOCK if lock else FIND, workspace=workspace, person=person)
        if row is None:
            return None
        try:
            words = self._ledger.vault.open(row.sealed_state, PURPOSE, _holder(workspace, person))
        except BadSeal:
            return None
        return Session(run=words["run"], state=from_words(words), at=row.at, shown=tuple(words["shown"]))

    def stop(self, workspace: str, person: str) -> bool:
        """Erase somebody's running practice; False when there was none."""
        return self._ledger.change(STOP, {"its_workspace": workspace, "its_person": person}) > 0

    def finish(self, workspace: str, person: str, scenario: str, now: datetime) -> None:
        """Erase it, and keep that it was done, and on which day."""
        self.stop(workspace, person)
        day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        self._ledger.put(_done, workspace=workspace, person=person, scenario=scenario, day=day)

    def done(self, workspace: str, person: str) -> tuple[Done, ...]:
        """What somebody has played to an end, the longest ago first."""
        rows = self._ledger.all(DONE, workspace=workspace, person=person)
        return tuple(Done(row.scenario, row.day.date()) for row in rows)

    def forget(self, workspace: str, person: str) -> bool:
        """Erase all that is known of somebody's practice; False when nothing was."""
        whose = {"its_workspace": workspace, "its_person": person}
        return (self._ledger.change(FORGET, whose) > 0) | self.stop(workspace, person)


def _holder(workspace: str, person: str) -> str:
    return f"{workspace}/{person}"


def _kept(new_row: NewRow) -> Insert:
    new = new_row(PRACTICES)
    return new.on_conflict_do_update(
        index_elements=KEY, set_={name: new.excluded[name] for name in ("sealed_state", "at")}
    )


def _done(new_row: NewRow) -> Insert:
    new = new_row(PRACTICES_DONE)
    return new.on_conflict_do_update(index_elements=(*KEY, "scenario"), set_={"day": new.excluded.day})
