"""Rich text as the mrkdwn it stands for, so that quotes and code are known for what they are."""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

Element = Mapping[str, Any]
MARK = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
"""What Slack makes of a mention, a channel or a link: its sign, what it leads to, and the name shown for it."""

NOBODY: Mapping[str, str] = MappingProxyType({})


def escape(text: str) -> str:
    """Plain text made safe to stand in mrkdwn."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Mrkdwn's three entities back to characters."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def as_typed(text: str, names: Mapping[str, str] = NOBODY) -> str:
    """Mrkdwn as a person would type it, with names for mentions and channels; `names` are those of people by id."""
    return unescape(MARK.sub(lambda found: _typed(found, names), text))


def _typed(found: re.Match[str], names: Mapping[str, str]) -> str:
    sign, what, label = found.groups(default="")
    match sign:
        case "@":
            return f"@{label or names.get(what, what)}"
        case "#":
            return f"#{label or what}"
        case "!":
            return label or f"@{what.partition('^')[0]}"
        case _:
            return label if what == f"mailto:{label}" else what if label in ("", what) else f"{label} ({what})"


def mrkdwn_of(blocks: Iterable[Element]) -> str:
    """The text of the `rich_text` blocks of a message; empty when it has none."""
    parts = [part for block in blocks if block.get("type") == "rich_text" for part in _inside(block)]
    texts = (_PARTS.get(str(part.get("type")), _nothing)(part) for part in parts)
    return "\n".join(text for text in texts if text)


def _inside(element: Element) -> list[Element]:
    inside = element.get("elements")
    return [one for one in inside if isinstance(one, Mapping)] if isinstance(inside, list) else []


def _text(element: Element) -> str:
    text = escape(str(element.get("text", "")))
    style = element.get("style")
    return f"`{text}`" if isinstance(style, Mapping) and style.get("code") else text


def _link(element: Element) -> str:
    url, label = str(element.get("url", "")), element.get("text")
    return f"<{url}|{escape(str(label))}>" if label else f"<{url}>"


def _nothing(_element: Element) -> str:
    return ""


def _section(part: Element) -> str:
    texts = (_INLINE.get(str(element.get("type")), _nothing)(element) for element in _inside(part))
    return "".join(texts).strip("\n")


def _quote(part: Element) -> str:
    return "\n".join(f"&gt; {line}" for line in _section(part).split("\n"))


def _preformatted(part: Element) -> str:
    return f"```{_section(part)}```"


def _list(part: Element) -> str:
    return "\n".join(f"• {_section(item)}" for item in _inside(part))


_INLINE: Mapping[str, Callable[[Element], str]] = {
    "text": _text,
    "link": _link,
    "emoji": lambda element: f":{element.get('name', '')}:",
    "user": lambda element: f"<@{element.get('user_id', '')}>",
    "channel": lambda element: f"<#{element.get('channel_id', '')}>",
    "usergroup": lambda element: f"<!subteam^{element.get('usergroup_id', '')}>",
    "broadcast": lambda element: f"<!{element.get('range', 'here')}>",
    "date": lambda element: escape(str(element.get("fallback", ""))),
}
_PARTS: Mapping[str, Callable[[Element], str]] = {
    "rich_text_section": _section,
    "rich_text_quote": _quote,
    "rich_text_preformatted": _preformatted,
    "rich_text_list": _list,
}
