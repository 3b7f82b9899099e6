"""Tokens that expire, renewed where they are needed: Bolt renews them only for what comes in, not for what is due."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock

import structlog

from bot.settings import Settings
from bot.workspaces import Workspace
from handlers.calls import CountedClient
from handlers.metrics import Metrics
from handlers.slack_errors import CALL_ERRORS, sort
from storage.store import Store

log = structlog.get_logger()


class NotInstalled(LookupError):
    """The app is not at home in that workspace, or not any more."""


class TokenInRenewal(OSError):
    """The token has expired, and somebody else is renewing it just now: ask again in a moment."""


class Tokens:
    """Gives every workspace a token that lives; safe to share between threads and beside other processes."""

    def __init__(self, store: Store, settings: Settings, now: Callable[[], datetime], metrics: Metrics) -> None:
        self._store, self._settings, self._now, self._metrics = store, settings, now, metrics
        self._one_by_one = Lock()
        self._given: dict[str, str] = {}

    def of(self, workspace: str) -> str:
        """A workspace's token, renewed if it is about to expire.

        Raises NotInstalled, TokenInRenewal, and what slack_sdk raises when Slack refuses.
        """
        self._given[workspace] = token = self._living(workspace)
        return token

    def given_last(self, workspace: str) -> str:
        """The token that was given last, which may have died since; empty where none was, or none is any more."""
        return self._given.get(workspace, "")

    def _living(self, workspace: str) -> str:
        found = self._find(workspace)
        if not found.is_due(self._now()):
            return found.token
        with self._one_by_one:
            found = self._find(workspace)
            return self._renewed(found).token if found.is_due(self._now()) else found.token

    def _find(self, workspace: str) -> Workspace:
        found = self._store.recall(lambda memory: memory.workspaces.find(workspace))
        if found is None:
            self._given.pop(workspace, None)
            raise NotInstalled("no such workspace")
        return found

    def _renewed(self, old: Workspace) -> Workspace:
        """The renewed one; the old one, as long as it lives, while somebody else renews it or Slack does not."""
        now = self._now()
        lives = old.expires_at is not None and now < old.expires_at
        if not self._store.remember(lambda memory: memory.workspaces.claim_renewal(old.team_id, now)):
            if lives:
                return old
            raise TokenInRenewal("the token is being renewed")
        try:
            told = self._ask(old)
        except CALL_ERRORS as error:
            if not lives:
                raise
            log.warning("token_not_renewed", error=sort(error).error)
            return old
        new = with_token(old, told, now)
        self._store.remember(lambda memory: memory.workspaces.save(new))
        return new

    def _ask(self, old: Workspace) -> dict[str, object]:
        answer = CountedClient(self._metrics, self._settings.slack_api_url).oauth_v2_access(
            client_id=self._settings.slack_client_id,
            client_secret=client_secret(self._settings),
            grant_type="refresh_token",
            refresh_token=old.refresh_token,
        )
        return answer.data if isinstance(answer.data, dict) else {}


def with_token(workspace: Workspace, told: dict[str, object], now: datetime) -> Workspace:
    """An installation with the token that `oauth.v2.access` told of."""
    span = told.get("expires_in")
    return replace(
        workspace,
        token=str(told.get("access_token") or ""),
        refresh_token=str(told.get("refresh_token") or ""),
        expires_at=now + timedelta(seconds=int(str(span))) if span else None,
    )


def client_secret(settings: Settings) -> str:
    secret = settings.slack_client_secret
    return secret.get_secret_value() if secret else ""
