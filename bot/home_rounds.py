"""Rounds to come first with, as they stand on a Home: only those in which something waits for its viewer."""

from dataclasses import dataclass

from bot.messages import Place
from bot.people import Identity, Team
from bot.recover import Run, State, leads
from bot.recover_telling import Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round of which somebody has a message: the list of the channels that they tell, or the card to release it by.

    `tellings` are their own channels, none for a card. `spot` is where the message stands, None while it is on its way.
    """

    run: Run
    is_card: bool
    tellings: tuple[Telling, ...] = ()
    spot: Place | None = None

    @property
    def left(self) -> int:
        """How many channels their owner still has something to do about."""
        return sum(one.is_due(self.run.revision) for one in self.tellings)

    def waits_for(self, who: Identity, team: Team) -> bool:
        """Whether there is something in it to do for this very person now."""
        if self.is_card:
            return self.run.state is State.PROPOSED and leads(self.run, who, team)
        theirs = all(one.owner == who.slack_id for one in self.tellings)
        return self.run.state is State.RELEASED and theirs and self.left > 0
