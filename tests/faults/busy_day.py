"""A busy day with everything in it, logged as in production: `python -m tests.faults.busy_day` tells what was planted.

Standard error holds the whole log; standard output, in one line of JSON, every word, name and token that may not be in
it.
"""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.people import Person, Role
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.serve import log_as_json
from tests.running import MANIFEST, running, window_of

SHARP = "As I already told you, you should have read the quokkadocs."
ANGRY = "Four days and still no wombatexport, this is unacceptable and I am still waiting."
SHARED = "She shouted narwhalwords at me in front of everybody and said I am worth nothing."
NOTE = "look at the axolotlrefund"
REFUSED = "You never read the okapiticket, as I already said."
SECRET = "the customer said something pangolinprivate"
NAME = "Zebrafinch Tapirsdottir"
TYPED = "capybaratyped"


def main() -> None:
    log_as_json()
    with TemporaryDirectory() as folder, Sandbox.start(MANIFEST, retry_delays=(0.05,)) as slack:
        with running(slack, Path(folder), over_http=True) as bot:
            live(slack, bot)
        planted = ["quokka", "wombat", "narwhal", "axolotl", "okapi", "pangolin", "Zebrafinch", "Tapirsdottir", TYPED]
        planted += [slack.bot_token, slack.signing_secret, slack.app_token, "Harbour", "Cleo", "cust-cleo"]
        (key,) = [file.read_text(encoding="ascii").strip() for file in Path(folder).glob("*key*")]
    sys.stdout.write(json.dumps([*planted, key]))


def live(slack: Sandbox, bot: Levelhead) -> None:
    lead_a_team(slack, bot)
    be_hinted_at(slack, bot)
    share_up(slack, bot)
    follow_up(slack, bot)
    be_refused(slack, bot)
    fail(slack, bot)
    slack.home.uninstall()
    rest(slack, bot)


def lead_a_team(slack: Sandbox, bot: Levelhead) -> None:
    home, line = slack.home.id, (("Ana", Role.AGENT, "Sam"), ("Sam", Role.SUPERVISOR, "Ada"), ("Ada", Role.ADMIN, ""))
    people = [
        Person(
            workspace=home,
            slack_id=slack.person(name).id,
            name=f"{NAME} {name}",
            role=role,
            reports_to=slack.person(above).id if above else "",
        )
        for name, role, above in line
    ]
    bot.store.remember(lambda memory: memory.people.replace_team(home, people))
    slack.person("Jo").change(name=NAME)


def be_hinted_at(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.say("#support", SHARP)
    slack.wait_for(ana.ephemerals)
    ana.press("Mute here", on=ana.ephemerals()[-1])
    ana.command("/levelhead unmute")
    rest(slack, bot)


def share_up(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    root = slack.person("Cleo").say("#cust-cleo", ANGRY)
    slack.settle()
    ana.shortcut("share_up", "#cust-cleo", root)
    slack.wait_for(lambda: ana.modal is not None and "One moment" not in ana.modal.words)
    window_of(slack, ana)
    ana.submit({"what": SHARED})
    slack.wait_for(slack.person("Sam").dms)


def follow_up(slack: Sandbox, bot: Levelhead) -> None:
    slack.person("Ana").command(f"/followup 3h {NOTE}", "#support")
    rest(slack, bot)
    slack.faults.server_error("chat.postMessage")
    for _ in range(2):
        slack.clock.advance(timedelta(hours=4))
        rest(slack, bot)
    slack.wait_for(lambda: any("axolotl" in shown.words for shown in slack.person("Ana").everything()))


def be_refused(slack: Sandbox, bot: Levelhead) -> None:
    slack.faults.error("chat.postEphemeral", "channel_not_found")
    slack.person("Ana").say("#support", REFUSED)
    rest(slack, bot)
    slack.faults.clear()


def fail(slack: Sandbox, bot: Levelhead) -> None:
    @bot.app.middleware
    def spill(body: dict[str, Any], next: Callable[[], None]) -> None:
        if body.get("command"):
            raise ValueError(SECRET, body)
        next()

    slack.person("Ana").command(f"/practice {TYPED}", "#support")
    rest(slack, bot)


def rest(slack: Sandbox, bot: Levelhead) -> None:
    slack.settle()
    assert bot.courier.rest(60)
    assert bot.door.rest(60)


if __name__ == "__main__":
    main()
