"""What a page says instead: words with the slots filled, and marks where the writer fills in."""

import re
from dataclasses import dataclass
from typing import cast

from phrasebook.wording_pattern import Captured
from phrasebook.wording_verbs import TAGS, Form, form_of, is_plural

ASK = "//"
OPEN_SLOT = re.compile(r"‹[^‹›\n]+›")

_SLOT = re.compile(r"\{(?P<name>_?[a-z]+\d?)(?:\.(?P<form>[a-z]+))?\}")
_HEAD_ENDS = re.compile(
    r"\s+(?:of|for|from|with|in|on|at|to|about|we|i|you|that|which|who|they|he|she|needed|requested|attached)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_SPEAKERS: dict[str, tuple[str, str]] = {
    "we": ("I", "we"),
    "us": ("me", "us"),
    "our": ("my", "our"),
    "am": ("am", "are"),
    "was": ("was", "were"),
}
_NEW_SENTENCE = re.compile(r"(?<=[.?!] )[a-z]")
_FORMS = {"it": ("it", "them"), "is": ("is", "are"), "has": ("has", "have"), "does": ("does", "do")}
_SINGULAR_ON = frozenset({"each", "every", "one", "another", "a", "an", "this", "that"})
_NO_PLURAL_NEEDED = re.compile(
    r"\band\b|\bboth\b|\bthese\b|\bthose\b|\b(?:two|three|four|five|[2-9]|\d{2,})\b", re.IGNORECASE
)


class SayError(ValueError):
    """A sentence to say that cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, and a question that goes to the end of the whole sentence."""

    statement: str
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """One better wording of an entry, with its slots."""

    statement: str
    ask: str
    slots: frozenset[str]

    @classmethod
    def parse(cls, written: str) -> "Say":
        """Read “statement // question”; raises SayError for a slot that nobody knows how to fill."""
        statement, _, ask = (part.strip() for part in written.partition(ASK))
        slots = set()
        for found in _SLOT.finditer(written):
            name, form = found["name"], found["form"]
            if form is not None and form not in TAGS and form not in _FORMS:
                raise SayError(f"knows no form “{form}”")
            if name not in _SPEAKERS:
                slots.add(name)
        if re.sub(_SLOT, "", written).count("{"):
            raise SayError("has a brace that is no slot")
        return cls(statement, ask, frozenset(slots))

    def fill(self, captured: Captured, *, plural: bool) -> Said:
        """The words with every slot filled; `plural` is whether the writer says “we”."""
        return Said(_filled(self.statement, captured, plural), _filled(self.ask, captured, plural))


def _filled(words: str, captured: Captured, plural: bool) -> str:
    def fill(found: re.Match[str]) -> str:
        name, form = found["name"], found["form"]
        if name in _SPEAKERS:
            return _SPEAKERS[name][plural]
        if name in captured.verbs:
            return form_of(captured.verbs[name], cast(Form, form or "base"))
        return _noun_form(captured.words.get(name, ""), form)

    return _NEW_SENTENCE.sub(lambda found: found.group().upper(), tidy_spaces(_SLOT.sub(fill, words)))


def tidy_spaces(words: str) -> str:
    """No doubled spaces, and none before a comma or a full stop."""
    return re.sub(r"\s+([,.;:?])", r"\1", re.sub(r" {2,}", " ", words)).strip()


def _noun_form(noun: str, form: str | None) -> str:
    if form is None:
        return noun
    return _FORMS[form][_is_many(noun)]


def _is_many(noun: str) -> bool:
    head = _HEAD_ENDS.sub("", f" {noun}").split()
    if not head:
        return False
    if _NO_PLURAL_NEEDED.search(" ".join(head)):
        return True
    return is_plural(head[-1]) and head[0].lower() not in _SINGULAR_ON


def open_slots(text: str) -> tuple[str, ...]:
    """The marks in a text that its writer still has to fill in, in order."""
    return tuple(OPEN_SLOT.findall(text))
