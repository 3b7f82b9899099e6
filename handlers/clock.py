"""The clock: one in-memory scheduler that wakes the courier at the next due time, and says when to tidy up."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.events import EVENT_JOB_MAX_INSTANCES, JobSubmissionEvent
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

HOUSEKEEPING = timedelta(hours=1)

AT_DUE_TIME = "at-due-time"


class Clock:
    """Wakes somebody; the database, not this, knows what is due."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._scheduler = BackgroundScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def start(self, *, wake: Callable[[], None], housekeep: Callable[[], None]) -> None:
        self._wake = wake
        self._scheduler.add_listener(self._make_up, EVENT_JOB_MAX_INSTANCES)
        self._scheduler.add_job(housekeep, "interval", seconds=HOUSEKEEPING.total_seconds())
        self._scheduler.start()

    def wake_at(self, due: datetime) -> None:
        """Wake at a moment of the bot's clock, which may run ahead of the real one in the sandbox."""
        moment = datetime.now(UTC) + max(due - self._now(), timedelta(0))
        try:
            self._once(moment)
        except JobLookupError:
            # The one to be replaced rang in this very moment, and is gone.
            self._once(moment)

    def _once(self, moment: datetime) -> None:
        self._scheduler.add_job(self._wake, "date", run_date=moment, id=AT_DUE_TIME, replace_existing=True)

    def _make_up(self, event: JobSubmissionEvent) -> None:
        """A ring that falls into the one before is skipped, though what is due since was not looked at by that one."""
        if event.job_id == AT_DUE_TIME:
            self._wake()

    def stop(self) -> None:
        if not self._scheduler.running:
            return
        # A scheduler shut down while it takes a finished job from its list does not find that job and dies of it:
        # so it is told to begin nothing new, and the empty list waits for what it was in the middle of.
        self._scheduler.pause()
        self._scheduler.remove_all_jobs()
        self._scheduler.shutdown(wait=False)
