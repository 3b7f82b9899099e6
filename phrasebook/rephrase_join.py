"""Puts the parts of a sentence together again: spaces, capitals, marks at the end."""

import re

from phrasebook.rephrase_clauses import Clause
from phrasebook.wording_say import Said
from phrasebook.wording_text import is_sheltered

_FIRST_PERSON = re.compile(r"I(?:'\w+)?\b")
_ACRONYM = re.compile(r"[A-Z]\w*[A-Z0-9]")
_FIRST_WORD = re.compile(r"[\w'’-]+")
_DROPPED_JOIN = re.compile(r"[\s,;:–—-]*\b(?:and|so|but|because|since|or|yet)\b\s*|[\s,;:–—-]+", re.IGNORECASE)
_MARKS = " ,;:–—-"
_VOWEL = re.compile(r"[aeioAEIO]")
_ARTICLE = re.compile(r"\b(?P<a>a)n?$", re.IGNORECASE)
_ADDRESS = re.compile(r"[A-Z][\w'-]*(?: [A-Z][\w'-]*)?")
LONGEST_ADDRESS = 3


def spliced(body: str, start: int, end: int, said: str) -> str:
    """The body with the part from `start` to `end` replaced, and the seams mended."""
    left, right = body[:start], body[end:]
    if said:
        return left + (said if not left.strip() else small(said, body)) + _after(said, right)
    if not left.strip():
        return right.lstrip(_MARKS + ".")
    if not right.strip() or right.lstrip()[0] in ",;:":
        return left.rstrip(_MARKS) + right.strip()
    return f"{_article(left.rstrip(), right.lstrip())} {right.lstrip()}"


def _after(said: str, right: str) -> str:
    if said.endswith((".", "?")):
        right = capital(right.lstrip(_MARKS))
    elif said.endswith((",", ":")):
        right = right.lstrip(_MARKS)
    return f" {right}" if right[:1].isalnum() or (right and is_sheltered(right[0])) else right


def _article(left: str, right: str) -> str:
    return _ARTICLE.sub(lambda found: found["a"] + ("n" if _VOWEL.match(right) else ""), left)


def joined(text: str, clause: Clause, said: Said | None, *, after_change: bool, body: str) -> str:
    """The text with one more clause; `after_change` is whether the clause before was said in another way."""
    words = clause.words if said is None else said.statement
    if not words:
        return text
    if not text:
        opens = clause.join[:1].isalpha() and (said is None or not words.endswith(("?", ".")))
        opening = clause.join if opens else ""
        return opening + (small(words, body) if opening.strip() and said else words)
    if said is None and clause.join.strip() == "," and _ADDRESS.fullmatch(words):
        ended = text.rstrip(" .?")
        return f"{ended}, {words}{text[len(ended) :].strip()}"
    if _breaks(text, clause, words, after_change=after_change):
        rest = _DROPPED_JOIN.sub("", clause.join, count=1) + words
        return f"{text.rstrip(' ,;:')}{'' if text.endswith(('?', '.')) else '.'} {capital(rest)}"
    return text + clause.join + (small(words, body) if said else words)


def _breaks(text: str, clause: Clause, words: str, *, after_change: bool) -> bool:
    """Whether the next clause begins a new sentence: after or before a question, or where two stand side by side."""
    if text.endswith(("?", ".")):
        return True
    if words.endswith("?"):
        return not (clause.join.strip() in ("", ",") and len(text.split()) <= LONGEST_ADDRESS)
    return after_change and clause.join.strip() in (",", "-", "–", "—")


def closed(text: str, asks: list[str]) -> tuple[str, str]:
    """The whole text with its questions behind it, and the mark that ends it."""
    if asks:
        ended = text if text.endswith(("?", ".")) else f"{text}."
        return f"{ended} {' '.join(dict.fromkeys(asks))}".strip(), ""
    return text, "" if not text or text.endswith(("?", ".")) else "."


def soft_end(end: str, *, changed: bool = False) -> str:
    """The marks at the end without shouting: one question mark, or a full stop for more than one exclamation mark."""
    if "?" in end:
        return "?"
    if "!" in end and (changed or end.count("!") > 1):
        return "."
    return end


def small(words: str, body: str) -> str:
    """The words as they stand inside a sentence: no capital, except for I, acronyms and names."""
    first = _FIRST_WORD.match(words)
    if not first or _FIRST_PERSON.match(words) or _ACRONYM.match(words):
        return words
    return words if body.find(first.group()) > 0 else words[0].lower() + words[1:]


def capital(words: str, like: str = "A") -> str:
    """The words with a capital, where `like` begins with one."""
    if not words or is_sheltered(words[0]) or not like[:1].isupper():
        return words
    return words[0].upper() + words[1:]
