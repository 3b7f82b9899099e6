"""Whether a message earns a hint, and for whom: pure decisions on what was read and what is known."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.coaching_marks import HintMark
from bot.deliveries import HINT_LIFE
from bot.messages import Message, Place
from phrasebook.reading import Reading, Voice
from phrasebook.sensitivity import Sensitivity, is_worth_a_word

REST = timedelta(minutes=10)
"""One hint per person and thread in this time."""
AN_HOUR = timedelta(hours=1)
HOURLY = 3
"""Hints per person in an hour, whatever the threads."""
LAUGHTER = timedelta(minutes=10)
"""How long a laugh keeps a thread of colleagues light."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What a hint says: the phrase, the cue behind it, and one or two ways to say it better.

    `voice` is whose message it is about: the reader's own (agent) or their customer's. `harm` means that the reader is
    offered a limit and help instead of a kinder answer. `heat` travels only to remember a mark of "this was wrong".
    """

    voice: Voice
    quote: str
    cue: str
    technique: str
    wordings: tuple[str, ...]
    heat: float
    harm: bool = False

    @property
    def is_help(self) -> bool:
        """Whether somebody was threatened or insulted, and hears where a limit is and who helps."""
        return self.harm and self.voice is Voice.CUSTOMER


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What memory holds about a thread and the one person who may get a hint."""

    muted: bool = False
    given: tuple[HintMark, ...] = ()
    laughs: tuple[tuple[str, datetime], ...] = ()
    customer_present: bool = False
    sensitivity: Sensitivity = Sensitivity.NORMAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Tell one person, in private. There is no effect that could tell a room."""

    to: str
    advice: Advice


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Take back the hints of a thread that were not delivered yet, except those to `spare`."""

    place: Place
    spare: str = ""
    about: str = ""


Effect = Hint | Withdraw


def reader_of(message: Message, voice: Voice, owner: str) -> str:
    """Who would get a hint about a message: its author if an agent wrote it, else the agent whose thread it is."""
    return message.author if voice is Voice.AGENT else owner


def decide(
    message: Message, voice: Voice, reading: Reading, advice: Advice | None, reader: str, known: Known, now: datetime
) -> tuple[Effect, ...]:
    """What follows from a message: usually nothing, at most one hint."""
    effects: list[Effect] = []
    if laughs_among_colleagues(voice, reading, known):
        effects.append(Withdraw(place=message.place, spare=message.author))
    if advice is None or not is_worth_a_word(reading, known.sensitivity):
        if message.edit:
            effects.append(Withdraw(place=message.place, about=message.ts))
    elif reader and _is_welcome(message, advice, known, now) and not _is_banter(message, voice, reading, known):
        effects.append(Hint(to=reader, advice=advice))
    return tuple(effects)


def laughs_among_colleagues(voice: Voice, reading: Reading, known: Known) -> bool:
    """Whether a message laughs in a thread without customers; a customer's “haha” may be bitter."""
    return voice is Voice.AGENT and reading.laughing and not reading.harm and not known.customer_present


def _is_welcome(message: Message, advice: Advice, known: Known, now: datetime) -> bool:
    """Nobody is left to rest from help: it comes whenever it is needed."""
    in_time = now - message.at < HINT_LIFE
    return in_time and not known.muted and (advice.is_help or not _resting(message.place, known, now))


def _resting(place: Place, known: Known, now: datetime) -> bool:
    in_the_hour = [given for given in known.given if now - given.at < AN_HOUR]
    here = (given for given in in_the_hour if given.place == place)
    return len(in_the_hour) >= HOURLY or any(now - given.at < REST for given in here)


def _is_banter(message: Message, voice: Voice, reading: Reading, known: Known) -> bool:
    if voice is not Voice.AGENT or known.customer_present or reading.harm:
        return False
    someone_laughed = any(who != message.author and message.at - at < LAUGHTER for who, at in known.laughs)
    return reading.laughing or someone_laughed
