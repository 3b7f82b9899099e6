"""Counters and timings for Prometheus; no label ever holds a name, an id or a word."""

from dataclasses import dataclass
from math import nan

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

ACK_BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
LATE_BUCKETS = (1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 21600.0, 86400.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What waits at this moment; `nan` for what cannot be learned."""

    pending: float = nan
    due: float = nan
    sweep_age: float = nan
    """Seconds since the courier last looked."""


class Metrics:
    """One registry for each running bot, so that two in one process do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.heard = Counter(
            "levelhead_payloads_total", "Payloads from Slack.", ["kind", "outcome"], registry=self.registry
        )
        self.answered = Histogram(
            "levelhead_ack_seconds", "Time until Slack had its answer.", buckets=ACK_BUCKETS, registry=self.registry
        )
        self.read = Histogram(
            "levelhead_reading_seconds", "Time to read a message.", buckets=ACK_BUCKETS, registry=self.registry
        )
        self.delivered = Counter(
            "levelhead_deliveries_total", "Deliveries ended.", ["kind", "outcome"], registry=self.registry
        )
        self.slack_refused = Counter(
            "levelhead_slack_errors_total", "Calls that Slack refused.", ["error"], registry=self.registry
        )
        self.failures = Counter(
            "levelhead_failures_total", "Failures of our own, by where.", ["where"], registry=self.registry
        )
        self.swept_at = Gauge(
            "levelhead_last_sweep_timestamp_seconds", "When the courier last looked.", registry=self.registry
        )

        self.late = Histogram(
            "levelhead_delivery_late_seconds",
            "From when a delivery was due until it was said, waiting for working hours included.",
            ["kind"],
            buckets=LATE_BUCKETS,
            registry=self.registry,
        )
        self.calls = Counter(
            "levelhead_slack_calls_total", "Calls to Slack.", ["method", "outcome"], registry=self.registry
        )
        self._pending = Gauge("levelhead_deliveries_pending", "Deliveries to come.", registry=self.registry)
        self._due = Gauge(
            "levelhead_deliveries_due", "Deliveries that are due and nobody has taken.", registry=self.registry
        )
        self._sweep_age = Gauge(
            "levelhead_sweep_age_seconds", "Time since the courier last looked.", registry=self.registry
        )

    def page(self, backlog: Backlog) -> bytes:
        """The text that Prometheus reads."""
        self._pending.set(backlog.pending)
        self._due.set(backlog.due)
        self._sweep_age.set(backlog.sweep_age)
        return generate_latest(self.registry)
