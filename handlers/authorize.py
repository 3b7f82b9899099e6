"""Who the bot is in a workspace, read from memory: no call to Slack stands between an event and its answer."""

from collections.abc import Callable

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError

from bot.workspaces import Bot, Workspace
from handlers.calls import CountedClient
from handlers.metrics import Metrics
from handlers.slack_errors import CALL_ERRORS
from storage.store import Store


class UnknownWorkspace(Exception):
    """A payload from where the bot is not installed."""


def authorize_from(store: Store) -> Callable[..., AuthorizeResult]:
    """Bolt's `authorize`; it raises UnknownWorkspace where the bot is not installed.

    Listeners get no token: who calls Slack asks the directory for a client. With `asks_itself`, as the door says of a
    message, nothing is looked up: its listener asks who we are together with all else that it has to know.
    """

    def authorize(enterprise_id: str | None, team_id: str | None, asks_itself: bool | None = None) -> AuthorizeResult:
        if not (_is_id(team_id) and _is_id(enterprise_id)):
            raise UnknownWorkspace
        if asks_itself:
            return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)
        found = serving(store, team_id or "", enterprise_id or "")
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=found.user_id,
            bot_id=found.bot_id,
        )

    return authorize


def _is_id(given: object) -> bool:
    """Bolt takes ids from wherever they may stand, in whatever shape they stand there."""
    return not given or (isinstance(given, str) and given.isascii() and given.isalnum())


def serving(store: Store, team_id: str, enterprise_id: str) -> Bot:
    """Who the bot is in a workspace; the installation of an organisation serves all of its workspaces.

    Raises UnknownWorkspace where it is not installed.
    """
    found = store.recall(lambda memory: memory.workspaces.bot(team_id))
    if found is None and enterprise_id:
        found = store.recall(lambda memory: memory.workspaces.bot(enterprise_id))
        if found is not None and team_id:
            store.remember(lambda memory: memory.workspaces.join(team_id, enterprise_id))
    if found is None:
        raise UnknownWorkspace
    return found


def introduce(store: Store, token: str, api_url: str, metrics: Metrics | None = None) -> Workspace:
    """Ask Slack who the bot is and remember it; while Slack is out of reach, what was remembered has to do.

    Raises what slack_sdk raises when Slack says no, and when it is out of reach and this token was never seen.
    """
    try:
        answer = CountedClient(metrics or Metrics(), api_url, token).auth_test()
    except SlackApiError:
        raise
    except CALL_ERRORS:
        if known := _remembered(store, token):
            return known
        raise
    workspace = Workspace(
        team_id=str(answer["team_id"]),
        name=str(answer.get("team", "")),
        bot_user_id=str(answer["user_id"]),
        bot_id=str(answer.get("bot_id", "")),
        token=token,
        url=str(answer.get("url", "")),
    )
    store.remember(lambda memory: memory.workspaces.save(workspace))
    return workspace


def _remembered(store: Store, token: str) -> Workspace | None:
    workspaces = store.recall(lambda memory: memory.workspaces.all())
    return next((workspace for workspace in workspaces if workspace.token == token), None)
