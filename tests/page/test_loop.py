"""The whole loop on the page: come first, upset all the same, shared up, resolved, not quite, resolved, counted."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from bot.cases import Case, Moment, State, Verb
from bot.casewords import CaseWords
from bot.digest_periods import month_of
from bot.people import Person, Role
from bot.remedies import Remedy, RemedyKind
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.digest import plan_digests
from storage.store import Memory
from tests.handlers.test_checkin import moved
from tests.handlers.test_digest import AGENTS, case, next_monday, pass_to
from tests.handlers.test_recover import FILLED, SOLUTION, later
from tests.handlers.test_share_up import WHAT, settled
from tests.page.conftest import Look
from tests.running import window_of

pytestmark = pytest.mark.browser
DEMANDS = "This is unacceptable, I am still waiting. What are you going to do about it?"
CREDIT = Remedy(id="r1", kind=RemedyKind.CREDIT, words="The next month is on us.", up_to="one month")
SMOOTH, AGAIN = 12, 10
"""The month's other cases: so many were solved once, and so many came back first."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What Ana, Cleo and Sam have open: Ana and Sam their conversations with the bot, Cleo the channel."""

    ana: Locator
    cleo: Locator
    sam: Locator


@pytest.fixture
def begun(slack: Sandbox, bot: Levelhead) -> datetime:
    """A Monday at ten in a month that others had cases in; Sam leads Ana and six more. When it was."""
    now = slack.clock.now()
    slack.clock.advance(next_monday(now) + timedelta(hours=10) - now)
    settled(slack, bot)
    begun = slack.clock.now()
    bot.store.remember(lambda memory: past(memory, slack, begun), wait=30)
    return begun


@pytest.fixture
def stage(look: Look, slack: Sandbox, bot: Levelhead, begun: datetime) -> Stage:
    """Ana has answered Cleo before, so that the channel is hers."""
    root = slack.person("Cleo").say("#cust-cleo", "Hello, how do I export by week?")
    slack.person("Ana").say("#cust-cleo", "Under Reports, at the top.", root)
    settled(slack, bot)
    ana, sam = (slack.person(name).open_dm("Levelhead") for name in ("Ana", "Sam"))
    return Stage(
        ana=look("Ana", at=ana).pane("Ana"),
        cleo=look("Cleo", at="cust-cleo").pane("Cleo"),
        sam=look("Sam", at=sam).pane("Sam"),
    )


def past(memory: Memory, slack: Sandbox, now: datetime) -> None:
    """The team, what may be given, and what was shared up this month by five people and more."""
    home = slack.home.id
    sam, mia, ana = (slack.person(name).id for name in ("Sam", "Mia", "Ana"))
    heads = [
        Person(workspace=home, slack_id=mia, name="Mia", role=Role.MANAGER),
        Person(workspace=home, slack_id=sam, name="Sam", role=Role.SUPERVISOR, reports_to=mia),
    ]
    agents = [Person(workspace=home, slack_id=one, name=one, role=Role.AGENT, reports_to=sam) for one in (ana, *AGENTS)]
    memory.people.replace_team(home, [*heads, *agents])
    memory.remedies.add(home, CREDIT)
    for number in range(SMOOTH + AGAIN):
        at = now - timedelta(hours=3, minutes=number)
        came = case(home, number, AGENTS[number % len(AGENTS)], at)
        memory.cases.open(solved(came, at + timedelta(hours=1), twice=number >= SMOOTH), CaseWords(what="He shouts."))


def solved(came: Case, at: datetime, *, twice: bool) -> Case:
    """A case as it is once it was solved, and solved again where it came back."""
    verbs = (Verb.RESOLVE, Verb.REOPEN, Verb.RESOLVE) if twice else (Verb.RESOLVE,)
    moments = tuple(Moment(at=at, verb=verb, by="U0HEAD") for verb in verbs)
    return replace(came, state=State.RESOLVED, timeline=(*came.timeline, *moments))


def press(pane: Locator, name: str, *, within: str) -> None:
    """Press the button of the last message that says this, until the workspace has taken it."""
    button = pane.locator(".message").filter(has_text=within).last.get_by_role("button", name=name, exact=True)
    with pane.page.expect_response(lambda answer: '"do":"press"' in (answer.request.post_data or "")):
        button.click()


def comes(slack: Sandbox, bot: Levelhead, pane: Locator, words: str, *, many: int = 1) -> None:
    """Let seconds pass until so many messages say this: a conversation rests a second between two of them."""
    found = pane.locator(".message").filter(has_text=words)
    for _ in range(10):
        moved(slack, bot, seconds=2)
        if found.count() >= many:
            break
    expect(found.nth(many - 1)).to_be_visible()


def test_from_an_incident_to_the_digest(slack: Sandbox, bot: Levelhead, begun: datetime, stage: Stage) -> None:
    comes_first(slack, bot, stage)
    thread = upset_all_the_same(slack, bot, stage)
    shared_up(slack, bot, stage)
    resolves(slack, bot, stage, times=1)
    not_quite(slack, bot, stage, thread)
    resolves(slack, bot, stage, times=2)
    counted(slack, bot, begun, stage)


