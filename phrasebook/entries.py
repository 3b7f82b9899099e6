"""What a page of cues may say: the schema of an entry and of the page around it."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from phrasebook.reading import Voice

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=400)]
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class Family(StrEnum):
    """Kinds of cues; all entries of a family weigh the same."""

    BLAME = "blame"
    DISMISSAL = "dismissal"
    DEFENSE = "defense"
    SHOUTING = "shouting"
    SARCASM = "sarcasm"
    REPETITION = "repetition"
    ULTIMATUM = "ultimatum"
    INSULT = "insult"
    CONTEMPT = "contempt"
    PROFANITY = "profanity"
    SWEARING = "swearing"
    PERSONAL = "personal"
    PAST = "past"
    IMPATIENCE = "impatience"
    LEAVING = "leaving"
    BOSS = "boss"
    FRUSTRATION = "frustration"
    YES_BUT = "yes-but"
    SORRY_BUT = "sorry-but"
    SLUR = "slur"
    THREAT = "threat"
    SEXUAL = "sexual"
    SELF_HARM = "self-harm"


HARM = frozenset({Family.SLUR, Family.THREAT, Family.SEXUAL, Family.SELF_HARM})


class Entry(BaseModel):
    """One thing to listen for: where it is heard, what it may do to its reader, and what lands better.

    `say` and `technique` are for its author; `reply` and `reply_technique` for an agent who answers a customer's.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Slug
    family: Family
    technique: Slug
    voices: tuple[Voice, ...] = (Voice.AGENT, Voice.CUSTOMER)
    match: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    unless: tuple[Phrase, ...] = ()
    say: Sentence
    why: Sentence
    reply: Sentence | None = None
    reply_technique: Slug | None = None
    source: Sentence
    hits: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    misses: Annotated[tuple[Phrase, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _replies_to_customers(self) -> Self:
        if Voice.CUSTOMER in self.voices and (self.reply is None or self.reply_technique is None):
            raise ValueError("a customer's cue needs a reply and a reply_technique for the agent who answers")
        return self

    def technique_for(self, voice: Voice) -> str:
        """What helps: the author, or the agent who answers a customer."""
        return self.reply_technique if voice is Voice.CUSTOMER and self.reply_technique else self.technique


class Signal(BaseModel):
    """A proposed source of the trouble, or something that a customer asks for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Slug
    kind: Literal["source", "want"]
    match: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    unless: tuple[Phrase, ...] = ()
    hits: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    misses: Annotated[tuple[Phrase, ...], Field(min_length=1)]

    @property
    def owner(self) -> str:
        """Its name among all that is listened for."""
        return f"{self.kind}:{self.id}"
