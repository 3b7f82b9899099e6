"""The front door: `levelhead`, and what it can be asked to do; only what a command needs is imported for it."""

import argparse
import errno
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.arguments import add_source, add_workspace, day, folder, origin_of, port, source_of
from bot.settings import Settings, SettingsFault, without_slack
from phrasebook.pages import PageError

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox
    from handlers.assemble import Levelhead

WRONG_ENVIRONMENT = 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line asks; exit status 2 for each thing missing or wrong around it."""
    asked = _parser().parse_args(arguments)
    try:
        sys.exit(asked.do(asked))
    except (SettingsFault, PageError) as error:
        for fault in error.faults:
            print(f"levelhead: {fault}", file=sys.stderr)
        sys.exit(WRONG_ENVIRONMENT)


def _run(_asked: argparse.Namespace) -> int:
    from handlers.serve import log_as_json, run

    log_as_json()
    run(Settings.from_environment())
    return 0


def _demo(asked: argparse.Namespace) -> int:
    from bot.manifest import read_manifest
    from bot.sandbox.demo import play
    from handlers.serve import log_as_json

    log_as_json()
    try:
        return play(read_manifest(), _bot_in, once=asked.once, port=asked.port)
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise SettingsFault(f"--port {asked.port} cannot be opened; choose another.") from error


@contextmanager
def _bot_in(sandbox: "Sandbox", folder: Path) -> Iterator["Levelhead"]:
    """Levelhead itself, connected to the sandbox as it would be to Slack."""
    from handlers.assemble import assemble, open_book
    from handlers.serve import warm

    settings = Settings.from_environment(
        _env_file=None,
        slack_bot_token=sandbox.bot_token,
        slack_app_token=sandbox.app_token,
        slack_api_url=sandbox.api_url,
        database_url=f"sqlite:///{folder / 'demo.sqlite3'}",
    )
    book = open_book(settings)
    warm(book)
    bot = assemble(settings, book, now=sandbox.clock.now)
    sandbox.clock.on_move(bot.courier.wake)
    bot.start()
    try:
        yield bot
    finally:
        bot.stop()


def _score(asked: argparse.Namespace) -> int:
    """Stream: a line is answered before the next is read, and nobody's name comes out."""
    from rich.console import Console
    from rich.progress import track

    from phrasebook.book import Phrasebook
    from phrasebook.score import Tally, score_lines

    book = Phrasebook.load(*([asked.pages] if asked.pages else []))
    tally, screen = Tally(), Console(stderr=True)
    lines = track(sys.stdin.buffer, "Reading", total=None, console=screen, disable=not screen.is_terminal)
    try:
        for line in score_lines(lines, book, explain=asked.explain, tally=tally):
            print(line)
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python would complain once more when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if tally.dropped:
        print(f"levelhead: left out what names a person: {', '.join(sorted(tally.dropped))}", file=sys.stderr)
    return 1 if tally.failed else 0


def _team_import(asked: argparse.Namespace) -> int:
    from handlers.serve import told_plainly
    from handlers.team_command import import_team

    origin = origin_of(asked)
    settings = Settings.from_environment()
    return _print(
        told_plainly(lambda: import_team(settings, origin, dry_run=asked.dry_run, named=asked.workspace), settings)
    )


def _team_show(asked: argparse.Namespace) -> int:
    from handlers.serve import told_plainly
    from handlers.team_command import show_team

    settings = Settings.from_environment()
    return _print(told_plainly(lambda: show_team(settings, asked.workspace), settings))


def _team_template(asked: argparse.Namespace) -> int:
    from handlers.serve import told_plainly
    from handlers.team_command import team_template

    source, settings = source_of(asked), Settings.from_environment()
    return _print(told_plainly(lambda: team_template(settings, source, asked.workspace), settings))


def _phrasebook_check(asked: argparse.Namespace) -> int:
    """Exit status 1 when something is wrong with the pages."""
    from bot.page_check import check_lines, firing_lines

    faults = check_lines(asked.folder, asked.count)
    if faults:
        _print(faults)
        return 1
    if asked.count:
        with asked.count.open(encoding="utf-8", errors="replace") as texts:
            _print(firing_lines(asked.folder, texts))
    return _print(["The pages are sound."])


