"""Asks Slack for a team: who is in a user group, and whom people's profiles name as above them."""

from collections.abc import Iterable, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.people import Person, Team
from bot.saying import Say
from bot.settings import SettingsFault
from bot.team_sources import TeamSource, team_of_field, team_of_group

MOST_ABOVE = 40
"""A line that is longer goes in a circle, and is refused as one."""


def team_from(
    client: WebClient, source: TeamSource, team: Team, users: Iterable[Mapping[str, Any]], workspace: str, say: Say
) -> tuple[Person, ...]:
    """The team that Slack tells of, unchecked, in the order of its rows.

    Raises SettingsFault with what is missing and what to do, and what slack_sdk raises when Slack is out of reach.
    """
    names = {str(user["id"]): str(user.get("real_name") or user.get("name") or "") for user in users}
    try:
        group = _group(client, source, workspace, say) if source.group else ()
        if not source.field:
            found = team_of_group(team, group, source.above, workspace, names)
        else:
            found = team_of_field(team, _heads(client, source, group, names, say), workspace, names)
    except SlackApiError as error:
        raise SettingsFault(_reason(error, source, say)) from error
    return tuple(found.values())


def _group(client: WebClient, source: TeamSource, workspace: str, say: Say) -> tuple[str, ...]:
    told = client.usergroups_users_list(usergroup=source.group, team_id=workspace)
    found = tuple(str(one) for one in told.get("users") or ())
    if not found:
        raise SettingsFault(say("team.group_empty", group=source.group))
    return found


def _heads(
    client: WebClient, source: TeamSource, group: tuple[str, ...], names: Mapping[str, str], say: Say
) -> dict[str, str]:
    """Whom each profile names: of a group's members and of all above them, or of the whole workspace."""
    heads: dict[str, str] = {}
    ask = list(group or names)
    for _ in range(MOST_ABOVE):
        heads |= {one: _head(client, source.field, one) for one in ask}
        ask = [head for head in dict.fromkeys(heads.values()) if head in names and head not in heads]
        if not ask:
            break
    if not any(heads.values()):
        raise SettingsFault(say("team.field_empty", field=source.field))
    return heads


def _head(client: WebClient, field: str, person: str) -> str:
    profile = client.users_profile_get(user=person).get("profile") or {}
    return str(((profile.get("fields") or {}).get(field) or {}).get("value") or "").strip()


def _reason(error: SlackApiError, source: TeamSource, say: Say) -> str:
    match error.response.get("error"):
        case "no_such_subteam":
            return say("team.group_unknown", group=source.group)
        case "missing_scope":
            return say("team.scope_missing", scope=str(error.response.get("needed") or ""))
        case "paid_teams_only" | "plan_upgrade_required":
            return say("team.group_paid")
        case _:
            return say("team.slack_silent")
