"""What every press has in common: it is remembered once, and answered where it was made."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from slack_bolt import BoltContext

from handlers.blocks import Block, modal, section
from handlers.replies import reply_at
from handlers.rooms import Actor, Afterwards, Body, Rooms, actor_of, press_key
from handlers.windows import show_next
from storage.store import Memory
from storage.vault import BadSeal

T = TypeVar("T")


class Press:
    """One press: who made it, what its button carried, and how to answer it."""

    def __init__(self, rooms: Rooms, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        self.rooms, self.body = rooms, body
        self.actor: Actor = actor_of(context)
        self._afterwards = afterwards

    @property
    def value(self) -> str:
        """What the pressed button or the chosen option carries."""
        action = (self.body.get("actions") or [{}])[0]
        option = action.get("selected_option") or {}
        return str(action.get("value") or option.get("value") or "")

    def unsealed(self, value: str = "") -> dict[str, Any] | None:
        """What a sealed value says, if it was sealed for this very person; else they are told, and None."""
        found = self.opened(value or self.value)
        if found is None:
            self.reply(self.rooms.book.say("hints.gone"))
        return found

    def opened(self, value: str) -> dict[str, Any] | None:
        """What a sealed value says, if it was sealed for this very person; else None, and nobody is told."""
        try:
            return self.rooms.store.vault.open(value, purpose="hint", holder=self.actor.holder)
        except BadSeal:
            return None

    def once(self, work: Callable[[Memory], T]) -> T | None:
        """Remember what the press means, in one transaction, unless this same press was remembered before."""

        def first(memory: Memory) -> T | None:
            new = memory.presses.once(self.actor.workspace, press_key(self.body), self.rooms.now())
            return work(memory) if new else None

        return self.rooms.store.remember(first)

    def later(self, call: Callable[[], None]) -> None:
        """Make this call once Slack has its answer."""
        self._afterwards.append(call)

    def reply(self, text: str, blocks: Sequence[Block] = ()) -> None:
        """Put an answer, that only the actor sees, in the place of what they pressed."""
        shown = list(blocks) or [section(text)]
        self._afterwards.append(lambda: self._replace(text, shown))

    def whisper(self, text: str, blocks: Sequence[Block] = ()) -> None:
        """Answer the actor alone and leave what they pressed as it is: others may see it too."""
        shown, url = list(blocks) or [section(text)], self.body.get("response_url")
        if "view" in self.body or not url:
            self.reply(text, shown)
            return

        said = {"text": text, "blocks": shown, "replace_original": False, "response_type": "ephemeral"}
        self._afterwards.append(lambda: self._answer(url, **said))

    def take_away(self, text: str) -> None:
        """Remove what was pressed; where it stands in a modal, tell a word instead."""
        url = self.body.get("response_url")
        if "view" in self.body or not url:
            self.reply(text)
            return

        self._afterwards.append(lambda: self._answer(url, delete_original=True))

    def open_modal(self, view: Block, then: Callable[[str], None] | None = None) -> None:
        """Open a modal, on top of the one that the button stands in if it stands in one.

        `then` is called with its id once it is open.
        """
        trigger = press_key(self.body)

        def show() -> None:
            client = self.rooms.directory.client(self.actor.workspace)
            call = client.views_push if "view" in self.body and not self._on_home else client.views_open
            opened = call(trigger_id=trigger, view=view)
            if then:
                then(str((opened.get("view") or {})["id"]))

        self._afterwards.append(show)

    def update_modal(self, view: Block) -> None:
        """Show another state of the modal that the button stands in."""
        view_id = self.body["view"]["id"]

        def show() -> None:
            show_next(self.rooms.directory.client(self.actor.workspace), view_id, view)

        self._afterwards.append(show)

    @property
    def _on_home(self) -> bool:
        """Whether the button stands on their Home, which no answer may replace: a window opens over it."""
        return (self.body.get("view") or {}).get("type") == "home"

    def _replace(self, text: str, blocks: list[Block]) -> None:
        if "view" in self.body:
            title, close = self.rooms.book.say("why.plain_title"), self.rooms.book.say("why.close")
            client, view = self.rooms.directory.client(self.actor.workspace), modal("told", title, close, blocks)
            if self._on_home:
                client.views_open(trigger_id=press_key(self.body), view=view)
            else:
                show_next(client, self.body["view"]["id"], view)
        elif url := self.body.get("response_url"):
            self._answer(url, text=text, blocks=blocks, replace_original=True, response_type="ephemeral")

    def _answer(self, url: str, **body: Any) -> None:
        reply_at(self.rooms.metrics, url, **body)


def place_in(value: Mapping[str, Any]) -> Mapping[str, str]:
    """The channel and thread that a sealed value speaks of."""
    return {"channel": str(value["place"]["channel"]), "thread": str(value["place"]["thread"])}
