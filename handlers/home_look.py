"""What somebody's Home shows just now: everything that may concern them, held against who they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk import WebClient

from bot.followups import UNDO_WITHIN
from bot.home import Home, Kept, Viewer, below, home_of
from handlers.blocks import Block, section
from handlers.case_alike import groups_of
from handlers.case_facts import account, identity_in, team_in, zone_in
from handlers.case_views import seal
from handlers.home_admin import HealthNow
from handlers.home_blocks import HomeView, chapters
from handlers.home_pages import framed, paged
from handlers.home_rounds import rounds_in
from handlers.home_trends import trends_in
from handlers.leak_prints import Guard
from handlers.rooms import Actor, Rooms
from storage.store import Memory

Health = Callable[[], HealthNow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A Home as it was read in one look into memory; `page` is the one that is wanted."""

    home: Home | None
    said: dict[str, str]
    url: str
    page: int
    alike: tuple[tuple[str, ...], ...] = ()


def home_now(rooms: Rooms, client: WebClient, actor: Actor, health: Health) -> Block:
    """The view to publish for somebody, from who Slack says they are just now; raises as `account` does."""
    user, now = account(client, actor.slack_id), rooms.now()
    found = rooms.store.recall(lambda memory: _look(memory, rooms.guard, _viewer(memory, actor, user), now))
    if found.home is None:
        return _view([section(rooms.book.say("home.nobody"))])
    view = HomeView(
        home=found.home,
        said=found.said,
        seal=lambda case: seal(rooms.store.vault, case, actor),
        url=found.url,
        zone=zone_in(user),
        health=health(),
        now=now,
        alike=found.alike,
    )
    return _view(framed(rooms.book, paged(chapters(rooms.book, view)), found.page))


def _viewer(memory: Memory, actor: Actor, user: Mapping[str, Any]) -> Viewer:
    return Viewer(
        identity=identity_in(user, actor.workspace, actor.slack_id),
        workspace=actor.workspace,
        team=team_in(memory, actor.workspace),
        slack_admin=bool(user.get("is_admin")),
    )


def _look(memory: Memory, guard: Guard, viewer: Viewer, now: datetime) -> Looked:
    workspace = viewer.workspace
    visit, place = memory.homes.find(workspace, viewer.id), memory.workspaces.find(workspace)
    home = home_of(viewer, _kept(memory, viewer, now), now) if viewer.is_ours else None
    own = home.own if home else ()
    said = {case.id: words.what for case in own if (words := memory.cases.words(workspace, case.id))}
    alike = groups_of(memory, guard, workspace, home.shared) if home else ()
    page = visit.page if visit else 0
    return Looked(home=home, said=said, url=place.url if place else "", page=page, alike=alike)


def _kept(memory: Memory, viewer: Viewer, now: datetime) -> Kept:
    """All that may concern a viewer; what really does, `home_of` says."""
    homes, workspace, person, runs = memory.homes, viewer.workspace, viewer.id, viewer.administers
    ended = homes.followups_ended(workspace, person, now - UNDO_WITHIN)
    over = [memory.followups.find(workspace, one) for one in ended]
    ids = (*homes.cases_shared_by(workspace, person), *homes.cases_shared_with(workspace, person))
    return Kept(
        followups=(*memory.followups.open_for(workspace, person), *(one for one in over if one)),
        cases=memory.cases.several(workspace, ids),
        mutes=memory.mutes.of(workspace, person),
        open_by_owner=homes.followups_open(workspace, below(viewer)) if viewer.leads else {},
        channels=memory.channels.all(workspace) if runs else (),
        marks=memory.feedback.counts(workspace) if runs else {},
        silent=memory.feedback.silent(workspace) if runs else frozenset(),
        patience=memory.patiences.of(workspace),
        rounds=rounds_in(memory, workspace, person),
        trends=trends_in(memory, workspace, person, now) if viewer.reads_trends else None,
    )


def _view(blocks: list[Block]) -> Block:
    return {"type": "home", "callback_id": "home", "blocks": blocks}
