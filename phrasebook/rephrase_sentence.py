"""Turns one sentence: first what can simply go or be swapped, then what has to be said in another way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from phrasebook.rephrase_clauses import Clause, clauses
from phrasebook.rephrase_index import RuleIndex
from phrasebook.rephrase_join import capital, closed, joined, soft_end, spliced
from phrasebook.rephrase_shouting import lowered_voice
from phrasebook.rephrase_sound import sounds_whole
from phrasebook.wording_pages import Rule, WordingPages
from phrasebook.wording_pattern import Captured
from phrasebook.wording_say import Said
from phrasebook.wording_text import Sentence

LONGEST_BODY = 400
MOST_COMMAS = 6
MOST_SWAPS = 12
WHOLE, PART, SWAP = 3, 2, 1

_COMMA = re.compile(r",\s+")
_ASKED_LAST = re.compile(r"(?:^|[.,:;]\s+)(?:which|what|how|why|who|where|when)\b[^.?!]*$", re.IGNORECASE)
_ENDED = re.compile(r"[?.]")


@dataclass(frozen=True, slots=True)
class Turned:
    """A sentence said in another way (empty where nothing is left to say), and the entry that weighs most in it."""

    text: str
    technique: str
    entry: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How to turn a sentence.

    `choice` is which of several wordings to take, `plural` whether the writer says "we", `alone` whether the sentence
    is the whole draft; the rules named in `silent` are passed over. `after` is the technique of the sentence before,
    where that one was said in another way. `asked` remembers answers while one draft lasts.
    """

    choice: int
    plural: bool
    alone: bool
    silent: frozenset[str]
    asked: dict[tuple[int, str], tuple[tuple[Rule, Said], ...]]
    after: str | None = None

    def pick(self, found: list[tuple[Rule, Said]]) -> tuple[Rule, Said] | None:
        return found[min(self.choice, len(found) - 1)] if found else None


@dataclass(slots=True)
class _Draft:
    """A sentence on its way: its words so far, and the rules that changed them."""

    body: str
    manner: Manner
    used: list[tuple[int, Rule]] = field(default_factory=list)


