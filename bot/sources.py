"""What a trouble came from: proposed from a thread's cues, and said by a person."""

from collections import Counter
from collections.abc import Iterable

from phrasebook.sources import Source

__all__ = ["FOR_PEOPLE_ALONE", "WORSE_BY_WAITING", "Source", "propose_source"]

WORSE_BY_WAITING = frozenset({Source.DELAY, Source.INDIFFERENCE})
"""Whoever waited or was passed over already feels every further hour twice."""
FOR_PEOPLE_ALONE = frozenset({Source.CULTURE})
"""Where somebody comes from is never a guess of ours."""


def propose_source(heard: Iterable[Iterable[str]]) -> Source | None:
    """The source that most messages speak of; of equals the one heard last, since that is where it stands now.

    `heard` are the slugs in each message, oldest first. None where nothing was heard.
    """
    known = {source.value: source for source in Source if source not in FOR_PEOPLE_ALONE}
    spoken = [known[slug] for slugs in heard for slug in dict.fromkeys(slugs) if slug in known]
    counts = Counter(spoken)
    return max(reversed(spoken), key=counts.__getitem__, default=None)
