"""A filled-in round on its way: held against what may be wrong with it, shown to who leads, and kept to be done."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from bot.people import Team
from bot.recover import Run, may_lead
from bot.routing import superiors
from handlers.blocks import Block, modal, section
from handlers.case_facts import team_in
from handlers.presses import Press
from handlers.recover_card import CardView, preview_blocks
from handlers.recover_form import PARTS, filled, thought, with_notice
from handlers.recover_keeping import sealed
from handlers.recover_schedule import step
from handlers.recover_steps import draft_of
from handlers.recover_views import card_view
from handlers.rooms import Rooms
from storage.store import Memory

PREVIEW = "recover_preview"


def sent(press: Press, view: dict[str, Any]) -> dict[str, Any]:
    """What a filled-in form is answered with; nothing that was typed is lost, whatever is wrong with it."""
    rooms, say, now = press.rooms, press.rooms.book.say, press.rooms.now()
    carried = press.opened(view["private_metadata"])
    if carried is None:
        return {"response_action": "errors", "errors": {"what": say("recover.gone")}}
    workspace, person = press.actor.workspace, press.actor.slack_id
    zone, hours, team = rooms.store.recall(
        lambda memory: (
            memory.zones.of(workspace, person) or "UTC",
            memory.working.of(workspace, person),
            team_in(memory, workspace),
        )
    )
    found = filled(rooms.book, view, zone, hours, now)
    if found.faults:
        return {"response_action": "errors", "errors": found.faults}
    notice = _notice(press, team, found.draft, carried)
    if notice:
        again = sealed(press, **{**carried, "warned": True})
        return {"response_action": "update", "view": with_notice(view, notice, again)}
    return _go_on(press, carried, found.draft, team, zone)


def _notice(press: Press, team: Team, draft: dict[str, Any], carried: dict[str, Any]) -> str:
    """Why it cannot go on, or what to think over first; that is said once."""
    person = team.get(press.actor.slack_id)
    if not carried.get("run") and not may_lead(person) and not (person and superiors(person, team)):
        return press.rooms.book.say("recover.nobody_above")
    if carried.get("warned"):
        return ""
    thoughts = (thought(press.rooms.book, str(draft[part])) for part in PARTS)
    return next(filter(None, thoughts), "")


def _go_on(press: Press, carried: dict[str, Any], draft: dict[str, Any], team: Team, zone: str) -> dict[str, Any]:
    rooms, actor = press.rooms, press.actor
    if carried.get("run"):
        do(press, "revise", str(carried["run"]), draft=draft)
        return {"response_action": "update", "view": told(rooms, "changed")}
    run = draft_of(draft, id=uuid4().hex, workspace=actor.workspace, proposer=actor.slack_id, now=rooms.now())

    def propose(memory: Memory) -> None:
        memory.recoveries.save(run)
        memory.deliveries.schedule(step(actor.workspace, actor.slack_id, rooms.now(), "propose", run.id))

    press.once(propose)
    if not may_lead(team.get(actor.slack_id)):
        return {"response_action": "update", "view": told(rooms, "sent")}
    view = card_view(rooms, replace(run, lead=actor.slack_id), (), zone)
    return {"response_action": "update", "view": _preview(press, run, view)}


def _preview(press: Press, run: Run, view: CardView) -> Block:
    say = press.rooms.book.say
    return modal(
        PREVIEW,
        say("recover.preview_title"),
        say("recover.close"),
        preview_blocks(press.rooms.book, view),
        submit=say("recover.preview_release"),
        metadata=sealed(press, run=run.id),
    )


def do(press: Press, verb: str, run: str, **words: Any) -> None:
    """Have it done once who is asking was looked up."""
    wanted = step(press.actor.workspace, press.actor.slack_id, press.rooms.now(), verb, run, **words)
    press.once(lambda memory: memory.deliveries.schedule(wanted))


def told(rooms: Rooms, key: str) -> Block:
    """A window that says one sentence."""
    say = rooms.book.say
    return modal("told", say("recover.title"), say("why.close"), [section(say(f"recover.{key}"))])
