"""*About this case*: how hard it hits and what it came from, said by whoever may see the case."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.cases import Verb
from bot.deliveries import Kind
from bot.messages import Place
from bot.sources import Source
from handlers.blocks import Block, modal, section
from handlers.case_buttons import turn_away
from handlers.case_card import CaseView
from handlers.case_desk import cases_of, show_when_known
from handlers.case_facts import team_in
from handlers.case_form import FORM
from handlers.case_impact import ASKED, Chosen, impact_blocks, rank_of, shown_again, source_of, with_note
from handlers.case_opening import weigh
from handlers.case_schedule import entry
from handlers.case_steps import thread_messages
from handlers.case_thread import read_customers, source_in
from handlers.case_views import seen_by, unsealed
from handlers.presses import Press
from handlers.rooms import Afterwards, Body, Rooms
from handlers.slack_errors import CALL_ERRORS
from handlers.windows import gone_window

ABOUT = "case_about_form"


def register(app: App, rooms: Rooms) -> None:
    for asked in ASKED:
        app.action(asked)(_weighed(rooms))

    @app.shortcut("about_case")
    def about(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press, message = Press(rooms, body, context, afterwards), body.get("message") or {}
        thread = str(message.get("thread_ts") or message.get("ts", ""))
        place = Place(workspace=press.actor.workspace, channel=str(body["channel"]["id"]), thread=thread)
        show_when_known(press, lambda client: _about_thread(rooms, press, client, place))

    @app.action(f"case_{Verb.DESCRIBE}")
    def describe(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        if case := unsealed(rooms.store.vault, press.value, press.actor):
            show_when_known(press, lambda client: about_case(rooms, press, client, case))
        else:
            turn_away(rooms, press, afterwards)

    @app.view(ABOUT)
    def keep(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press, say = Press(rooms, body, context, afterwards), rooms.book.say
        case = unsealed(rooms.store.vault, view["private_metadata"], press.actor)
        if not case:
            ack(response_action="update", view=gone_window(rooms.book))
            return
        words = _described(rooms, view, case)
        step = entry(press.actor.workspace, Kind.CASE_STEP, press.actor.slack_id, rooms.now(), words)
        press.once(lambda memory: memory.deliveries.schedule(step))
        text = section(say("share.about_kept"))
        ack(response_action="update", view=modal("told", say("share.about_title"), say("why.close"), [text]))


def about_case(rooms: Rooms, press: Press, client: WebClient, case: str) -> Block:
    """The form about a case, for whoever may see it just now; the same few words for everybody else."""
    view = seen_by(rooms, client, press.actor.workspace, case, press.actor.slack_id)
    return _form(rooms, client, view) if view else _nothing(rooms)


def _about_thread(rooms: Rooms, press: Press, client: WebClient, place: Place) -> Block:
    found = cases_of(rooms, client, press.actor, at=place)
    return about_case(rooms, press, client, found[0].case.id) if found else _nothing(rooms)


def _form(rooms: Rooms, client: WebClient, view: CaseView) -> Block:
    say, case = rooms.book.say, view.case
    source = case.source or _proposed(rooms, client, case.place)
    chosen = Chosen(rank=case.rank, source=source, is_guess=case.source is None)
    return modal(
        ABOUT,
        say("share.about_title"),
        say("share.close"),
        [section(say("share.about_lead", number=f"*{case.number}*")), *impact_blocks(rooms.book, chosen, rooms.now())],
        submit=say("share.about_keep"),
        metadata=view.seal(),
    )


def _proposed(rooms: Rooms, client: WebClient, place: Place) -> Source | None:
    try:
        messages = thread_messages(client, place)
    except CALL_ERRORS:
        return None
    team = rooms.store.recall(lambda memory: team_in(memory, place.workspace))
    return source_in(read_customers(rooms, place, messages, team))


def _described(rooms: Rooms, view: Mapping[str, Any], case: str) -> dict[str, Any]:
    rank = int(rank_of(view, rooms.now()))
    return {"case": case, "verb": Verb.DESCRIBE.value, "rank": rank, "source": source_of(view)}


def _weighed(rooms: Rooms) -> Callable[..., None]:
    """An answer changes the proposal at once, in whichever form it stands."""

    def weighed(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press, view = Press(rooms, body, context, afterwards), body["view"]
        if view.get("callback_id") == FORM:
            afterwards.append(lambda: weigh(rooms, press.actor, view))
        elif view.get("callback_id") == ABOUT:
            press.update_modal(shown_again(view, with_note(rooms.book, view, rooms.now())))

    return weighed


def _nothing(rooms: Rooms) -> Block:
    say = rooms.book.say
    return modal("told", say("share.about_title"), say("why.close"), [section(say("share.about_none"))])
