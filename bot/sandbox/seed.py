"""The small workspace that the sandbox starts with."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.sandbox.manifest import Manifest
from bot.sandbox.values import Channel, Guest, Kind, Member
from bot.sandbox.workspace import Workspace

HOME_TEAM = "T0LEVEL"
CUSTOMER_TEAM = "T0CLEO"
APP, BOT, BOT_USER = "A0LEVELHEAD", "B0LEVELHEAD", "U0LEVELHEAD"
BOT_CHANNELS = ("support", "cust-cleo", "escalations")


@dataclass(frozen=True, slots=True)
class Room:
    channel: Channel
    people: tuple[str, ...]


ANA, BEN, JO, SAM = "U0AGENTANA", "U0AGENTBEN", "U0JUNIORJO", "U0SUPERSAM"
MIA, ADA, CLEO, GIL, DESK = "U0MANAGERMIA", "U0ADMINADA", "U0CUSTCLEO", "U0GUESTGIL", "U0TICKETDESK"


def people() -> tuple[Member, ...]:
    return (
        Member(id=ANA, name="Ana", team=HOME_TEAM, title="Support agent", tz="Europe/London"),
        Member(id=BEN, name="Ben", team=HOME_TEAM, title="Support agent", tz="America/New_York"),
        Member(id=JO, name="Jo", team=HOME_TEAM, title="Junior support agent", tz="Europe/London"),
        Member(id=SAM, name="Sam", team=HOME_TEAM, title="Support supervisor", tz="Europe/London"),
        Member(id=MIA, name="Mia", team=HOME_TEAM, title="Head of support", tz="Europe/London"),
        Member(id=ADA, name="Ada", team=HOME_TEAM, title="Workspace admin", admin=True, tz="Europe/London"),
        Member(id=CLEO, name="Cleo", team=CUSTOMER_TEAM, title="Customer", tz="Europe/Paris"),
        Member(id=GIL, name="Gil", team=HOME_TEAM, title="Contractor", guest=Guest.MULTI, tz="Europe/London"),
        Member(
            id=DESK,
            name="Ticketdesk",
            team=HOME_TEAM,
            title="Ticket relay",
            bot_id="B0TICKETDESK",
            app_id="A0TICKETDESK",
            classic_bot=True,
        ),
    )


def rooms() -> tuple[Room, ...]:
    staff = (ANA, BEN, JO, SAM, MIA, ADA)
    shared = Channel(id="C0CUSTCLEO", name="cust-cleo", topic="With Cleo's company", shared_with=(CUSTOMER_TEAM,))
    hard = Channel(id="C0ESCALATE", name="escalations", kind=Kind.PRIVATE, topic="The hard ones")
    return (
        Room(Channel(id="C0SUPPORT", name="support", topic="Tickets and who has them"), (*staff, DESK)),
        Room(shared, (ANA, BEN, SAM, CLEO)),
        Room(hard, (ANA, SAM, MIA, DESK)),
        Room(Channel(id="C0RANDOM00", name="random", topic="Everything else"), (*staff, GIL)),
    )


def furnish(workspace: Workspace, manifest: Manifest, bot_in: Collection[str]) -> None:
    """Put people and channels into an empty workspace, the app among them and in the channels named in `bot_in`."""
    for member in people():
        own = member.team == HOME_TEAM
        workspace.add_member(_moved(member, workspace.id) if own else member)
    bot = Member(id=BOT_USER, name=manifest.bot_name, team=workspace.id, bot_id=BOT, app_id=APP)
    workspace.add_member(bot)
    for room in rooms():
        inside = [BOT_USER] if room.channel.name in bot_in else []
        workspace.add_channel(room.channel, [*room.people, *inside])


def _moved(member: Member, team: str) -> Member:
    return replace(member, team=team)
