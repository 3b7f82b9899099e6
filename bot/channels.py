"""The channels that Levelhead was invited to."""

from dataclasses import dataclass

from phrasebook.answer_pages import Style
from phrasebook.sensitivity import Sensitivity


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One channel. `outsiders` is whether people of another workspace or guests can read it; None: not known yet.

    `sensitivity` is how much it takes there before something is said. `style` is how messages that are
    prepared for customers sound there; None: as whoever starts them chooses.
    """

    workspace: str
    slack_id: str
    inviter: str = ""
    outsiders: bool | None = None
    watched: bool = True
    sensitivity: Sensitivity = Sensitivity.NORMAL
    style: Style | None = None
