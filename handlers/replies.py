"""Answers at a `response_url`: sent once, to Slack alone, and counted where Slack does not take them."""

from typing import Any
from urllib.parse import urlsplit

import structlog
from slack_sdk.webhook import WebhookClient

from handlers.calls import count, outcome_of
from handlers.metrics import Metrics
from handlers.slack_errors import CALL_ERRORS

log = structlog.get_logger()

METHOD = "response_url"
OUTCOMES = {200: "ok", 429: "rate_limited"}
HOSTS = ("hooks.slack.com", "hooks.slack-gov.com")


class NowhereToAnswer(OSError):
    """No address came along, or one that is not Slack's."""


def is_slacks(url: object, api_url: str) -> bool:
    """Whether an address to answer at is one of Slack's own, or lies where its API does."""
    if not isinstance(url, str) or not url.isascii() or not url.isprintable():
        return False
    try:
        given, api = urlsplit(url), urlsplit(api_url)
        same = (given.scheme, given.hostname, given.port) == (api.scheme, api.hostname, api.port)
    except ValueError:
        return False
    return same or (given.scheme == "https" and given.hostname in HOSTS and given.port is None)


def reply_at(metrics: Metrics, url: str, **body: Any) -> None:
    """Answer where a press or a command came from; raises what slack_sdk raises when there is no answer at all."""
    if not url:
        raise NowhereToAnswer
    try:
        status = WebhookClient(url, timeout=10, retry_handlers=[]).send_dict(body).status_code
    except CALL_ERRORS as silence:
        count(metrics, METHOD, outcome_of(silence))
        raise
    count(metrics, METHOD, OUTCOMES.get(status, "no_answer" if status >= 500 else "refused"))
    if status != 200:
        error = f"response_url_{status}"
        metrics.slack_refused.labels(error).inc()
        log.warning("slack_refused", error=error, verdict="never", kind="reply")
