"""What is filled in in a view's inputs, in the shape of Slack's `state.values`."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.sandbox.values import Json

SINGLE = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
}
LISTS = {
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
}


MOST_FORMER = 50


def outdated(former: Iterable[Json], blocks: Iterable[Json]) -> tuple[Json, ...]:
    """What to keep of blocks that are replaced now: those with something to press, the latest."""
    return (*former, *(block for block in blocks if any(elements([block]))))[-MOST_FORMER:]


def elements(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element, with the block it stands in."""
    for block in blocks:
        inside = [block.get("accessory"), block.get("element"), *_parts(block)]
        for element in inside:
            if isinstance(element, dict) and "type" in element:
                yield block, element


def _parts(block: Json) -> list[Any]:
    return list(block.get("elements", ())) if block["type"] in ("actions", "context_actions") else []


def holds(element: Json) -> bool:
    """Whether this element holds a value at all: a button does not."""
    return element["type"] in SINGLE or element["type"] in LISTS


def key_of(element: Json) -> str:
    """The name under which the state holds this element's value."""
    return (SINGLE.get(element["type"]) or LISTS[element["type"]])[0]


def initial_state(blocks: Iterable[Json]) -> Json:
    """What the inputs hold before anybody touched them."""
    return kept_state({}, blocks)


def kept_state(state: Json, blocks: Iterable[Json]) -> Json:
    """The state for these blocks: as it was where the same input is still there, else as it starts."""
    kept: Json = {}
    for block, element in elements(blocks):
        if holds(element):
            id = element.get("action_id", "")
            before = state.get(block["block_id"], {}).get(id)
            same = before is not None and before.get("type") == element["type"]
            kept.setdefault(block["block_id"], {})[id] = before if same else _start(element)
    return kept


def _start(element: Json) -> Json:
    kind = element["type"]
    name, initial = SINGLE.get(kind) or LISTS[kind]
    return {"type": kind, name: element.get(initial, [] if kind in LISTS else None)}
