"""The presses that were taken, so that a second arrival of one does nothing."""

from datetime import datetime

from storage.ledger import Noun
from storage.tables import PRESSES


class Presses(Noun):
    def once(self, workspace: str, key: str, now: datetime) -> bool:
        """True the first time that this key is seen in this workspace."""
        return self._ledger.add(PRESSES, workspace=workspace, key=key, at=now)
