"""The buttons of a case and the forms behind them: each press is checked when it is carried out, never before."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.cases import Verb
from bot.deliveries import POST_LIFE, Delivery, Kind
from bot.routing import superiors
from handlers.blocks import Block, modal, section, select_input, text_input, typed
from handlers.case_card import HELLO
from handlers.case_facts import team_in
from handlers.case_form import name_of
from handlers.case_returned import with_words_of
from handlers.case_schedule import entry
from handlers.case_views import offer_in, unsealed
from handlers.leak_guard import to_warn_of
from handlers.presses import Press
from handlers.replies import reply_at
from handlers.rooms import Afterwards, Body, Rooms
from storage.store import Memory

PLAIN = (
    Verb.READ,
    Verb.ACKNOWLEDGE,
    Verb.JOIN,
    Verb.TAKE_OVER,
    Verb.AGREE,
    Verb.DECLINE,
    Verb.RESOLVE,
    Verb.REOPEN,
    Verb.WITHDRAW,
)
ANSWERS = (Verb.AGREE, Verb.DECLINE)
"""An answer is to one person's offer, whoever offers meanwhile."""
NOTED = (Verb.ADVISE, Verb.HELPED)
"""What is done with a note, in a form of its own."""
Form = Callable[[Rooms, Press, str], Block]


