"""What a workspace has of its own: the wordings of its team, and the cues that fell silent there."""

from dataclasses import dataclass

import structlog

from bot.team_words import TeamWording
from handlers.rooms import Rooms
from storage.store import Memory, StorageUnavailable

log = structlog.get_logger()

PATIENCE = 1.0
"""How long a person's draft waits for the memory, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    silent: frozenset[str] = frozenset()
    wordings: tuple[TeamWording, ...] = ()

    def wordings_of(self, technique: str) -> tuple[TeamWording, ...]:
        return tuple(wording for wording in self.wordings if wording.technique == technique)


def ours(rooms: Rooms, workspace: str) -> Ours:
    """What this workspace has of its own; nothing while the memory is out of reach, for a draft can do without."""

    def look(memory: Memory) -> Ours:
        return Ours(silent=memory.feedback.silent(workspace), wordings=memory.team_words.accepted(workspace))

    try:
        return rooms.store.recall(look, wait=PATIENCE)
    except StorageUnavailable:
        log.warning("done_without_the_teams_own_words")
        return Ours()
