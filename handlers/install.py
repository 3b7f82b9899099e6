"""Installing over OAuth: people are sent to Slack, come back with a code, and the app is at home in their workspace."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from html import escape
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

import structlog
from slack_bolt import App, BoltContext
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.manifest import read_manifest
from bot.settings import Settings
from bot.workspaces import Workspace
from handlers.calls import CountedClient
from handlers.failures import report
from handlers.metrics import Metrics
from handlers.rooms import Body, Rooms
from handlers.slack_errors import CALL_ERRORS, Verdict, sort
from handlers.tokens import client_secret, with_token
from phrasebook.book import Phrasebook
from storage.store import BadSeal, Memory, StorageUnavailable, Store

log = structlog.get_logger()

STATE_LIFE = timedelta(minutes=10)
COOKIE = "levelhead_install"
PURPOSE = "install"
BACK = "/slack/oauth_redirect"
PAGE = (
    '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Levelhead</title>{}'
)


def register(app: App, rooms: Rooms) -> None:
    """Forget a workspace as soon as the app is taken out of it, with everything that was remembered there."""

    @app.event("app_uninstalled")
    def uninstalled(body: Body, context: BoltContext) -> None:
        _erase(rooms, body, context)

    @app.event("tokens_revoked")
    def revoked(event: dict[str, Any], body: Body, context: BoltContext) -> None:
        if (event.get("tokens") or {}).get("bot"):
            _erase(rooms, body, context)

    @app.event("team_access_revoked")
    def left(event: dict[str, Any], context: BoltContext) -> None:
        """An organisation keeps the app, and takes it out of some of its workspaces."""
        organisation, teams = context.enterprise_id or "", event.get("team_ids") or ()

        def work(memory: Memory) -> None:
            for team in teams:
                memory.workspaces.leave(team, organisation)

        rooms.store.remember(work)
        log.info("uninstalled")


def _erase(rooms: Rooms, body: Body, context: BoltContext) -> None:
    """Of an organisation, everything where the app was installed for all of it.

    Slack tells it again when we did not answer; whoever has installed the app anew meanwhile keeps it.
    """
    ours = (body.get("authorizations") or [{}])[0]
    gone = (context.enterprise_id if ours.get("is_enterprise_install") else context.team_id) or ""
    happened = datetime.fromtimestamp(body.get("event_time") or rooms.now().timestamp(), UTC)

    def work(memory: Memory) -> bool:
        if _installed_after(memory, gone, happened):
            return False
        memory.workspaces.erase(gone)
        return True

    log.info("uninstalled" if rooms.store.remember(work) else "uninstalled_before")


def _installed_after(memory: Memory, workspace: str, happened: datetime) -> bool:
    """Whether somebody has installed the app since; of what no key opens any more nothing is worth keeping."""
    try:
        found = memory.workspaces.find(workspace)
    except BadSeal:
        return False
    return found is not None and found.is_newer_than(happened)


class Installer:
    """The two pages of an installation. A state is good once, within ten minutes, in the browser it was given to."""

    def __init__(
        self, store: Store, book: Phrasebook, settings: Settings, now: Callable[[], datetime], metrics: Metrics
    ) -> None:
        self._store, self._book, self._settings, self._now = store, book, settings, now
        self._metrics = metrics

    def routes(self) -> list[Route]:
        return [Route("/slack/install", self.begin), Route(BACK, self.end)]

    def begin(self, _request: Request) -> Response:
        """Send somebody to Slack, to choose their workspace and say yes."""
        asked = {"nonce": token_urlsafe(16), "until": (self._now() + STATE_LIFE).timestamp()}
        state = self._store.vault.seal(asked, PURPOSE, "")
        scopes = read_manifest()["oauth_config"]["scopes"]["bot"]
        question = {
            "client_id": self._settings.slack_client_id,
            "scope": ",".join(scopes),
            "redirect_uri": self._back,
            "state": state,
        }
        slack = self._settings.slack_api_url.removesuffix("api/")
        answer = RedirectResponse(f"{slack}oauth/v2/authorize?{urlencode(question)}", status_code=302)
        secure = self._settings.levelhead_url.startswith("https://")
        life = int(STATE_LIFE.total_seconds())
        answer.set_cookie(COOKIE, state, max_age=life, path=BACK, secure=secure, httponly=True, samesite="lax")
        return answer

    def end(self, request: Request) -> Response:
        """Whoever comes back: with a code, or with a no."""
        given = request.query_params
        try:
            if not self._is_expected(given.get("state", ""), request.cookies.get(COOKIE, "")):
                return self._page("stale", 400)
            if "code" not in given:
                return self._page("declined", 200)
            workspace = self._exchanged(given["code"])
            self._store.remember(lambda memory: memory.workspaces.save(workspace))
        except StorageUnavailable as error:
            report("install", error)
            return self._page("failed", 503)
        except CALL_ERRORS as error:
            refusal = sort(error)
            log.warning("install_refused", error=refusal.error)
            again = refusal.verdict in (Verdict.LATER, Verdict.UNSURE)
            return self._page("failed", 503) if again else self._page("refused", 400)
        log.info("installed")
        return self._page("done", 200, workspace=workspace.name)

    def _is_expected(self, state: str, cookie: str) -> bool:
        if not state or not compare_digest(state.encode(), cookie.encode()):
            return False
        try:
            asked = self._store.vault.open(state, PURPOSE, "")
        except BadSeal:
            return False
        now = self._now()
        if now.timestamp() > asked["until"]:
            return False
        return self._store.remember(lambda memory: memory.presses.once("", f"install/{asked['nonce']}", now))

    def _exchanged(self, code: str) -> Workspace:
        """The installation that a code stands for; raises what slack_sdk raises."""
        client = CountedClient(self._metrics, self._settings.slack_api_url)
        told = client.oauth_v2_access(
            client_id=self._settings.slack_client_id,
            client_secret=client_secret(self._settings),
            code=code,
            redirect_uri=self._back,
        )
        data = told.data if isinstance(told.data, dict) else {}
        who = client.auth_test(token=str(data.get("access_token")))
        organisation = data.get("enterprise") or {}
        home = organisation if data.get("is_enterprise_install") else data.get("team") or {}
        installed = Workspace(
            team_id=str(home["id"]),
            name=str(home.get("name", "")),
            bot_user_id=str(data.get("bot_user_id", "")),
            bot_id=str(who.get("bot_id", "")),
            token="",
            url=str(who.get("url", "")),
            enterprise=str(organisation.get("id", "")),
            installed_at=self._now(),
        )
        return with_token(installed, data, self._now())

    @property
    def _back(self) -> str:
        return f"{self._settings.levelhead_url}{BACK}"

    def _page(self, key: str, status: int, **slots: str) -> Response:
        text = self._book.say(f"install.{key}", **{name: escape(value) for name, value in slots.items()})
        answer = HTMLResponse(PAGE.format(text), status_code=status, headers={"Cache-Control": "no-store"})
        answer.delete_cookie(COOKIE, path=BACK)
        return answer
