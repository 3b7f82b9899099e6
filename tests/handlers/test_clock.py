"""The clock wakes late rather than never, once for many missed times, one at a time, and knows no summer time."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from queue import Queue
from threading import Event

import pytest

from handlers.clock import AT_DUE_TIME, Clock


@pytest.fixture
def woken() -> Event:
    return Event()


@pytest.fixture
def clock(woken: Event) -> Iterator[Clock]:
    started = Clock(lambda: datetime.now(UTC))
    started.start(wake=woken.set, housekeep=lambda: None)
    yield started
    started.stop()


def test_what_was_due_long_ago_wakes_at_once(clock: Clock, woken: Event) -> None:
    clock.wake_at(datetime.now(UTC) - timedelta(days=1))
    assert woken.wait(60)


def test_only_the_last_of_several_moments_counts(clock: Clock, woken: Event) -> None:
    clock.wake_at(datetime.now(UTC) + timedelta(days=1))
    clock.wake_at(datetime.now(UTC))
    assert woken.wait(60)
    clock.wake_at(datetime.now(UTC) + timedelta(days=1))
    assert [job.id for job in clock._scheduler.get_jobs()].count(AT_DUE_TIME) == 1


def test_a_moment_that_falls_into_the_ring_before_wakes_too() -> None:
    rings, go_on = Queue[int](), Event()

    def ring() -> None:
        rings.put(1)
        assert go_on.wait(60)

    ringing = Clock(lambda: datetime.now(UTC))
    ringing.start(wake=ring, housekeep=lambda: None)
    ringing.wake_at(datetime.now(UTC))
    rings.get(timeout=60)
    ringing.wake_at(datetime.now(UTC))
    try:
        rings.get(timeout=60)
    finally:
        go_on.set()
        ringing.stop()


def test_a_clock_that_stops_while_it_rings_stops_in_peace() -> None:
    """Whatever its thread raises fails this test; a switch in every microsecond finds the moment in a few rounds."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(50):
            rung = Event()
            ringing = Clock(lambda: datetime.now(UTC))
            ringing.start(wake=rung.set, housekeep=lambda: None)
            ringing.wake_at(datetime.now(UTC))
            assert rung.wait(60)
            ringing.stop()
    finally:
        sys.setswitchinterval(usual)


def test_a_missed_time_is_made_up_for_once_and_one_at_a_time(clock: Clock) -> None:
    clock.wake_at(datetime.now(UTC) + timedelta(days=1))
    rules = [(job.misfire_grace_time, job.coalesce, job.max_instances) for job in clock._scheduler.get_jobs()]
    assert rules == [(None, True, 1)] * 2


def test_the_clock_runs_on_utc(clock: Clock) -> None:
    clock.wake_at(datetime.now(UTC) + timedelta(days=1))
    assert {job.next_run_time.utcoffset() for job in clock._scheduler.get_jobs()} == {timedelta(0)}
    assert clock._scheduler.timezone is UTC
