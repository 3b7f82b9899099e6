"""What a person sees."""

from bot.sandbox.presence import Presence
from bot.sandbox.refusals import PersonCannot
from bot.sandbox.seeing import Screen, Shown, in_place, screen, shown, visible


class Looking(Presence):
    """Looks at channels, threads, modals and the Home tab."""

    def sees(self, channel: str, thread: str | None = None) -> list[Shown]:
        """The messages at the top level of a channel, or in a thread, oldest first."""
        with self._world.changes.lock:
            posts = visible(self._workspace, self.id, self._find_channel(channel))
            return [shown(self._workspace, each) for each in in_place(posts, thread or "")]

    def message(self, channel: str, ts: str) -> Shown:
        """One message that this person sees. Raises PersonCannot."""
        with self._world.changes.lock:
            return shown(self._workspace, self._any_post(self._find_channel(channel), ts))

    def screen(self, view_id: str) -> Screen:
        """One view that is open before this person. Raises PersonCannot."""
        with self._world.changes.lock:
            home = self._workspace.homes.get(self.id)
            for view in [*self._workspace.modals[self.id], *filter(None, [home])]:
                if view.id == view_id:
                    return screen(view)
        raise PersonCannot("That is not open any more.")

    def everything(self) -> list[Shown]:
        """All that this person can see in any channel, thread or 1:1 conversation."""
        with self._world.changes.lock:
            channels = self._workspace.channels.values()
            posts = [each for channel in channels for each in visible(self._workspace, self.id, channel)]
            return [shown(self._workspace, each) for each in posts]

    def ephemerals(self) -> list[Shown]:
        """What only this person sees, oldest first; Slack's own notices are in `notices`."""
        with self._world.changes.lock:
            whispers = self._workspace.whispers[self.id]
            return [shown(self._workspace, each) for each in whispers if each.shown and not each.notice]

    def notices(self) -> list[Shown]:
        """What Slack itself told this person: that a command does not exist, that the app did not answer."""
        with self._world.changes.lock:
            whispers = self._workspace.whispers[self.id]
            return [shown(self._workspace, each) for each in whispers if each.notice]

    def dms(self) -> list[Shown]:
        """The 1:1 conversation with the app, oldest first."""
        with self._world.changes.lock:
            channel = self._workspace.dm(self.id, self._workspace.bot)
            posts = visible(self._workspace, self.id, channel) if channel else []
            return [shown(self._workspace, each) for each in posts]

    @property
    def modal(self) -> Screen | None:
        """The modal on top, if one is open."""
        with self._world.changes.lock:
            stack = self._workspace.modals[self.id]
            return screen(stack[-1]) if stack else None

    @property
    def home(self) -> Screen | None:
        with self._world.changes.lock:
            view = self._workspace.homes.get(self.id)
            return screen(view) if view else None

    def reload(self) -> None:
        """Load Slack anew: ephemeral messages are gone after that."""
        with self._world.changes.lock:
            self._workspace.whispers[self.id].clear()
            self._world.changes.note()
