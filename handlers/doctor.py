"""`levelhead doctor`: looks at everything that the bot needs, changes nothing, and says what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import partial
from re import fullmatch

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.manifest import read_manifest
from bot.people import Person
from bot.saying import Say, Saying
from bot.settings import Settings, SettingsFault, without_slack
from bot.team_file import standing_faults
from handlers.slack_errors import CALL_ERRORS
from handlers.team_command import members_of
from phrasebook.book import PageError, Phrasebook
from storage.migrations import Age, age
from storage.store import BadKey, Memory, MissingKey, StorageUnavailable, Store

CLOCKS_APART = 60
"""Seconds between Slack's clock and ours that are a fault; at five times that we refuse all of Slack's requests."""


class Verdict(StrEnum):
    GOOD = "good"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found on one topic; `told` is a whole sentence, and says what to do where it is wrong."""

    topic: str
    verdict: Verdict
    told: str

    def line(self, say: Say) -> str:
        return say("doctor.line", mark=say(f"doctor.mark_{self.verdict}"), topic=self.topic, told=self.told)


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
            yield from self._look_at_slack(settings)
        yield from self._look_at_database(settings)
        yield from self._look_at_pages(settings)

    def _look_at_slack(self, settings: Settings) -> Iterator[Finding]:
        client = WebClient(base_url=settings.slack_api_url, timeout=10)
        try:
            answer = client.auth_test(token=settings.slack_bot_token.get_secret_value())
        except SlackApiError as error:
            yield self._found("bot_token", Verdict.WRONG, "bot_token_refused", error=_code(error))
        except CALL_ERRORS:
            yield self._found("bot_token", Verdict.WRONG, "no_answer", address=settings.slack_api_url)
            return
        else:
            names = {"bot": str(answer.get("user", "")), "workspace": str(answer.get("team", ""))}
            yield self._found("bot_token", Verdict.GOOD, "bot_token", **names)
            headers = {name.lower(): value for name, value in answer.headers.items()}
            yield from self._look_at_scopes(str(headers.get("x-oauth-scopes", "")))
            yield self._look_at_clock(str(headers.get("date", "")))
        yield from self._look_at_door(settings, client)

    def _look_at_scopes(self, told: str) -> Iterator[Finding]:
        scopes = read_manifest()["oauth_config"]["scopes"]
        wanted, optional = set(scopes["bot"]), set(scopes["bot_optional"])
        granted = {scope.strip() for scope in told.split(",") if scope.strip()}
        if not granted:
            yield self._found("scopes", Verdict.NOTE, "scopes_unknown")
        elif missing := wanted - granted:
            yield self._found("scopes", Verdict.WRONG, "scopes_missing", scopes=", ".join(sorted(missing)))
        else:
            yield self._found("scopes", Verdict.GOOD, "scopes", count=str(len(wanted)))
        if more := granted - wanted - optional:
            yield self._found("scopes", Verdict.NOTE, "scopes_more", scopes=", ".join(sorted(more)))

    def _look_at_clock(self, date: str) -> Finding:
        try:
            theirs = parsedate_to_datetime(date)
        except ValueError:
            return self._found("clock", Verdict.NOTE, "clock_unknown")
        apart = abs((self._now() - theirs.astimezone(UTC)).total_seconds())
        well = apart <= CLOCKS_APART
        key = "clock" if well else "clock_wrong"
        return self._found("clock", Verdict.GOOD if well else Verdict.WRONG, key, seconds=f"{apart:.0f}")

    def _look_at_door(self, settings: Settings, client: WebClient) -> Iterator[Finding]:
        if settings.slack_app_token is not None:
            try:
                client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
            except SlackApiError as error:
                yield self._found("app_token", Verdict.WRONG, "app_token_refused", error=_code(error))
            except CALL_ERRORS:
                yield self._found("app_token", Verdict.WRONG, "no_answer", address=settings.slack_api_url)
            else:
                yield self._found("app_token", Verdict.GOOD, "app_token")
        elif settings.slack_signing_secret is not None:
            fits = fullmatch(r"[0-9a-f]{32}", settings.slack_signing_secret.get_secret_value())
            key = "signing_secret" if fits else "signing_secret_odd"
            yield self._found("signing_secret", Verdict.GOOD if fits else Verdict.WRONG, key)

    def _look_at_database(self, settings: Settings) -> Iterator[Finding]:
        """The tables are looked at before the store is opened, because opening it would bring them up to date."""
        try:
            found = age(settings.database_url)
            if found is not Age.CURRENT:
                verdict = Verdict.WRONG if found is Age.AHEAD else Verdict.NOTE
                yield self._found("database", verdict, f"database_{found}")
            if found not in (Age.CURRENT, Age.NEXT):
                return
            store = Store.open(settings.database_url, keys=settings.secret_keys)
        except StorageUnavailable:
            yield self._found("database", Verdict.WRONG, "database_silent")
        except MissingKey:
            yield self._found("database", Verdict.WRONG, "database_no_key")
        except BadKey as error:
            yield self._found("database", Verdict.WRONG, "database_key", reason=str(error).capitalize())
        else:
            yield self._found("database", Verdict.GOOD, "database")
            try:
                yield from self._look_at_team(store, settings)
            finally:
                store.close()

    def _look_at_team(self, store: Store, settings: Settings) -> Iterator[Finding]:
        for workspace in store.recall(lambda memory: memory.workspaces.all()):
            team = store.recall(partial(_team_of, workspace.team_id))
            if not team:
                yield self._found("team", Verdict.NOTE, "team_none")
                continue
            members = members_of(settings, workspace.team_id)
            faults = standing_faults(team, workspace.team_id, members)
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
        return Finding(self._say(f"doctor.topic_{topic}"), verdict, Saying(f"doctor.{key}", slots).told(self._say))


def examine(
    say: Say, load: Callable[[], Settings] = Settings.from_environment, *, now: Callable[[], datetime]
) -> tuple[list[str], bool]:
    """The lines of a whole examination, and whether everything is in order."""
    found = list(Doctor(say, now).examine(load))
    wrong = sum(one.verdict is Verdict.WRONG for one in found)
    end = say("doctor.some_wrong", count=str(wrong)) if wrong else say("doctor.all_good")
    return [*(one.line(say) for one in found), "", end], not wrong


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


def _team_of(workspace: str, memory: Memory) -> tuple[Person, ...]:
    return memory.people.team(workspace)


def _code(error: SlackApiError) -> str:
    return str(error.response.get("error", "unknown"))
