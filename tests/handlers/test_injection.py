"""Whatever people type, the bot's own words ping nobody, link nowhere, and hide nothing behind a label."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.people import Person, Role
from bot.sandbox.refusals import PersonCannot
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead, assemble
from handlers.rich_text import escape
from tests.databases import sqlite_url
from tests.handlers.in_process import InProcess
from tests.running import MANIFEST, built_in_book, settings_for

PIECES = (
    *("<!channel>", "<!here>", "<!everyone|all>", "<!subteam^S0EVIL>", "<@U0EVIL>", "<@U0EVIL|Mia>", "<#C0EVIL>"),
    *("<https://evil.example|click here>", "<mailto:evil@evil.example|mail>", "&lt;!channel&gt;", "&amp;lt;!here&gt;"),
    *("<", ">", "|", "*", "`", "```", "\n> ", "$typed", "${word}", "<!date^1^{date}|x>", "<<!here>>", "&lt;<!here>"),
    *("refund late", "you always", "As I already told you", "3h", "list", "yes-and", "tomorrow 9am", "resolve"),
)
evil = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join)
COMMANDS = ("/rephrase", "/escalate", "/followup", "/followup 3h", "/phrasebook", "/practice", "/levelhead")
ALIVE = re.compile(r"<!(?:channel|here|everyone|subteam)|<@U0EVIL|<#C0EVIL|<[^<>]*evil\.example", re.IGNORECASE)
LITERAL = ("plain_text", "rich_text")


def mrkdwn(value: Any) -> Iterator[str]:
    """Every text in a call or an answer that Slack would read as mrkdwn."""
    if isinstance(value, str):
        with suppress(ValueError):
            if value.startswith(("[", "{")):
                yield from mrkdwn(json.loads(value))
        return
    if isinstance(value, list):
        for one in value:
            yield from mrkdwn(one)
    if isinstance(value, dict) and value.get("type") not in LITERAL:
        if isinstance(value.get("text"), str):
            yield value["text"]
        for one in value.values():
            yield from mrkdwn(one)


def alive(said: Any) -> list[str]:
    return [text for text in mrkdwn(said) if ALIVE.search(text)]


@contextmanager
def moved_in(folder: Path) -> Iterator[tuple[Sandbox, Levelhead]]:
    with Sandbox.start(MANIFEST, ack_timeout=10) as slack:
        given = {"database_url": sqlite_url(folder), "levelhead_pace": 10**6}
        bot = assemble(settings_for(slack, folder, over_http=True, **given), built_in_book(), now=slack.clock.now)
        try:
            bot.start()
            slack.connect(InProcess(bot.door))
            yield slack, bot
            slack.disconnect()
        finally:
            bot.stop()


@pytest.fixture(scope="module")
def street() -> Iterator[tuple[Sandbox, Levelhead]]:
    with TemporaryDirectory() as folder, moved_in(Path(folder)) as both:
        yield both


def command(slack: Sandbox, bot: Levelhead, typed: str, text: str) -> Any:
    """What is answered at once to a command that carries exactly this text, as if nothing had been escaped."""
    name, _, verb = typed.partition(" ")
    ana = slack.person("Ana")
    told = {"team_id": slack.home.id, "user_id": ana.id, "channel_id": "C0SUPPORT", "trigger_id": ana.trigger()}
    return InProcess(bot.door).give({"command": name, "text": f"{verb} {text}".strip(), **told}).body


def rest(slack: Sandbox, bot: Levelhead) -> None:
    slack.settle(30)
    assert bot.door.rest(30)
    assert bot.courier.rest(30)


some = settings(
    max_examples=40,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@some
@given(st.sampled_from(COMMANDS), evil)
def test_what_is_typed_behind_a_command_stays_text(street: tuple[Sandbox, Levelhead], typed: str, text: str) -> None:
    slack, bot = street
    before = len(slack.calls)
    assert alive(command(slack, bot, typed, text)) == []
    rest(slack, bot)
    assert [alive(call.args) for call in slack.calls[before:] if alive(call.args)] == []
    with suppress(PersonCannot):
        slack.person("Ana").close(everything=True)


@pytest.mark.parametrize("lives", [15, pytest.param(150, marks=pytest.mark.heavy)])
def test_names_notes_and_what_is_shared_stay_text(street: tuple[Sandbox, Levelhead], lives: int) -> None:
    @settings(some, max_examples=lives)
    @given(evil, evil)
    def live(name: str, text: str) -> None:
        share(*street, name, text)

    live()


def share(slack: Sandbox, bot: Levelhead, name: str, text: str) -> None:
    """People who are called that share that up, and whoever reads it or looks at the team."""
    before, ana = len(slack.calls), slack.person("Ana")
    lead(slack, bot, name)
    root = slack.person("Cleo").say("#cust-cleo", f"This is unacceptable, I am still waiting. {escape(text)}")
    ana.say("#cust-cleo", f"As I already told you, {escape(text)}", thread=root)
    slack.settle(30)
    ana.shortcut("share_up", "#cust-cleo", root)
    slack.wait_for(lambda: ana.modal is not None and "One moment" not in ana.modal.words)
    ana.submit({"what": text})
    rest(slack, bot)
    for shown in slack.person("Sam").dms()[-1:]:
        with suppress(PersonCannot):
            slack.person("Sam").press("Read it", on=shown)
    rest(slack, bot)
    slack.person("Ada").command("/levelhead team", "#support")
    rest(slack, bot)
    assert [alive(call.args) for call in slack.calls[before:] if alive(call.args)] == []
    for one in (ana, slack.person("Ada")):
        with suppress(PersonCannot):
            one.close(everything=True)


def lead(slack: Sandbox, bot: Levelhead, name: str) -> None:
    """Ana reports to Sam, Sam to Ada; all of them are called that."""
    line = (("Ana", Role.AGENT, "Sam"), ("Sam", Role.SUPERVISOR, "Ada"), ("Ada", Role.ADMIN, ""))
    people = [
        Person(
            workspace=slack.home.id,
            slack_id=slack.person(one).id,
            name=name,
            role=role,
            reports_to=slack.person(above).id if above else "",
        )
        for one, role, above in line
    ]
    bot.store.remember(lambda memory: memory.people.replace_team(slack.home.id, people))


def test_the_check_finds_what_is_alive() -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "You typed: <!channel>"}}
    literal = {"type": "section", "text": {"type": "plain_text", "text": "You typed: <!channel>"}}
    assert alive({"blocks": json.dumps([section])}) == ["You typed: <!channel>"]
    assert alive({"blocks": [literal], "text": "see <https://evil.example|here>"}) == [
        "see <https://evil.example|here>"
    ]
    assert alive({"blocks": [literal], "text": "You typed: &lt;!channel&gt;"}) == []