class SentenceTurner:
    """Applies the rules of the pages to one sentence at a time; immutable once made."""

    def __init__(self, pages: WordingPages) -> None:
        whole = pages.rules_at("sentence", "whole")
        self._swaps = RuleIndex(pages.rules_at("start", "lead", "end", "tail", "any"))
        self._whole = RuleIndex(whole)
        self._alone = RuleIndex(pages.rules_at("alone") + whole)
        self._clause = RuleIndex(pages.rules_at("clause", "sentence"))
        self._after = RuleIndex(pages.rules_at("after"))
        self._lists = pages.lists

    def turn(self, sentence: Sentence, manner: Manner) -> Turned | None:
        """The sentence in a better wording, or None where nothing in it has to change."""
        if not sentence.body.strip() or len(sentence.body) > LONGEST_BODY:
            return None
        draft = _Draft(lowered_voice(sentence.body, self._lists), manner)
        said = self._say(draft)
        if said is None and draft.body == sentence.body and soft_end(sentence.end) == sentence.end:
            return None
        body, end = said or (draft.body, soft_end(sentence.end, changed=draft.body != sentence.body))
        if end == "." and "?" in sentence.end and _ASKED_LAST.search(body):
            end = "?"
        if not body.strip(" ,;:–—-"):
            body, end = "", ""
        weight, rule = max(draft.used, key=lambda used: used[0], default=(0, None))
        technique, entry = (rule.technique, rule.id) if rule else ("stay-calm", "lowered-voice")
        return Turned(capital(body, sentence.body) + end, technique, entry, weight)

    def _say(self, draft: _Draft) -> tuple[str, str] | None:
        """As a whole where a rule knows the whole sentence; else swap what can be swapped and look again."""
        whole = self._say_whole(draft)
        if whole is None:
            self._swap(draft)
            return self._say_whole(draft) or self._say_clauses(draft)
        draft.body = whole[0].rstrip(".?")
        self._swap(draft)
        return draft.body + whole[0][len(whole[0].rstrip(".?")) :], whole[1]

    def _swap(self, draft: _Draft) -> None:
        for _ in range(MOST_SWAPS):
            heard = self._swaps.heard(draft.body, draft.manner.silent)
            if not draft.body or not any(_swapped(draft, rule, captured) for rule, captured in heard):
                return

    def _say_whole(self, draft: _Draft) -> tuple[str, str] | None:
        rules = self._alone if draft.manner.alone else self._whole
        found = self._follow_up(draft) + _offers(rules, draft.body, draft.manner)
        picked = draft.manner.pick([(rule, said) for rule, said in found if said.statement or not draft.manner.alone])
        if picked is None:
            return None
        draft.used.append((WHOLE if picked[1].statement else SWAP, picked[0]))
        return closed(picked[1].statement, [picked[1].ask] if picked[1].ask else [])

    def _follow_up(self, draft: _Draft) -> tuple[tuple[Rule, Said], ...]:
        """What the rules would say that only speak behind a sentence of their own technique, as mock thanks do."""
        if draft.manner.after is None:
            return ()
        found = _offers(self._after, draft.body, draft.manner)
        return tuple((rule, said) for rule, said in found if rule.technique == draft.manner.after)

    def _say_clauses(self, draft: _Draft) -> tuple[str, str] | None:
        text, asks, seen, before = "", [], set[str](), False
        parts = tuple(self._cut(clauses(draft.body), draft.manner))
        for clause in parts:
            said = self._say_clause(clause, draft, may_vanish=len(parts) > 1 or not draft.manner.alone)
            if said is None or said.statement not in seen:
                text = joined(text, clause, said, after_change=before, body=draft.body)
            before = said is not None and not clause.depends
            if said:
                seen.add(said.statement)
                asks += [said.ask] if said.ask else []
        return closed(text, asks) if seen else None

    def _cut(self, found: tuple[Clause, ...], manner: Manner) -> Iterator[Clause]:
        """The clauses; one that no rule knows is cut at a comma where a rule knows the part before or after it."""
        for clause in found:
            yield from self._parts(clause, manner)

    def _parts(self, clause: Clause, manner: Manner) -> tuple[Clause, ...]:
        if clause.words.count(",") > MOST_COMMAS or self._is_known(clause.words, manner):
            return (clause,)
        for comma in _COMMA.finditer(clause.words):
            first, second = clause.words[: comma.start()], clause.words[comma.end() :]
            if self._is_known(first, manner) or self._is_known(second, manner):
                return (Clause(clause.join, first), *self._parts(Clause(comma.group(), second), manner))
        return (clause,)

    def _is_known(self, words: str, manner: Manner) -> bool:
        return bool(_offers(self._clause, words, manner))

    def _say_clause(self, clause: Clause, draft: _Draft, *, may_vanish: bool) -> Said | None:
        found = list(_offers(self._clause, clause.words.rstrip(".?!"), draft.manner))
        if not may_vanish:
            found = [(rule, said) for rule, said in found if said.statement]
        if clause.depends:
            found = [(rule, said) for rule, said in found if not _ENDED.search(said.statement)]
        picked = draft.manner.pick(found)
        if picked is None:
            return None
        draft.used.append((PART if picked[1].statement else SWAP, picked[0]))
        return picked[1]


def _offers(rules: RuleIndex, words: str, manner: Manner) -> tuple[tuple[Rule, Said], ...]:
    """What the rules would say for these words; asked once for each text, and forgotten with the draft."""
    found = manner.asked.get((id(rules), words))
    if found is None:
        heard = rules.heard(words, manner.silent)
        filled = ((rule, say.fill(slots, plural=manner.plural)) for rule, slots in heard for say in rule.say)
        found = tuple((rule, said) for rule, said in filled if sounds_whole(said.statement, words))
        manner.asked[id(rules), words] = found
    return found


def _swapped(draft: _Draft, rule: Rule, captured: Captured) -> bool:
    said = rule.say[min(draft.manner.choice, len(rule.say) - 1)].fill(captured, plural=draft.manner.plural)
    body = spliced(draft.body, captured.start, captured.end, said.statement)
    if not sounds_whole(body, draft.body):
        return False
    if body == draft.body or body.endswith((":", ",")) or (draft.manner.alone and not body.strip()):
        return False
    draft.body = body
    draft.used.append((SWAP, rule))
    return True
