"""The Monday digest: who is to have one, and how often they want it."""

from datetime import datetime
from functools import partial
from uuid import uuid4

from slack_bolt import Ack, App, BoltContext

from bot.deliveries import Delivery, Kind
from bot.digest_periods import week_of
from bot.digest_tables import heads_of
from handlers.case_facts import team_in
from handlers.digest_look import PACES
from handlers.presses import Press
from handlers.rooms import Afterwards, Body, Rooms
from storage.store import Memory


def register(app: App, rooms: Rooms) -> None:
    for pace in PACES:
        app.action(f"digest_{pace}")(partial(_wish, rooms, pace))


def plan_digests(memory: Memory, now: datetime) -> None:
    """Schedule next Monday's digest for everybody who leads somebody; what was scheduled before stays."""
    for workspace in memory.workspaces.teams():
        for person in sorted(heads_of(team_in(memory, workspace))):
            memory.deliveries.schedule(digest_for(workspace, person, now))


def digest_for(workspace: str, person: str, now: datetime) -> Delivery:
    """The digest of the coming Monday; on the clock of its reader, which is asked for when it is due."""
    week = week_of(now.date()).next
    return Delivery(
        id=uuid4().hex,
        key=f"digest/{week.key}/{person}",
        workspace=workspace,
        kind=Kind.DIGEST,
        to=person,
        due_at=week.begins,
    )


def _wish(rooms: Rooms, pace: str, ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
    press, say = Press(rooms, body, context, afterwards), rooms.book.say
    workspace, person = press.actor.workspace, press.actor.slack_id
    kept = "" if pace == PACES[0] else pace
    press.once(lambda memory: memory.trends.wish(workspace, person, kept))
    press.whisper(say(f"digest.pace_{pace}", weekly=say("digest.weekly")))
    ack()
