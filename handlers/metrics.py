"""Counters and timings for Prometheus; no label ever holds a name, an id or a word."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

ACK_BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)


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

    def page(self) -> bytes:
        """The text that Prometheus reads."""
        return generate_latest(self.registry)
