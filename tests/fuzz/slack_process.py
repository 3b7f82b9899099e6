"""The small Slack in a process of its own, so that what it remembers does not count as the bot's memory.

It tells in one line of JSON where it is, reads the address of the bot's door, has people use the bot as much as there
is to use, tells in a second line all that it sent there, and then only answers until its input ends.
"""

import json
import sys

from bot.sandbox.server import Sandbox
from tests.fuzz.using import use_everything
from tests.running import MANIFEST


def main() -> None:
    with Sandbox.start(MANIFEST, retry_delays=(0.1,)) as slack:
        tell({"api": slack.api_url, "token": slack.bot_token, "secret": slack.signing_secret})
        slack.connect_http(sys.stdin.readline().strip())
        use_everything(slack)
        slack.disconnect()
        tell([sent.envelope.payload for sent in slack.sent])
        sys.stdin.read()


def tell(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
