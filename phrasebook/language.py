"""Whether words are English; asked only where something would be said, or where hardly a word is known."""

from bisect import bisect_right
from collections.abc import Sequence

from simplemma.language_detector import in_target_language

from phrasebook.tokens import ENDS, Tokens

ENGLISH_SHARE = 0.4
FEWEST_TO_TELL = 4
FEWEST_TO_DOUBT = 4
MOST_ASKED = 60
KNOWN_SHARE = 0.3


def load() -> None:
    """Reads the word list, which takes a second, so that no message has to wait for it."""
    in_target_language("the word", lang="en")


def is_english(words: Sequence[str]) -> bool:
    """Whether most of these words are English; too few words to tell count as English."""
    plain = [word for word in words if word.replace("'", "").isalpha()]
    if len(plain) < FEWEST_TO_TELL:
        return all(word.isascii() for word in plain)
    return float(in_target_language(" ".join(plain).lower(), lang="en")) >= ENGLISH_SHARE


def english_places(tokens: Tokens, places: Sequence[int]) -> list[bool]:
    """For each place (number of a word) whether its sentence is English; each sentence is asked about once."""
    bounds = _bounds(tokens)
    answers: dict[int, bool] = {}
    told: list[bool] = []
    for place in places:
        which = bisect_right(bounds, place) - 1
        if which not in answers:
            answers[which] = is_english(_sentence(tokens, bounds[which], bounds[which + 1]))
        told.append(answers[which])
    return told


def _bounds(tokens: Tokens) -> list[int]:
    """Where each sentence begins, and the end of the last."""
    starts = [at + 1 for at, word in enumerate(tokens.words) if word in ENDS and at + 1 < len(tokens.words)]
    return [0, *starts, len(tokens.words)]


def _sentence(tokens: Tokens, start: int, end: int) -> list[str]:
    """The words of a sentence as written; those of the whole text where it is a short one."""
    sentence = [raw for raw in tokens.raws[start:end] if raw]
    chosen = sentence if len(sentence) >= FEWEST_TO_DOUBT else [raw for raw in tokens.raws if raw]
    return chosen[:MOST_ASKED]
