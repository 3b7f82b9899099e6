"""The bot's own messages that show a round to its readers."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.recover import Run
from storage.ledger import Insert, NewRow, Noun, over
from storage.tables import RECOVERY_BOARDS

KEY = ("workspace", "run", "reader", "is_card")
FIND = select(RECOVERY_BOARDS).where(*(RECOVERY_BOARDS.c[name] == bindparam(name) for name in KEY))
ALL = select(RECOVERY_BOARDS).where(RECOVERY_BOARDS.c.workspace == bindparam("workspace"))
ALL = ALL.order_by(RECOVERY_BOARDS.c.run, RECOVERY_BOARDS.c.reader, RECOVERY_BOARDS.c.is_card)
OF_READER = ALL.where(RECOVERY_BOARDS.c.reader == bindparam("reader"))


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


class Boards(Noun):
    def find(self, workspace: str, run: str, reader: str, *, is_card: bool) -> Board | None:
        row = self._ledger.first(FIND, workspace=workspace, run=run, reader=reader, is_card=is_card)
        return None if row is None else _board(row)

    def all(self, workspace: str, *, reader: str = "") -> tuple[Board, ...]:
        """Every message about a round, or every one that this reader has."""
        if reader:
            return tuple(_board(row) for row in self._ledger.all(OF_READER, workspace=workspace, reader=reader))
        return tuple(_board(row) for row in self._ledger.all(ALL, workspace=workspace))

    def keep(self, run: Run, board: Board) -> None:
        """Keep where a message about a round stands, and what it shows."""
        self._ledger.put(_pinned, workspace=run.workspace, **asdict(board), erase_at=run.erase_at)

    def take_turn(self, workspace: str, board: Board, now: datetime) -> None:
        """What changes from now on needs another turn."""
        ours = (RECOVERY_BOARDS.c[name] == value for name, value in _board_key(workspace, board).items())
        turned = update(RECOVERY_BOARDS).where(*ours)
        self._ledger.change(turned.values(turn=RECOVERY_BOARDS.c.turn + 1, shown_at=now))


def _pinned(new_row: NewRow) -> Insert:
    new = new_row(RECOVERY_BOARDS)
    return over(new, KEY, [column.name for column in RECOVERY_BOARDS.c])


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
