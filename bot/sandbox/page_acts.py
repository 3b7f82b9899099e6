"""What the page can do for a person: each act by name, over the same driver that tests use."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.sandbox.person import Actor
from bot.sandbox.refusals import PersonCannot
from bot.sandbox.seeing import Screen, Shown
from bot.sandbox.values import Json
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import World

LONGEST_STEP = 366 * 24 * 3600


class Hand:
    """One act of one person, as the page asked for it."""

    def __init__(self, world: World, workspace: Workspace, asked: Json) -> None:
        self.world = world
        self.workspace = workspace
        self.asked = asked
        self.actor = Actor(world, workspace, self.text("as"))

    def text(self, name: str) -> str:
        """A word of what was asked. Raises PersonCannot where it is missing."""
        value = self.asked.get(name)
        if not isinstance(value, str) or not value:
            raise PersonCannot(f"The page left out “{name}”.")
        return value

    def place(self) -> tuple[str, str]:
        return self.text("channel"), self.text("ts")


def act(world: World, workspace: Workspace, asked: Json) -> str:
    """Do what is asked; empty, or words for the person where it did not work out."""
    hand = Hand(world, workspace, asked)
    if hand.actor.id not in workspace.members:
        return "There is no such person here."
    deed = DEEDS.get(hand.text("do"))
    if deed is None:
        return "The page asked for something that the sandbox does not know."
    return deed(hand)


def _say(hand: Hand) -> str:
    hand.actor.say(hand.text("channel"), hand.text("text"), hand.asked.get("thread") or None)
    return ""


def _edit(hand: Hand) -> str:
    hand.actor.edit(*hand.place(), hand.text("text"))
    return ""


def _delete(hand: Hand) -> str:
    hand.actor.delete(*hand.place())
    return ""


def _react(hand: Hand) -> str:
    hand.actor.react(*hand.place(), hand.text("name"))
    return ""


def _command(hand: Hand) -> str:
    """A command that fails says so in the channel, as Slack does."""
    hand.actor.command(hand.text("text"), hand.text("channel"))
    return ""


def _shortcut(hand: Hand) -> str:
    if "ts" in hand.asked:
        hand.actor.shortcut(hand.text("callback_id"), *hand.place())
    else:
        hand.actor.global_shortcut(hand.text("callback_id"))
    return ""


def _press(hand: Hand) -> str:
    """Press a button, or choose what `selected` says, on a message, in a modal or on the Home tab."""
    surface, block, action = _surface(hand), hand.text("block_id"), hand.text("action_id")
    done = hand.actor.use(surface, block, action, hand.asked.get("selected"), _state(hand))
    return "" if done or isinstance(surface, Shown) else "The app did not answer. Try again?"


def _surface(hand: Hand) -> Shown | Screen:
    where = hand.asked.get("where")
    if not isinstance(where, dict):
        raise PersonCannot("The page left out “where”.")
    if where.get("home"):
        return hand.actor.screen(hand.actor.home.id if hand.actor.home else "")
    if "view_id" in where:
        return hand.actor.screen(str(where["view_id"]))
    return hand.actor.message(str(where.get("channel")), str(where.get("ts")))


def _state(hand: Hand) -> Json:
    state = hand.asked.get("state") or {}
    if not isinstance(state, dict) or not all(isinstance(each, dict) for each in state.values()):
        raise PersonCannot("The page sent something that is no state.")
    return state


def _submit(hand: Hand) -> str:
    """What the app finds wrong stands in the modal itself."""
    hand.actor.submit_state(hand.text("view_id"), _state(hand))
    return ""


def _close_modal(hand: Hand) -> str:
    hand.actor.close(view_id=str(hand.asked.get("view_id") or ""))
    return ""


def _open_home(hand: Hand) -> str:
    hand.actor.open_home()
    return ""


def _open_dm(hand: Hand) -> str:
    hand.actor.open_dm(hand.text("with"))
    return ""


def _mark_read(hand: Hand) -> str:
    hand.actor.mark_read(hand.text("channel"))
    return ""


def _presence(hand: Hand) -> str:
    if hand.text("presence") not in ("active", "away"):
        raise PersonCannot("One is active or away.")
    hand.actor.change(presence=hand.text("presence"))
    return ""


def _invite(hand: Hand) -> str:
    channel, user = hand.text("channel"), hand.text("user")
    if user == hand.actor.id:
        hand.actor.join(channel)
    else:
        hand.actor.invite(channel, user)
    return ""


def _remove(hand: Hand) -> str:
    hand.actor.remove(hand.text("channel"), hand.text("user"))
    return ""


def _leave(hand: Hand) -> str:
    hand.actor.leave(hand.text("channel"))
    return ""


def _advance(hand: Hand) -> str:
    seconds = hand.asked.get("seconds")
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 <= seconds <= LONGEST_STEP:
        raise PersonCannot("The clock moves forward, by a year at most.")
    hand.world.clock.advance(timedelta(seconds=seconds))
    return ""


DEEDS: Mapping[str, Callable[[Hand], str]] = {
    "advance": _advance,
    "close_modal": _close_modal,
    "command": _command,
    "delete": _delete,
    "edit": _edit,
    "invite": _invite,
    "leave": _leave,
    "mark_read": _mark_read,
    "open_dm": _open_dm,
    "open_home": _open_home,
    "presence": _presence,
    "press": _press,
    "react": _react,
    "remove": _remove,
    "say": _say,
    "shortcut": _shortcut,
    "submit": _submit,
}
