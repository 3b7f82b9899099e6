"""The Web API: every method by name, with the scopes it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.sandbox import chat_methods, conversation_methods, file_methods, oauth, people_methods, view_methods
from bot.sandbox.asking import Asking, missing_scope
from bot.sandbox.refusals import SlackError
from bot.sandbox.values import Json
from bot.sandbox.world import Call, World

READ_ANY = ("channels:read", "groups:read", "im:read", "mpim:read")
SECRETS = ("client_secret", "code", "refresh_token")
HISTORY_ANY = ("channels:history", "groups:history", "im:history", "mpim:history")


@dataclass(frozen=True, slots=True)
class Method:
    """What a method does, and the scopes of which the app needs any one before it is asked more closely."""

    run: Callable[[Asking], Json]
    scopes: tuple[str, ...] = ()


METHODS: Mapping[str, Method] = {
    "auth.revoke": Method(people_methods.auth_revoke),
    "auth.test": Method(people_methods.auth_test),
    "bots.info": Method(people_methods.bots_info, ("users:read",)),
    "chat.delete": Method(chat_methods.delete, ("chat:write",)),
    "chat.getPermalink": Method(chat_methods.get_permalink),
    "chat.postEphemeral": Method(chat_methods.post_ephemeral, ("chat:write",)),
    "chat.postMessage": Method(chat_methods.post_message, ("chat:write",)),
    "chat.update": Method(chat_methods.update, ("chat:write",)),
    "conversations.history": Method(conversation_methods.history, HISTORY_ANY),
    "conversations.info": Method(conversation_methods.info, READ_ANY),
    "conversations.join": Method(conversation_methods.join, ("channels:join",)),
    "conversations.leave": Method(conversation_methods.leave, ("channels:manage", "groups:write")),
    "conversations.list": Method(conversation_methods.list_, READ_ANY),
    "conversations.members": Method(conversation_methods.members, READ_ANY),
    "conversations.open": Method(conversation_methods.open_, ("im:write",)),
    "conversations.replies": Method(conversation_methods.replies, HISTORY_ANY),
    "dnd.info": Method(people_methods.dnd_info, ("dnd:read",)),
    "files.completeUploadExternal": Method(file_methods.complete_upload, ("files:write",)),
    "files.getUploadURLExternal": Method(file_methods.get_upload_url, ("files:write",)),
    "reactions.add": Method(people_methods.add_reaction, ("reactions:write",)),
    "team.info": Method(people_methods.team_info, ("team:read",)),
    "usergroups.list": Method(people_methods.usergroups_list, ("usergroups:read",)),
    "usergroups.users.list": Method(people_methods.usergroups_users, ("usergroups:read",)),
    "users.conversations": Method(conversation_methods.of_user, READ_ANY),
    "users.getPresence": Method(people_methods.get_presence, ("users:read",)),
    "users.info": Method(people_methods.users_info, ("users:read",)),
    "users.profile.get": Method(people_methods.profile_get, ("users.profile:read",)),
    "users.list": Method(people_methods.users_list, ("users:read",)),
    "views.open": Method(view_methods.open_),
    "views.publish": Method(view_methods.publish),
    "views.push": Method(view_methods.push),
    "views.update": Method(view_methods.update),
}


def call(world: World, method: str, token: str, args: Json) -> Json:
    """Do what is asked and answer as Slack answers; the call is in the ledger either way."""
    with world.changes.lock:
        answer: Json
        try:
            answer = {"ok": True} | _run(world, method, token, args)
        except SlackError as refusal:
            answer = {"ok": False, "error": refusal.code} | refusal.extra
        record(world, method, token, args, str(answer.get("error", "")))
        return answer


def record(world: World, method: str, token: str, args: Json, error: str) -> None:
    """Enter one call in the ledger; secrets stay out of it."""
    args = {key: value for key, value in args.items() if key not in SECRETS}
    team = next((each.id for each in world.workspaces.values() if token in each.tokens), "")
    with world.changes.lock:
        ok = not error
        world.calls.append(Call(method=method, args=args, ok=ok, error=error, at=world.clock.now(), team=team))
        world.changes.note()


def _run(world: World, method: str, token: str, args: Json) -> Json:
    if method == "api.test":
        return _api_test(args)
    if method == "apps.connections.open":
        return _open_connection(world, token)
    if method == "oauth.v2.access":
        return oauth.access(world, args)
    if method not in METHODS:
        raise SlackError("unknown_method", req_method=method)
    workspace = world.by_token(token)
    needed = METHODS[method].scopes
    if needed and world.manifest.scopes.isdisjoint(needed):
        raise missing_scope(needed, world)
    return METHODS[method].run(Asking(world, workspace, args))


def _api_test(args: Json) -> Json:
    if args.get("error"):
        raise SlackError(str(args["error"]), args=args)
    return {"args": args}


def _open_connection(world: World, token: str) -> Json:
    if token != world.app.app_token:
        raise SlackError("not_allowed_token_type" if token.startswith("xoxb-") else "invalid_auth")
    ticket = world.sockets.ticket()
    return {"url": f"{world.base_url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={world.app.id}"}
