"""Advice as the words of a delivery and back; they are encrypted wherever they rest."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.advice import may_be_phrased
from bot.coaching import Advice
from bot.remedies import asks
from phrasebook.reading import Reading, Voice

BESIDE = frozenset({"draft", "asks"})
"""What the words of a hint hold beside its advice."""


def words_of(advice: Advice) -> dict[str, Any]:
    return asdict(advice)


def heard_words(advice: Advice, text: str) -> dict[str, Any]:
    """The words of a hint that waits: the advice and, where it can be put better yet, the draft that it is about."""
    return {**words_of(advice), **({"draft": text} if may_be_phrased(advice) else {})}


def asked_words(text: str, voice: Voice, reading: Reading) -> dict[str, Any]:
    """What a hint knows beside its advice where a customer asks for something: the sources they speak of."""
    asked = voice is Voice.CUSTOMER and not reading.harm and asks(text, reading)
    return {"asks": list(reading.sources)} if asked else {}


def asks_in(words: Mapping[str, Any]) -> list[str] | None:
    """The sources that a customer's words speak of, by slug; None where they ask for nothing."""
    return list(words["asks"]) if "asks" in words else None


def draft_in(words: Mapping[str, Any]) -> str:
    """The draft that an advice is about; empty where it is said as it stands."""
    return str(words.get("draft", ""))


def advice_of(words: Mapping[str, Any]) -> Advice:
    own = {name: value for name, value in words.items() if name not in BESIDE}
    return Advice(**{**own, "voice": Voice(words["voice"]), "wordings": tuple(words["wordings"])})
