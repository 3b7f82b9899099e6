"""A question for a yes, as a case that waits: whoever is asked has as long for it, and is reminded as they would be."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.cases import Case, Moment, Need, State, Verb
from bot.impact import Rank
from bot.messages import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks one person above them, in a thread with a customer; times are aware UTC.

    `id` stays the same when it is asked again; `by` asks, `to` is asked, `remedy` is the id of what may be given.
    """

    id: str
    by: str
    to: str
    remedy: str
    place: Place
    note: str
    asked_at: datetime
    reminded_at: datetime | None = None

    def as_case(self, rank: Rank) -> Case:
        """What `bot.patience` takes it for: open, with one above it, whom nobody was ticked to follow."""
        reminded = () if self.reminded_at is None else (Moment(at=self.reminded_at, verb=Verb.REMIND, to=self.to),)
        return Case(
            id=self.id,
            number="",
            place=self.place,
            sharer=self.by,
            need=Need.ADVICE,
            rank=rank,
            state=State.OPEN,
            holder=self.to,
            shared_with=(self.to,),
            timeline=(Moment(at=self.asked_at, verb=Verb.SHARE, by=self.by, to=self.to), *reminded),
        )

    def as_words(self) -> dict[str, Any]:
        """As a delivery keeps it; `question_in` is the way back."""
        times = {"asked_at": self.asked_at.isoformat()}
        times |= {"reminded_at": self.reminded_at.isoformat()} if self.reminded_at else {}
        place = {"channel": self.place.channel, "thread": self.place.thread}
        return {name: value for name, value in asdict(self).items() if name not in ("place", *times)} | {
            "place": place,
            **times,
        }


def question_in(words: Mapping[str, Any], workspace: str) -> Question:
    """The question that was kept as these words."""
    again = words.get("reminded_at")
    return Question(
        **{name: str(words[name]) for name in ("id", "by", "to", "remedy", "note")},
        place=Place(workspace=workspace, **words["place"]),
        asked_at=datetime.fromisoformat(words["asked_at"]),
        reminded_at=datetime.fromisoformat(again) if again else None,
    )
