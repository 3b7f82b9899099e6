"""The rounds to come first with: their words sealed, and how each channel stands."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, bindparam, select

from bot.messages import Place
from bot.recover import Run, State, Words
from bot.recover_telling import Stands, Telling, Why
from bot.threads import Thread
from phrasebook.answer_pages import Style
from storage.ledger import Insert, NewRow, Noun, over
from storage.tables import RECOVERIES, RECOVERY_TELLINGS, THREADS
from storage.threads import value_of

PURPOSE = "recovery"
NOTE = "recovery note"
TALKS = 5
"""The latest threads of a channel that tell who is in talk with its customer."""
FIND = select(RECOVERIES).where(RECOVERIES.c.workspace == bindparam("workspace"), RECOVERIES.c.id == bindparam("id"))
LOCK = FIND.with_for_update()
OF_RUN = (RECOVERY_TELLINGS.c.workspace == bindparam("workspace"), RECOVERY_TELLINGS.c.run == bindparam("run"))
TELLINGS = select(RECOVERY_TELLINGS).where(*OF_RUN).order_by(RECOVERY_TELLINGS.c.channel)
OWNED = select(RECOVERY_TELLINGS).where(*OF_RUN, RECOVERY_TELLINGS.c.owner == bindparam("owner"))
OWNED = OWNED.order_by(RECOVERY_TELLINGS.c.channel)
TELLING = select(RECOVERY_TELLINGS).where(
    RECOVERY_TELLINGS.c.workspace == bindparam("workspace"), RECOVERY_TELLINGS.c.id == bindparam("id")
)
LOCK_TELLING = TELLING.with_for_update()
IN_TALK = (
    select(THREADS)
    .where(
        THREADS.c.workspace == bindparam("workspace"),
        THREADS.c.channel == bindparam("channel"),
        THREADS.c.customer != "",
        THREADS.c.owner != "",
    )
    .order_by(THREADS.c.settled_at.is_not(None), THREADS.c.last_wrote_at.desc())
    .limit(TALKS)
)


class Recoveries(Noun):
    def save(self, run: Run) -> None:
        """Keep a round as it is now, in the place of what was known of it."""
        self._ledger.put(
            _saved,
            workspace=run.workspace,
            id=run.id,
            proposer=run.proposer,
            lead=run.lead,
            state=run.state.value,
            style=run.style.value,
            by_at=run.by_at,
            news_at=run.news_at,
            made_at=run.made_at,
            revision=run.revision,
            channels=" ".join(run.channels),
            everywhere=run.everywhere,
            sealed_words=self._ledger.vault.seal(asdict(run.words), PURPOSE, run.id),
            erase_at=run.erase_at,
        )

    def find(self, workspace: str, run: str, *, lock: bool = False) -> Run | None:
        """A round; with `lock` nobody else changes it until the transaction ends."""
        row = self._ledger.first(LOCK if lock else FIND, workspace=workspace, id=run)
        return None if row is None else self._run(row)

    def tell(self, run: Run, telling: Telling) -> None:
        """Keep how a channel of a round stands."""
        id = _id(telling.run, telling.channel)
        self._ledger.put(
            _told,
            workspace=run.workspace,
            id=id,
            run=telling.run,
            channel=telling.channel,
            owner=telling.owner,
            stands=telling.stands.value,
            told=telling.told,
            by_hand=telling.by_hand,
            why=telling.why.value if telling.why else "",
            sealed_note=self._ledger.vault.seal({"note": telling.note}, NOTE, id) if telling.note else "",
            ts=telling.ts,
            inside=telling.inside,
            passed=" ".join(telling.passed),
            followups=" ".join(telling.followups),
            erase_at=run.erase_at,
        )

    def telling(self, workspace: str, run: str, channel: str, *, lock: bool = False) -> Telling | None:
        row = self._ledger.first(LOCK_TELLING if lock else TELLING, workspace=workspace, id=_id(run, channel))
        return None if row is None else self._telling(row)

    def tellings(self, workspace: str, run: str, *, owner: str = "") -> tuple[Telling, ...]:
        """The channels of a round, or those that this owner tells."""
        if owner:
            rows = self._ledger.all(OWNED, workspace=workspace, run=run, owner=owner)
        else:
            rows = self._ledger.all(TELLINGS, workspace=workspace, run=run)
        return tuple(self._telling(row) for row in rows)

    def in_talk(self, workspace: str, channel: str) -> tuple[Thread, ...]:
        """The latest threads of a channel in which agents talk with customers, the open ones first."""
        rows = self._ledger.all(IN_TALK, workspace=workspace, channel=channel)
        return tuple(value_of(row, _place(row)) for row in rows)

    def _run(self, row: Row[Any]) -> Run:
        return Run(
            id=row.id,
            workspace=row.workspace,
            proposer=row.proposer,
            lead=row.lead,
            state=State(row.state),
            style=Style(row.style),
            by_at=row.by_at,
            news_at=row.news_at,
            made_at=row.made_at,
            revision=row.revision,
            channels=tuple(row.channels.split()),
            everywhere=row.everywhere,
            words=Words(**self._ledger.vault.open(row.sealed_words, PURPOSE, row.id)),
        )

    def _telling(self, row: Row[Any]) -> Telling:
        note = self._ledger.vault.open(row.sealed_note, NOTE, row.id)["note"] if row.sealed_note else ""
        return Telling(
            run=row.run,
            channel=row.channel,
            owner=row.owner,
            stands=Stands(row.stands),
            told=row.told,
            by_hand=row.by_hand,
            why=Why(row.why) if row.why else None,
            note=note,
            ts=row.ts,
            inside=row.inside,
            passed=tuple(row.passed.split()),
            followups=tuple(row.followups.split()),
        )


def _saved(new_row: NewRow) -> Insert:
    new = new_row(RECOVERIES)
    return over(new, ("workspace", "id"), [column.name for column in RECOVERIES.c])


def _told(new_row: NewRow) -> Insert:
    new = new_row(RECOVERY_TELLINGS)
    return over(new, ("workspace", "id"), [column.name for column in RECOVERY_TELLINGS.c])


def _id(run: str, channel: str) -> str:
    return f"{run}/{channel}"


def _place(row: Row[Any]) -> Place:
    return Place(workspace=row.workspace, channel=row.channel, thread=row.thread)
