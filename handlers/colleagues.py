"""Who a colleague is just now, asked of Slack before something is given to them."""

from bot.people import Identity
from handlers.rooms import Rooms
from handlers.slack_errors import CALL_ERRORS


def colleague_now(rooms: Rooms, workspace: str, person: str) -> Identity:
    """Somebody as Slack knows them now; nobody's member where Slack does not say."""
    try:
        rooms.directory.forget(workspace, person)
        member = rooms.directory.member(rooms.directory.client(workspace), workspace, person)
    except CALL_ERRORS:
        return Identity(slack_id=person, workspace="")
    return Identity(
        slack_id=person,
        workspace=workspace if member.own else "",
        alive=member.alive,
        guest=member.guest,
        external=not member.own,
        bot=member.bot,
    )
