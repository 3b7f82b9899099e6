"""What may stand on the command line, and what is said to what may not."""

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.settings import SettingsFault
from bot.team_sources import TeamSource


def port(given: str) -> int:
    if not given.isdecimal() or int(given) > 65535:
        raise argparse.ArgumentTypeError(f"{given} is no port; it is a number up to 65535")
    return int(given)


def folder(given: str) -> Path:
    if not Path(given).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {given}")
    return Path(given)


def day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{given}” is no day; write it as 2026-10-01") from None


def slack_id(letters: str) -> Callable[[str], str]:
    """The type of an argument that is an id of Slack's and begins with one of these letters."""

    def check(given: str) -> str:
        if not re.fullmatch(rf"[{letters}][A-Za-z0-9]{{1,20}}", given):
            raise argparse.ArgumentTypeError(f"“{given}” is no such Slack id; it begins with {' or '.join(letters)}")
        return given

    return check


def add_workspace(command: argparse.ArgumentParser) -> None:
    """Let a command say which workspace it is about, where there are several."""
    command.add_argument("--workspace", type=slack_id("T"), metavar="T…", help="which one, where there are several")


def add_source(command: argparse.ArgumentParser) -> None:
    """Let a command take its people from Slack instead of a file."""
    command.add_argument(
        "--from-usergroup", dest="group", type=slack_id("S"), metavar="S…", help="its members are agents"
    )
    command.add_argument("--above", type=slack_id("UW"), metavar="U…", help="who is above all of them")
    command.add_argument(
        "--from-profile-field", dest="field", type=slack_id("X"), metavar="Xf…",
        help="it names the person above; with --from-usergroup, for its members and those above them alone",
    )  # fmt: skip


def origin_of(asked: argparse.Namespace) -> Path | TeamSource:
    """The file, or what Slack knows: exactly one of them."""
    source = source_of(asked)
    if (asked.file is None) == (source is None):
        raise SettingsFault("team import takes a FILE, or --from-usergroup and --from-profile-field: one of the two.")
    return asked.file if source is None else source


def source_of(asked: argparse.Namespace) -> TeamSource | None:
    """What of Slack's to take the people from; None where nothing of the kind was said."""
    source = TeamSource(group=asked.group or "", above=asked.above or "", field=asked.field or "")
    if source.group and not (source.above or source.field):
        raise SettingsFault("--from-usergroup says who is an agent; add --above U… or --from-profile-field Xf….")
    if source.above and (source.field or not source.group):
        raise SettingsFault("--above goes with --from-usergroup, and not with --from-profile-field.")
    return source if source != TeamSource() else None
