"""The message for one channel: shown to its owner to be changed, held against its facts, and kept to be posted."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from bot.deliveries import Delivery, Kind
from bot.recover import Refusal, Run, State
from bot.recover_telling import Telling, begin_post
from bot.recover_words import message, stated
from handlers.blocks import TEXT_LIMIT, Block, modal, quoted, section, text_input, typed
from handlers.presses import Press
from handlers.recover_form import thought, with_notice
from handlers.recover_keeping import answer, fault, found, sealed, zone_of
from handlers.rich_text import escape
from phrasebook.wording_text import shelter

POST_FORM = "recover_post_form"
PATIENCE = timedelta(minutes=30)
"""A message that Slack does not take for so long is given back to its owner."""


def edit_form(press: Press, run: Run, telling: Telling) -> Block:
    """The message to be read and changed; where the bot may not post, to be copied."""
    say, channel = press.rooms.book.say, f"<#{telling.channel}>"
    text = _prepared(press, run, telling)
    past = min(run.by_at, run.news_at) <= press.rooms.now()
    notes = [section(say("recover.post_past", lead=f"<@{run.lead}>"))] if past else []
    if not telling.inside:
        blocks = [section(say("recover.post_copy", channel=channel)), *notes, quoted(escape(text))]
        return modal("told", say("recover.post_title"), say("recover.post_close"), blocks)
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
        metadata=sealed(press, **carried),
    )


def posted(press: Press, view: dict[str, Any]) -> dict[str, Any]:
    """What a message that was sent in is answered with; whatever is wrong, it stays in its window."""
    book, text = press.rooms.book, typed(view, "text").strip()
    carried = press.opened(view["private_metadata"])
    key = "gone" if carried is None else "post_empty" if not text else "post_long" if len(text) > TEXT_LIMIT else ""
    if carried is None or key:
        return fault("text", book.say(f"recover.{key}"))
    notice = "" if carried.get("warned") else _notice(press, carried, text)
    if notice:
        again = sealed(press, **{**carried, "warned": True})
        return {"response_action": "update", "view": with_notice(view, notice, again)}
    by, revision = press.actor.slack_id, int(carried["revision"])

    def act(telling: Telling, run: Run) -> Telling | Refusal:
        stale = run.state is State.RELEASED and run.revision != revision
        return Refusal.CHANGED if stale else begin_post(telling, run, by)

    refusal = answer(press, carried, act, post=_delivery(press, carried, text))
    return fault("text", book.say(refusal.key)) if refusal else {"response_action": "clear"}


def _notice(press: Press, carried: dict[str, Any], text: str) -> str:
    """What may land badly, or what it does not say any more."""
    rooms, workspace = press.rooms, press.actor.workspace
    run, telling = rooms.store.recall(lambda memory: found(memory, workspace, carried))
    if harsh := thought(rooms.book, text):
        return harsh
    if run is None or telling is None:
        return ""
    given = stated(rooms.book, run, zone_of(press), rooms.now())
    lost = rooms.book.facts.lost(shelter(given).text, shelter(text).text)
    return rooms.book.say("recover.post_lost_facts", facts=escape(", ".join(lost))) if lost else ""


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


def _prepared(press: Press, run: Run, telling: Telling) -> str:
    """In the channel's own style, where it has one."""
    here = press.rooms.store.recall(lambda memory: memory.channels.find(run.workspace, telling.channel))
    run = replace(run, style=here.style) if here and here.style else run
    return message(press.rooms.book, run, zone_of(press), press.rooms.now(), update=telling.is_behind(run.revision))
