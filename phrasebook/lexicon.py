"""The lexicon pages: how words are spelled, what slots stand for, and what VADER should think of a word."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from phrasebook.pages import toml_pages


@dataclass(slots=True)
class Lexicon:
    """`valences` go over VADER's own; `slots` are named lists of words; `spellings` map one writing to our words."""

    valences: dict[str, float] = field(default_factory=dict)
    slots: dict[str, frozenset[str]] = field(default_factory=dict)
    spellings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    masked: tuple[str, ...] = ()
    emoji: dict[str, str] = field(default_factory=dict)


def read_lexicon(folders: tuple[Path, ...], faults: list[str]) -> Lexicon:
    """All lexicon pages of all folders; later pages win over earlier ones."""
    lexicon = Lexicon()
    for name, page in toml_pages(folders, "lexicon", faults):
        page.pop("about", None)
        for part, content in page.items():
            _take(lexicon, part, content, f"{name} · {part}", faults)
    return lexicon


def _take(lexicon: Lexicon, part: str, content: Any, place: str, faults: list[str]) -> None:
    if part == "valences" and _is_table(content, (int, float)):
        lexicon.valences.update({word: float(value) for word, value in content.items()})
    elif part == "slots" and _is_table(content, (list,)):
        lexicon.slots.update({name: frozenset(words) for name, words in content.items()})
    elif part == "spellings" and _is_table(content, (str,)):
        lexicon.spellings.update({word: tuple(spelled.split()) for word, spelled in content.items()})
    elif part == "emoji" and _is_table(content, (str,)):
        lexicon.emoji.update(content)
    elif part == "masked" and isinstance(content, list):
        lexicon.masked += tuple(content)
    else:
        faults.append(
            f"{place} · is none of valences, slots, spellings, emoji, masked, or holds the wrong kind of thing"
        )


def _is_table(content: Any, kinds: tuple[type, ...]) -> bool:
    return isinstance(content, Mapping) and all(isinstance(value, kinds) for value in content.values())
