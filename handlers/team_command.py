"""`levelhead team`: who reports to whom, from a file into memory and back to the screen."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.people import Identity, Person, Role
from bot.saying import Say
from bot.settings import Settings, SettingsFault
from bot.team import plan_change
from bot.team_file import read_team, template_csv
from bot.team_rules import TeamFaults
from bot.team_sources import TeamSource
from handlers.case_access import team_changed
from handlers.case_facts import identity_in
from handlers.home_refresh import refresh_all_homes
from handlers.members import client_for, identities_of, users_of, workspace_in
from handlers.slack_errors import CALL_ERRORS
from handlers.team_sources import team_from
from phrasebook.sayings import Sayings
from storage.store import Memory, Store

SLACKBOT = "USLACKBOT"


def import_team(
    settings: Settings, origin: Path | TeamSource, *, dry_run: bool = False, named: str | None = None
) -> list[str]:
    """Put the team of a CSV file, or one that Slack knows, in the place of the one known so far, all or nothing.

    The change, line by line, and whether it was made. Whoever Slack does not know as a member is refused, unless Slack
    cannot be asked: then a line says so. Where there are several workspaces, `named` is the one. Raises SettingsFault
    with every row that is wrong and why.
    """
    say, store = Sayings.load().say, Store.open(settings.database_url, keys=settings.secret_keys)
    try:
        workspace = workspace_in(store, settings, named)
        members = _members(store, settings, workspace)
        text = _text_of(origin) if isinstance(origin, Path) else _text_from(settings, store, workspace, origin, say)
        team = read_team(text, workspace, members)
        unasked = [] if members is not None else [say("team.not_checked")]

        def work(memory: Memory) -> list[str]:
            old = {person.slack_id: person for person in memory.people.team(workspace)}
            change = plan_change(old, team)
            if not dry_run:
                memory.people.replace_team(workspace, change.after.values())
                team_changed(memory, workspace, change.before, change.after, datetime.now(UTC))
                refresh_all_homes(memory, workspace, datetime.now(UTC))
            end = [] if change.is_empty else [say("team.tried" if dry_run else "team.imported")]
            return [saying.told(say) for saying in change.sayings()] + end

        return unasked + store.remember(work)
    except TeamFaults as error:
        rows = [] if isinstance(origin, Path) else [say("team.source_rows")]
        raise SettingsFault(*(fault.told(say) for fault in error.faults), *rows) from error
    finally:
        store.close()


def show_team(settings: Settings, named: str | None = None) -> list[str]:
    """The team as a tree, from the top down, one line for each person."""
    store = Store.open(settings.database_url, keys=settings.secret_keys)
    try:
        workspace = workspace_in(store, settings, named)
        team = store.recall(lambda memory: memory.people.team(workspace))
    finally:
        store.close()
    return list(_tree(team)) or ["No team is imported yet: `levelhead team import FILE.csv`."]


def team_template(settings: Settings, source: TeamSource | None = None, named: str | None = None) -> list[str]:
    """A file with all of the workspace in it, to be filled in, or with the team that Slack knows.

    Raises SettingsFault when Slack cannot be asked.
    """
    store = Store.open(settings.database_url, keys=settings.secret_keys)
    try:
        workspace = workspace_in(store, settings, named)
        if source is not None:
            return _text_from(settings, store, workspace, source, Sayings.load().say).splitlines()
        known = {person.slack_id: person for person in store.recall(lambda memory: memory.people.team(workspace))}
        users = users_of(client_for(store, settings, workspace), workspace)
    except CALL_ERRORS as error:
        raise SettingsFault("Slack could not be asked who is in the workspace; please try again.") from error
    finally:
        store.close()
    people = [known.get(str(user["id"])) or _newcomer(user, workspace) for user in users if _belongs(user, workspace)]
    return template_csv(people).splitlines()


def _text_from(settings: Settings, store: Store, workspace: str, source: TeamSource, say: Say) -> str:
    """The team that Slack knows, as the file that would bring it."""
    known = {person.slack_id: person for person in store.recall(lambda memory: memory.people.team(workspace))}
    try:
        client = client_for(store, settings, workspace)
        users = [user for user in users_of(client, workspace) if _belongs(user, workspace)]
        return template_csv(team_from(client, source, known, users, workspace, say))
    except CALL_ERRORS as error:
        raise SettingsFault(say("team.slack_silent")) from error


def _members(store: Store, settings: Settings, workspace: str) -> dict[str, Identity] | None:
    """The accounts of the workspace by id; None when Slack cannot be asked."""
    try:
        return identities_of(client_for(store, settings, workspace), workspace)
    except CALL_ERRORS:
        return None


def _belongs(user: Mapping[str, Any], workspace: str) -> bool:
    return identity_in(user, workspace, str(user["id"])).is_member_of(workspace) and user["id"] != SLACKBOT


def _newcomer(user: Mapping[str, Any], workspace: str) -> Person:
    name = str(user.get("real_name") or user.get("name") or "")
    return Person(workspace=workspace, slack_id=str(user["id"]), name=name, role=Role.AGENT)


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsFault(f"{file} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise SettingsFault(f"{file} is not UTF-8 text; save it as “CSV UTF-8”.") from error


def _tree(team: Sequence[Person]) -> Iterator[str]:
    """Everybody below whom they report to. No call in a call: a line may be longer than Python goes deep."""
    listed, below = {person.slack_id for person in team}, defaultdict[str, list[Person]](list)
    for person in team:
        below[person.reports_to if person.reports_to in listed else ""].append(person)
    left = [(person, 0) for person in reversed(below[""])]
    while left:
        person, depth = left.pop()
        deputy = f", deputy {person.deputy}" if person.deputy else ""
        yield f"{'  ' * depth}{person.name or person.slack_id} ({person.slack_id}), {person.role}{deputy}"
        left += [(one, depth + 1) for one in reversed(below[person.slack_id])]
