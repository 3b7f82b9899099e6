"""*Offer it* and *Ask for a yes*: a draft to change and say oneself, or a private question to somebody above."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.messages import Place
from bot.remedies import Remedy
from bot.remedy_questions import Question
from handlers.blocks import typed
from handlers.case_form import READER
from handlers.draft_modal import Beside, draft_modal
from handlers.presses import Press
from handlers.remedy_asking import FORM, ask_form, asking, nothing_here, still_looking
from handlers.remedy_schedule import ask
from handlers.rich_text import escape
from handlers.rooms import Afterwards, Body, Rooms, press_key
from handlers.slack_errors import CALL_ERRORS
from handlers.windows import show_next


def register(app: App, rooms: Rooms) -> None:
    @app.action("remedy_offer")
    @app.action("remedy_ask")
    def pressed(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        carried = press.opened(press.value)
        if carried is None:
            press.whisper(rooms.book.say("cases.unknown"))
        elif (remedy := _remedy(press, carried)) is None:
            press.open_modal(nothing_here(rooms.book, rooms.book.say("remedies.gone")))
        elif remedy.needs_yes and not carried.get("yes"):
            _ask(press, remedy, carried)
        else:
            _offer(press, remedy, carried)

    @app.view(FORM)
    def asked(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press = Press(rooms, body, context, afterwards)
        carried, to = press.opened(str(view["private_metadata"])), typed(view, READER)
        if carried is None:
            ack(response_action="update", view=nothing_here(rooms.book, rooms.book.say("cases.unknown")))
        elif not to:
            ack(response_action="errors", errors={READER: rooms.book.say("share.choose_reader")})
        else:
            question = _question(press, carried, to, typed(view, "note").strip())
            press.once(lambda memory: memory.deliveries.schedule(ask(question, rooms.now())))
            ack(response_action="update", view=asking(rooms.book, to))


def _remedy(press: Press, carried: Mapping[str, Any]) -> Remedy | None:
    """The remedy as it stands now, if it still does."""
    workspace, id = press.actor.workspace, str(carried["remedy"])
    return press.rooms.store.recall(lambda memory: memory.remedies.find(workspace, id))


def _offer(press: Press, remedy: Remedy, carried: Mapping[str, Any]) -> None:
    lead = "remedies.draft_lead_yes" if remedy.needs_yes else "remedies.draft_lead"
    words = " ".join([*carried.get("said", ()), escape(remedy.words)])
    beside = Beside(lead=press.rooms.book.say(lead))
    press.open_modal(draft_modal(press.rooms, words, press.actor, beside=beside))


def _ask(press: Press, remedy: Remedy, carried: Mapping[str, Any]) -> None:
    """Show at once that something happens, then who there is to ask; Slack gives a trigger three seconds."""
    rooms, trigger, in_modal = press.rooms, press_key(press.body), "view" in press.body
    place = Place(workspace=press.actor.workspace, **carried["place"])
    sealed = rooms.store.vault.seal(
        {"remedy": remedy.id, "place": carried["place"]}, purpose="hint", holder=press.actor.holder
    )

    def show() -> None:
        client = rooms.directory.client(press.actor.workspace)
        call = client.views_push if in_modal else client.views_open
        opened = call(trigger_id=trigger, view=still_looking(rooms.book))
        show_next(client, str((opened.get("view") or {})["id"]), _known(client))

    def _known(client: WebClient) -> dict[str, Any]:
        try:
            return ask_form(rooms, client, press.actor, remedy, place, sealed)
        except CALL_ERRORS:
            return nothing_here(rooms.book, rooms.book.say("share.slack_silent"))

    press.later(show)


def _question(press: Press, carried: Mapping[str, Any], to: str, note: str) -> Question:
    return Question(
        id=uuid4().hex,
        by=press.actor.slack_id,
        to=to,
        remedy=str(carried["remedy"]),
        place=Place(workspace=press.actor.workspace, **carried["place"]),
        note=note,
        asked_at=press.rooms.now(),
    )
