"""Answers at a `response_url`: sent once, and counted where Slack does not take them."""

from typing import Any

import structlog
from slack_sdk.webhook import WebhookClient

from handlers.metrics import Metrics

log = structlog.get_logger()


def reply_at(metrics: Metrics, url: str, **body: Any) -> None:
    """Answer where a press or a command came from; raises what slack_sdk raises when there is no answer at all."""
    status = WebhookClient(url, timeout=10).send_dict(body).status_code
    if status != 200:
        error = f"response_url_{status}"
        metrics.slack_refused.labels(error).inc()
        log.warning("slack_refused", error=error, verdict="never", kind="reply")
