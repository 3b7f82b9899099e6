"""Everything that is remembered, by noun, within one transaction."""

from datetime import datetime

from storage.audit import Audit
from storage.boards import Boards
from storage.cases import Cases
from storage.channels import Channels
from storage.deliveries import Deliveries
from storage.feedback import Feedback
from storage.figures import Figures
from storage.followups import FollowUps
from storage.gathered import Gathered
from storage.hints import Hints
from storage.homes import Homes
from storage.ledger import Ledger
from storage.mutes import Mutes
from storage.nudge_rooms import NudgeRooms
from storage.patiences import Patiences
from storage.people import People
from storage.practices import Practices
from storage.presses import Presses
from storage.prints import Prints
from storage.recoveries import Recoveries
from storage.remedies import Remedies
from storage.scenes import Scenes
from storage.sweeping import sweep
from storage.talks import Talks
from storage.team_words import TeamWords
from storage.threads import Threads
from storage.trends import Trends
from storage.working import Working
from storage.workspaces import Workspaces
from storage.zones import Zones


class Memory:
    """Frozen values in and out. Valid only inside the work that it was given to."""

    __slots__ = (
        "_ledger",
        "audit",
        "boards",
        "cases",
        "channels",
        "deliveries",
        "feedback",
        "figures",
        "followups",
        "gathered",
        "hints",
        "homes",
        "mutes",
        "nudge_rooms",
        "patiences",
        "people",
        "practices",
        "presses",
        "prints",
        "recoveries",
        "remedies",
        "scenes",
        "talks",
        "team_words",
        "threads",
        "trends",
        "working",
        "workspaces",
        "zones",
    )

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.workspaces = Workspaces(ledger)
        self.channels = Channels(ledger)
        self.people = People(ledger)
        self.threads = Threads(ledger)
        self.talks = Talks(ledger)
        self.mutes = Mutes(ledger)
        self.hints = Hints(ledger)
        self.homes = Homes(ledger)
        self.deliveries = Deliveries(ledger)
        self.presses = Presses(ledger)
        self.practices = Practices(ledger)
        self.feedback = Feedback(ledger)
        self.figures = Figures(ledger)
        self.followups = FollowUps(ledger, self.figures)
        self.nudge_rooms = NudgeRooms(ledger)
        self.zones = Zones(ledger)
        self.working = Working(ledger)
        self.patiences = Patiences(ledger)
        self.gathered = Gathered(ledger)
        self.team_words = TeamWords(ledger)
        self.audit = Audit(ledger)
        self.cases = Cases(ledger, self.audit, self.figures)
        self.prints = Prints(ledger)
        self.trends = Trends(ledger)
        self.recoveries = Recoveries(ledger)
        self.boards = Boards(ledger)
        self.remedies = Remedies(ledger)
        self.scenes = Scenes(ledger)

    def sweep(self, now: datetime) -> int:
        """Delete what has outlived its use; how many rows it were."""
        return sweep(self._ledger, now)
