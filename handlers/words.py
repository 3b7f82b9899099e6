"""Advice as the words of a delivery and back; they are encrypted wherever they rest."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.advice import may_be_phrased
from bot.coaching import Advice
from phrasebook.reading import Voice


def words_of(advice: Advice) -> dict[str, Any]:
    return asdict(advice)


def heard_words(advice: Advice, text: str) -> dict[str, Any]:
    """The words of a hint that waits: the advice and, where it can be put better yet, the draft that it is about."""
    return {**words_of(advice), **({"draft": text} if may_be_phrased(advice) else {})}


def draft_in(words: Mapping[str, Any]) -> str:
    """The draft that an advice is about; empty where it is said as it stands."""
    return str(words.get("draft", ""))


def advice_of(words: Mapping[str, Any]) -> Advice:
    own = {name: value for name, value in words.items() if name != "draft"}
    return Advice(**{**own, "voice": Voice(words["voice"]), "wordings": tuple(words["wordings"])})
