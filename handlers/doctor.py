"""`levelhead doctor`: looks at everything that the bot needs, changes nothing, and says what to do."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from bot.people import Identity, Person
from bot.saying import Say
from bot.settings import Settings, SettingsFault, without_slack
from bot.team_file import standing_faults
from handlers.doctor_slack import SlackExam
from handlers.findings import Finding, Verdict, found
from handlers.members import client_with, identities_of
from handlers.slack_errors import CALL_ERRORS
from phrasebook.book import PageError, Phrasebook
from storage.engines import database_url, sqlite_file
from storage.migrations import Age, age
from storage.store import BadKey, Memory, StorageUnavailable, Store
from storage.vault import Vault


class Doctor:
    """One examination; each `_look` yields what it found and never raises for what it examines."""

    def __init__(self, say: Say, now: Callable[[], datetime]) -> None:
        self._say, self._now = say, now

    def examine(self, load: Callable[[], Settings]) -> Iterator[Finding]:
        """Everything, one finding after the other; also what does not need those settings that are missing."""
        settings, faults = _settings(load)
        for fault in faults:
            yield Finding(self._say("doctor.topic_settings"), Verdict.WRONG, fault)
        if settings is None:
            return
        if not faults:
            yield self._found("settings", Verdict.GOOD, "settings")
            yield from SlackExam(self._say, self._now, settings).look()
        yield from self._look_at_database(settings)
        yield from self._look_at_pages(settings)

    def _look_at_database(self, settings: Settings) -> Iterator[Finding]:
        """The tables are looked at before the store is opened, because opening it would bring them up to date."""
        if obstacle := _obstacle(settings):
            yield self._found("database", Verdict.WRONG, obstacle)
            return
        try:
            tables = age(settings.database_url)
            if tables is not Age.CURRENT:
                verdict = Verdict.WRONG if tables is Age.AHEAD else Verdict.NOTE
                yield self._found("database", verdict, f"database_{tables}")
            if tables not in (Age.CURRENT, Age.NEXT):
                return
            store = Store.open(settings.database_url, keys=settings.secret_keys)
        except StorageUnavailable:
            yield self._found("database", Verdict.WRONG, "database_silent")
        except BadKey as error:
            yield self._found("database", Verdict.WRONG, "database_key", reason=str(error).capitalize())
        else:
            yield self._found("database", Verdict.GOOD, "database")
            try:
                yield from self._look_at_installations(store, settings)
                yield from self._look_at_team(store, settings)
            finally:
                store.close()

    def _look_at_installations(self, store: Store, settings: Settings) -> Iterator[Finding]:
        """Those that people's yes has brought; where the token stands in the settings, it was looked at already."""
        if not settings.over_oauth:
            return
        exam, homes = SlackExam(self._say, self._now, settings), store.recall(lambda memory: memory.workspaces.all())
        if not homes:
            address = f"{settings.levelhead_url}/slack/install"
            yield self._found("installation", Verdict.NOTE, "installation_none", address=address)
        for home in homes:
            yield from exam.look_at_installation(home)

    def _look_at_team(self, store: Store, settings: Settings) -> Iterator[Finding]:
        for workspace in store.recall(lambda memory: memory.workspaces.teams()):
            team = store.recall(partial(_team_of, workspace))
            if not team:
                yield self._found("team", Verdict.NOTE, "team_none")
                continue
            members = _members(store, settings, workspace)
            faults = standing_faults(team, workspace, members)
            topic = self._say("doctor.topic_team")
            yield from (Finding(topic, Verdict.WRONG, fault.told(self._say)) for fault in faults)
            if not faults:
                leads = len({person.reports_to for person in team} - {""})
                yield self._found("team", Verdict.GOOD, "team", count=str(len(team)), leads=str(leads))
            if members is None:
                yield self._found("team", Verdict.NOTE, "team_unasked")

    def _look_at_pages(self, settings: Settings) -> Iterator[Finding]:
        try:
            book = Phrasebook.load(*([settings.levelhead_pages] if settings.levelhead_pages else []))
        except PageError as error:
            topic = self._say("doctor.topic_phrasebook")
            yield from (Finding(topic, Verdict.WRONG, fault) for fault in error.faults)
        else:
            yield self._found("phrasebook", Verdict.GOOD, "phrasebook", count=str(len(book.entries)))

    def _found(self, topic: str, verdict: Verdict, key: str, **slots: str) -> Finding:
        return found(self._say, topic, verdict, key, **slots)


def examine(
    say: Say, load: Callable[[], Settings] = Settings.from_environment, *, now: Callable[[], datetime]
) -> tuple[list[str], bool]:
    """The lines of a whole examination, and whether everything is in order."""
    findings = list(Doctor(say, now).examine(load))
    wrong = sum(one.verdict is Verdict.WRONG for one in findings)
    end = say("doctor.some_wrong", count=str(wrong)) if wrong else say("doctor.all_good")
    return [*(one.line(say) for one in findings), "", end], not wrong


def _settings(load: Callable[[], Settings]) -> tuple[Settings | None, tuple[str, ...]]:
    """The settings, as far as they can be used, and what is wrong with them."""
    try:
        return load(), ()
    except SettingsFault as error:
        faults = error.faults
    try:
        return without_slack(), faults
    except SettingsFault:
        return None, faults


def _obstacle(settings: Settings) -> str:
    """What stands in the way before there is anything to look at; empty where nothing does."""
    try:
        file = sqlite_file(database_url(settings.database_url))
        if settings.secret_keys:
            Vault(settings.secret_keys)
    except ValueError:
        return "database_no_address"
    except BadKey:
        return "database_no_such_key"
    if file is None:
        return "" if settings.secret_keys else "database_no_key"
    return "" if os.access(file.parent, os.W_OK) else "database_no_folder"


def _team_of(workspace: str, memory: Memory) -> tuple[Person, ...]:
    return memory.people.team(workspace)


def _members(store: Store, settings: Settings, workspace: str) -> dict[str, Identity] | None:
    """The accounts of a workspace, asked with the token as it is; None when Slack cannot be asked."""
    token = settings.slack_bot_token.get_secret_value()
    home = store.recall(lambda memory: memory.workspaces.find(workspace)) if settings.over_oauth else None
    try:
        return identities_of(client_with(settings, home.token if home else token), workspace)
    except CALL_ERRORS:
        return None
