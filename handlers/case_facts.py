"""Fresh facts about people, asked of Slack when a case is about to be shown; nothing here is kept."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.people import Identity, Person, Team
from bot.routing import Availability, Facts
from bot.worktime import WorkingHours
from handlers.directory import home_in, known_zone
from handlers.slack_errors import CALL_ERRORS, Verdict, sort
from storage.store import Memory, Store

ANYWHERE = "UTC"


def team_in(memory: Memory, workspace: str) -> Team:
    return {person.slack_id: person for person in memory.people.team(workspace)}


def account(client: WebClient, person: str) -> Mapping[str, Any]:
    """A person's account as Slack has it just now, empty where Slack will not say.

    Raises what slack_sdk raises where asking again may help.
    """
    try:
        return client.users_info(user=person).get("user") or {}
    except SlackApiError as error:
        if sort(error).verdict in (Verdict.LATER, Verdict.UNSURE):
            raise
        return {}


def identity(client: WebClient, workspace: str, person: str) -> Identity:
    """Who somebody is just now; raises as `account` does."""
    return identity_in(account(client, person), workspace, person)


def identity_in(user: Mapping[str, Any], workspace: str, person: str) -> Identity:
    """Who an account is; what it does not say is not known."""
    home = home_in(user, workspace)
    return Identity(
        slack_id=str(user.get("id", person)),
        workspace=home,
        alive=_known(user, "deleted", wanted=False),
        guest=_either(user, "is_restricted", "is_ultra_restricted"),
        external=bool(user.get("is_stranger")) or home != workspace if home else None,
        bot=_known(user, "is_bot", wanted=True),
    )


def zone_in(user: Mapping[str, Any]) -> str:
    """The zone of an account; UTC where it names none that anybody knows."""
    return known_zone(str(user.get("tz") or "")) or ANYWHERE


def hours_in(memory: Memory, workspace: str, user: Mapping[str, Any], person: str) -> WorkingHours:
    """When somebody works, on the clock of their account as Slack has it just now."""
    return memory.working.of(workspace, person, zone=zone_in(user))


def facts(client: WebClient, workspace: str, people: Iterable[Person], now: datetime, store: Store) -> dict[str, Facts]:
    """What Slack says of these people just now; who could not be asked for is not among them."""
    return {one.slack_id: found for one in people if (found := _facts(client, workspace, one.slack_id, now, store))}


def _facts(client: WebClient, workspace: str, person: str, now: datetime, store: Store) -> Facts | None:
    try:
        user = account(client, person)
    except CALL_ERRORS:
        return None
    who = identity_in(user, workspace, person)
    hours = store.recall(lambda memory: hours_in(memory, workspace, user, person))
    return Facts(identity=who, availability=_availability(client, person, hours, now))


def _availability(client: WebClient, person: str, hours: WorkingHours, now: datetime) -> Availability:
    present, until = _present(client, person), _quiet_until(client, person, now)
    # Whoever is there now is at work, whatever the clock says; a day off that they entered is one even so.
    working = None if present and not hours.is_day_off(now) else hours.is_working(now)
    back = hours.next_working_moment(max(now, until or now)) if working is False or until else None
    dnd = None if until is None else until > now
    return Availability(present=present, dnd=dnd, working=working, back_at=back)


def _present(client: WebClient, person: str) -> bool | None:
    try:
        return bool(client.users_getPresence(user=person).get("presence") == "active")
    except CALL_ERRORS:
        return None


def _quiet_until(client: WebClient, person: str, now: datetime) -> datetime | None:
    """When somebody's do-not-disturb ends, where it is on just now."""
    try:
        told = client.dnd_info(user=person)
    except CALL_ERRORS:
        return None
    starts, ends = float(told.get("next_dnd_start_ts") or 0), float(told.get("next_dnd_end_ts") or 0)
    if told.get("snooze_enabled"):
        starts, ends = 0, float(told.get("snooze_endtime") or ends)
    at = now.timestamp()
    return datetime.fromtimestamp(ends, UTC) if starts <= at < ends else None


def _known(user: Mapping[str, Any], key: str, *, wanted: bool) -> bool | None:
    return (bool(user[key]) is wanted) if key in user else None


def _either(user: Mapping[str, Any], *keys: str) -> bool | None:
    return any(bool(user[key]) for key in keys) if all(key in user for key in keys) else None
