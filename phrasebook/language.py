"""Whether words are English; asked only where something would be said, or where hardly a word is known."""

from collections.abc import Sequence
from threading import Lock

from phrasebook.tokens import ENDS, Tokens

ENGLISH_SHARE = 0.4
FEWEST_TO_TELL = 4
FEWEST_TO_DOUBT = 4
KNOWN_SHARE = 0.3

_loading = Lock()


def is_english(words: Sequence[str]) -> bool:
    """Whether most of these words are English; too few words to tell count as English. The first call loads a list."""
    plain = [word for word in words if word.replace("'", "").isalpha()]
    if len(plain) < FEWEST_TO_TELL:
        return all(word.isascii() for word in plain)
    # Imported here, as it takes a second and 20 MB that a process which flags nothing never needs.
    with _loading:
        from simplemma.language_detector import in_target_language
    return float(in_target_language(" ".join(plain).lower(), lang="en")) >= ENGLISH_SHARE


def sentence_around(tokens: Tokens, first: int, after: int) -> list[str]:
    """The words of the sentence, as written, that holds words `first` to `after`; all words where it is a short one."""
    start, end = first, after
    while start and tokens.words[start - 1] not in ENDS:
        start -= 1
    while end < len(tokens.words) and tokens.words[end] not in ENDS:
        end += 1
    sentence = [raw for raw in tokens.raws[start:end] if raw]
    return sentence if len(sentence) >= FEWEST_TO_DOUBT else [raw for raw in tokens.raws if raw]
