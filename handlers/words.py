"""Advice as the words of a delivery and back; they are encrypted wherever they rest."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.coaching import Advice
from phrasebook.reading import Voice


def words_of(advice: Advice) -> dict[str, Any]:
    return asdict(advice)


def advice_of(words: Mapping[str, Any]) -> Advice:
    return Advice(**{**words, "voice": Voice(words["voice"]), "wordings": tuple(words["wordings"])})
