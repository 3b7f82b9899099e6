"""What to do when Slack says no: try again, give up, or tell the admin."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError


class Verdict(StrEnum):
    LATER = "later"
    """Slack certainly did not take it."""
    UNSURE = "unsure"
    """Slack may have taken it; look before saying it again."""
    NEVER = "never"
    ADMIN = "admin"
    """Nothing will work until an admin mends it."""


UNSURE_CODES = frozenset({"internal_error", "fatal_error", "request_timeout"})
LATER_CODES = frozenset({"ratelimited", "rate_limited", "service_unavailable", "team_added_to_org"})
ADMIN_CODES = frozenset(
    {
        "access_denied",
        "account_inactive",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "invalid_refresh_token",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "token_expired",
        "token_revoked",
    }
)

NEVER_CODES = frozenset(
    {
        "cannot_dm_bot",
        "cant_update_message",
        "channel_not_found",
        "edit_window_closed",
        "exchanged_trigger_id",
        "expired_trigger_id",
        "hash_conflict",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_trigger",
        "invalid_trigger_id",
        "is_archived",
        "message_not_found",
        "messages_tab_disabled",
        "msg_too_long",
        "not_found",
        "not_in_channel",
        "push_limit_reached",
        "restricted_action",
        "thread_not_found",
        "user_disabled",
        "user_not_found",
        "user_not_in_channel",
        "view_too_large",
    }
)
"""Words of Slack's for what no second try will change, as far as they are told apart."""
OUR_FAULTS = frozenset({"invalid_arguments", "invalid_blocks", "msg_too_long", "view_too_large"})
"""Slack could not make anything of what we sent."""

KNOWN_CODES = UNSURE_CODES | LATER_CODES | ADMIN_CODES | NEVER_CODES | {"connection_refused"}

CODE = re.compile(r"[a-z][a-z0-9_]{0,60}")

CALL_ERRORS = (SlackClientError, HTTPException, OSError, json.JSONDecodeError)
"""Everything that a call through slack_sdk raises when it does not succeed."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One failed call: what to do, Slack's word for it, how long Slack asked to wait, and the scope it missed."""

    verdict: Verdict
    error: str
    wait: timedelta | None = None
    needed: str = ""
    answered: bool = True

    @property
    def label(self) -> str:
        """The error as a metric tells it: a word of Slack's that is known, `no_answer` or `other`."""
        if not self.answered:
            return "no_answer"
        return self.error if self.error in KNOWN_CODES or self.error.startswith("http_") else "other"


def sort(error: Exception) -> Refusal:
    """Sort what slack_sdk raised."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    if isinstance(error, URLError) and isinstance(error.reason, ConnectionRefusedError):
        return Refusal(Verdict.LATER, "connection_refused")
    return Refusal(Verdict.UNSURE, type(error).__name__, answered=False)


def _answered(error: SlackApiError) -> Refusal:
    response = error.response
    status = getattr(response, "status_code", 200)
    data = response.data if isinstance(getattr(response, "data", None), dict) else {}
    told = str(data.get("error", ""))
    # Where an answer is none of Slack's own, slack_sdk gives its whole text out as the error.
    code = told if CODE.fullmatch(told) else f"http_{status}"
    if status == 429 or code in LATER_CODES:
        return Refusal(Verdict.LATER, code, wait=_retry_after(getattr(response, "headers", {})))
    if status >= 500 or code in UNSURE_CODES or not data:
        return Refusal(Verdict.UNSURE, code)
    if code in ADMIN_CODES:
        return Refusal(Verdict.ADMIN, code, needed=str(data.get("needed", "")))
    return Refusal(Verdict.NEVER, code)


def _retry_after(headers: Mapping[str, Any]) -> timedelta | None:
    found = {key.lower(): value for key, value in headers.items()}.get("retry-after")
    value = found[0] if isinstance(found, list) else found
    return timedelta(seconds=float(value)) if value and str(value).replace(".", "", 1).isdigit() else None