def register(app: App, rooms: Rooms) -> None:
    for verb in PLAIN:
        app.action(f"case_{verb}")(_pressed(rooms, verb))
    for action, form in ((f"case_{Verb.PASS_UP}", _pass_up), (HELLO, _hello)):
        app.action(action)(_opened(rooms, form))
    for verb in NOTED:
        app.action(f"case_{verb}")(_opened(rooms, partial(_note_form, verb)))
        app.view(f"case_{verb}_form")(_noted(rooms, verb))

    @app.view("case_pass_up_form")
    def pass_up(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press = Press(rooms, body, context, afterwards)
        kept = _keep(rooms, press, view, Verb.PASS_UP, note=typed(view, "note").strip(), to=typed(view, "to"))
        _done(rooms, ack, "" if kept else "why.gone_window")

    @app.view("case_hello_form")
    def hello(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press = Press(rooms, body, context, afterwards)
        line, case = typed(view, "line").strip(), _case(rooms, press, view["private_metadata"])
        if not line:
            _done(rooms, ack, "pause.empty", field="line")
        elif to_warn_of(rooms, press.actor, str(view["id"]), line):
            _done(rooms, ack, "leakguard.line", field="line")
        else:
            late = not case or press.once(partial(_post, press, case, line)) is False
            _done(rooms, ack, "share.hello_late" if late else "", field="line")


def _pressed(rooms: Rooms, verb: Verb) -> Callable[..., None]:
    def pressed(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if case := _case(rooms, press, press.value):
            offer = offer_in(rooms.store.vault, press.value, press.actor) if verb in ANSWERS else ""
            step = _step(press, case, verb, url=str(body.get("response_url", "")), offer=offer)
            press.once(lambda memory: memory.deliveries.schedule(step))
            if (body.get("view") or {}).get("type") == "modal":
                press.update_modal(_told(rooms))
        else:
            turn_away(rooms, press, afterwards)
        ack()

    return pressed


def _opened(rooms: Rooms, form: Form) -> Callable[..., None]:
    def opened(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        if _case(rooms, press, press.value):
            press.open_modal(form(rooms, press, press.value))
        else:
            turn_away(rooms, press, afterwards)

    return opened


def _case(rooms: Rooms, press: Press, value: str) -> str:
    return unsealed(rooms.store.vault, value, press.actor)


def turn_away(rooms: Rooms, press: Press, afterwards: Afterwards) -> None:
    """A button that was made for somebody else: a kind answer to who pressed it, and to nobody else."""
    if url := str(press.body.get("response_url", "")):
        text = rooms.book.say("cases.unknown")
        said = {"text": text, "response_type": "ephemeral", "replace_original": False}
        afterwards.append(lambda: reply_at(rooms.metrics, url, **said))


def _keep(rooms: Rooms, press: Press, view: Mapping[str, Any], verb: Verb, *, note: str, to: str = "") -> bool:
    """False where the form was made for somebody else, or too long ago."""
    if not (case := _case(rooms, press, view["private_metadata"])):
        return False
    step = with_words_of(_step(press, case, verb, note=note, to=to))
    press.once(lambda memory: memory.deliveries.schedule(step))
    return True


def _step(press: Press, case: str, verb: Verb, **more: str) -> Delivery:
    words = {"case": case, "verb": verb.value, **more}
    return entry(press.actor.workspace, Kind.CASE_STEP, press.actor.slack_id, press.rooms.now(), words)


def _done(rooms: Rooms, ack: Ack, fault: str = "", *, field: str = "note") -> None:
    """The form goes, or stays with all that was typed and what stands in the way."""
    if fault:
        ack(response_action="errors", errors={field: rooms.book.say(fault)})
    else:
        ack(response_action="update", view=_told(rooms))


def _told(rooms: Rooms) -> Block:
    say = rooms.book.say
    return modal("told", say("share.title"), say("why.close"), [section(say("share.sent"))])


def _noted(rooms: Rooms, verb: Verb) -> Callable[..., None]:
    def noted(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press = Press(rooms, body, context, afterwards)
        note = typed(view, "note").strip()
        if not note:
            _done(rooms, ack, "share.note_empty")
            return
        _done(rooms, ack, "" if _keep(rooms, press, view, verb, note=note) else "why.gone_window")

    return noted


def _note_form(verb: Verb, rooms: Rooms, press: Press, sealed: str) -> Block:
    say = rooms.book.say
    return modal(
        f"case_{verb}_form",
        say(f"share.{verb}_title"),
        say("share.close"),
        [text_input("note", say(f"share.{verb}_label"))],
        submit=say(f"share.{verb}_send"),
        metadata=sealed,
    )


def _pass_up(rooms: Rooms, press: Press, sealed: str) -> Block:
    say, actor = rooms.book.say, press.actor
    team = rooms.store.recall(partial(team_in, workspace=actor.workspace))
    me = team.get(actor.slack_id)
    above = {person.slack_id: name_of(person)[:75] for person in (superiors(me, team) if me else ())}
    if not above:
        return modal("told", say("share.pass_title"), say("why.close"), [section(say("share.pass_nobody"))])
    blocks = [
        select_input("to", say("share.pass_to"), above, initial=next(iter(above))),
        text_input("note", say("share.pass_note"), optional=True),
    ]
    return modal(
        "case_pass_up_form",
        say("share.pass_title"),
        say("share.close"),
        blocks,
        submit=say("share.pass_send"),
        metadata=sealed,
    )


def _hello(rooms: Rooms, press: Press, sealed: str) -> Block:
    say = rooms.book.say
    blocks = [
        section(say("share.hello_lead")),
        text_input("line", say("share.hello_label"), initial=say("share.hello_line")),
    ]
    return modal(
        "case_hello_form", say("share.hello_title"), say("share.close"), blocks, submit=say("share.hello_send"),
        metadata=sealed,
    )  # fmt: skip


def _post(press: Press, case: str, line: str, memory: Memory) -> bool:
    """A line that its author previewed goes to the thread; False unless they hold the case."""
    actor, now, found = press.actor, press.rooms.now(), memory.cases.find(press.actor.workspace, case)
    if found is None or found.holder != actor.slack_id or not found.place.thread:
        return False
    posted = entry(actor.workspace, Kind.POST, actor.slack_id, now, {"line": line})
    there = replace(posted, channel=found.place.channel, thread=found.place.thread, expires_at=now + POST_LIFE)
    memory.deliveries.schedule(there)
    return True
