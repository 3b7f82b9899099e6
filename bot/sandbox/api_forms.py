"""Every form in which a client may call the Web API, read into one."""

import json
from typing import Any
from urllib.parse import parse_qsl

from bot.sandbox.refusals import SlackError
from bot.sandbox.values import Json

NESTED = frozenset({"attachments", "blocks", "files", "metadata", "unfurls", "view"})
"""Arguments whose value may arrive as JSON in a string."""


def read_call(query: str, content_type: str, body: bytes, authorization: str) -> tuple[str, Json]:
    """The token and the arguments of a call. Raises SlackError when the body is not what it says it is."""
    args: Json = dict(parse_qsl(query, keep_blank_values=True))
    args |= _body(content_type.partition(";")[0].strip().lower(), body)
    token = args.pop("token", "") or ""
    if authorization.lower().startswith("bearer "):
        token = authorization[7:].strip()
    return str(token), {key: _plain(key, value) for key, value in args.items() if value is not None}


def _body(content_type: str, body: bytes) -> Json:
    if not body.strip():
        return {}
    if content_type == "application/json":
        return _json(body)
    return dict(parse_qsl(_text(body), keep_blank_values=True))


def _json(body: bytes) -> Json:
    try:
        parsed = json.loads(body)
    except ValueError as broken:
        raise SlackError("invalid_json") from broken
    if not isinstance(parsed, dict):
        raise SlackError("json_not_object")
    return parsed


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as broken:
        raise SlackError("invalid_form_data") from broken


def _plain(key: str, value: Any) -> Any:
    if key not in NESTED or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as broken:
        refusals = {"blocks": "invalid_blocks_format", "attachments": "invalid_attachments"}
        raise SlackError(refusals.get(key, "invalid_arguments")) from broken


def yes(value: Any) -> bool:
    """Whether an argument means yes, in any form it may come in."""
    return value in (True, "true", "True", "1", 1)


def many(value: Any) -> list[str]:
    """A list of names that may come as a list or with commas between."""
    if isinstance(value, str):
        return [each.strip() for each in value.split(",") if each.strip()]
    return [str(each) for each in value or ()]


def whole(value: Any, default: int, most: int) -> int:
    """A number between 1 and `most`. Raises SlackError `invalid_arguments`."""
    try:
        number = int(value) if value not in (None, "") else default
    except (TypeError, ValueError) as broken:
        raise SlackError("invalid_arguments") from broken
    return max(1, min(number, most))
