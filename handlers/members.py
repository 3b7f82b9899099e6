"""Whom a command in a shell is about: one workspace, a client for it, and everybody in it as Slack lists them."""

from datetime import UTC, datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.http_retry import RateLimitErrorRetryHandler, RetryHandler

from bot.people import Identity
from bot.settings import Settings, SettingsFault
from handlers.authorize import introduce
from handlers.case_facts import identity_in
from handlers.metrics import Metrics
from handlers.tokens import Tokens
from storage.store import Store

PATIENCE = 10
"""How often Slack may ask us to wait before we give up."""


def workspace_in(store: Store, settings: Settings, named: str | None = None) -> str:
    """The workspace that was `named`, else the only one there is; Slack is asked where the bot has never run.

    Raises SettingsFault with the ids to choose from.
    """
    known = store.recall(lambda memory: memory.workspaces.teams())
    if named in known or (not named and len(known) == 1):
        return named or known[0]
    if known:
        wrong = f"{named} is not among them" if named else "say which one with --workspace"
        raise SettingsFault(f"The workspaces in this database are {', '.join(known)}; {wrong}.")
    if not settings.slack_bot_token.get_secret_value():
        address = f"{settings.levelhead_url}/slack/install"
        raise SettingsFault(f"Levelhead is not installed in any workspace yet; people install it at {address}.")
    found = introduce(store, settings.slack_bot_token.get_secret_value(), settings.slack_api_url).team_id
    return workspace_in(store, settings, named or found)


def client_for(store: Store, settings: Settings, workspace: str) -> WebClient:
    """A client for one workspace; raises what `Tokens.of` raises."""
    token = settings.slack_bot_token.get_secret_value()
    if settings.over_oauth:
        token = Tokens(store, settings, _now, Metrics()).of(workspace)
    return client_with(settings, token)


def client_with(settings: Settings, token: str) -> WebClient:
    """A client that waits as long as Slack asks it to: a whole workspace is looked through."""
    retries: list[RetryHandler] = [RateLimitErrorRetryHandler(max_retry_count=PATIENCE)]
    return WebClient(token=token, base_url=settings.slack_api_url, timeout=10, retry_handlers=retries)


def users_of(client: WebClient, workspace: str) -> list[dict[str, Any]]:
    """Everybody in the workspace, as Slack lists them; raises what slack_sdk raises."""
    pages = client.users_list(limit=200, team_id=workspace)
    return [user for page in pages for user in page.get("members") or []]


def identities_of(client: WebClient, workspace: str) -> dict[str, Identity]:
    """The accounts of the workspace by id; raises what slack_sdk raises."""
    users = users_of(client, workspace)
    return {str(user["id"]): identity_in(user, workspace, str(user["id"])) for user in users}


def _now() -> datetime:
    return datetime.now(UTC)
