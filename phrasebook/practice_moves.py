"""Recognises what an agent's answer does well and where it slips: by phrases, by times, and by the reader's cues."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from phrasebook.lexicon import Lexicon
from phrasebook.matcher import Found, Matcher
from phrasebook.phrases import PhraseError, Sequence, parse
from phrasebook.practice_pages import Move, Slip
from phrasebook.prepare import own_words
from phrasebook.reading import Level, Reading
from phrasebook.times import hear_time
from phrasebook.tokens import ENDS, Speller, Tokens

_UNLESS = "unless "
_TIME = "time"
"""Owns the times that need no clock."""
_UNNAMED = "rude"
"""What a hot answer is where no cue says why it is."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What one answer does, by ids of the page of moves."""

    made: frozenset[str] = frozenset()
    slips: frozenset[str] = frozenset()


class Recogniser:
    """The page of moves, opened once; faults of its phrases are added to `faults`. Safe to share between threads."""

    def __init__(
        self,
        moves: Mapping[str, Move],
        slips: Mapping[str, Slip],
        times: Iterable[str],
        lexicon: Lexicon,
        faults: list[str],
    ) -> None:
        self._moves, self._slips = dict(moves), dict(slips)
        self._speller = Speller(lexicon.spellings, lexicon.masked, lexicon.emoji, frozenset())
        self._slots = frozenset(lexicon.slots)
        heard: tuple[Move | Slip, ...] = (*moves.values(), *slips.values())
        written = {one.id: one.match for one in heard} | {_UNLESS + one.id: one.unless for one in heard}
        written[_TIME] = tuple(times)
        self._matcher = Matcher(
            {owner: list(self._parsed(owner, listed, faults)) for owner, listed in written.items()}, lexicon.slots
        )

    def recognise(self, text: str, reading: Reading) -> Moves:
        """What a Slack message in the agent's own words does; `reading` is what the reader makes of it."""
        tokens = self._speller.tokens(text)
        heard = _unexcused(self._matcher.find(tokens.words))
        times = [one.first for one in heard if one.owner == _TIME]
        made = {one.owner for one in heard if one.owner in self._moves and self._counts(one, tokens, text, times)}
        slips = {slip.id for slip in self._slips.values() if self._slipped(slip, heard, tokens, reading)}
        excused = {id for id in slips if self._slips[id].excused_by & made}
        made |= {becomes for id in excused if (becomes := self._slips[id].becomes)}
        slips -= excused
        if reading.harm or (reading.level is Level.HEATED and not slips):
            slips.add(_UNNAMED)
        return Moves(frozenset(made), frozenset(slips))

    def _counts(self, found: Found, tokens: Tokens, text: str, times: Iterable[int]) -> bool:
        """Whether a move stands: one that is a promise needs a time in its own sentence."""
        if not self._moves[found.owner].timed:
            return True
        first, after = _sentence(found, tokens)
        if any(first <= time < after for time in times):
            return True
        own = own_words(text)
        return any(hear_time(own, tokens.starts[word]) for word in range(first, after) if tokens.raws[word])

    def _slipped(self, slip: Slip, heard: Iterable[Found], tokens: Tokens, reading: Reading) -> bool:
        return (
            any(cue.family in slip.families or cue.cue in slip.cues for cue in reading.cues)
            or any(one.owner == slip.id for one in heard)
            or bool(slip.words and sum(word not in ENDS for word in tokens.words) > slip.words)
        )

    def _parsed(self, owner: str, phrases: Iterable[str], faults: list[str]) -> Iterator[Sequence]:
        for phrase in phrases:
            try:
                yield parse(phrase, self._speller.phrase, self._slots)
            except PhraseError as error:
                faults.append(f"moves.toml · {owner.removeprefix(_UNLESS)} · “{phrase}” {error}")


def _unexcused(found: list[Found]) -> list[Found]:
    """What no exception overlaps."""
    excuses = [one for one in found if one.owner.startswith(_UNLESS)]
    return [
        one
        for one in found
        if not one.owner.startswith(_UNLESS)
        and not any(
            other.owner == _UNLESS + one.owner and one.first < other.after and other.first < one.after
            for other in excuses
        )
    ]


def _sentence(found: Found, tokens: Tokens) -> tuple[int, int]:
    """The first word of a find's sentence, and the word after its last."""
    first, after = found.first, found.after
    while first > 0 and tokens.words[first - 1] not in ENDS:
        first -= 1
    while after < len(tokens.words) and tokens.words[after] not in ENDS:
        after += 1
    return first, after
