"""A workspace whose token died without a word to us, while more is due there than there are hands."""

from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bot.messages import Place
from bot.sandbox.team import Team
from handlers.courier import WORKERS
from handlers.followup_keeping import start
from handlers.rooms import Actor
from storage.store import Memory
from tests.handlers.in_process import InProcess
from tests.handlers.test_install import House, opened, said
from tests.running import MANIFEST

MANY = WORKERS + 4


def test_a_token_that_is_dead_while_much_is_due_there_holds_up_nobody_elsewhere(tmp_path: Path) -> None:
    with contextmanager(opened)(MANIFEST, tmp_path) as house:
        slack, home, other = house.slack, house.slack.home, house.slack.add_workspace("T0OTHER", "Other Goods")
        house.browser.install(home)
        house.browser.install(other)
        due = slack.clock.now() + timedelta(hours=1)
        ask(house, other, [f"theirs {number}" for number in range(MANY)], due)
        ask(house, home, ["ours"], due + timedelta(minutes=1))
        # Nobody listens when Slack says that the app was taken out.
        slack.disconnect()
        other.uninstall()
        slack.connect(InProcess(house.bot.door))
        slack.clock.advance(timedelta(hours=2))
        slack.wait_for(lambda: said(house, "ours"))
        assert house.bot.courier.rest(30)
        counts = house.bot.store.recall(lambda memory: memory.deliveries.counts())
        assert (counts["failed"], said(house, "theirs")) == (MANY, False)
        assert house.bot.metrics.registry.get_sample_value("levelhead_failures_total", {"where": "delivery"}) is None


def ask(house: House, team: Team, notes: list[str], due: datetime) -> None:
    """Somebody else each time wants to be reminded there, and in another channel: nobody waits for a turn."""
    now = house.slack.clock.now()
    ana = team.person("Ana").id

    def work(memory: Memory) -> None:
        for number, note in enumerate(notes):
            place = Place(workspace=team.id, channel=f"C0FAR{number:06}", thread="")
            start(memory, Actor(team.id, f"U0FAR{number:06}" if number else ana), place, due, note, now)

    house.bot.store.remember(work)
