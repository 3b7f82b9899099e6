"""The team's own words: wordings that worked, offered unsigned and accepted by an admin."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamWording:
    """A wording of a workspace's own and the technique that it follows; whose it is, nobody knows.

    `waiting` is whether an admin still has to accept it.
    """

    id: str
    technique: str
    text: str
    waiting: bool = False
