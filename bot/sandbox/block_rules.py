"""Which blocks and elements Slack takes, and how long their texts may be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.workspace import Json

PLAIN, ANY_TEXT = "plain_text", "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What one type of block or element must and may have.

    `texts` are text objects with their kind and longest length, `strings` bare strings, `lists` arrays with their
    fewest and most items.
    """

    needs: tuple[str, ...] = ()
    texts: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    strings: Mapping[str, int] = field(default_factory=dict)
    lists: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    def knows(self, key: str) -> bool:
        return key in self.texts or key in self.strings or key in self.lists or key in self.others


OPTION = Rule(
    needs=("text", "value"),
    texts={"text": (ANY_TEXT, 75), "description": (ANY_TEXT, 75)},
    strings={"value": 150, "url": 3000},
)
CONFIRM = Rule(
    needs=("title", "text", "confirm", "deny"),
    texts={"title": (PLAIN, 100), "text": (ANY_TEXT, 300), "confirm": (PLAIN, 30), "deny": (PLAIN, 30)},
    others=("style",),
)

BLOCKS: Mapping[str, Rule] = {
    "section": Rule(texts={"text": (ANY_TEXT, 3000)}, lists={"fields": (1, 10)}, others=("accessory", "expand")),
    "header": Rule(needs=("text",), texts={"text": (PLAIN, 150)}, others=("level",)),
    "divider": Rule(),
    "context": Rule(needs=("elements",), lists={"elements": (1, 10)}),
    "actions": Rule(needs=("elements",), lists={"elements": (1, 25)}),
    "context_actions": Rule(needs=("elements",), lists={"elements": (1, 5)}),
    "input": Rule(
        needs=("label", "element"),
        texts={"label": (PLAIN, 2000), "hint": (PLAIN, 2000)},
        others=("element", "optional", "dispatch_action"),
    ),
    "image": Rule(
        needs=("alt_text",), texts={"title": (PLAIN, 2000)}, strings={"alt_text": 2000, "image_url": 3000},
        others=("slack_file",),
    ),
    "markdown": Rule(needs=("text",), strings={"text": 12_000}),
    "rich_text": Rule(needs=("elements",), lists={"elements": (0, 1000)}),
    "file": Rule(needs=("external_id", "source"), strings={"external_id": 255, "source": 20}),
}  # fmt: skip

COMMON = ("action_id", "focus_on_load", "confirm")
PLACEHOLDER = {"placeholder": (PLAIN, 150)}
OPTIONS = {"options": (1, 100), "option_groups": (1, 100)}

ELEMENTS: Mapping[str, Rule] = {
    "button": Rule(
        needs=("text",), texts={"text": (PLAIN, 75)},
        strings={"value": 2000, "url": 3000, "accessibility_label": 75}, others=("style", *COMMON),
    ),
    "overflow": Rule(needs=("options",), lists={"options": (1, 5)}, others=COMMON),
    "static_select": Rule(texts=PLACEHOLDER, lists=OPTIONS, others=("initial_option", *COMMON)),
    "multi_static_select": Rule(
        texts=PLACEHOLDER, lists={**OPTIONS, "initial_options": (1, 100)}, others=("max_selected_items", *COMMON)
    ),
    "users_select": Rule(texts=PLACEHOLDER, others=("initial_user", *COMMON)),
    "multi_users_select": Rule(
        texts=PLACEHOLDER, lists={"initial_users": (1, 100)}, others=("max_selected_items", *COMMON)
    ),
    "conversations_select": Rule(
        texts=PLACEHOLDER,
        others=(
            "initial_conversation", "default_to_current_conversation", "response_url_enabled", "filter", *COMMON
        ),
    ),
    "multi_conversations_select": Rule(
        texts=PLACEHOLDER, lists={"initial_conversations": (1, 100)},
        others=("default_to_current_conversation", "filter", "max_selected_items", *COMMON),
    ),
    "channels_select": Rule(texts=PLACEHOLDER, others=("initial_channel", "response_url_enabled", *COMMON)),
    "multi_channels_select": Rule(
        texts=PLACEHOLDER, lists={"initial_channels": (1, 100)}, others=("max_selected_items", *COMMON)
    ),
    "external_select": Rule(texts=PLACEHOLDER, others=("initial_option", "min_query_length", *COMMON)),
    "checkboxes": Rule(needs=("options",), lists={"options": (1, 10), "initial_options": (1, 10)}, others=COMMON),
    "radio_buttons": Rule(needs=("options",), lists={"options": (1, 10)}, others=("initial_option", *COMMON)),
    "datepicker": Rule(texts=PLACEHOLDER, strings={"initial_date": 10}, others=COMMON),
    "timepicker": Rule(texts=PLACEHOLDER, strings={"initial_time": 5, "timezone": 100}, others=COMMON),
    "datetimepicker": Rule(others=("initial_date_time", *COMMON)),
    "plain_text_input": Rule(
        texts=PLACEHOLDER, strings={"initial_value": 3000},
        others=("multiline", "min_length", "max_length", "dispatch_action_config", *COMMON),
    ),
    "email_text_input": Rule(
        texts=PLACEHOLDER, strings={"initial_value": 3000}, others=("dispatch_action_config", *COMMON)
    ),
    "url_text_input": Rule(
        texts=PLACEHOLDER, strings={"initial_value": 3000}, others=("dispatch_action_config", *COMMON)
    ),
    "number_input": Rule(
        needs=("is_decimal_allowed",), texts=PLACEHOLDER,
        others=("is_decimal_allowed", "initial_value", "min_value", "max_value", "dispatch_action_config", *COMMON),
    ),
    "rich_text_input": Rule(texts=PLACEHOLDER, others=("initial_value", "dispatch_action_config", *COMMON)),
    "file_input": Rule(others=("filetypes", "max_files", *COMMON)),
    "image": Rule(needs=("alt_text",), strings={"alt_text": 2000, "image_url": 3000}, others=("slack_file",)),
    "feedback_buttons": Rule(needs=("positive_button", "negative_button"),
                             others=("positive_button", "negative_button", "action_id")),
    "icon_button": Rule(needs=("icon", "text"), texts={"text": (PLAIN, 75)},
                        strings={"value": 2000, "icon": 50, "accessibility_label": 75},
                        others=("visible_to_user_ids", *COMMON)),
    "workflow_button": Rule(needs=("text", "workflow"), texts={"text": (PLAIN, 75)},
                            strings={"accessibility_label": 75}, others=("workflow", "style", *COMMON)),
}  # fmt: skip

PICKERS = frozenset({
    "checkboxes", "radio_buttons", "datepicker", "timepicker",
    "static_select", "users_select", "conversations_select", "channels_select", "external_select",
})  # fmt: skip
MULTI = frozenset(name for name in ELEMENTS if name.startswith("multi_"))
TYPED = frozenset(name for name in ELEMENTS if name.endswith("_input"))

PLACES: Mapping[str, frozenset[str]] = {
    "actions": PICKERS | {"button", "overflow", "datetimepicker", "workflow_button", "rich_text_input"},
    "section": PICKERS | MULTI | {"button", "overflow", "image", "workflow_button"},
    "input": PICKERS | MULTI | TYPED | {"datetimepicker"},
    "context_actions": frozenset({"feedback_buttons", "icon_button"}),
}
BLOCK_ID, ACTION_ID, FIELD = 255, 255, 2000


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
