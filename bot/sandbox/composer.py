"""What a person types, as Slack sends it on: escaped text, and the same in rich text blocks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

TOKEN = re.compile(r"<(?:[@#!][^<>\s][^<>]*|https?://[^<>\s]+|mailto:[^<>\s]+)>")
NAMED = re.compile(r"(?<![\w<@#])([@#])([\w][\w.-]*)")
BARE_LINK = re.compile(r"(?<![\w<|])https?://[^\s<>|]+[^\s<>|.,;:!?)\"']")
CODE = re.compile(r"```.+?```|`[^`\n]+`", re.DOTALL)
MARK = re.compile(r"^(?:>(?:>>)? ?|• +)")
FENCE = re.compile(r"```(.+?)```", re.DOTALL)
INLINE = re.compile(
    r"(?P<token><[^<>\n]+>)"
    r"|(?<!\w):(?P<emoji>[a-z0-9_+'-]+(?:::skin-tone-[2-6])?):"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<![\w*])\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])"
    r"|(?<![\w~])~(?P<strike>[^\s~](?:[^~\n]*[^\s~])?)~(?![\w~])"
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed message: its `text` in mrkdwn, escaped, and its rich text `blocks`."""

    text: str
    blocks: tuple[Json, ...]


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def compose(raw: str, names: Mapping[str, str], block_id: str) -> Typed:
    """Read typed words. `names` maps `@Name` and `#channel` to the ids that stand for them."""
    linked = "".join(part if code else _link(_dotted(part), names) for code, part in _pieces(CODE, raw))
    elements = [element for fenced, part in _pieces(FENCE, linked) for element in _elements(fenced, part)]
    block = {"type": "rich_text", "block_id": block_id, "elements": elements}
    text = "".join(escape(part) if code else _escape_around(part) for code, part in _pieces(CODE, linked))
    return Typed(text, (block,) if elements else ())


def command_text(raw: str, names: Mapping[str, str], labels: Mapping[str, str], *, should_escape: bool) -> str:
    """The text of a slash command: names become `<@U1|name>` only where the command asks for that."""
    if not should_escape:
        return escape(raw)
    return TOKEN.sub(lambda found: _labelled(found.group(), labels), _escape_around(_link(raw, names, links=False)))


def _labelled(token: str, labels: Mapping[str, str]) -> str:
    label = labels.get(token[2:-1])
    return f"{token[:-1]}|{label}>" if label else token


def _pieces(pattern: re.Pattern[str], text: str) -> Iterator[tuple[bool, str]]:
    """The text in pieces, each with whether it is what the pattern looks for."""
    place = 0
    for found in pattern.finditer(text):
        yield False, text[place : found.start()]
        yield True, found.group()
        place = found.end()
    yield False, text[place:]


def _dotted(text: str) -> str:
    """Hyphens that open a line become the dots that Slack makes of them."""
    return re.sub(r"(?m)^- +", "• ", text)


def _link(text: str, names: Mapping[str, str], *, links: bool = True) -> str:
    def stand_in(found: re.Match[str]) -> str:
        spoken = found.group().rstrip(".-")
        id = names.get(spoken.lower())
        return f"<{found.group(1)}{id}>{found.group()[len(spoken) :]}" if id else found.group()

    named = NAMED.sub(stand_in, text)
    return BARE_LINK.sub(lambda found: f"<{found.group()}>", named) if links else named


def _escape_around(text: str) -> str:
    """Escape everything but the tokens that Slack understands."""
    parts, place = [], 0
    for token in TOKEN.finditer(text):
        parts += [escape(text[place : token.start()]), token.group().replace("&", "&amp;")]
        place = token.end()
    return "".join([*parts, escape(text[place:])])


def _elements(fenced: bool, part: str) -> Iterator[Json]:
    if fenced:
        code = part[3:-3].removeprefix("\n").removesuffix("\n")
        yield {"type": "rich_text_preformatted", "elements": [_text(code)], "border": 0}
        return
    for kind, lines in _stretches(part.strip("\n")):
        if kind == "rich_text_list":
            items = [{"type": "rich_text_section", "elements": list(_spans(line))} for line in lines]
            yield {"type": kind, "style": "bullet", "indent": 0, "border": 0, "elements": items}
        elif inside := list(_spans("\n".join(lines))):
            yield {"type": kind, "elements": inside}


def _stretches(part: str) -> Iterator[tuple[str, list[str]]]:
    """Neighbouring lines of one kind, bare of their marks; `>>>` quotes whatever follows."""
    current, lines, rest = "", list[str](), False
    for line in part.split("\n"):
        rest = rest or line.startswith(">>>")
        kind = "rich_text_quote" if rest else _kind(line)
        if kind != current and lines:
            yield current, lines
            lines = []
        current = kind
        lines.append(MARK.sub("", line) if kind != "rich_text_section" else line)
    if lines:
        yield current, lines


def _kind(line: str) -> str:
    if line.startswith(">"):
        return "rich_text_quote"
    return "rich_text_list" if line.startswith("• ") else "rich_text_section"


def _spans(text: str) -> Iterator[Json]:
    place = 0
    for found in INLINE.finditer(text):
        if found.start() > place:
            yield _text(text[place : found.start()])
        yield _span(str(found.lastgroup), str(found.group(str(found.lastgroup))))
        place = found.end()
    if place < len(text):
        yield _text(text[place:])


def _span(kind: str, inside: str) -> Json:
    if kind == "token":
        return _token(inside)
    if kind == "emoji":
        return {"type": "emoji", "name": inside}
    return {"type": "text", "text": inside, "style": {kind: True}}


def _token(token: str) -> Json:
    body, _, label = token[1:-1].partition("|")
    if not TOKEN.fullmatch(token):
        return _text(token)
    if body[0] == "@":
        return {"type": "user", "user_id": body[1:]}
    if body[0] == "#":
        return {"type": "channel", "channel_id": body[1:]}
    if body.startswith("!subteam^"):
        return {"type": "usergroup", "usergroup_id": body.removeprefix("!subteam^")}
    if body[0] == "!":
        return {"type": "broadcast", "range": body[1:]}
    return {"type": "link", "url": body, **({"text": label} if label else {})}


def _text(text: str) -> Json:
    return {"type": "text", "text": text}
