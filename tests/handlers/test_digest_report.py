"""The report tells what digests tell: of whole weeks and months alone, as a page, as pictures and as CSV."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.digest_periods import NotWhole, Period, Span, month_of, week_of, whole
from bot.people import Person, Role
from bot.settings import Settings, SettingsFault, without_slack
from bot.workspaces import Workspace
from handlers.report import write_report
from storage.store import Memory, Store
from tests.databases import sqlite_url
from tests.handlers.test_digest import AGENTS, share, write

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
OCTOBER = month_of(date(2026, 10, 5))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return without_slack(_env_file=None, database_url=sqlite_url(tmp_path))


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    """A workspace with two months of cases, and weeks of threads."""
    opened = Store.open(settings.database_url)
    opened.remember(live, wait=30)
    yield opened
    opened.close()


def live(memory: Memory) -> None:
    token = Workspace(team_id="T1", name="Acme", bot_user_id="UB", bot_id="B", token="xoxb-made-up", url="")
    memory.workspaces.save(token)
    memory.people.replace_team(
        "T1", [Person(workspace="T1", slack_id=one, name="Ana", role=Role.AGENT) for one in AGENTS]
    )
    share(memory, "T1", OCTOBER.begins, 4)
    for week in (date(2026, 10, 12), date(2026, 10, 19)):
        write(memory, "T1", week_of(week).begins, 20)


def written(settings: Settings, folder: Path, period: Period = OCTOBER) -> dict[str, str]:
    write_report(settings, period.first, period.last, folder, NOW)
    return {path.name: path.read_text() for path in folder.iterdir() if path.suffix in (".html", ".csv")}


def test_a_month_is_written_with_its_pictures(settings: Settings, store: Store, tmp_path: Path) -> None:
    lines = write_report(settings, OCTOBER.first, OCTOBER.last, tmp_path / "out", NOW)
    assert [Path(line.removeprefix("Written: ")).name for line in lines] == [
        "report.html",
        "report.csv",
        "threads.png",
        "sources.png",
    ]
    assert (tmp_path / "out" / "threads.png").read_bytes().startswith(b"\x89PNG")


def test_the_page_and_the_table_tell_the_same(settings: Settings, store: Store, tmp_path: Path) -> None:
    files = written(settings, tmp_path / "out")
    rows = [(row["what"], row["count"], row["of"]) for row in csv.DictReader(files["report.csv"].splitlines())]
    assert ("It took too long", "12", "24") in rows
    assert "12 of 24 (50%)" in files["report.html"]


def test_every_picture_is_there_in_words(settings: Settings, store: Store, tmp_path: Path) -> None:
    page = written(settings, tmp_path / "out")["report.html"]
    assert page.count("<img ") == 2
    assert (
        'alt="What was shared up in October 2026 came from: It took too long 12, Something does not work 12."' in page
    )


def test_nobody_is_named(settings: Settings, store: Store, tmp_path: Path) -> None:
    files = written(settings, tmp_path / "out")
    assert not any(word in text for text in files.values() for word in ("U0AGENT", "Ana", "LH-", "C0SUPPORT"))


def test_a_month_with_too_little_is_not_told(settings: Settings, store: Store, tmp_path: Path) -> None:
    files = written(settings, tmp_path / "out", OCTOBER.before)
    assert files["report.csv"].count("\n") == 1
    assert "Too little happened in September 2026" in files["report.html"]


def test_a_second_report_tells_the_same_although_its_numbers_are_gone(
    settings: Settings, store: Store, tmp_path: Path
) -> None:
    assert written(settings, tmp_path / "one") == written(settings, tmp_path / "two")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-10-02", "2026-10-31", "2026-09-28 to 2026-11-01; 2026-10-01 to 2026-10-31"),
        ("2026-10-31", "2026-10-01", "--to lies before --from"),
        ("2026-11-01", "2026-11-30", "can be told from 2026-12-01 on"),
    ],
)
def test_other_days_are_refused_with_what_would_do(
    settings: Settings, store: Store, tmp_path: Path, first: str, last: str, said: str
) -> None:
    with pytest.raises(SettingsFault) as refused:
        write_report(settings, date.fromisoformat(first), date.fromisoformat(last), tmp_path / "out", NOW)
    assert said in refused.value.faults[0]
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_said(settings: Settings, store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsFault, match="cannot be written"):
        write_report(settings, OCTOBER.first, OCTOBER.last, tmp_path / "file", NOW)


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        ("2026-10-01", "2026-10-31", Span.MONTH),
        ("2026-09-01", "2026-10-31", Span.MONTH),
        ("2026-10-05", "2026-10-11", Span.WEEK),
        ("2026-12-28", "2027-01-10", Span.WEEK),
        ("2027-02-01", "2027-02-28", Span.MONTH),
    ],
)
def test_whole_weeks_and_months_are_known_as_such(first: str, last: str, span: Span) -> None:
    assert whole(date.fromisoformat(first), date.fromisoformat(last)) is span


@pytest.mark.parametrize("off", [timedelta(days=-1), timedelta(days=1)])
def test_a_day_more_or_less_is_not_whole(off: timedelta) -> None:
    with pytest.raises(NotWhole):
        whole(date(2026, 10, 5), date(2026, 10, 11) + off)
