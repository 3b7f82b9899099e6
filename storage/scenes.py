"""All that is asked of memory for every message before it is read, in one statement."""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, and_, bindparam, case, or_, select

from bot.messages import Place
from bot.people import Role
from bot.scenes import Scene
from bot.workspaces import Bot
from storage.ledger import Noun
from storage.ready import Ready
from storage.tables import CASES, CHANNELS, CUE_SILENCES, PEOPLE, UNGUARDED, WORKSPACES

HOME, ORGANISATION = WORKSPACES.alias("home"), WORKSPACES.alias("organisation")
WORKSPACE: BindParameter[str] = bindparam("workspace")
CHANNEL: BindParameter[str] = bindparam("channel")
AUTHOR: BindParameter[str] = bindparam("author")
SERVED_BY_OTHERS = HOME.c.sealed_token == ""


def _served(name: str) -> ColumnElement[Any]:
    return case((SERVED_BY_OTHERS, ORGANISATION.c[name]), else_=HOME.c[name]).label(name)


FIND = Ready(
    select(
        _served("bot_user_id"),
        _served("bot_id"),
        PEOPLE.c.role,
        select(PEOPLE.c.slack_id).where(PEOPLE.c.workspace == WORKSPACE).exists().label("team_known"),
        select(CASES.c.id).where(CASES.c.workspace == WORKSPACE).exists().label("has_cases"),
        UNGUARDED.c.channel.label("unguarded"),
        CHANNELS.c.outsiders,
        CUE_SILENCES.c.cue,
    )
    .select_from(HOME)
    .outerjoin(ORGANISATION, and_(SERVED_BY_OTHERS, ORGANISATION.c.workspace == HOME.c.enterprise))
    .outerjoin(PEOPLE, and_(PEOPLE.c.workspace == WORKSPACE, PEOPLE.c.slack_id == AUTHOR))
    .outerjoin(CHANNELS, and_(CHANNELS.c.workspace == WORKSPACE, CHANNELS.c.slack_id == CHANNEL))
    .outerjoin(UNGUARDED, and_(UNGUARDED.c.workspace == WORKSPACE, UNGUARDED.c.channel == CHANNEL))
    .outerjoin(CUE_SILENCES, CUE_SILENCES.c.workspace == WORKSPACE)
    .where(HOME.c.workspace == WORKSPACE, or_(HOME.c.sealed_token != "", ORGANISATION.c.sealed_token != ""))
)
"""A row for each cue that is silent there, or one without a cue; none where nobody installed us."""


class Scenes(Noun):
    def find(self, place: Place, author: str) -> Scene | None:
        """What is known before a message is read; None where we are not installed."""
        asked = {"workspace": place.workspace, "channel": place.channel, "author": author}
        rows = self._ledger.all(FIND, **asked)
        return _value(rows[0], frozenset(row.cue for row in rows if row.cue is not None)) if rows else None


def _value(row: Row[Any], silent: frozenset[str]) -> Scene:
    return Scene(
        bot=Bot(user_id=row.bot_user_id, bot_id=row.bot_id),
        role=None if row.role is None else Role(row.role),
        team_known=bool(row.team_known),
        silent=silent,
        guarded=bool(row.has_cases) and row.unguarded is None,
        outsiders=row.outsiders,
    )
