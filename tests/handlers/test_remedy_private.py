"""Whoever is above whom, before and after: a question for a yes goes up alone, and its answer back alone."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.people import Person, Role
from bot.sandbox.person import Actor
from bot.sandbox.refusals import PersonCannot
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.case_audit import Truth, leaks_in_calls
from tests.handlers.test_remedies import CREDIT, DEMANDS, LEAD, on_top
from tests.handlers.test_remedies import given as set_up
from tests.handlers.test_share_up import settled
from tests.running import MANIFEST, Stopped, running

OURS = ("Ana", "Ben", "Sam", "Mia")
OUTSIDE = ("Jo", "Ada", "Gil")
heads = st.fixed_dictionaries({name: st.sampled_from(("", *OURS)) for name in OURS})


def said(person: Actor) -> bool:
    """Whether their window says why nobody can be asked."""
    modal = person.modal
    return modal is not None and modal.title == "Ask for a yes" and "One moment" not in modal.words


class Office:
    """People who answer the same customer, and the truth about who is above whom."""

    def __init__(self, slack: Sandbox, bot: Levelhead) -> None:
        self.slack, self.bot, self.truth = slack, bot, Truth(heads={})
        self.audited = self.asked = self.told = 0

    def head(self, heads: dict[str, str]) -> None:
        """The line as it is from now on; what was said before is judged by the one before."""
        self.audit()
        home, ids = self.slack.home.id, {name: self.slack.person(name).id for name in OURS}
        people = [
            Person(workspace=home, slack_id=ids[name], name=name, role=Role.AGENT, reports_to=ids.get(heads[name], ""))
            for name in OURS
        ]
        self.truth.heads = dict(heads)
        self.bot.store.remember(lambda memory: memory.people.replace_team(home, people))

    def ask(self, name: str, heads: dict[str, str]) -> None:
        """Somebody is asked for something in a thread of theirs, and asks for a yes while the line changes."""
        self.slack.clock.advance(timedelta(hours=2))
        person, cleo = self.slack.person(name), self.slack.person("Cleo")
        with suppress(PersonCannot):
            person.close(everything=True)
        root = cleo.say("#cust-cleo", "Our export stops at half.")
        person.say("#cust-cleo", "I'm looking into it.", root)
        settled(self.slack, self.bot)
        cleo.say("#cust-cleo", DEMANDS, root)
        settled(self.slack, self.bot)
        person.press("Show it", on=next(one for one in person.ephemerals()[::-1] if "Show it" in one.buttons))
        person.press("Ask for a yes", on=on_top(self.slack, person, LEAD))
        self.slack.wait_for(lambda: said(person))
        secret = f"zqcase{self.asked}zq"
        self.asked += 1
        self.truth.sharers[secret] = name
        self.head(heads)
        with suppress(PersonCannot):
            person.submit({"note": secret})
        self.rest()

    def answer(self, answer: str) -> None:
        """Whoever has a question answers it, be they above still or not."""
        for name in OURS:
            person = self.slack.person(name)
            for question in [one for one in person.dms() if answer in one.buttons]:
                person.press(answer, on=question)
                assert self.bot.door.rest(60)
                with suppress(PersonCannot):
                    person.submit({"note": "Rather a call."})
        self.rest()

    def rest(self) -> None:
        for _ in range(3):
            settled(self.slack, self.bot)
            self.slack.clock.advance(timedelta(seconds=2))
        settled(self.slack, self.bot)

    def audit(self) -> None:
        """Hold every call since the last time against the truth as it was until now."""
        self.rest()
        names = {self.slack.person(name).id: name for name in (*OURS, *OUTSIDE, "Cleo")}
        dms = {self.slack.person(name).open_dm("Levelhead"): name for name in (*OURS, *OUTSIDE)}
        new, self.audited = self.slack.calls[self.audited :], len(self.slack.calls)
        self.told += sum("zqcase" in str(call.args) for call in new if call.method == "chat.postMessage")
        leaks = leaks_in_calls(new, self.truth, names, dms)
        assert not leaks, leaks


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with (
        Sandbox.start(MANIFEST, clock=Stopped(), ack_timeout=10, retry_delays=(0.05, 0.05, 0.05)) as slack,
        running(slack, tmp_path_factory.mktemp("office"), over_http=True) as bot,
    ):
        set_up(slack, bot, CREDIT)
        yield Office(slack, bot)


@settings(
    max_examples=12, phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(heads, heads, heads, st.sampled_from(("Ana", "Ben")), st.sampled_from(("Yes", "No, rather …")))
def test_no_question_goes_anywhere_but_up(
    office: Office, before: dict[str, str], meanwhile: dict[str, str], after: dict[str, str], asker: str, answer: str
) -> None:
    office.head(before)
    office.ask(asker, meanwhile)
    office.head(after)
    office.answer(answer)
    office.audit()


def test_the_office_really_asked(office: Office) -> None:
    before = office.told
    line = {"Ana": "Sam", "Ben": "Sam", "Sam": "Mia", "Mia": ""}
    office.head(line)
    office.ask("Ana", line)
    office.audit()
    assert office.told - before == 1
