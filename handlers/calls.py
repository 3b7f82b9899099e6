"""Calls to Slack, each counted by its method and by how it ended."""

from time import monotonic
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from handlers.metrics import Metrics
from handlers.slack_errors import CALL_ERRORS, Verdict, sort

METHODS = frozenset(
    {
        "apps.connections.open",
        "auth.test",
        "chat.delete",
        "chat.getPermalink",
        "chat.postEphemeral",
        "chat.postMessage",
        "chat.update",
        "conversations.history",
        "conversations.info",
        "conversations.open",
        "conversations.replies",
        "dnd.info",
        "files.completeUploadExternal",
        "files.getUploadURLExternal",
        "oauth.v2.access",
        "response_url",
        "usergroups.users.list",
        "users.conversations",
        "users.getPresence",
        "users.info",
        "users.list",
        "users.profile.get",
        "views.open",
        "views.publish",
        "views.push",
        "views.update",
    }
)
"""The methods that are told apart; any other counts as `other`."""


class TooLate(OSError):
    """A call that was not begun any more, because somebody else may be at the same thing soon."""


class CountedClient(WebClient):
    """A client that waits ten seconds, never sends a call twice, and counts."""

    def __init__(self, metrics: Metrics, api_url: str, token: str | None = None) -> None:
        super().__init__(token=token, base_url=api_url, timeout=10, retry_handlers=[])
        self._metrics = metrics
        self._last_begin: float | None = None

    def begin_within(self, seconds: float) -> None:
        """From now on a call that would begin later than so raises TooLate."""
        self._last_begin = monotonic() + seconds

    def api_call(self, api_method: str, **call: Any) -> SlackResponse:
        if self._last_begin is not None and monotonic() > self._last_begin:
            raise TooLate("too late to begin another call")
        try:
            answer = super().api_call(api_method, **call)
        except CALL_ERRORS as error:
            count(self._metrics, api_method, outcome_of(error))
            raise
        count(self._metrics, api_method, "ok")
        return answer


def count(metrics: Metrics, method: str, outcome: str) -> None:
    """Note a call that has ended."""
    metrics.calls.labels(method if method in METHODS else "other", outcome).inc()


def outcome_of(error: Exception) -> str:
    """How a call ended that raised: `rate_limited`, `no_answer` (silence, half of one, 5xx) or `refused`."""
    refusal = sort(error)
    if refusal.error in RATE_LIMITED:
        return "rate_limited"
    return "refused" if refusal.verdict in (Verdict.NEVER, Verdict.ADMIN) else "no_answer"


RATE_LIMITED = frozenset({"ratelimited", "rate_limited", "http_429"})
