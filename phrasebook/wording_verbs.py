"""English verb and noun forms, looked up without a model."""

from functools import lru_cache
from types import ModuleType
from typing import Literal

Form = Literal["base", "past", "pp", "ing", "s"]

TAGS: dict[Form, str] = {"base": "VB", "past": "VBD", "pp": "VBN", "ing": "VBG", "s": "VBZ"}


@lru_cache(maxsize=1)
def dictionary() -> ModuleType:
    """The dictionary of forms; the first call takes about half a second, so `Phrasebook.load` makes it."""
    import lemminflect

    return lemminflect


@lru_cache(maxsize=8192)
def form_of(lemma: str, form: Form) -> str:
    """The verb in that form ("send", "pp" → "sent")."""
    forms = _forms(lemma, form, guess=False) or _forms(lemma, form, guess=True)
    return forms[0] if forms else lemma


@lru_cache(maxsize=8192)
def lemma_of(word: str, form: Form) -> str | None:
    """The verb of which this word is that form, or None where it is no such form of a verb we know."""
    lowered = word.lower()
    for lemma in dictionary().getAllLemmas(lowered, upos="VERB").get("VERB", ()):
        if lowered in _forms(lemma, form, guess=False):
            return str(lemma)
    return None


@lru_cache(maxsize=8192)
def is_plural(noun: str) -> bool:
    """Whether a noun is a plural ("logs"), as far as its form tells."""
    lowered = noun.lower()
    if not lowered.endswith("s") or lowered.endswith(("ss", "us", "is")):
        return lowered in {"these", "those", "both", "people", "children", "criteria"}
    return len(lowered) > 3


@lru_cache(maxsize=8192)
def is_english(word: str) -> bool:
    """Whether the dictionary knows this word, in any of its forms."""
    lowered = word.lower()
    return bool(dictionary().getAllLemmas(lowered) or dictionary().getAllInflections(lowered))


def _forms(lemma: str, form: Form, *, guess: bool) -> tuple[str, ...]:
    found = dictionary().getInflection(lemma, TAGS[form], inflect_oov=guess)
    if not found and form == "pp":
        found = dictionary().getInflection(lemma, "VBD", inflect_oov=guess)
    return tuple(found)
