"""The modals of follow-ups: *Follow up* on a message, a hint or a case, another time, another person."""

from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltContext

from bot.followups import FollowUp, Refusal, Source, hand_over, snooze
from bot.localtime import moment
from bot.messages import Place
from handlers.blocks import Block, clamp, quoted_whole, section, typed
from handlers.case_card import FOLLOW_UP
from handlers.case_views import unsealed
from handlers.colleagues import colleague_now
from handlers.followup_asking import begin, set_blocks
from handlers.followup_blocks import MINE, chosen, date_token, hand_modal, read_back, told_blocks, told_modal
from handlers.followup_buttons import own_zone, zone_of
from handlers.followup_keeping import change, schedule_given
from handlers.followup_picking import open_ask
from handlers.leak_guard import to_warn_of
from handlers.presses import Press, place_in
from handlers.rooms import Afterwards, Body, Rooms
from handlers.windows import show_next
from storage.store import Memory

SOMEBODY_ELSE = (Refusal.NOT_A_COLLEAGUE, Refusal.ALREADY_THEIRS)


def register(app: App, rooms: Rooms) -> None:
    @app.shortcut("follow_up")
    def shortcut(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        message, channel = body.get("message") or {}, str((body.get("channel") or {}).get("id", ""))
        thread = str(message.get("thread_ts") or message.get("ts") or "")
        open_ask(press, Place(workspace=press.actor.workspace, channel=channel, thread=thread))

    @app.action("hint_followup")
    def from_hint(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            open_ask(press, Place(workspace=press.actor.workspace, **place_in(carried)))

    @app.action(FOLLOW_UP)
    def from_case(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        case = unsealed(rooms.store.vault, press.value, press.actor)
        found = rooms.store.recall(lambda memory: memory.cases.find(press.actor.workspace, case)) if case else None
        if found:
            open_ask(press, found.place, source=Source.CASE)
        else:
            press.whisper(rooms.book.say("cases.unknown"))

    @app.view("followup")
    def asked(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press = Press(rooms, body, context, afterwards)
        whose = typed(view, "whose")
        at, carried = picked_moment(press, view, whose), press.opened(view["private_metadata"])
        if carried is None:
            ack(response_action="errors", errors={"note": rooms.book.say("why.gone_window")})
        elif at is None or at <= rooms.now():
            ack(response_action="errors", errors={"when": rooms.book.say("followup.past")})
        elif to_warn_of(rooms, press.actor, str(view["id"]), typed(view, "note")):
            ack(response_action="errors", errors={"note": rooms.book.say("leakguard.form")})
        else:
            place = Place(workspace=press.actor.workspace, **place_in(carried))
            source = Source(carried.get("source") or Source.ASKED)
            _set_up(ack, press, place, at, typed(view, "note").strip(), whose, source)

    @app.view("followup_snoozed")
    def snoozed(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press, now = Press(rooms, body, context, afterwards), rooms.now()
        at = picked_moment(press, view)
        if at is None or at <= now:
            ack(response_action="errors", errors={"when": rooms.book.say("followup.past")})
            return
        workspace, person, followup_id = press.actor.workspace, press.actor.slack_id, view["private_metadata"]
        result = press.once(
            lambda memory: change(memory, workspace, followup_id, lambda one: snooze(one, person, at, now), now)
        )
        when = date_token(at, zone_of(press), now)
        _show(ack, press, result, rooms.book.say("followup.snoozed", when=when))

    @app.view("followup_handed")
    def handed(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press, to, note = Press(rooms, body, context, afterwards), chosen(view, "to"), typed(view, "note").strip()
        if to_warn_of(rooms, press.actor, str(view["id"]), note):
            ack(response_action="errors", errors={"note": rooms.book.say("leakguard.form")})
            return
        waiting = told_modal(rooms.book, [section(rooms.book.say("followup.asking", to=f"<@{to}>"))])
        ack(response_action="update", view=waiting)
        afterwards.append(partial(_hand_over, press, view["private_metadata"], to, note))


def _set_up(ack: Ack, press: Press, place: Place, at: datetime, note: str, whose: str, source: Source) -> None:
    rooms, now = press.rooms, press.rooms.now()
    found = press.once(lambda memory: begin(memory, press.actor, place, at, note, now, source))
    text = read_back(rooms.book, at, own_zone(press), now, meant="" if whose == MINE else whose)
    blocks = set_blocks(rooms, text, *found) if found else [section(rooms.book.say("followup.gone"))]
    ack(response_action="update", view=told_modal(rooms.book, blocks))


def _show(ack: Ack, press: Press, result: FollowUp | Refusal | None, text: str) -> None:
    """Put what came of it in the place of the modal."""
    book = press.rooms.book
    if isinstance(result, FollowUp):
        ack(response_action="update", view=told_modal(book, told_blocks(book, text, result)))
    else:
        told = book.say(result.key if result else "followup.gone")
        ack(response_action="update", view=told_modal(book, [section(told)]))


def _hand_over(press: Press, followup_id: str, to: str, note: str) -> None:
    """Ask Slack who that is just now, hand it over, and show what came of it."""
    rooms, workspace, now = press.rooms, press.actor.workspace, press.rooms.now()
    colleague = colleague_now(rooms, workspace, to)

    def words(one: FollowUp) -> str | None:
        # What no input can hold is given on whole where nobody changed it.
        return None if note == clamp(one.note).strip() else note

    def work(memory: Memory) -> FollowUp | Refusal | None:
        by = press.actor.slack_id
        result = change(memory, workspace, followup_id, lambda one: hand_over(one, by, colleague, now, words(one)), now)
        if isinstance(result, FollowUp):
            schedule_given(memory, result, now)
        return result

    show_handed_over(press, press.once(work), to)


def show_handed_over(press: Press, result: FollowUp | Refusal | None, to: str) -> None:
    """Put what came of handing over in the place of the modal."""
    book = press.rooms.book
    if isinstance(result, FollowUp):
        shown = told_modal(book, told_blocks(book, book.say("followup.handed_over", to=f"<@{to}>"), result))
    else:
        shown = _not_handed_over(press, result)
    client = press.rooms.directory.client(press.actor.workspace)
    show_next(client, press.body["view"]["id"], shown)


def _not_handed_over(press: Press, refusal: Refusal | None) -> Block:
    """Why not, with what was typed; where somebody else could have it, as the form once more."""
    book, view = press.rooms.book, press.body["view"]
    why, note = section(book.say(refusal.key if refusal else "followup.gone")), typed(view, "note")
    if refusal not in SOMEBODY_ELSE:
        return told_modal(book, [why, *quoted_whole(note)] if note.strip() else [why])
    form = hand_modal(book, view["private_metadata"], note=note, name=view["callback_id"])
    return form | {"blocks": [why, *form["blocks"]]}


def picked_moment(press: Press, view: dict[str, Any], whose: str = "") -> datetime | None:
    """The moment that was picked: Slack's picker is on its reader's own clock, which another's may be meant by."""
    seconds = chosen(view, "when")
    if not seconds:
        return None
    at = datetime.fromtimestamp(int(seconds), UTC)
    if whose in ("", MINE):
        return at
    shown = at.astimezone(ZoneInfo(zone_of(press)))
    return moment(shown.date(), shown.time(), ZoneInfo(whose))
