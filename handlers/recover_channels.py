"""Which channels a round touches, as Slack has them just now, and who is asked to tell each."""

from collections.abc import Mapping

from slack_sdk import WebClient

from bot.recover import Run
from bot.recover_owner import owner_of
from bot.recover_telling import Stands, Telling
from handlers.directory import NOWHERE, SHARED, Reach
from handlers.rooms import Rooms
from storage.store import Memory

PAGE = 200
ASKED_ONE_BY_ONE = 50
"""Of so many channels that the bot is not in, Slack is asked whether they are closed."""


def tellings_now(rooms: Rooms, client: WebClient, run: Run) -> tuple[Telling, ...]:
    """Every channel that a round touches, with who is asked to tell it; raises what slack_sdk raises."""
    inside = _inside(client, run.workspace)
    named = run.channels + (_with_customers(rooms, run, inside) if run.everywhere else ())
    reaches = _reaches(rooms, client, run, tuple(dict.fromkeys(named)), inside)
    return rooms.store.recall(lambda memory: tuple(_telling(memory, run, one, reaches[one]) for one in reaches))


def owner_now(memory: Memory, run: Run, channel: str, gone: tuple[str, ...]) -> str:
    """Who is asked to tell a channel, as far as is known of its talks."""
    known = memory.channels.find(run.workspace, channel)
    threads = memory.recoveries.in_talk(run.workspace, channel)
    return owner_of(threads, known.inviter if known else "", run.lead, gone)


def _telling(memory: Memory, run: Run, channel: str, reach: Reach) -> Telling:
    if reach.archived:
        return Telling(run=run.id, channel=channel, stands=Stands.ARCHIVED, inside=reach.inside)
    return Telling(run=run.id, channel=channel, owner=owner_now(memory, run, channel, ()), inside=reach.inside)


def _inside(client: WebClient, workspace: str) -> Mapping[str, Reach]:
    """All channels that the bot is in, those that are closed among them."""
    found: dict[str, Reach] = {}
    cursor = ""
    while True:
        page = client.users_conversations(
            types="public_channel,private_channel", limit=PAGE, cursor=cursor or None, team_id=workspace
        )
        for one in page.get("channels") or []:
            outsiders = any(one.get(flag) for flag in SHARED)
            found[str(one["id"])] = Reach(inside=True, archived=bool(one.get("is_archived")), outsiders=outsiders)
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return found


def _with_customers(rooms: Rooms, run: Run, inside: Mapping[str, Reach]) -> tuple[str, ...]:
    """Those that outsiders read, as Slack says or as was heard."""
    known = rooms.store.recall(lambda memory: memory.channels.all(run.workspace))
    heard = {one.slack_id for one in known if one.outsiders}
    return tuple(id for id, reach in inside.items() if not reach.archived and (reach.outsiders or id in heard))


def _reaches(
    rooms: Rooms, client: WebClient, run: Run, channels: tuple[str, ...], inside: Mapping[str, Reach]
) -> dict[str, Reach]:
    found = {channel: inside.get(channel, NOWHERE) for channel in channels}
    for channel in [one for one in channels if one not in inside][:ASKED_ONE_BY_ONE]:
        found[channel] = rooms.directory.reach(client, run.workspace, channel, fresh=True)
    return found
