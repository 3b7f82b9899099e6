"""Where a person wants no hints."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """One person's mute of a thread, of a channel (no `thread`), or of everything (no `channel` either)."""

    workspace: str
    person: str
    channel: str = ""
    thread: str = ""
