"""What the presses on a round have in common: what they are about, and what an owner's answer brings."""

from collections.abc import Callable
from typing import Any

from bot.deliveries import Delivery
from bot.recover import Refusal, Run
from bot.recover_telling import Telling
from handlers.presses import Press
from handlers.recover_schedule import touch_both
from storage.store import Memory

Answer = Callable[[Telling, Run], Telling | Refusal]


def answer(press: Press, carried: dict[str, Any], act: Answer, post: Delivery | None = None) -> Refusal | None:
    """Keep what an owner does with a channel, once, and show it; why not, where it cannot be."""
    workspace, now = press.actor.workspace, press.rooms.now()

    def work(memory: Memory) -> Refusal | None:
        run, telling = found(memory, workspace, carried, lock=True)
        if run is None or telling is None:
            return Refusal.OVER
        after = act(telling, run)
        if isinstance(after, Refusal):
            return after
        memory.recoveries.tell(run, after)
        touch_both(memory, run, after.owner, now)
        if post is not None:
            memory.deliveries.schedule(post)
        return None

    return press.once(work)


def found(
    memory: Memory, workspace: str, carried: dict[str, Any], *, lock: bool = False
) -> tuple[Run | None, Telling | None]:
    """The round and the channel that a button or a form is about, where they are kept still."""
    run, channel = str(carried["run"]), str(carried["channel"])
    telling = memory.recoveries.telling(workspace, run, channel, lock=lock)
    return memory.recoveries.find(workspace, run), telling


def zone_of(press: Press) -> str:
    """The clock of who presses, as far as Slack told."""
    workspace, person = press.actor.workspace, press.actor.slack_id
    return press.rooms.store.recall(lambda memory: memory.zones.of(workspace, person)) or "UTC"


def sealed(press: Press, **words: Any) -> str:
    """What a form carries, that only who opened it may send in."""
    return press.rooms.store.vault.seal(words, purpose="hint", holder=press.actor.holder)


def fault(block: str, text: str) -> dict[str, Any]:
    """What is wrong, said beside the field; what was typed stays there."""
    return {"response_action": "errors", "errors": {block: text}}
