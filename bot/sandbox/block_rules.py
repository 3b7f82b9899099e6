"""Reads blocks against the tables, and says what Slack would find wrong with them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.sandbox.block_tables import (
    ANY_TEXT,
    BLOCKS,
    CONFIRM,
    ELEMENTS,
    FIELD,
    IDS,
    OPTION,
    OPTION_GROUP,
    PLACES,
    PLAIN,
    RICH_TEXT,
    Rule,
)
from bot.sandbox.values import Json


def complaints(blocks: list[Json], *, surface: str) -> Iterator[str]:
    """Everything that Slack would find wrong with these blocks, in its way of saying so."""
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        where = f"/blocks/{place}"
        yield from _block(block, where, surface)
        yield from _unique(block, "block_id", seen, where)


def _block(block: Json, where: str, surface: str) -> Iterator[str]:
    kind = str(block.get("type", ""))
    rule = BLOCKS.get(kind)
    if rule is None or (kind == "file" and surface != "message") or (kind == "markdown" and surface != "message"):
        yield f"unsupported type: {kind} [json-pointer:{where}/type]"
        return
    yield from _measured(block, rule, where, also=("type",))
    if kind in INSIDE:
        yield from INSIDE[kind](block, where)
    if kind in PLACES:
        yield from _inside(block, kind, where)


def _unique(part: Any, key: str, seen: set[str], where: str) -> Iterator[str]:
    """Note the id of a part, and complain where it was there before."""
    id = part.get(key) if isinstance(part, dict) else None
    if not isinstance(id, str) or not id:
        return
    if id in seen:
        yield f"`{key}` {id} already exists [json-pointer:{where}/{key}]"
    seen.add(id)


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


def _rich_text(block: Json, where: str) -> Iterator[str]:
    for place, element in enumerate(_listed(block.get("elements"))):
        kind = element.get("type") if isinstance(element, dict) else None
        if kind not in RICH_TEXT:
            yield f"unsupported type: {kind} [json-pointer:{where}/elements/{place}/type]"
        elif not _typed(element.get("elements")):
            yield f"must be an array of typed objects [json-pointer:{where}/elements/{place}/elements]"


def _typed(elements: Any) -> bool:
    """Whether these are rich text elements all the way down."""
    return isinstance(elements, list) and all(
        isinstance(each, dict)
        and isinstance(each.get("type"), str)
        and isinstance(each.get("text", ""), str)
        and _typed(each.get("elements", []))
        for each in elements
    )


INSIDE: Mapping[str, Callable[[Json, str], Iterator[str]]] = {
    "context": _context,
    "rich_text": _rich_text,
    "section": _section,
}


def _inside(block: Json, kind: str, where: str) -> Iterator[str]:
    """The interactive parts of a block, and that no two share an action id."""
    single = {"section": "accessory", "input": "element"}.get(kind)
    parts = [block[single]] if single and block.get(single) else [] if single else _listed(block.get("elements"))
    seen: set[str] = set()
    for place, element in enumerate(parts):
        spot = f"{where}/{single}" if single else f"{where}/elements/{place}"
        yield from _element(element, kind, spot)
        yield from _unique(element, "action_id", seen, spot)


def _element(element: Any, block: str, where: str) -> Iterator[str]:
    kind = element.get("type") if isinstance(element, dict) else None
    if not isinstance(kind, str) or kind not in PLACES[block]:
        yield f"unsupported type: {kind} [json-pointer:{where}/type]"
        return
    yield from _measured(element, ELEMENTS[kind], where, also=("type",))
    if element.get("style") not in (None, "primary", "danger"):
        yield f"must be one of: primary, danger [json-pointer:{where}/style]"
    yield from _options(element, where)
    if "confirm" in element:
        yield from _measured(element["confirm"], CONFIRM, f"{where}/confirm", also=())
    yield from _initial(element, where)


def _options(element: Json, where: str) -> Iterator[str]:
    for place, option in enumerate(_listed(element.get("options"))):
        yield from _measured(option, OPTION, f"{where}/options/{place}", also=())
    for place, group in enumerate(_listed(element.get("option_groups"))):
        spot = f"{where}/option_groups/{place}"
        yield from _measured(group, OPTION_GROUP, spot, also=())
        yield from _options(group if isinstance(group, dict) else {}, spot)
    if element.get("type") == "static_select" and not element.get("options") and not element.get("option_groups"):
        yield f"missing required field: options [json-pointer:{where}]"


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
        if key in IDS:
            yield from _string(value, IDS[key], f"{where}/{key}")
        elif key not in also and not rule.knows(key):
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
