"""A case opened from somebody's Home, in a window: shown to who may see it just now, and to nobody else."""

from handlers.blocks import Block, modal, section
from handlers.case_card import card_blocks
from handlers.case_views import seen_by, unsealed
from handlers.presses import Press
from handlers.slack_errors import CALL_ERRORS
from handlers.windows import show_next


def show_case(press: Press) -> None:
    """Open a window at once, for a trigger lives three seconds, and fill it once Slack has said who this is."""
    rooms, workspace = press.rooms, press.actor.workspace

    def fill(view_id: str) -> None:
        show_next(rooms.directory.client(workspace), view_id, _window(press, _blocks(press)))

    press.open_modal(_window(press, [section(rooms.book.say("home.case_loading"))]), then=fill)


def _blocks(press: Press) -> list[Block]:
    rooms, actor = press.rooms, press.actor
    case = unsealed(rooms.store.vault, press.value, actor)
    try:
        client = rooms.directory.client(actor.workspace)
        view = seen_by(rooms, client, actor.workspace, case, actor.slack_id) if case else None
    except CALL_ERRORS:
        return [section(rooms.book.say("home.case_silent"))]
    return card_blocks(rooms.book, view) if view else [section(rooms.book.say("cases.unknown"))]


def _window(press: Press, blocks: list[Block]) -> Block:
    say = press.rooms.book.say
    return modal("home_case", say("home.case_title"), say("why.close"), blocks)
