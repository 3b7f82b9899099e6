"""Six colleagues who each say something sharp, and what they see of it in the end."""

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead

SHARP = "As I already told you, you should have read the docs."
NAMES = ("Ana", "Ben", "Jo", "Sam", "Mia", "Ada")


def speak(slack: Sandbox, *names: str) -> None:
    for name in names or NAMES:
        slack.person(name).say("#support", SHARP)


def hints(slack: Sandbox) -> dict[str, int]:
    """How many hints each has on their screen."""
    people = {name: slack.person(name) for name in NAMES}
    return {
        name: sum("A thought on your last message" in shown.words for shown in [*person.ephemerals(), *person.dms()])
        for name, person in people.items()
    }


ONE_EACH = dict.fromkeys(NAMES, 1)


def rested(slack: Sandbox, bot: Levelhead, timeout: float = 60) -> None:
    """Slack has tried all it tries, and all that is due was delivered."""
    slack.settle(timeout)
    assert bot.door.rest(timeout)
    assert bot.courier.rest(timeout)


def unheard(slack: Sandbox) -> list[str]:
    """Events that Slack gave up on."""
    return [sent.failure for sent in slack.sent if sent.failure and "event" in sent.envelope.payload]