def _report(asked: argparse.Namespace) -> int:
    from handlers.report import write_report
    from handlers.serve import told_plainly

    settings = without_slack()
    span, now = (asked.first, asked.last), datetime.now(UTC)
    return _print(told_plainly(lambda: write_report(settings, *span, asked.out, now, asked.workspace), settings))


def _doctor(_asked: argparse.Namespace) -> int:
    """Exit status 1 when something is to be mended."""
    from handlers.doctor import examine
    from phrasebook.sayings import Sayings

    lines, sound = examine(Sayings.load().say, now=lambda: datetime.now(UTC))
    _print(lines)
    return 0 if sound else 1


def _db_upgrade(_asked: argparse.Namespace) -> int:
    from handlers.serve import told_plainly
    from storage.migrations import Age, upgrade

    settings = without_slack()
    found = told_plainly(lambda: upgrade(settings.database_url), settings)
    if found is Age.NEXT:
        return _print(["The database is one step ahead of this version, which works with it all the same."])
    return _print(["The database is up to date."])


def _print(lines: Iterable[str]) -> int:
    for line in lines:
        print(line)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("levelhead", description="Keeps hard support conversations level-headed.")
    parser.set_defaults(do=_run)
    commands = parser.add_subparsers(metavar="COMMAND")

    commands.add_parser("run", help="connect to Slack (the default)").set_defaults(do=_run)

    demo = commands.add_parser("demo", help="a short story in a Slack of our own, then the page to try it in")
    demo.add_argument("--once", action="store_true", help="play the story at full speed and stop")
    demo.add_argument("--port", type=port, default=0, help="where the page is served")
    demo.set_defaults(do=_demo)

    score = commands.add_parser("score", help="read JSON Lines on standard input, write what would be noticed")
    score.add_argument("--explain", action="store_true", help="for people: text instead of JSON")
    score.add_argument("--pages", type=folder, help="a folder of the team's own phrasebook pages")
    score.set_defaults(do=_score)

    team = commands.add_parser("team", help="who reports to whom").add_subparsers(metavar="WHAT", required=True)
    team_import = team.add_parser("import", help="put the team of a CSV file in the place of the one known so far")
    team_import.add_argument("file", type=Path, nargs="?", help="columns slack_id,name,role,reports_to")
    add_source(team_import)
    team_import.add_argument("--dry-run", action="store_true", help="only show what would change")
    team_import.set_defaults(do=_team_import)
    team_show = team.add_parser("show", help="the team as it is known")
    team_show.set_defaults(do=_team_show)
    template = team.add_parser("template", help="print a CSV with everybody of the workspace, to be filled in")
    add_source(template)
    for command in (team_import, team_show, template):
        add_workspace(command)
    template.set_defaults(do=_team_template)

    report = commands.add_parser("report", help="what digests tell, as a page with pictures and as CSV")
    report.add_argument("--from", dest="first", type=day, required=True, metavar="DAY", help="a Monday, or a first")
    report.add_argument("--to", dest="last", type=day, required=True, metavar="DAY", help="a Sunday, or a last")
    report.add_argument("--out", type=Path, required=True, metavar="DIR", help="a folder to write to")
    add_workspace(report)
    report.set_defaults(do=_report)

    doctor = commands.add_parser(
        "doctor", help="look at tokens, scopes, clock, database, team and pages; say what to do"
    )
    doctor.set_defaults(do=_doctor)

    pages = commands.add_parser("phrasebook", help="the words").add_subparsers(metavar="WHAT", required=True)
    page_check = pages.add_parser("check", help="prove a folder of pages, or the built-in ones")
    page_check.add_argument("folder", type=Path, nargs="?", metavar="DIR", help="a folder of the team's own pages")
    page_check.add_argument("--count", type=Path, metavar="FILE", help="count how often each entry fires on JSON Lines")
    page_check.set_defaults(do=_phrasebook_check)

    database = commands.add_parser("db", help="the memory").add_subparsers(metavar="WHAT", required=True)
    database.add_parser("upgrade", help="bring the tables up to date").set_defaults(do=_db_upgrade)
    return parser


if __name__ == "__main__":
    main()
