"""The drafts that the rephrasing is tried on."""

import tomllib
from pathlib import Path

PAGE = Path(__file__).with_name("drafts.toml")


def drafts() -> dict[str, list[str]]:
    """The drafts by the technique that they miss, with “mixed” and “calm”."""
    return tomllib.loads(PAGE.read_text(encoding="utf-8"))


def hot_drafts() -> list[str]:
    return [draft for name, listed in drafts().items() if name != "calm" for draft in listed]
