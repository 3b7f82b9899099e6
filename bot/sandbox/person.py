"""A person at their screen: says, presses, fills in, sees."""

from datetime import timedelta
from typing import Any

from bot.sandbox import acts
from bot.sandbox.looking import Looking
from bot.sandbox.speaking import Speaking
from bot.sandbox.using import Using


class Actor(Speaking, Using, Looking):
    """Acts for one person. What Slack's screen would not allow raises PersonCannot.

    Channels are given by id or name (`#support`, `support`); "@Name" is the 1:1 conversation with that person.
    """

    def away(self) -> None:
        self.change(presence="away")

    def back(self) -> None:
        self.change(presence="active")

    def snooze(self, span: timedelta) -> None:
        """Do not disturb, from now on for `span`."""
        self.change(dnd_until=self._world.clock.now() + span)

    def change(self, **changes: Any) -> None:
        """Change who this person is: `deleted`, `admin`, `guest`, `tz`, `name`, `presence` … Sends `user_change`."""
        with self._world.changes.lock:
            quiet = set(changes) <= {"presence", "dnd_until"}
            if quiet:
                self._workspace.change_member(self.id, **changes)
                self._world.changes.note()
            else:
                acts.change_member(self._world, self._workspace, self.id, **changes)
