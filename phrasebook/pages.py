"""Opens the pages: every fault of every page is gathered before anything is refused."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from phrasebook.entries import Entry, Signal

BUILT_IN = Path(__file__).parent / "pages"
_DEFAULTS = ("family", "technique", "source", "voices", "reply", "reply_technique")
Model = TypeVar("Model", bound=BaseModel)


class PageError(Exception):
    """Pages that cannot be used; `faults` lists every one as "file · entry · reason"."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(dict.fromkeys(faults))


def toml_pages(folders: tuple[Path, ...], room: str, faults: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and content of every page in `room` of each folder; what is not TOML becomes a fault."""
    for folder in folders:
        for page in sorted((folder / room).glob("*.toml")):
            try:
                yield page.name, tomllib.loads(page.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                faults.append(f"{page.name} · page · is not TOML: {error}")


def entries(folders: tuple[Path, ...], faults: list[str]) -> dict[str, Entry]:
    """All cue entries by id."""
    found: dict[str, Entry] = {}
    for name, page in toml_pages(folders, "cues", faults):
        listed = page.pop("entry", [])
        defaults = {key: page.pop(key) for key in _DEFAULTS if key in page}
        page.pop("about", None)
        faults.extend(f"{name} · page · unknown key “{key}”" for key in page)
        for number, raw in enumerate(listed, start=1):
            entry = checked(Entry, {**defaults, **raw}, f"{name} · {raw.get('id', f'entry {number}')}", faults)
            if entry is None:
                continue
            if entry.id in found:
                faults.append(f"{name} · {entry.id} · the id is taken already")
            found[entry.id] = entry
    return found


def signals(folders: tuple[Path, ...], faults: list[str]) -> list[Signal]:
    """All signals, in the order of their pages; a page says of which kind they are."""
    found: list[Signal] = []
    for name, page in toml_pages(folders, "signals", faults):
        for number, raw in enumerate(page.get("signal", []), start=1):
            place = f"{name} · {raw.get('id', f'signal {number}')}"
            signal = checked(Signal, {"kind": page.get("kind", ""), **raw}, place, faults)
            if signal is not None:
                found.append(signal)
    return found


def checked(model: type[Model], raw: dict[str, Any], place: str, faults: list[str]) -> Model | None:
    """The raw page part as a value, or None and one fault for each thing wrong with it."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for fault in error.errors():
            key = ".".join(str(part) for part in fault["loc"])
            reason = f"unknown key “{key}”" if fault["type"] == "extra_forbidden" else f"{key}: {fault['msg']}"
            faults.append(f"{place} · {reason}")
        return None
