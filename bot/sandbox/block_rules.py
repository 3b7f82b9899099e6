"""Reads blocks against the tables, and says what Slack would find wrong with them."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.block_tables import (
    ACTION_ID,
    ANY_TEXT,
    BLOCK_ID,
    BLOCKS,
    CONFIRM,
    ELEMENTS,
    FIELD,
    OPTION,
    PLACES,
    PLAIN,
    Rule,
)
from bot.sandbox.values import Json


def complaints(blocks: list[Json], *, surface: str) -> Iterator[str]:
    """Everything that Slack would find wrong with these blocks, in its way of saying so."""
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        where = f"/blocks/{place}"
        yield from _block(block, where, surface)
        id = block.get("block_id")
        if id and id in seen:
            yield f"`block_id` {id} already exists [json-pointer:{where}/block_id]"
        seen.add(str(id))


def _block(block: Json, where: str, surface: str) -> Iterator[str]:
    kind = str(block.get("type", ""))
    rule = BLOCKS.get(kind)
    if rule is None or (kind == "file" and surface != "message") or (kind == "markdown" and surface != "message"):
        yield f"unsupported type: {kind} [json-pointer:{where}/type]"
        return
    yield from _measured(block, rule, where, also=("type", "block_id"))
    if len(str(block.get("block_id", ""))) > BLOCK_ID:
        yield f"must be less than {BLOCK_ID + 1} characters [json-pointer:{where}/block_id]"
    if kind == "section":
        yield from _section(block, where)
    if kind == "context":
        yield from _context(block, where)
    if kind in PLACES:
        yield from _inside(block, kind, where)


def _section(block: Json, where: str) -> Iterator[str]:
    if not block.get("text") and not block.get("fields"):
        yield f"missing required field: text or fields [json-pointer:{where}]"
    for place, each in enumerate(_listed(block.get("fields"))):
        yield from _text(each, ANY_TEXT, FIELD, f"{where}/fields/{place}")


def _context(block: Json, where: str) -> Iterator[str]:
    for place, element in enumerate(_listed(block.get("elements"))):
        spot = f"{where}/elements/{place}"
        if isinstance(element, dict) and element.get("type") == "image":
            yield from _measured(element, ELEMENTS["image"], spot, also=("type",))
        else:
            yield from _text(element, ANY_TEXT, 3000, spot)


def _inside(block: Json, kind: str, where: str) -> Iterator[str]:
    """The interactive parts of a block, and that no two share an action id."""
    single = {"section": "accessory", "input": "element"}.get(kind)
    parts = [block[single]] if single and block.get(single) else [] if single else _listed(block.get("elements"))
    seen: set[str] = set()
    for place, element in enumerate(parts):
        spot = f"{where}/{single}" if single else f"{where}/elements/{place}"
        yield from _element(element, kind, spot)
        id = element.get("action_id") if isinstance(element, dict) else None
        if id and id in seen:
            yield f"`action_id` {id} already exists [json-pointer:{spot}/action_id]"
        seen.add(str(id))


def _element(element: Any, block: str, where: str) -> Iterator[str]:
    kind = element.get("type") if isinstance(element, dict) else None
    if kind not in PLACES[block]:
        yield f"unsupported type: {kind} [json-pointer:{where}/type]"
        return
    yield from _measured(element, ELEMENTS[kind], where, also=("type",))
    if len(element.get("action_id") or "") > ACTION_ID:
        yield f"must be less than {ACTION_ID + 1} characters [json-pointer:{where}/action_id]"
    if element.get("style") not in (None, "primary", "danger"):
        yield f"must be one of: primary, danger [json-pointer:{where}/style]"
    for place, option in enumerate(_listed(element.get("options"))):
        yield from _measured(option, OPTION, f"{where}/options/{place}", also=())
    if "confirm" in element:
        yield from _measured(element["confirm"], CONFIRM, f"{where}/confirm", also=())
    yield from _initial(element, where)


def _initial(element: Json, where: str) -> Iterator[str]:
    """What is chosen from the start must be one of the options."""
    options = _listed(element.get("options"))
    chosen = [element["initial_option"]] if "initial_option" in element else _listed(element.get("initial_options"))
    if options and any(each not in options for each in chosen):
        yield f"initial option must exactly match a value in options [json-pointer:{where}]"


def _measured(given: Any, rule: Rule, where: str, *, also: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(given, dict):
        yield f"must be an object [json-pointer:{where}]"
        return
    for key in rule.needs:
        if key not in given:
            yield f"missing required field: {key} [json-pointer:{where}]"
    for key, value in given.items():
        if key not in also and not rule.knows(key):
            yield f"invalid additional property: {key} [json-pointer:{where}]"
        elif key in rule.texts:
            yield from _text(value, *rule.texts[key], f"{where}/{key}")
        elif key in rule.strings:
            yield from _string(value, rule.strings[key], f"{where}/{key}")
        elif key in rule.lists:
            yield from _list(value, *rule.lists[key], f"{where}/{key}")


def _text(value: Any, kind: str, most: int, where: str) -> Iterator[str]:
    allowed = (PLAIN,) if kind == PLAIN else (PLAIN, "mrkdwn")
    if not isinstance(value, dict) or value.get("type") not in allowed:
        yield f"must be a text object of type {' or '.join(allowed)} [json-pointer:{where}]"
        return
    extra = set(value) - {"type", "text", "emoji" if value["type"] == PLAIN else "verbatim"}
    for key in sorted(extra):
        yield f"invalid additional property: {key} [json-pointer:{where}]"
    words = value.get("text")
    if not isinstance(words, str) or not words:
        yield f"must be more than 0 characters [json-pointer:{where}/text]"
    elif len(words) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{where}/text]"


def _string(value: Any, most: int, where: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"must be a string [json-pointer:{where}]"
    elif len(value) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{where}]"


def _list(value: Any, fewest: int, most: int, where: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"must be an array [json-pointer:{where}]"
    elif len(value) < fewest:
        yield f"no fewer than {fewest} items allowed [json-pointer:{where}]"
    elif len(value) > most:
        yield f"no more than {most} items allowed [json-pointer:{where}]"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
