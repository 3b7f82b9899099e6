"""What people are told when what they typed or pressed was not taken: kindly, and with their words back."""

from collections.abc import Mapping
from typing import Any

from handlers.blocks import Block, modal, quoted, section
from handlers.rich_text import as_typed, escape
from phrasebook.book import Phrasebook

SHORT = 2000
"""What was typed stands within a sentence up to so many characters, else below it, in pieces."""
PIECE = 2800


class Excuses:
    def __init__(self, book: Phrasebook) -> None:
        self._say = book.say

    def answer(self, payload: Mapping[str, Any], why: str) -> dict[str, Any]:
        """The answer to a command or a form: told to its person alone; a form stays open with what was typed."""
        if "command" in payload:
            return {"response_type": "ephemeral", **self._given_back(_typed(payload), why)}
        if payload.get("type") == "view_submission":
            return self._kept_open(_inputs(payload), self._say(f"levelhead.{why}_press"))
        return {}

    def whisper(self, why: str) -> dict[str, Any]:
        """A word to whoever pressed, beside what they pressed, which stays."""
        text = self._say(f"levelhead.{why}_press")
        shown = {"text": text, "blocks": [section(text)]}
        return {**shown, "replace_original": False, "response_type": "ephemeral"}

    def window(self, why: str) -> Block:
        """A word to whoever pressed in a window, or used a shortcut; what they typed lies below it."""
        return self._window(self._say(f"levelhead.{why}_press"))

    def _given_back(self, typed: str, why: str) -> dict[str, Any]:
        if len(typed) <= SHORT:
            text = self._say(f"levelhead.{why}", typed=escape(typed))
            return {"text": text, "blocks": [section(text)]}
        text = self._say(f"levelhead.{why}", typed="")
        pieces = [quoted(escape(typed[start : start + PIECE])) for start in range(0, len(typed), PIECE)]
        return {"text": text, "blocks": [section(text), *pieces]}

    def _kept_open(self, inputs: list[str], text: str) -> dict[str, Any]:
        if inputs:
            return {"response_action": "errors", "errors": {inputs[0]: text}}
        return {"response_action": "push", "view": self._window(text)}

    def _window(self, text: str) -> Block:
        return modal("told", self._say("why.plain_title"), self._say("why.close"), [section(text)])


def reply_url(payload: Mapping[str, Any]) -> str:
    """Where a press can be answered without a token; empty where it cannot."""
    url = payload.get("response_url")
    return url if isinstance(url, str) and "view" not in payload else ""


def _typed(payload: Mapping[str, Any]) -> str:
    return f"{payload['command']} {as_typed(str(payload.get('text') or ''))}".strip()


def _inputs(payload: Mapping[str, Any]) -> list[str]:
    """The ids of a form's inputs, whatever shape the form is in."""
    view = payload.get("view")
    blocks = view.get("blocks") if isinstance(view, dict) else None
    those = [one for one in blocks if isinstance(one, dict)] if isinstance(blocks, list) else []
    return [str(one["block_id"]) for one in those if one.get("type") == "input" and "block_id" in one]
