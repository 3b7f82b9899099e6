"""Which blocks and elements Slack takes, and how long their texts may be, as tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
OPTION_GROUP = Rule(needs=("label", "options"), texts={"label": (PLAIN, 75)}, lists={"options": (1, 100)})
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

COMMON = ("focus_on_load", "confirm")
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
                             others=("positive_button", "negative_button")),
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
IDS: Mapping[str, int] = {"block_id": 255, "action_id": 255}
RICH_TEXT = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")
FIELD = 2000
