"""The channels that Levelhead was invited to."""

from dataclasses import dataclass

from phrasebook.sensitivity import Sensitivity


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One channel. `outsiders` is whether people of another workspace or guests can read it; None: not known yet.

    `sensitivity` is how much it takes there before something is said.
    """

    workspace: str
    slack_id: str
    inviter: str = ""
    outsiders: bool | None = None
    watched: bool = True
    sensitivity: Sensitivity = Sensitivity.NORMAL
