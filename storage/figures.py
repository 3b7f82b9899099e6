"""What is remembered to be counted: how customers' messages read, and cases and follow-ups in numbers."""

from datetime import datetime

from sqlalchemy import bindparam, delete, update

from bot.cases import Case
from bot.digest_figures import Figure, figure_of, kept
from bot.digest_periods import Period, month_of
from bot.followups import FollowUp
from bot.messages import Message
from phrasebook.reading import Level
from storage.ledger import Insert, NewRow, Noun
from storage.ready import Ready
from storage.tables import CASE_FIGURES, FOLLOWUP_FIGURES, READINGS

LEVELS = {Level.CALM: 0, Level.WARM: 1, Level.HEATED: 2}
READING_KEY = ("workspace", "channel", "ts")
NAME = 24
"""Characters of a fingerprint that tell a workspace's people apart."""

FORGET_READING = Ready(delete(READINGS).where(*(READINGS.c[name] == bindparam(name) for name in READING_KEY)))
THIS_CASE = (CASE_FIGURES.c.workspace == bindparam("its_workspace"), CASE_FIGURES.c.case == bindparam("its_case"))
FORGET_CASE = delete(CASE_FIGURES).where(*THIS_CASE)
THIS_FOLLOWUP = (
    FOLLOWUP_FIGURES.c.workspace == bindparam("workspace"),
    FOLLOWUP_FIGURES.c.followup == bindparam("followup"),
)
FORGET_FOLLOWUP = delete(FOLLOWUP_FIGURES).where(*THIS_FOLLOWUP)


class Figures(Noun):
    def note_reading(self, message: Message, level: Level, source: str) -> None:
        """Remember how a customer's message reads; an edit takes the place of what it was before."""
        place = message.place
        self._ledger.put(
            _read,
            workspace=place.workspace,
            channel=place.channel,
            ts=message.ts,
            thread=place.thread,
            at=message.at,
            level=LEVELS[level],
            source=source,
        )

    def forget_reading(self, workspace: str, channel: str, ts: str) -> None:
        """A message was taken back, or is not judged any more."""
        self._ledger.change(FORGET_READING, {"workspace": workspace, "channel": channel, "ts": ts})

    def open_case(self, case: Case) -> None:
        """Count a new case in the month in which it was shared."""
        figure = figure_of(case)
        if figure is not None:
            workspace, month = case.place.workspace, month_of(figure.shared_at.date())
            counted = {"month": month.begins, "who": self.name(workspace, month, case.sharer)}
            self._ledger.add(CASE_FIGURES, workspace=workspace, case=case.id, **counted, **_standing(figure))

    def change_case(self, case: Case) -> None:
        """Bring the numbers of a case up to date, as long as its month was not told."""
        figure = figure_of(case)
        if figure is None:
            self.forget_case(case.place.workspace, case.id)
        else:
            this = {"its_workspace": case.place.workspace, "its_case": case.id}
            self._ledger.change(update(CASE_FIGURES).where(*THIS_CASE), this | _standing(figure))

    def forget_case(self, workspace: str, case: str) -> None:
        """A case counts no more."""
        self._ledger.change(FORGET_CASE, {"its_workspace": workspace, "its_case": case})

    def note_followup(self, followup: FollowUp, now: datetime) -> None:
        """Count a follow-up that ended just now; one that is open again counts no more."""
        outcome, workspace = kept(followup, now), followup.place.workspace
        self._ledger.change(FORGET_FOLLOWUP, {"workspace": workspace, "followup": followup.id})
        if outcome is not None:
            month = month_of(now.date())
            counted = {"month": month.begins, "who": self.name(workspace, month, followup.owner)}
            key = {"workspace": workspace, "followup": followup.id}
            self._ledger.add(FOLLOWUP_FIGURES, **key, **counted, outcome=outcome.value)

    def name(self, workspace: str, month: Period, person: str) -> str:
        """What a person is counted under: the same all month, and another one in the next."""
        return self._ledger.vault.fingerprint(f"digest/{workspace}/{month.key}/{person}")[:NAME]


def _standing(figure: Figure) -> dict[str, object]:
    return {
        "rank": figure.rank,
        "source": figure.source,
        "answer": figure.answer,
        "resolve": figure.resolve,
        "reopened": figure.reopened,
    }


def _read(new_row: NewRow) -> Insert:
    new = new_row(READINGS)
    facts = {name: new.excluded[name] for name in ("level", "source")}
    return new.on_conflict_do_update(index_elements=READING_KEY, set_=facts)
