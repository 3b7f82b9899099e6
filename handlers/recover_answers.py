"""What an owner does with a channel of their list: reads and posts, declines, or says that it is told already."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from slack_bolt import Ack, App, BoltContext

from bot.deliveries import Delivery, Kind
from bot.recover import Refusal, Run, State, Telling, Why, begin_post, decline, told_by_hand
from bot.recover_words import message, stated
from handlers.blocks import TEXT_LIMIT, Block, modal, quoted, section, select_input, text_input, typed
from handlers.presses import Press
from handlers.recover_form import thought, with_notice
from handlers.recover_schedule import touch_both, turn_page
from handlers.rich_text import escape
from handlers.rooms import Afterwards, Body, Rooms
from phrasebook.wording_text import shelter
from storage.store import Memory

POST_FORM, DECLINE_FORM = "recover_post_form", "recover_decline_form"
PATIENCE = timedelta(minutes=30)
"""A message that Slack does not take for so long is given back to its owner."""

Answer = Callable[[Telling, Run], Telling | Refusal]


def register(app: App, rooms: Rooms) -> None:
    for action, make in (("recover_edit", _edit), ("recover_decline", _declining)):
        app.action(action)(_opened(rooms, make))
    for action in ("recover_earlier", "recover_later"):
        app.action(action)(_turned(rooms))

    @app.action("recover_already")
    def already(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            by = press.actor.slack_id
            refusal = answer(press, carried, lambda telling, run: told_by_hand(telling, run, by))
            if refusal is not None:
                press.whisper(rooms.book.say(refusal.key))
        ack()

    @app.view(POST_FORM)
    def post(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        ack(**_posted(Press(rooms, body, context, afterwards), view))

    @app.view(DECLINE_FORM)
    def declined(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        ack(**_declined(Press(rooms, body, context, afterwards), view))


def answer(press: Press, carried: dict[str, Any], act: Answer, post: Delivery | None = None) -> Refusal | None:
    """Keep what an owner does with a channel, once, and show it; why not, where it cannot be."""
    workspace, now = press.actor.workspace, press.rooms.now()

    def work(memory: Memory) -> Refusal | None:
        run, telling = _found(memory, workspace, carried, lock=True)
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


def _opened(rooms: Rooms, make: Callable[[Press, Run, Telling], Block]) -> Callable[..., None]:
    def opened(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        ack()
        if carried := press.unsealed():
            workspace = press.actor.workspace
            run, telling = rooms.store.recall(lambda memory: _found(memory, workspace, carried))
            refusal = _not_open(press, run, telling)
            if run is None or telling is None or refusal is not None:
                press.whisper(rooms.book.say(refusal.key if refusal else "recover.unknown"))
            else:
                press.open_modal(make(press, run, telling))

    return opened


def _not_open(press: Press, run: Run | None, telling: Telling | None) -> Refusal | None:
    if run is None or telling is None:
        return None
    done = begin_post(telling, run, press.actor.slack_id)
    return done if isinstance(done, Refusal) else None


def _turned(rooms: Rooms) -> Callable[..., None]:
    def turned(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            workspace, reader, now = press.actor.workspace, press.actor.slack_id, rooms.now()

            def turn(memory: Memory) -> None:
                run = memory.recoveries.find(workspace, str(carried["run"]))
                if run is not None:
                    turn_page(memory, run, reader, int(carried["page"]), now)

            press.once(turn)
        ack()

    return turned


def _edit(press: Press, run: Run, telling: Telling) -> Block:
    say, channel = press.rooms.book.say, f"<#{telling.channel}>"
    text = _prepared(press, run, telling)
    if not telling.inside:
        blocks = [section(say("recover.post_copy", channel=channel)), quoted(escape(text))]
        return modal("told", say("recover.post_title"), say("recover.post_close"), blocks)
    past = run.by_at <= press.rooms.now()
    notes = [section(say("recover.post_past", lead=f"<@{run.lead}>"))] if past else []
    blocks = [
        section(say("recover.post_lead", channel=channel)),
        *notes,
        text_input("text", say("recover.post_label"), initial=text),
    ]
    carried = {"run": run.id, "channel": telling.channel, "revision": run.revision}
    return modal(
        POST_FORM,
        say("recover.post_title"),
        say("recover.post_close"),
        blocks,
        submit=say("recover.post_send"),
        metadata=_sealed(press, **carried),
    )


def _posted(press: Press, view: dict[str, Any]) -> dict[str, Any]:
    """What a message that was sent in is answered with; whatever is wrong, it stays in its window."""
    book, text = press.rooms.book, typed(view, "text").strip()
    carried = press.opened(view["private_metadata"])
    key = "gone" if carried is None else "post_empty" if not text else "post_long" if len(text) > TEXT_LIMIT else ""
    if carried is None or key:
        return _fault("text", book.say(f"recover.{key}"))
    notice = "" if carried.get("warned") else _notice(press, carried, text)
    if notice:
        sealed = _sealed(press, **{**carried, "warned": True})
        return {"response_action": "update", "view": with_notice(view, notice, sealed)}
    by, revision = press.actor.slack_id, int(carried["revision"])

    def act(telling: Telling, run: Run) -> Telling | Refusal:
        stale = run.state is State.RELEASED and run.revision != revision
        return Refusal.CHANGED if stale else begin_post(telling, run, by)

    refusal = answer(press, carried, act, post=_delivery(press, carried, text))
    return _fault("text", book.say(refusal.key)) if refusal else {"response_action": "clear"}


def _notice(press: Press, carried: dict[str, Any], text: str) -> str:
    """What may land badly, or what it does not say any more."""
    rooms, workspace = press.rooms, press.actor.workspace
    run, telling = rooms.store.recall(lambda memory: _found(memory, workspace, carried))
    if harsh := thought(rooms.book, text):
        return harsh
    if run is None or telling is None:
        return ""
    given = stated(rooms.book, run, _zone(press), rooms.now())
    lost = rooms.book.facts.lost(shelter(given).text, shelter(text).text)
    return rooms.book.say("recover.post_lost_facts", facts=escape(", ".join(lost))) if lost else ""


def _declining(press: Press, run: Run, telling: Telling) -> Block:
    say = press.rooms.book.say
    reasons = {why.value: say(f"recover.why_{why.value}") for why in Why}
    lead = say("recover.decline_lead", channel=f"<#{telling.channel}>", lead=f"<@{run.lead}>")
    blocks = [
        section(lead),
        select_input("why", say("recover.decline_why"), reasons, initial=Why.NOT_TOUCHED.value),
        text_input("note", say("recover.decline_note"), optional=True),
    ]
    return modal(
        DECLINE_FORM,
        say("recover.decline_title"),
        say("recover.post_close"),
        blocks,
        submit=say("recover.decline_send"),
        metadata=_sealed(press, run=run.id, channel=telling.channel),
    )


def _declined(press: Press, view: dict[str, Any]) -> dict[str, Any]:
    say, note, chosen = press.rooms.book.say, typed(view, "note").strip(), typed(view, "why")
    carried = press.opened(view["private_metadata"])
    if carried is None or chosen not in list(Why):
        return _fault("note", say("recover.gone"))
    if chosen == Why.OTHER and not note:
        return _fault("note", say("recover.other_needs_word"))
    by, why = press.actor.slack_id, Why(chosen)
    refusal = answer(press, carried, lambda telling, run: decline(telling, run, by, why, note))
    return _fault("note", say(refusal.key)) if refusal else {"response_action": "clear"}


def _delivery(press: Press, carried: dict[str, Any], text: str) -> Delivery:
    identity, now = uuid4().hex, press.rooms.now()
    return Delivery(
        id=identity,
        key=f"{Kind.RECOVER_POST}/{identity}",
        workspace=press.actor.workspace,
        kind=Kind.RECOVER_POST,
        to=press.actor.slack_id,
        due_at=now,
        expires_at=now + PATIENCE,
        channel=str(carried["channel"]),
        words={"run": carried["run"], "revision": carried["revision"], "line": text},
    )


def _found(
    memory: Memory, workspace: str, carried: dict[str, Any], *, lock: bool = False
) -> tuple[Run | None, Telling | None]:
    run, channel = str(carried["run"]), str(carried["channel"])
    telling = memory.recoveries.telling(workspace, run, channel, lock=lock)
    return memory.recoveries.find(workspace, run), telling


def _prepared(press: Press, run: Run, telling: Telling) -> str:
    return message(press.rooms.book, run, _zone(press), press.rooms.now(), update=telling.is_behind(run.revision))


def _zone(press: Press) -> str:
    workspace, person = press.actor.workspace, press.actor.slack_id
    return press.rooms.store.recall(lambda memory: memory.zones.of(workspace, person)) or "UTC"


def _fault(block: str, text: str) -> dict[str, Any]:
    return {"response_action": "errors", "errors": {block: text}}


def _sealed(press: Press, **words: Any) -> str:
    return press.rooms.store.vault.seal(words, purpose="hint", holder=press.actor.holder)
