"""The talk in a message: words in sentences, without code, logs, commands, links, mentions and numbers."""

import html
import re
import unicodedata

LONGEST = 12_000
"""Characters of a message that are looked at."""

ASIDE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|<[^<>\n]*>|\b(?:https?://|www\.)\S+|:[a-z0-9_+-]+:", re.DOTALL)
QUOTE_MARK = re.compile(r"^[ \t]*(?:&gt;|>)+[ \t]?", re.MULTILINE)
SENTENCE_END = re.compile(r"[.!?…]+[)\"'”’»*_~]*(?=\s|$)|\n")
MACHINE_LINE = re.compile(
    r"\s*(?:\$ |% |>>> |\.\.\. |at [\w$.<>]+\(|File \"|Traceback |Caused by:|\[?\d{4}-\d\d-\d\d[T ]?|\[?\d\d:\d\d:\d\d"
    r"|\[?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL)\b|[{}\[\]]|//|#!|--\w|def \w+\(|SELECT .{1,80} FROM "
    r"|(?:sudo|git|npm|pip|docker|kubectl|curl|ssh|make|cd|ls|uv|helm|terraform) [\w./-])"
)
MACHINE_TOKEN = re.compile(r"[=_{}\[\]<>$\\|^#%@*~;&].|/.*/|::|\w\(\)|\.\w+\.|\d[A-Za-z]|[a-z][A-Z]")
PAUSE = re.compile(
    r"[\s,;:!?()…—–/.\"“”„«»‹›*_~\-\u200d\ufe0f\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+"
)
"""What stands between words: white space, punctuation, and faces, which people put right behind a word."""
APOSTROPHES = re.compile(r"['’‘ʼ`´]")

Sentence = tuple[str, ...]


def sentences(text: str) -> tuple[Sentence, ...]:
    """The talk in a message of Slack mrkdwn or plain text, quotes included: each sentence as its words, normalised."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST])
    plain = QUOTE_MARK.sub("", html.unescape(ASIDE.sub(" ", QUOTE_MARK.sub("", plain))))
    lines = (line for line in plain.splitlines() if not _is_machine(line))
    found = (_words(sentence) for line in lines for sentence in SENTENCE_END.split(line))
    return tuple(sentence for sentence in found if sentence)


def words(sentence: str) -> Sentence:
    """The words of a phrase as they stand in a message's sentences."""
    return _words(unicodedata.normalize("NFKC", sentence))


def _words(sentence: str) -> Sentence:
    tokens = (token for token in sentence.split() if not _is_machine_token(token))
    pieces = (APOSTROPHES.sub("", piece) for token in tokens for piece in PAUSE.split(token))
    return tuple(piece.casefold() for piece in pieces if piece.isalpha())


def _is_machine(line: str) -> bool:
    if MACHINE_LINE.match(line):
        return True
    tokens = line.split()
    odd = sum(1 for token in tokens if _is_machine_token(token))
    return odd >= 2 and odd * 3 >= len(tokens)


def _is_machine_token(token: str) -> bool:
    return bool(MACHINE_TOKEN.search(token.strip("*_~.,!?;:")))
