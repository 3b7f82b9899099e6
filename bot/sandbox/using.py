"""What a person does with the app: commands, shortcuts, presses, modals, Home."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox import acts, choices, events, interactions, objects, submissions
from bot.sandbox.presence import Presence
from bot.sandbox.refusals import PersonCannot
from bot.sandbox.seeing import Screen, Shown, visible
from bot.sandbox.values import Channel, Json, Post, View


class Using(Presence):
    """Each of these acts waits for the app's acknowledgement and says whether it came."""

    def command(self, typed: str, channel: str = "#random") -> bool:
        """Type a slash command; whether the app acknowledged it in time."""
        with self._world.changes.lock:
            place = self._writable(channel)
        return interactions.run_command(self._world, self._workspace, self.id, typed, place)

    def shortcut(self, callback_id: str, channel: str, ts: str) -> bool:
        with self._world.changes.lock:
            post = self._any_post(self._readable(channel), ts)
        return interactions.press_message_shortcut(self._world, self._workspace, self.id, callback_id, post)

    def trigger(self) -> str:
        """A trigger id as a press of theirs would carry it, for tests that forge the rest of a payload."""
        with self._world.changes.lock:
            return self._world.triggers.mint(self._workspace.id, self.id, self._world.clock.now())

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

    def _do(self, surface: Post | View, action: Json, state: Json) -> bool:
        if isinstance(surface, Post):
            return interactions.press_on_message(self._world, self._workspace, surface, self.id, action)
        return interactions.press_on_view(self._world, self._workspace, surface, action, state)

    def _element(self, what: str, on: Shown | Screen | None, block_id: str) -> tuple[Post | View, Json, Json]:
        for surface in self._surfaces(on):
            blocks = surface.blocks if isinstance(surface, Post) else surface.body["blocks"]
            # A press on a screen that has not heard of a change yet is one on what stood there.
            before = reversed(surface.former) if block_id else ()
            found = choices.find(blocks, what, block_id) or choices.find(before, what, block_id)
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

    def _bot_dm(self) -> Channel:
        return acts.open_dm(self._world, self._workspace, self.id, self._workspace.bot)
