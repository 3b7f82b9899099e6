"""A window of our own for whoever pressed where there is no address to answer at, on a token that needs no memory."""

from collections.abc import Callable, Mapping
from typing import Any

from handlers.blocks import Block
from handlers.directory import Directory


class Overlays:
    """What stands in the window below stays as it was typed."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def over(self, payload: Mapping[str, Any], workspace: str, view: Block) -> Callable[[], object] | None:
        """What shows a window for a press or a shortcut; None where Slack would not take one from us."""
        client, trigger = self._directory.remembered_client(workspace), payload.get("trigger_id")
        if client is None or not isinstance(trigger, str) or not trigger:
            return None
        pressed_in = payload.get("view")
        if not isinstance(pressed_in, dict) or pressed_in.get("type") == "home":
            return lambda: client.views_open(trigger_id=trigger, view=view)
        return None if _is_third(pressed_in) else lambda: client.views_push(trigger_id=trigger, view=view)


def _is_third(view: Mapping[str, Any]) -> bool:
    """Whether two windows lie below this one: Slack takes no fourth."""
    below = view.get("previous_view_id")
    return bool(below) and below != view.get("root_view_id")
