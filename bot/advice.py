"""What a hint would say about a text: the phrase, why, and words that may land better."""

from bot.coaching import Advice
from phrasebook.book import Phrasebook
from phrasebook.reading import Cue, Level, Reading, Voice

QUOTE = 160
"""The longest phrase that a hint quotes, in characters."""
WORDING = 600
"""The longest wording that fits into a button's value."""


def advise(book: Phrasebook, text: str, voice: Voice, reading: Reading) -> Advice | None:
    """The advice that a text calls for; None when it is calm, or when there is nothing usable to say."""
    cue = strongest(reading)
    if reading.level is Level.CALM or cue is None:
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


def strongest(reading: Reading) -> Cue | None:
    """The cue that brought most of the heat; the first of equals."""
    return max(reading.cues, key=lambda cue: (cue.share, -cue.start), default=None)


def _wordings(book: Phrasebook, text: str, voice: Voice, cue: Cue) -> tuple[str, ...]:
    """Wordings of an agent's own draft, else what the entry suggests; for a customer's, the agent's next sentence."""
    entry = book.entry(cue.cue)
    if voice is Voice.CUSTOMER:
        return (entry.reply,) if entry.reply else ()
    fitting = tuple(wording.text for wording in book.rephrase(text) if len(wording.text) <= WORDING)
    return fitting or (entry.say,)
