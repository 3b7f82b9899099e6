"""Bots in processes of their own, to be killed: `python -m tests.followups.bot_process` has all loaded, and forks.

It reads one line of JSON for each wish and answers with one: `{"start": [DATABASE, API, TOKEN]}` with the new
process's id, `{"kill": ID}` with zero once that process is gone. Whatever still lives is killed when it ends.
"""

import json
import os
import signal
import sys
import threading
import traceback

from bot.settings import Settings
from handlers.assemble import assemble
from handlers.serve import log_as_json
from phrasebook.book import Phrasebook
from tests.databases import KEY


def main() -> None:
    book, living = Phrasebook.load(), set[int]()
    try:
        for line in sys.stdin:
            wish = json.loads(line)
            if "start" in wish:
                living.add(told := fork(book, *wish["start"]))
            else:
                living.discard(wish["kill"])
                told = kill(wish["kill"])
            sys.stdout.write(f"{told}\n")
            sys.stdout.flush()
    finally:
        for process in living:
            kill(process)


def kill(process: int) -> int:
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return 0


def fork(book: Phrasebook, database: str, api: str, token: str) -> int:
    """The id of a process in which a bot runs until it is killed."""
    if process := os.fork():
        return process
    try:
        run(book, database, api, token)
    except BaseException:
        traceback.print_exc()
    os._exit(1)


def run(book: Phrasebook, database: str, api: str, token: str) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    log_as_json()
    settings = Settings.from_environment(
        _env_file=None,
        database_url=database,
        slack_api_url=api,
        slack_bot_token=token,
        slack_signing_secret="not used: nothing is heard here",
        levelhead_secret_key=KEY,
    )
    assemble(settings, book).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
