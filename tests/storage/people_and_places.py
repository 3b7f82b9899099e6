"""Values that the storage tests share."""

from datetime import UTC, datetime, timedelta

from bot.deliveries import Delivery, Kind
from bot.messages import Message, Place
from bot.workspaces import Workspace

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
HERE = Place(workspace="T1", channel="C1", thread="1772442000.000100")
ELSEWHERE = Place(workspace="T1", channel="C2", thread="1772442000.000900")
ABROAD = Place(workspace="T2", channel="C1", thread="1772442000.000100")


def message(
    text: str = "The export is broken.",
    *,
    place: Place = HERE,
    ts: str = "1772442000.000200",
    author: str = "U1",
    at: datetime = NOW,
    edit: str = "",
) -> Message:
    return Message(place=place, ts=ts, author=author, text=text, at=at, edit=edit)


def delivery(
    name: str = "d1",
    *,
    place: Place = HERE,
    to: str = "U1",
    kind: Kind = Kind.HINT,
    due_at: datetime = NOW,
    about: str = "1772442000.000200",
    key: str = "",
    words: dict[str, object] | None = None,
) -> Delivery:
    return Delivery(
        id=name,
        key=key or f"key/{name}",
        workspace=place.workspace,
        kind=kind,
        to=to,
        due_at=due_at,
        channel=place.channel,
        thread=place.thread,
        about=about,
        words={"quote": "as I already said"} if words is None else words,
        expires_at=due_at + 15 * MINUTE,
    )


def workspace(team_id: str = "T1", token: str = "xoxb-made-up") -> Workspace:
    return Workspace(
        team_id=team_id, name="Acme", bot_user_id="UBOT", bot_id="B1", token=token, url="https://acme.example/"
    )
