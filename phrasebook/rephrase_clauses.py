"""A sentence as clauses, each with the words that join it to the one before."""

import re
from dataclasses import dataclass

from phrasebook.wording_text import FIRST_SHELTER, LAST_SHELTER
from phrasebook.wording_verbs import lemma_of

_SUBJECT = (
    r"(?:i|we|you|he|she|they|it|this|that|that's|there|these|those|nothing|nobody|now|please|still|"
    r"i'm|i've|i'll|i'd|we're|we've|we'll|we'd|you're|you've|you'll|you'd|it's|there's|they're|don't|stop|"
    r"(?:section|step|page|point|clause|paragraph|article|line|row)\s+\d[\d.]*|"
    r"(?:the|our|your|my)(?:\s+[\w-]+){1,3}?\s+(?:is|are|was|were|has|have|had|will|can|can't|does|did|isn't|aren't|won't|need|needs|takes|works|says|resets|ends|starts|expires|costs|runs|covers|applies|includes|requires|depends|shows|lists|closes|opens|gives|allows|fails|matters|\w+ed|went|came|broke|got|sent))"
)
_ASKS = r"(?:am|is|are|was|were|do|does|did|can|could|should|would|will|else|on|the)"
_JOIN = re.compile(
    rf"""
      \s*[;:]\s+
    | \s+[-–—]+\s+ | — | (?<=[.?!])\s+
    | (?:,\s+|\s+)(?:and|but|so|yet|because|since|or|which\ is\ why|even\ though|although)\s+(?={_SUBJECT}\b)
    | ,\s+(?:so|because|since|otherwise|but|and)\s+(?=\w+)
    | ,\s+(?={_SUBJECT}\b)
    | ,\s+(?=(?:how|what|why|when|where|who)\s+{_ASKS}\b)
    | ,\s+(?=(?:the|our|your|my)\s+(?P<subject>[\w-]+(?:\s+[\w-]+){{1,3}}))
    | (?<=[{chr(FIRST_SHELTER)}-{chr(LAST_SHELTER)}])\s+(?={_SUBJECT}\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPENING = re.compile(
    rf"(?:and|but|so|also|because|since|although|even\ though|given\ that)\s+(?={_SUBJECT}\b|your\b)", re.IGNORECASE
)
_SUBORDINATE = re.compile(r"(?:because|since|although|even though|given that|if|when|or)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence with a subject of its own; `join` is all that stands between it and the one before."""

    join: str
    words: str

    @property
    def depends(self) -> bool:
        """Whether it hangs on another clause ("because …"), so that no question can stand in its place."""
        return bool(_SUBORDINATE.search(self.join))


def clauses(body: str) -> tuple[Clause, ...]:
    """The clauses in order; joined again, join and words give the body to the letter."""
    opening = _OPENING.match(body)
    join, start = (opening.group(), opening.end()) if opening else ("", 0)
    found = []
    for match in _JOIN.finditer(body, start):
        if match.start() == start or (match["subject"] and not _has_past(match["subject"])):
            continue
        found.append(Clause(join, body[start : match.start()]))
        join, start = match.group(), match.end()
    found.append(Clause(join, body[start:]))
    return tuple(found)


def _has_past(words: str) -> bool:
    """Whether a verb in the past stands among the words after the first ("carrier lost it")."""
    return any(lemma_of(word, "past") for word in words.split()[1:])
