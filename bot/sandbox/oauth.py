"""Installing the app: one-use codes, bot tokens, and tokens that are renewed where the manifest asks for that."""

import secrets
from base64 import b64decode
from binascii import Error as BadBase64
from collections.abc import Mapping
from datetime import timedelta

from bot.sandbox.refusals import SlackError
from bot.sandbox.tickets import Grant
from bot.sandbox.values import Json
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import World

CODE_LIFE = timedelta(minutes=10)
TOKEN_LIFE = timedelta(hours=12)


def new_bot_token() -> str:
    return f"xoxb-{secrets.randbelow(10**12)}-{secrets.token_hex(12)}"


def grant(world: World, team: str, user: str, organisation: str = "") -> str:
    """A code that brings the app one token, once, within ten minutes; for all of an organisation where one is named."""
    code = secrets.token_urlsafe(24)
    with world.changes.lock:
        world.grants[code] = Grant(team=team, user=user, until=world.clock.now() + CODE_LIFE, organisation=organisation)
    return code


def with_basic(args: Json, authorization: str) -> Json:
    """The arguments, with the app's credentials from a Basic header where there is one."""
    kind, _, packed = authorization.partition(" ")
    if kind.lower() != "basic":
        return args
    try:
        client_id, _, client_secret = b64decode(packed, validate=True).decode().partition(":")
    except (BadBase64, UnicodeDecodeError) as broken:
        raise SlackError("invalid_client_id") from broken
    return args | {"client_id": client_id, "client_secret": client_secret}


def access(world: World, args: Mapping[str, str]) -> Json:
    """`oauth.v2.access`: a token for a code, or for a refresh token. Raises SlackError."""
    if args.get("client_id") != world.app.client_id:
        raise SlackError("invalid_client_id")
    if args.get("client_secret") != world.app.client_secret:
        raise SlackError("bad_client_secret")
    if args.get("grant_type") == "refresh_token":
        return _renew(world, str(args.get("refresh_token")))
    return _install(world, str(args.get("code")))


def _install(world: World, code: str) -> Json:
    given = world.grants.pop(code, None)
    if given is None or world.clock.now() > given.until:
        raise SlackError("invalid_code")
    workspace = world.workspaces[given.team]
    workspace.installed = True
    told = _told(world, workspace, given.user)
    if given.organisation:
        whole: Json = {"id": given.organisation, "name": "All of it"}
        told |= {"team": None, "enterprise": whole, "is_enterprise_install": True}
    return told


def _renew(world: World, refresh_token: str) -> Json:
    for workspace in world.workspaces.values():
        if workspace.installed and workspace.refresh_token and workspace.refresh_token == refresh_token:
            return _told(world, workspace, "")
    raise SlackError("invalid_refresh_token")


def _told(world: World, workspace: Workspace, user: str) -> Json:
    """A fresh token, and all that comes with it."""
    rotates = world.manifest.token_rotation
    expires = world.clock.now() + TOKEN_LIFE if rotates else None
    workspace.give_token(new_bot_token(), expires)
    told: Json = {
        "access_token": workspace.bot_token,
        "token_type": "bot",
        "scope": ",".join(sorted(world.manifest.scopes)),
        "bot_user_id": workspace.bot,
        "app_id": world.app.id,
        "team": {"id": workspace.id, "name": workspace.name},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": user},
    }
    if rotates:
        workspace.refresh_token = f"xoxe-1-{secrets.token_hex(24)}"
        told |= {"expires_in": int(TOKEN_LIFE.total_seconds()), "refresh_token": workspace.refresh_token}
    world.changes.note()
    return told
