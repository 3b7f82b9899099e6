"""Whether a wording can be read aloud: a last look for the ways in which a mended sentence goes wrong."""

import re

_FINITE = (
    r"(?:should|would|could|must|might|has|had|was|were|is|are|am|does|did|will|can|won't|can't|didn't|doesn't|isn't|"
    r"wasn't|weren't|hasn't|shouldn't|wouldn't|couldn't|'re|'ve)"
)
_SUBJECT_LOST = re.compile(
    rf"(?:^|[.!?:]\s+|\n\s*)(?:(?:and|but|so)\s+)?(?P<verb>{_FINITE})\b[^.!?\n]*(?:[.!\n]|$)", re.IGNORECASE
)
_DOUBLED = re.compile(r"\b(?P<word>[a-z]+)(?: (?P=word)| (?:yet|already) (?P=word))\b", re.IGNORECASE)
_SPLICED = re.compile(
    r"(?:^|[.!?]\s+)(?:could|what|which|how|when|where)\b[^.!?;,]*, "
    r"(?:it|it's|we|they|this|there|how|what|why) (?:\w+)[^.!?]*\?",
    re.IGNORECASE,
)
_GARBLED = re.compile(
    r"\b(?:explain (?:me|us|you)|which part of (?:me|us|how|what|why|where|when|who)\b|"
    r"before: (?:better|to|how|your)\b|to (?:and|but|or|so)\b|"
    r"the (?:the|your|our|my|a)\b|could you (?:was|were|is|are)\b)",
    re.IGNORECASE,
)
_FLAT_QUESTION = re.compile(
    r"(?:^|[.!?]\s+)(?:how|why|where|when|what|who) (?:am|is|are|was|were|do|does|did|can|could|should|would|will) "
    r"(?:I|we|you|they|it|this|that|he|she|the)\b[^.!?]*\.(?!\w)",
    re.IGNORECASE,
)
_NAME_ALONE = re.compile(r"(?:^|[.!?]\s+)(?!Sorry|Thanks|Apologies|Hi|Hello)[A-Z][a-z]+(?:\.(?=\s|$)|$)")
_TWICE_ON_PURPOSE = frozenset({"that", "had", "is", "do", "very", "bye", "no"})
_CHECKS = (_SUBJECT_LOST, _SPLICED, _GARBLED, _FLAT_QUESTION, _NAME_ALONE)


def sounds_whole(said: str, draft: str) -> bool:
    """Whether no sentence lost its subject, no word stands twice, and nothing else jars that the draft did not have."""
    if any(check.search(said) and not check.search(draft) for check in _CHECKS):
        return False
    doubled = {found["word"].lower() for found in _DOUBLED.finditer(said)} - _TWICE_ON_PURPOSE
    return doubled <= {found["word"].lower() for found in _DOUBLED.finditer(draft)}
