"""What a hint would say about a text: the phrase, why, and words that may land better."""

import re
from collections.abc import Collection
from dataclasses import replace

from bot.coaching import Advice
from phrasebook.answer import Kind
from phrasebook.book import Phrasebook
from phrasebook.entries import HARM
from phrasebook.reading import Cue, Level, Reading, Voice
from phrasebook.sensitivity import Sensitivity, is_worth_a_word

QUOTE = 160
"""The longest phrase that a hint quotes, in characters."""
WORDING = 600
"""The longest wording that fits into a button's value."""
SENTENCES = re.compile(r"(?<=[.?!]) ")
SPEAKS_TO_THEM = frozenset({"empathy", "apologize"})
"""The techniques of an answer that was composed for this one customer."""


def advise(book: Phrasebook, text: str, voice: Voice, reading: Reading) -> Advice | None:
    """What could be said about a text even in a keen channel; None when there is nothing, or nothing usable.

    It costs about as much as reading. An agent's own words are put better by `phrased`, which costs much more.
    """
    cue = strongest(reading)
    if cue is None or not is_worth_a_word(reading, Sensitivity.KEEN):
        return None
    wordings = () if reading.harm else _wordings(book, text, voice, cue)
    if not wordings and not reading.harm:
        return None
    return Advice(
        voice=voice,
        quote=text[cue.start : cue.end][:QUOTE],
        cue=cue.cue,
        technique=book.entry(cue.cue).technique_for(voice),
        wordings=wordings[:2],
        heat=reading.heat,
        harm=reading.harm,
    )


def phrased(book: Phrasebook, draft: str, advice: Advice) -> Advice:
    """The advice with wordings of the author's own draft, where there are any that fit; takes some tens of ms."""
    fitting = tuple(wording.text for wording in book.rephrase(draft) if len(wording.text) <= WORDING)
    return replace(advice, wordings=fitting[:2]) if fitting else advice


def may_be_phrased(advice: Advice) -> bool:
    """Whether the advice is about its reader's own draft; abuse gets a limit and help, never a better wording."""
    return advice.voice is Voice.AGENT and not advice.harm


def without_silent(reading: Reading, silent: Collection[str]) -> Reading:
    """The reading where some cues have fallen silent: calm, if these brought as much of its heat as all others."""
    left = tuple(cue for cue in reading.cues if cue.cue not in silent)
    if len(left) == len(reading.cues):
        return reading
    kept = sum(cue.share for cue in left)
    gone = sum(cue.share for cue in reading.cues) - kept
    harm = reading.harm and any(cue.family in HARM for cue in left)
    if gone >= kept or harm != reading.harm:
        return replace(reading, level=Level.CALM, cues=left, harm=harm)
    return replace(reading, cues=left)


def strongest(reading: Reading) -> Cue | None:
    """The cue that brought most of the heat; the first of equals."""
    return max(reading.cues, key=lambda cue: (cue.share, -cue.start), default=None)


def _wordings(book: Phrasebook, text: str, voice: Voice, cue: Cue) -> tuple[str, ...]:
    """What the entry suggests to an agent; for a customer's words, the agent's next sentence."""
    entry = book.entry(cue.cue)
    if voice is Voice.AGENT:
        return (entry.say,)
    replies = (next_sentence(book, text), entry.reply)
    return tuple(dict.fromkeys(reply for reply in replies if reply))


def next_sentence(book: Phrasebook, customer_text: str) -> str:
    """What an agent could say next to a customer: the part of the answer that speaks to them and needs no filling in.

    Empty where the answer names neither a feeling nor what went wrong, for then it could be said to anybody.
    """
    answer = book.answer(customer_text)
    if answer.kind is not Kind.REPLY or not (answer.source or SPEAKS_TO_THEM & set(answer.techniques)):
        return ""
    whole = [sentence for sentence in SENTENCES.split(answer.text) if "‹" not in sentence]
    said = " ".join(whole)
    return said if len(said) <= WORDING else ""
