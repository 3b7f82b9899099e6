"""What the weights are asked about: numbers that describe a text, by name."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from phrasebook.entries import Family
from phrasebook.prepare import THING
from phrasebook.tokens import ENDS, Tokens
from phrasebook.vader import Vader

MOST = 3.0
MOST_OF_A_FAMILY = 2.0
MANNERS = ("you", "i", "we", "polite", "hedge", "negation")
_LONG_WORD = 4


@dataclass(slots=True)
class Sentence:
    """One sentence for VADER: its words as written and in small letters, and the marks that end it."""

    raws: list[str]
    lowered: list[str]
    end: str


def sentences(tokens: Tokens) -> list[Sentence]:
    """The sentences of a text; empty ones are left out."""
    found: list[Sentence] = []
    raws: list[str] = []
    for word, raw in zip(tokens.words, tokens.raws, strict=True):
        if word in ENDS:
            if raws:
                found.append(Sentence(raws, [each.lower() for each in raws], raw))
                raws = []
        elif raw:
            raws.append(word if word[0] == ":" else raw)
    if raws:
        found.append(Sentence(raws, [each.lower() for each in raws], ""))
    return found


class Describer:
    """Describes texts by numbers; `manners` are the named word lists of the lexicon pages."""

    def __init__(self, vader: Vader, manners: Mapping[str, frozenset[str]]) -> None:
        self._vader = vader
        self._manner_of = {word: name for name in MANNERS for word in manners[f"manner_{name}"]}
        self._you = manners["manner_you"]

    def features(self, tokens: Tokens, families: Iterable[Family]) -> dict[str, float]:
        """Every feature of a text save its single words."""
        told = sentences(tokens)
        found = self._moods(told)
        found.update(_marks(told))
        found.update(self._manner(tokens.words))
        found.update(family_features(families))
        return found

    def _moods(self, told: Sequence[Sentence]) -> dict[str, float]:
        worst = best = at_you = below = above = mood = 0.0
        count = 0
        for sentence in told:
            count += len(sentence.raws)
            valences = self._vader.valences(sentence.raws, sentence.lowered)
            mood = self._vader.compound(valences, sentence.end) if valences else 0.0
            for valence in valences:
                if valence < 0:
                    below -= valence
                else:
                    above += valence
            if mood < 0:
                worst = max(worst, -mood)
                if not self._you.isdisjoint(sentence.lowered):
                    at_you = max(at_you, -mood)
            else:
                best = max(best, mood)
        root = math.sqrt(max(1, count))
        return {
            "vader worst": worst,
            "vader best": best,
            "vader last": -mood,
            "vader at you": at_you,
            "vader below": below / root,
            "vader above": above / root,
        }

    def _manner(self, words: Sequence[str]) -> dict[str, float]:
        part = 1.0 / math.sqrt(max(1, len(words)))
        found = dict.fromkeys(MANNERS, 0.0)
        manner_of = self._manner_of
        for word in words:
            if word in manner_of:
                found[manner_of[word]] += part
        found["length"] = math.log1p(len(words))
        found["things"] = 1.0 if THING in words else 0.0
        return found


def family_features(families: Iterable[Family]) -> dict[str, float]:
    """How often each family was heard, bounded."""
    counts: dict[str, float] = {}
    for family in families:
        counts[family.value] = min(MOST_OF_A_FAMILY, counts.get(family.value, 0.0) + 1.0)
    return counts


def _marks(told: Sequence[Sentence]) -> dict[str, float]:
    """Questions, exclamations, runs of marks and words in capitals, each bounded."""
    questions = exclamations = runs = dots = capitals = 0
    for sentence in told:
        end = sentence.end
        if end and end != ".":
            questions += "?" in end
            exclamations += "!" in end
            runs += end.count("?") + end.count("!") > 1
            dots += "…" in end or ".." in end
        capitals += sum(len(raw) >= _LONG_WORD for raw in filter(str.isupper, sentence.raws))
    counts = {"questions": questions, "exclamations": exclamations, "runs of marks": runs, "dots": dots}
    return {name: min(MOST, float(count)) for name, count in {**counts, "capitals": capitals}.items()}
