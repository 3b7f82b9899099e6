"""A bot in a process of its own, to be killed: `python -m tests.followups.bot_process DATABASE API TOKEN`."""

import sys
import threading

from bot.settings import Settings
from handlers.assemble import assemble
from phrasebook.book import Phrasebook
from tests.databases import KEY


def main(database: str, api: str, token: str) -> None:
    settings = Settings.from_environment(
        _env_file=None,
        database_url=database,
        slack_api_url=api,
        slack_bot_token=token,
        slack_signing_secret="not used: nothing is heard here",
        levelhead_secret_key=KEY,
    )
    assemble(settings, Phrasebook.load()).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
