"""A person at their screen: says, presses, fills in, and sees."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from bot.sandbox import acts, choices, events, interactions, objects, submissions
from bot.sandbox.composer import compose
from bot.sandbox.refusals import PersonCannot, SlackError
from bot.sandbox.seeing import Screen, Shown, in_place, screen, shown, visible
from bot.sandbox.workspace import Channel, Json, Kind, Member, Post, View, Workspace
from bot.sandbox.world import World


class Actor:
    """Acts for one person. What Slack's screen would not allow raises PersonCannot.

    Channels are given by id or name (`#support`, `support`); "@Name" is the 1:1 conversation with that person.
    """

    def __init__(self, world: World, workspace: Workspace, id: str) -> None:
        self._world = world
        self._workspace = workspace
        self.id = id

    @property
    def member(self) -> Member:
        return self._workspace.members[self.id]

    @property
    def name(self) -> str:
        return self.member.name

    # What they say.

    def say(
        self, channel: str, text: str, thread: str | None = None, *, broadcast: bool = False, file: bool = False
    ) -> str:
        """Write a message and return its timestamp; with `file` a file comes along."""
        with self._world.changes.lock:
            place = self._writable(channel)
            root = self._root(place, thread) if thread else ""
            typed = compose(text, self._workspace.spoken_names(), self._workspace.number("b"))
            plain_bot = self.member.is_bot and self.member.classic_bot
            draft = Post(
                ts="",
                channel=place.id,
                user=self.id,
                text=typed.text,
                blocks=() if plain_bot else typed.blocks,
                thread_ts=root,
                broadcast=broadcast,
                subtype=_subtype(broadcast=broadcast, file=file, classic=plain_bot),
                files=(self._file(),) if file else (),
                client_msg_id="" if self.member.is_bot else str(uuid4()),
            )
            return acts.post(self._world, self._workspace, draft).ts

    def edit(self, channel: str, ts: str, text: str) -> None:
        with self._world.changes.lock:
            before = self._own(channel, ts)
            typed = compose(text, self._workspace.spoken_names(), self._workspace.number("b"))
            acts.edit(self._world, self._workspace, before, self.id, text=typed.text, blocks=typed.blocks)

    def delete(self, channel: str, ts: str) -> None:
        with self._world.changes.lock:
            acts.delete(self._world, self._workspace, self._own(channel, ts))

    def react(self, channel: str, ts: str, emoji: str) -> None:
        """Add a reaction, or take one's own away."""
        with self._world.changes.lock:
            post = self._seen_post(self._readable(channel), ts)
            acts.react(self._world, self._workspace, post, self.id, emoji.strip(":"))

    # Who is where.

    def join(self, channel: str) -> None:
        with self._world.changes.lock:
            place = self._readable(channel)
            self._try(acts.join, place, self.id)

    def invite(self, channel: str, who: str) -> None:
        """Bring somebody into a channel: by id, by name, or the app by its name."""
        with self._world.changes.lock:
            place = self._member_of(channel)
            self._try(acts.join, place, self._find(who), self.id)

    def leave(self, channel: str) -> None:
        with self._world.changes.lock:
            self._try(acts.leave, self._member_of(channel), self.id)

    def remove(self, channel: str, who: str) -> None:
        """Take somebody, or the app, out of a channel."""
        with self._world.changes.lock:
            self._try(acts.leave, self._member_of(channel), self._find(who), self.id)

    def archive(self, channel: str) -> None:
        with self._world.changes.lock:
            acts.archive(self._world, self._workspace, self._member_of(channel), self.id)

    # What they do with the app. Each of these waits for the app's acknowledgement.

    def command(self, typed: str, channel: str = "#random") -> bool:
        """Type a slash command; whether the app acknowledged it in time."""
        with self._world.changes.lock:
            place = self._writable(channel)
        return interactions.run_command(self._world, self._workspace, self.id, typed, place)

    def shortcut(self, callback_id: str, channel: str, ts: str) -> bool:
        with self._world.changes.lock:
            post = self._any_post(self._readable(channel), ts)
        return interactions.press_message_shortcut(self._world, self._workspace, self.id, callback_id, post)

    def global_shortcut(self, callback_id: str) -> bool:
        return interactions.press_global_shortcut(self._world, self._workspace, self.id, callback_id)

    def press(self, what: str, on: Shown | Screen | None = None, *, block_id: str = "") -> bool:
        """Press a button, by its action id or its words: on `on`, else on what is open, newest first."""
        with self._world.changes.lock:
            surface, block, element = self._element(what, on, block_id)
            action = choices.pressed(block, element)
        return self._do(surface, action, {})

    def choose(self, what: str, choice: Any, on: Shown | Screen | None = None, *, block_id: str = "") -> bool:
        """Choose an option by its words or value, or set a picker.

        `what` is an action id, block id, label or placeholder.
        """
        with self._world.changes.lock:
            surface, block, element = self._element(what, on, block_id)
            action = choices.chosen(block, element, choice)
        value = {key: given for key, given in action.items() if key == "type" or key.startswith(("selected", "value"))}
        state = {} if element["type"] == "overflow" else {action["block_id"]: {action["action_id"]: value}}
        return self._do(surface, action, state)

    def use(self, on: Shown | Screen, block_id: str, action_id: str, selected: Any, state: Json) -> bool:
        """Press (`selected` None) or choose exactly there; `state` is what is filled in around it, in Slack's shape."""
        with self._world.changes.lock:
            surface, block, element = self._element(action_id, on, block_id)
            action = choices.used(block, element, selected)
        return self._do(surface, action, state)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Fill in inputs of the open modal without submitting; keys are block ids, labels or action ids."""
        with self._world.changes.lock:
            top = self._top()
            self._workspace.put_view(self._workspace.filled(top, self._filled(top, values)))

    def submit(self, values: Mapping[str, Any] | None = None) -> bool:
        """Fill in the open modal and send it in; False where the app, or Slack, points out an error."""
        with self._world.changes.lock:
            top = self._top()
            return_state = self._filled(top, values or {})
        return self.submit_state(top.id, return_state)

    def submit_state(self, view_id: str, state: Json) -> bool:
        """Send in a modal whose inputs hold `state`, in Slack's own shape."""
        with self._world.changes.lock:
            view = next((each for each in self._workspace.modals[self.id] if each.id == view_id), None)
            if view is None or not view.body.get("submit"):
                raise PersonCannot("There is nothing to submit.")
            missing = choices.unfilled(view.body["blocks"], self._workspace.filled(view, state).state)
        if missing:
            raise PersonCannot(f"Please complete this required field: {missing[0]}")
        return submissions.submit(self._world, self._workspace, view, state)

    def close(self, *, view_id: str = "", everything: bool = False) -> bool:
        """Close the open modal, or the whole stack; with `view_id` only when that is the open one."""
        with self._world.changes.lock:
            top = self._top()
            if view_id and top.id != view_id:
                raise PersonCannot("That is not open any more.")
        return submissions.close(self._world, self._workspace, top, everything=everything)

    def open_home(self, tab: str = "home") -> None:
        """Look at the app's Home tab (or its `messages` tab)."""
        with self._world.changes.lock:
            world, workspace = self._world, self._workspace
            if workspace.is_stranger(self.id):
                raise PersonCannot("This app is not in your workspace.")
            dm, at = self._bot_dm(), world.stamp(workspace)
            home = workspace.homes.get(self.id)
            view = objects.view(workspace, world.app.id, home) if home else None
            world.announce(workspace, events.home_opened(dm, self.id, tab, view, at))
            world.changes.note()

    def open_dm(self, who: str) -> str:
        """Open the 1:1 conversation with somebody, or with the app; its channel id."""
        with self._world.changes.lock:
            other = self._find(who)
            if other == self._workspace.bot and self._workspace.is_stranger(self.id):
                raise PersonCannot("This app is not in your workspace.")
            return acts.open_dm(self._world, self._workspace, self.id, other).id

    def mark_read(self, channel: str) -> None:
        with self._world.changes.lock:
            place = self._find_channel(channel)
            posts = visible(self._workspace, self.id, place)
            last = posts[-1].ts if posts else "0"
            if self._workspace.read_up_to.get((self.id, place.id)) != last:
                self._workspace.read_up_to[self.id, place.id] = last
                self._world.changes.note()

    # What they see.

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

    # How they are.

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

    # How that is found out.

    def _do(self, surface: Post | View, action: Json, state: Json) -> bool:
        if isinstance(surface, Post):
            return interactions.press_on_message(self._world, self._workspace, surface, self.id, action)
        return interactions.press_on_view(self._world, self._workspace, surface, action, state)

    def _element(self, what: str, on: Shown | Screen | None, block_id: str) -> tuple[Post | View, Json, Json]:
        for surface in self._surfaces(on):
            blocks = surface.blocks if isinstance(surface, Post) else surface.body["blocks"]
            found = choices.find(blocks, what, block_id)
            if found:
                return surface, *found
        raise PersonCannot(f"There is no {what} to press.")

    def _surfaces(self, on: Shown | Screen | None) -> list[Post | View]:
        """Where to look: the one named; else the modal alone if there is one; else messages, newest first, and home."""
        stack, home = self._workspace.modals[self.id], self._workspace.homes.get(self.id)
        if isinstance(on, Screen):
            return [each for each in [*stack[-1:], *filter(None, [home])] if each.id == on.id]
        if isinstance(on, Shown):
            return [self._any_post(self._find_channel(on.channel), on.ts)]
        if stack:
            return [stack[-1]]
        channels = self._workspace.channels.values()
        posts = [each for channel in channels for each in visible(self._workspace, self.id, channel)]
        return [*sorted(posts, key=lambda post: float(post.ts), reverse=True), *filter(None, [home])]

    def _filled(self, view: View, values: Mapping[str, Any]) -> Json:
        state: Json = {}
        for name, value in values.items():
            found = choices.find(view.body["blocks"], name)
            if found is None:
                raise PersonCannot(f"There is no field {name}.")
            block, element = found
            state.setdefault(block["block_id"], {})[element.get("action_id", "")] = choices.filled(element, value)
        return state

    def _top(self) -> View:
        stack = self._workspace.modals[self.id]
        if not stack:
            raise PersonCannot("No modal is open.")
        return stack[-1]

    def _find_channel(self, name: str) -> Channel:
        channels = self._workspace.channels
        if name in channels:
            return channels[name]
        if name.startswith("@"):
            return acts.open_dm(self._world, self._workspace, self.id, self._find(name.removeprefix("@")))
        for channel in channels.values():
            if channel.kind is not Kind.DM and channel.name == name.removeprefix("#"):
                return channel
        raise PersonCannot(f"There is no channel {name}.")

    def _find(self, who: str) -> str:
        return find_member(self._workspace, who).id

    def _bot_dm(self) -> Channel:
        return acts.open_dm(self._world, self._workspace, self.id, self._workspace.bot)

    def _readable(self, channel: str) -> Channel:
        place = self._find_channel(channel)
        if not self._workspace.can_read(self.id, place):
            raise PersonCannot(f"{self.name} cannot see that channel.")
        return place

    def _member_of(self, channel: str) -> Channel:
        place = self._readable(channel)
        if not self._workspace.is_in(self.id, place.id):
            raise PersonCannot(f"{self.name} has not joined that channel.")
        return place

    def _writable(self, channel: str) -> Channel:
        place = self._member_of(channel)
        if place.archived:
            raise PersonCannot("That channel is archived.")
        if self.member.deleted:
            raise PersonCannot(f"{self.name} has left the workspace.")
        return place

    def _any_post(self, channel: Channel, ts: str) -> Post:
        for post in visible(self._workspace, self.id, channel):
            if post.ts == ts:
                return post
        raise PersonCannot("That message is not there.")

    def _seen_post(self, channel: Channel, ts: str) -> Post:
        post = self._any_post(channel, ts)
        if post.to:
            raise PersonCannot("That message is only on your own screen.")
        return post

    def _own(self, channel: str, ts: str) -> Post:
        post = self._seen_post(self._readable(channel), ts)
        if post.user != self.id:
            raise PersonCannot("That is somebody else's message.")
        return post

    def _root(self, channel: Channel, thread: str) -> str:
        post = self._seen_post(channel, thread)
        return post.thread_ts or post.ts

    def _file(self) -> Json:
        id = self._workspace.number("F")
        file = {"id": id, "name": "screenshot.png", "title": "screenshot.png", "mimetype": "image/png", "user": self.id}
        self._workspace.files[id] = file
        return file

    def _try(self, act: Any, *args: Any) -> None:
        try:
            act(self._world, self._workspace, *args)
        except SlackError as refusal:
            raise PersonCannot(f"Slack refuses: {refusal.code}") from refusal


def _subtype(*, broadcast: bool, file: bool, classic: bool) -> str:
    if classic:
        return "bot_message"
    if file:
        return "file_share"
    return "thread_broadcast" if broadcast else ""


def find_member(workspace: Workspace, who: str) -> Member:
    """Somebody by id or by name. Raises PersonCannot."""
    if who in workspace.members:
        return workspace.members[who]
    for member in workspace.members.values():
        if who.lower() in (member.name.lower(), member.handle):
            return member
    raise PersonCannot(f"There is nobody called {who}.")
