"""`/levelhead case` and `/levelhead resolve`: the cases that somebody may see, the most pressing first."""

from collections.abc import Callable

from slack_sdk import WebClient

from bot.cases import Verb
from bot.deliveries import Kind
from bot.home_cases import by_wait
from bot.messages import Place
from bot.references import case_numbers
from handlers.blocks import Block, actions, button, modal, section
from handlers.case_card import CaseView
from handlers.case_facts import identity
from handlers.case_schedule import entry
from handlers.case_views import Record, record, view_of
from handlers.presses import Press
from handlers.rooms import Actor, Rooms, press_key
from handlers.slack_errors import CALL_ERRORS
from handlers.windows import show_next
from storage.store import Memory

SHOWN = 20
LISTED = (Verb.DESCRIBE, Verb.RESOLVE, Verb.REOPEN)


def cases_of(rooms: Rooms, client: WebClient, actor: Actor, *, at: Place | None = None) -> tuple[CaseView, ...]:
    """The cases, of one thread or of all, that the actor may see just now; raises as `identity` does."""
    who = identity(client, actor.workspace, actor.slack_id)
    found = rooms.store.recall(lambda memory: _records(memory, actor, at))
    views = {one.case.id: view for one in found if (view := view_of(rooms, one, who))}
    return tuple(views[case.id] for case in by_wait((view.case for view in views.values()), rooms.now()))


def open_desk(press: Press, channel: str = "", rest: str = "") -> str:
    """Show the actor their cases."""
    rooms = press.rooms
    show_when_known(press, lambda client: _desk(rooms, cases_of(rooms, client, press.actor)))
    return ""


def resolve(press: Press, channel: str, rest: str) -> str:
    """Resolve a case by its number; whether there is one, and for whom, is told only where it is carried out.

    Without one, the actor is shown their cases.
    """
    if not rest:
        return open_desk(press)
    rooms, actor = press.rooms, press.actor
    named = case_numbers(rest.upper())
    if not named:
        return rooms.book.say("share.resolve_number")

    def work(memory: Memory) -> None:
        found = memory.cases.numbered(actor.workspace, named)
        words = {"case": found[0].id if found else "", "verb": Verb.RESOLVE.value, "typed": True}
        memory.deliveries.schedule(entry(actor.workspace, Kind.CASE_STEP, actor.slack_id, rooms.now(), words))

    press.once(work)
    return rooms.book.say("share.resolve_begun")


def show_when_known(press: Press, make: Callable[[WebClient], Block]) -> None:
    """Open a window at once, and fill it once Slack has said who is asking."""
    rooms, trigger, say = press.rooms, press_key(press.body), press.rooms.book.say

    def show() -> None:
        client = rooms.directory.client(press.actor.workspace)
        waiting = modal("told", say("share.desk_title"), say("share.close"), [section(say("team.waiting"))])
        in_modal = (press.body.get("view") or {}).get("type") == "modal"
        call = client.views_push if in_modal else client.views_open
        opened = call(trigger_id=trigger, view=waiting)
        try:
            view = make(client)
        except CALL_ERRORS:
            view = modal("told", say("share.desk_title"), say("why.close"), [section(say("share.slack_silent"))])
        show_next(client, str((opened.get("view") or {})["id"]), view)

    press.later(show)


def _records(memory: Memory, actor: Actor, at: Place | None) -> list[Record]:
    found = (record(memory, actor.workspace, id) for id in dict.fromkeys(_ids(memory, actor, at)))
    return [one for one in found if one is not None]


def _ids(memory: Memory, actor: Actor, at: Place | None) -> tuple[str, ...]:
    if at is not None:
        return tuple(case.id for case in memory.cases.at(at))
    homes, workspace, person = memory.homes, actor.workspace, actor.slack_id
    return homes.cases_shared_by(workspace, person) + homes.cases_shared_with(workspace, person)


def _desk(rooms: Rooms, views: tuple[CaseView, ...]) -> Block:
    say = rooms.book.say
    blocks = [block for view in views[:SHOWN] for block in _listed(rooms, view)]
    lead = section(say("share.desk_lead") if views else say("share.desk_empty"))
    return modal("told", say("share.desk_title"), say("why.close"), [lead, *blocks])


def _listed(rooms: Rooms, view: CaseView) -> list[Block]:
    say, case = rooms.book.say, view.case
    number = f"<{view.link}|{case.number}>" if view.link else case.number
    lines = [f"*{number}* · {say(f'cases.state_{case.state}')}", say(case.rank.key)]
    source = [say(case.source.key)] if case.source else []
    buttons = [button(say(f"share.do_{verb}"), f"case_{verb}", view.seal()) for verb in LISTED if verb in view.verbs]
    return [section("\n".join([*lines, *source])), *([actions(buttons)] if buttons else [])]
