"""The small language in which a page says which words it rewrites, and the pattern that it becomes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from phrasebook.wording_choices import GAP, WORD, PatternError, any_of, first_words, pieces_of
from phrasebook.wording_verbs import TAGS, Form, lemma_of

At = Literal["clause", "sentence", "whole", "alone", "start", "lead", "end", "tail", "any", "after"]

_SLOT = re.compile(r"(?P<name>_?[a-z]+\d?)(?::(?P<kind>[a-z]+))?(?:/(?P<set>[a-z]+))?")
_MACRO = re.compile(r"@([a-z]+)")
_OPENERS = frozenset({"this", "that", "these", "those", "the", "your", "our", "my", "his", "her", "their"}) | frozenset(
    {"a", "an", "it", "all", "both", "what", "every", "each", "no"}
)
_KINDS = {
    "word": r"[\w'-]+",
    "lead": r"[^,:;]+?(?=\s*[,:])",
    "nobut": r"(?:(?!\b(?:but|however|though|although)\b).)+?",
    "ourslead": r"(?:my|our)\s[^,:;]+?(?=\s*[,:])",
    "ours": r"(?:my|our)\s.+?(?![\w'-])",
}
_EDGE = r"(?![\w'-])"


@dataclass(frozen=True, slots=True)
class Verb:
    """A slot that takes one verb in one form, of one set of verbs where a set is named."""

    name: str
    form: Form
    among: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Captured:
    """What the slots of a pattern took: words to the letter, and verbs by their lemma."""

    start: int
    end: int
    words: Mapping[str, str]
    verbs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One phrase with slots; `needs` are words of which one each must be there, a cheap first look."""

    regex: str
    verbs: tuple[Verb, ...]
    slots: frozenset[str]
    needs: tuple[frozenset[str], ...]

    def find(self, text: str, words: frozenset[str]) -> Captured | None:
        """The first place where the pattern fits; `words` are the lowered words of the text."""
        if not all(not needed.isdisjoint(words) for needed in self.needs):
            return None
        return next(
            (captured for found in _compiled(self.regex).finditer(text) if (captured := self._captured(found))), None
        )

    def _captured(self, found: re.Match[str]) -> Captured | None:
        groups = {name: (words or "").strip() for name, words in found.groupdict().items()}
        lemmas: dict[str, str] = {}
        for verb in self.verbs:
            lemma = lemma_of(groups.pop(verb.name), verb.form)
            if lemma is None or (verb.among is not None and lemma not in verb.among):
                return None
            lemmas[verb.name] = lemma
        for name, words in groups.items():
            if words and found.start(name) == 0 and words.split()[0].lower() in _OPENERS:
                groups[name] = words[0].lower() + words[1:]
        return Captured(found.start(), found.end(), groups, lemmas)


@cache
def _compiled(regex: str) -> re.Pattern[str]:
    # A thousand patterns take a second to compile, and most drafts need a dozen of them.
    return re.compile(regex, re.IGNORECASE | re.DOTALL)


def words_of(text: str) -> frozenset[str]:
    """The lowered words of a text, for the first look of `Pattern.find`."""
    return frozenset(WORD.findall(text.lower()))


@dataclass(frozen=True, slots=True)
class Grammar:
    """Word lists that patterns may name.

    `macros` stand in for alternatives (“@you”), `lists` are what a slot may take ({who:me}), `sets` narrow verb slots.
    """

    macros: Mapping[str, str]
    lists: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]

    def compile(self, phrase: str, at: At) -> Pattern:
        """The pattern of a phrase; raises PatternError where the phrase is not understood."""
        parts = [self._part(piece) for piece in pieces_of(self._expanded(phrase), " ")]
        if all(part.maybe or part.anchor for part in parts):
            raise PatternError("can match nothing at all")
        verbs = tuple(part.verb for part in parts if part.verb is not None)
        slots = frozenset(part.slot for part in parts if part.slot)
        return Pattern(_anchored(_joined(parts), at), verbs, slots, tuple(part.needs for part in parts if part.needs))

    def _expanded(self, phrase: str) -> str:
        def stand_in(found: re.Match[str]) -> str:
            if found[1] not in self.macros:
                raise PatternError(f"knows no list “@{found[1]}”")
            return f"({self._expanded(self.macros[found[1]])})"

        return _MACRO.sub(stand_in, phrase)

    def _part(self, piece: str) -> "_Part":
        if piece.startswith("{"):
            return self._slot(piece[1:-1])
        if piece in ("^", "$"):
            return _Part(piece, anchor=True)
        if piece.startswith("["):
            return _Part(any_of(piece[1:-1]) + _EDGE, maybe=True)
        return _Part(any_of(piece) + _EDGE, needs=first_words(piece))

    def _slot(self, written: str) -> "_Part":
        found = _SLOT.fullmatch(written)
        if found is None:
            raise PatternError(f"does not understand “{{{written}}}”")
        name, kind, among = found["name"], found["kind"] or "some", found["set"]
        if kind in TAGS:
            return _Part(self._verb_regex(name), slot=name, verb=Verb(name, cast(Form, kind), self._among(among)))
        if kind == "some":
            return _Part(rf"(?P<{name}>\S(?:.*?\S)??){_EDGE}", slot=name)
        if kind == "rest":
            return _Part(rf"(?P<{name}>\S(?:.*?\S)??){_EDGE}", slot=name, maybe=True)
        if kind in self.lists:
            return _Part(rf"(?P<{name}>{any_of(self.lists[kind])}){_EDGE}", slot=name)
        if kind in _KINDS:
            return _Part(rf"(?P<{name}>{_KINDS[kind]})", slot=name)
        raise PatternError(f"knows no kind of slot “{kind}”")

    def _verb_regex(self, name: str) -> str:
        adverbs = any_of(self.macros.get("adverbs", "really"))
        return rf"(?:{adverbs}\s+)*(?P<{name}>[A-Za-z]+){_EDGE}"

    def _among(self, name: str | None) -> frozenset[str] | None:
        if name is None:
            return None
        if name not in self.sets:
            raise PatternError(f"knows no set of verbs “{name}”")
        return self.sets[name]


@dataclass(frozen=True, slots=True)
class _Part:
    regex: str
    maybe: bool = False
    anchor: bool = False
    slot: str = ""
    verb: Verb | None = None
    needs: frozenset[str] = frozenset()


def _joined(parts: list[_Part]) -> str:
    written = ""
    begun = False
    for part in parts:
        if part.anchor:
            written += part.regex
        elif not begun:
            written += f"(?:{part.regex}{GAP})?" if part.maybe else part.regex
        else:
            written += f"(?:{GAP}{part.regex})?" if part.maybe else GAP + part.regex
        begun = begun or not (part.maybe or part.anchor)
    return written


def _anchored(regex: str, at: At) -> str:
    if at in ("clause", "sentence", "whole", "alone", "after"):
        return rf"^{regex}[\s,]*$"
    if at == "start":
        return rf"^{regex}(?=[\s,:;.!?–—-]|$)"
    if at == "lead":
        return rf"^{regex}\s*(?=[,:;.!?–—]|\s-\s|$)"
    if at == "tail":
        return rf"[,;–—-]\s*{regex}[\s,]*$"
    if at == "end":
        return rf"(?<![\w'-]){regex}[\s,]*$"
    return rf"(?<![\w'-]){regex}(?![\w'-])"