def comes_first(slack: Sandbox, bot: Levelhead, stage: Stage) -> None:
    """Sam releases what is to be told; nothing is said to Cleo before Ana has read it and pressed."""
    sam = slack.person("Sam")
    assert sam.command("/levelhead recover", "#random")
    window_of(slack, sam)
    assert sam.submit({**FILLED, "channels": [slack.home.channel("cust-cleo")]})
    preview = stage.sam.get_by_role("dialog", name="This is the message")
    expect(preview).to_contain_text(SOLUTION)
    assert sam.submit({})
    later(slack, bot)
    sam.close(everything=True)
    expect(stage.ana).to_contain_text("Channels done: 0 of 1")
    expect(stage.cleo).not_to_contain_text(SOLUTION)
    press(stage.ana, "Edit and post", within="Channels done")
    window = stage.ana.get_by_role("dialog", name="Tell your customers")
    window.get_by_role("button", name="Post it").click()
    expect(stage.cleo).to_contain_text(SOLUTION)
    later(slack, bot)
    expect(stage.sam).to_contain_text("1 told")


def upset_all_the_same(slack: Sandbox, bot: Levelhead, stage: Stage) -> str:
    """Cleo asks, sharply; Ana alone is offered what may be given. The thread."""
    ana, cleo = slack.person("Ana"), slack.person("Cleo")
    root = cleo.say("#cust-cleo", "Half of our files are missing.")
    ana.say("#cust-cleo", "I'm looking into it.", root)
    settled(slack, bot)
    cleo.say("#cust-cleo", DEMANDS, root)
    slack.wait_for(ana.ephemerals)
    ana.press("Show it", on=ana.ephemerals()[-1])
    thought = stage.ana.get_by_role("dialog", name="A thought")
    expect(thought).to_contain_text("This may be given here")
    expect(thought).to_contain_text("A credit, up to one month")
    expect(stage.cleo).not_to_contain_text("on us")
    return root


def shared_up(slack: Sandbox, bot: Levelhead, stage: Stage) -> None:
    """From the hint to Sam, who reads it and is on it."""
    thought = stage.ana.get_by_role("dialog", name="A thought")
    thought.get_by_role("button", name="Share up", exact=True).click()
    form = stage.ana.get_by_role("dialog", name="Share up")
    expect(form).to_contain_text("Sam will read this, and nobody else.")
    form.get_by_label("What happened, in your words").fill(WHAT)
    form.get_by_label("What did it come from?").select_option("It took too long")
    form.get_by_role("button", name="Share", exact=True).click()
    expect(form).to_contain_text("On its way to")
    settled(slack, bot)
    slack.person("Ana").close(everything=True)
    press(stage.sam, "Read it", within="shares something with you")
    comes(slack, bot, stage.sam, WHAT)
    press(stage.sam, "I'm on it", within="shares something with you")
    comes(slack, bot, stage.ana, "is on it")
    expect(stage.cleo).not_to_contain_text("LH-")


def resolves(slack: Sandbox, bot: Levelhead, stage: Stage, *, times: int) -> None:
    press(stage.sam, "Resolved", within="shares something with you")
    comes(slack, bot, stage.ana, "If you like: what helped?", many=1 + times)


def not_quite(slack: Sandbox, bot: Levelhead, stage: Stage, thread: str) -> None:
    """A day later Ana asks whether it is still solved; Cleo says not quite, and it is open again."""
    moved(slack, bot, hours=25)
    press(stage.ana, "Post a line", within="This was solved")
    line = stage.ana.get_by_role("dialog")
    line.get_by_role("button", name="Post it").click()
    settled(slack, bot)
    moved(slack, bot, seconds=2)
    stage.cleo.get_by_role("button", name="3 replies").click()
    question = stage.cleo.get_by_role("region", name="Thread").locator(".message").filter(has_text="still solved")
    question.get_by_role("button", name="Not quite").click()
    expect(stage.cleo).to_contain_text("Thank you for telling us.")
    moved(slack, bot, minutes=1)
    expect(stage.sam).to_contain_text("The customer said that it isn't solved yet, so it is open again")
    expect(stage.ana).to_contain_text("isn't solved yet")


def counted(slack: Sandbox, bot: Levelhead, begun: datetime, stage: Stage) -> None:
    """On the first Monday after the month Sam reads of it, among enough others that nobody can be picked out."""
    monday = next_monday(begun)
    while month_of(monday.date()) == month_of(begun.date()):
        monday = next_monday(monday)
    slack.person("Sam").change(tz="UTC")
    while slack.clock.now() < monday:
        bot.store.remember(lambda memory: plan_digests(memory, slack.clock.now()))
        pass_to(slack, bot, min(next_monday(slack.clock.now()), monday) + timedelta(hours=9))
    digest = stage.sam.locator(".message").filter(has_text="Your Monday digest").last
    everything = SMOOTH + AGAIN + 1
    expect(digest).to_contain_text(f"Shared up: {everything}")
    expect(digest).to_contain_text(f"Came back after they were solved: {AGAIN + 1} of {everything}")
    expect(stage.ana).not_to_contain_text("Your Monday digest")
