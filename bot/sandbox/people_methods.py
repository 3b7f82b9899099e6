"""The methods about people, their groups, the team and the app itself."""

from bot.sandbox import acts, objects
from bot.sandbox.api_forms import yes
from bot.sandbox.asking import Asking
from bot.sandbox.refusals import SlackError
from bot.sandbox.values import Json, Usergroup


def auth_test(asking: Asking) -> Json:
    workspace, bot = asking.workspace, asking.bot
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": bot.handle,
        "team_id": workspace.id,
        "user_id": bot.id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": False,
    }


def auth_revoke(asking: Asking) -> Json:
    if yes(asking.args.get("test")):
        return {"revoked": False}
    acts.uninstall(asking.world, asking.workspace)
    return {"revoked": True}


def bots_info(asking: Asking) -> Json:
    for member in asking.workspace.members.values():
        if member.is_bot and member.bot_id == (asking.text("bot") or asking.bot.bot_id):
            return {"bot": objects.bot(member)}
    raise SlackError("bot_not_found")


def team_info(asking: Asking) -> Json:
    workspace = asking.workspace
    told = {"id": workspace.id, "name": workspace.name, "domain": workspace.domain, "email_domain": "", "icon": {}}
    return {"team": told}


def users_info(asking: Asking) -> Json:
    return {"user": objects.user(asking.workspace, asking.person())}


def users_list(asking: Asking) -> Json:
    """The workspace's own members: people of other companies are met, not listed."""
    own = [each for each in asking.workspace.members.values() if each.team == asking.workspace.id]
    page, more = objects.listed(own, asking.text("cursor"), asking.limit(1000))
    return {
        "members": [objects.user(asking.workspace, each) for each in page],
        "cache_ts": int(asking.now.timestamp()),
    } | more


def profile_get(asking: Asking) -> Json:
    person = asking.person()
    fields = {id: {"value": value, "alt": ""} for id, value in person.fields}
    return {"profile": objects.profile(person) | {"fields": fields}}


def get_presence(asking: Asking) -> Json:
    return {"presence": asking.person().presence}


def dnd_info(asking: Asking) -> Json:
    until = asking.person().dnd_until
    snoozing = until is not None and until > asking.now
    ends = int(until.timestamp()) if until is not None and snoozing else 1
    return {
        "dnd_enabled": snoozing,
        "next_dnd_start_ts": int(asking.now.timestamp()) if snoozing else 1,
        "next_dnd_end_ts": ends,
        "snooze_enabled": snoozing,
        **({"snooze_endtime": ends} if snoozing else {}),
    }


def usergroups_list(asking: Asking) -> Json:
    named = yes(asking.args.get("include_users"))
    return {"usergroups": [_group(asking, each, named) for each in asking.workspace.usergroups.values()]}


def _group(asking: Asking, group: Usergroup, named: bool) -> Json:
    told: Json = {
        "id": group.id,
        "team_id": asking.workspace.id,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "date_delete": 0,
        "user_count": len(group.users),
    }
    return told | ({"users": list(group.users)} if named else {})


def usergroups_users(asking: Asking) -> Json:
    group = asking.workspace.usergroups.get(asking.need("usergroup", "no_such_subteam"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


def add_reaction(asking: Asking) -> Json:
    channel = asking.channel()
    post = asking.workspace.post(channel.id, asking.need("timestamp", "no_item_specified"))
    name = asking.need("name", "invalid_name")
    if any(each == name and asking.bot.id in users for each, users in post.reactions):
        raise SlackError("already_reacted")
    acts.react(asking.world, asking.workspace, post, asking.bot.id, name)
    return {}
