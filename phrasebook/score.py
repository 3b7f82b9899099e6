"""Reads messages line by line: JSON Lines in, JSON Lines (or words for people) out, in the same order."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from phrasebook.book import Phrasebook
from phrasebook.reading import Level, Reading, Voice

NAMING_KEYS = frozenset({"user", "author", "name", "email"})
LONGEST_QUOTE = 60


class BadLine(ValueError):
    """A line that cannot be read; the message says why and quotes none of it."""


@dataclass(slots=True)
class Tally:
    """What happened so far: lines read, lines that failed, and the keys that were dropped as they name a person."""

    lines: int = 0
    failed: int = 0
    dropped: set[str] = field(default_factory=set)


def score_lines(
    lines: Iterable[str | bytes], book: Phrasebook, *, explain: bool = False, tally: Tally | None = None
) -> Iterator[str]:
    """One answer for each line that is not blank; a bad line is answered by its number and what is wrong with it."""
    counts = tally if tally is not None else Tally()
    tell = _explained if explain else _as_json
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        counts.lines += 1
        try:
            message = _message(line)
            yield _scored(message, number, book, tell, counts)
        except BadLine as fault:
            counts.failed += 1
            yield f"line {number}: {fault}" if explain else json.dumps({"error": str(fault), "line": number})


def _scored(message: dict[str, Any], number: int, book: Phrasebook, tell: Callable[..., str], counts: Tally) -> str:
    text, voice = _text(message), _voice(message)
    naming = [key for key in message if key.strip().lower() in NAMING_KEYS]
    counts.dropped.update(naming)
    kept = {key: value for key, value in message.items() if key not in naming}
    return tell(kept, text, book.read(text, voice), voice, book, number)


def _message(line: str | bytes) -> dict[str, Any]:
    try:
        decoded = line.decode("utf-8-sig") if isinstance(line, bytes) else line.removeprefix("\ufeff")
        message = json.loads(decoded, parse_constant=_refuse)
    except UnicodeDecodeError:
        raise BadLine("is not UTF-8") from None
    except RecursionError:
        raise BadLine("is nested too deeply") from None
    except ValueError:
        raise BadLine("is not JSON") from None
    if not isinstance(message, dict):
        raise BadLine("is not a JSON object")
    return message


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _text(message: dict[str, Any]) -> str:
    text = message.get("text")
    if not isinstance(text, str):
        raise BadLine("has no “text” that is a string")
    return text


def _voice(message: dict[str, Any]) -> Voice:
    voice = message.get("voice", Voice.AGENT)
    if voice is None:
        return Voice.AGENT
    if voice not in ("agent", "customer"):
        raise BadLine("has a “voice” that is neither “agent” nor “customer”")
    return Voice(voice)


def _as_json(kept: dict[str, Any], text: str, reading: Reading, voice: Voice, book: Phrasebook, number: int) -> str:
    cues = [{"cue": cue.cue, "technique": cue.technique, "start": cue.start, "end": cue.end} for cue in reading.cues]
    scored = {**kept, "heat": round(reading.heat, 4), "level": reading.level.value, "cues": cues}
    scored.pop("rewrite", None)
    scored.pop("judged", None)
    if not reading.judged:
        scored["judged"] = False
    if voice is Voice.AGENT and reading.level is not Level.CALM:
        scored["rewrite"] = _rewrite(book, text)
    return json.dumps(scored)


def _rewrite(book: Phrasebook, text: str) -> str | None:
    """The first wording that is ready to send, else the first that still has places to fill in."""
    wordings = book.rephrase(text)
    ready = [wording for wording in wordings if wording.ready]
    return next((wording.text for wording in (*ready, *wordings)), None)


def _explained(kept: dict[str, Any], text: str, reading: Reading, voice: Voice, book: Phrasebook, number: int) -> str:
    if not reading.judged:
        return f"line {number}: not judged (not English, or no words of the writer's own)"
    told = [f"line {number}: {reading.level.value}, heat {reading.heat:.2f}"]
    for cue in reading.cues:
        quote = _printable(text[cue.start : cue.end])
        told.append(f"  “{quote}” · {cue.cue} · {cue.technique} · brought {cue.share:.2f}")
        told.append(f"    {book.entry(cue.cue).why}")
    if voice is Voice.AGENT and reading.level is not Level.CALM:
        rewrite = _rewrite(book, text)
        told.append(
            f"  instead: {_printable(rewrite, len(rewrite))}" if rewrite else "  instead: no safe wording known"
        )
    return "\n".join(told)


def _printable(text: str, most: int = LONGEST_QUOTE) -> str:
    """On one line and without control characters, so that a message cannot write to somebody's terminal."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return shown if len(shown) <= most else shown[: most - 1] + "…"
