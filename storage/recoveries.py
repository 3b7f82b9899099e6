"""The rounds to come first with: their words sealed, how each channel stands, and where their cards are."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.messages import Place
from bot.recover import Run, State, Words
from bot.recover_telling import Stands, Telling, Why
from bot.threads import Thread
from phrasebook.answer_pages import Style
from storage.ledger import Insert, NewRow, Noun
from storage.tables import RECOVERIES, RECOVERY_BOARDS, RECOVERY_TELLINGS, THREADS
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
BOARD_KEY = ("workspace", "run", "reader", "is_card")
BOARD = select(RECOVERY_BOARDS).where(*(RECOVERY_BOARDS.c[name] == bindparam(name) for name in BOARD_KEY))
BOARDS = select(RECOVERY_BOARDS).where(RECOVERY_BOARDS.c.workspace == bindparam("workspace"))
BOARDS = BOARDS.order_by(RECOVERY_BOARDS.c.run, RECOVERY_BOARDS.c.reader, RECOVERY_BOARDS.c.is_card)
BOARDS_OF = BOARDS.where(RECOVERY_BOARDS.c.reader == bindparam("reader"))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A message of the bot's own that shows a round to its reader, kept up to date; `ts` is empty until it is posted.

    `turn` counts what was shown, last at `shown_at`; `page` is the page that its reader turned to.
    """

    run: str
    reader: str
    is_card: bool
    channel: str = ""
    ts: str = ""
    page: int = 0
    turn: int = 0
    shown_at: datetime | None = None


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

    def board(self, workspace: str, run: str, reader: str, *, is_card: bool) -> Board | None:
        row = self._ledger.first(BOARD, workspace=workspace, run=run, reader=reader, is_card=is_card)
        return None if row is None else _board(row)

    def boards(self, workspace: str, *, reader: str = "") -> tuple[Board, ...]:
        """Every message about a round, or every one that this reader has."""
        if reader:
            return tuple(_board(row) for row in self._ledger.all(BOARDS_OF, workspace=workspace, reader=reader))
        return tuple(_board(row) for row in self._ledger.all(BOARDS, workspace=workspace))

    def keep_board(self, run: Run, board: Board) -> None:
        """Keep where a message about a round stands, and what it shows."""
        self._ledger.put(_pinned, workspace=run.workspace, **asdict(board), erase_at=run.erase_at)

    def take_turn(self, workspace: str, board: Board, now: datetime) -> None:
        """What changes from now on needs another turn."""
        ours = (RECOVERY_BOARDS.c[name] == value for name, value in _board_key(workspace, board).items())
        turned = update(RECOVERY_BOARDS).where(*ours)
        self._ledger.change(turned.values(turn=RECOVERY_BOARDS.c.turn + 1, shown_at=now))

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
    return _over(new, ("workspace", "id"), [column.name for column in RECOVERIES.c])


def _told(new_row: NewRow) -> Insert:
    new = new_row(RECOVERY_TELLINGS)
    return _over(new, ("workspace", "id"), [column.name for column in RECOVERY_TELLINGS.c])


def _pinned(new_row: NewRow) -> Insert:
    new = new_row(RECOVERY_BOARDS)
    return _over(new, BOARD_KEY, [column.name for column in RECOVERY_BOARDS.c])


def _over(new: Insert, key: Sequence[str], names: Sequence[str]) -> Insert:
    facts = {name: new.excluded[name] for name in names if name not in key}
    return new.on_conflict_do_update(index_elements=key, set_=facts)


def _id(run: str, channel: str) -> str:
    return f"{run}/{channel}"


def _place(row: Row[Any]) -> Place:
    return Place(workspace=row.workspace, channel=row.channel, thread=row.thread)


def _board_key(workspace: str, board: Board) -> dict[str, object]:
    return {"workspace": workspace, "run": board.run, "reader": board.reader, "is_card": board.is_card}


def _board(row: Row[Any]) -> Board:
    return Board(
        run=row.run,
        reader=row.reader,
        is_card=row.is_card,
        channel=row.channel,
        ts=row.ts,
        page=row.page,
        turn=row.turn,
        shown_at=row.shown_at,
    )
