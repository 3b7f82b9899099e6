"""What a person presses, chooses or fills in, turned into Slack's actions and state values."""

from collections.abc import Iterable
from typing import Any

from bot.sandbox.refusals import PersonCannot
from bot.sandbox.values import Json
from bot.sandbox.view_state import LISTS, elements, holds, key_of

CARRIED = ("text", "value", "style", "placeholder", "confirm")
OPTION_KINDS = frozenset({"static_select", "external_select", "radio_buttons", "overflow"})


def find(blocks: Iterable[Json], wanted: str, block_id: str = "") -> tuple[Json, Json] | None:
    """The element of that action id, label or words, with its block."""
    for block, element in elements(blocks):
        if block_id and block.get("block_id") != block_id:
            continue
        if wanted in (element.get("action_id"), _words(element), *_block_names(block, element)):
            return block, element
    return None


def _words(element: Json) -> str:
    text = element.get("text") or element.get("placeholder") or {}
    return str(text.get("text", "")) if isinstance(text, dict) else ""


def _block_names(block: Json, element: Json) -> tuple[str, ...]:
    """A block's own id and label stand for the element where it holds a value."""
    if not holds(element):
        return ()
    return (str(block.get("block_id")), str((block.get("label") or {}).get("text")))


def pressed(block: Json, element: Json) -> Json:
    """The action of a pressed button."""
    carried = {key: element[key] for key in CARRIED if key in element}
    return {"type": element["type"], "action_id": element.get("action_id", ""), "block_id": block["block_id"]} | carried


def used(block: Json, element: Json, selected: Any) -> Json:
    """The action of using an element: `selected` is None for a press, else a bare choice or a state value."""
    if selected is None and not holds(element):
        return pressed(block, element)
    if isinstance(selected, dict) and "type" in selected:
        selected = next((value for key, value in selected.items() if key != "type"), None)
    return chosen(block, element, selected)


def chosen(block: Json, element: Json, choice: Any) -> Json:
    """The action of choosing from a select, a menu or a picker. Raises PersonCannot when that is not on offer."""
    given = {key: value for key, value in pressed(block, element).items() if key not in ("value", "text")}
    if element["type"] == "overflow":
        return given | {"selected_option": _option(element, choice)}
    return given | filled(element, choice)


def filled(element: Json, value: Any) -> Json:
    """The state value of an input that holds `value`: options are named by their text or their value."""
    kind = element["type"]
    if kind in OPTION_KINDS:
        return {"type": kind, key_of(element): None if value is None else _option(element, value)}
    if kind in LISTS and element.get("options"):
        return {"type": kind, key_of(element): [_option(element, each) for each in value]}
    if kind == "plain_text_input":
        _check_length(element, str(value or ""))
    return {"type": kind, key_of(element): value}


def _option(element: Json, choice: Any) -> Json:
    options: list[Json] = list(element.get("options") or ())
    for group in element.get("option_groups") or ():
        options += group["options"]
    wanted = choice.get("value") if isinstance(choice, dict) else choice
    for option in options:
        if wanted in (option["value"], option["text"]["text"]):
            return option
    raise PersonCannot(f"There is no option {wanted} here.")


def _check_length(element: Json, value: str) -> None:
    if len(value) > int(element.get("max_length") or 3000):
        raise PersonCannot("That is too long for this field.")
    if value and len(value) < int(element.get("min_length") or 0):
        raise PersonCannot("That is too short for this field.")


def unfilled(blocks: Iterable[Json], state: Json) -> list[str]:
    """The labels of required inputs that hold nothing."""
    missing = []
    for block, element in elements(blocks):
        if block["type"] != "input" or block.get("optional") or not holds(element):
            continue
        value = state.get(block["block_id"], {}).get(element.get("action_id", ""), {}).get(key_of(element))
        if value in (None, "", []):
            missing.append(str(block["label"]["text"]))
    return missing
