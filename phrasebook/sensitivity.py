"""How much it takes in a channel before something is said."""

from enum import StrEnum

from phrasebook.reading import Level, Reading

KEEN_HEAT = 0.25


class Sensitivity(StrEnum):
    """What a channel has chosen: only what is heated, what is warm, or every cue that brings some heat."""

    QUIET = "quiet"
    NORMAL = "normal"
    KEEN = "keen"


def is_worth_a_word(reading: Reading, sensitivity: Sensitivity = Sensitivity.NORMAL) -> bool:
    """Whether a reading is worth a hint in such a channel; never without a cue, and always where harm is done."""
    if not reading.cues:
        return False
    if sensitivity is Sensitivity.QUIET:
        return reading.level is Level.HEATED
    return reading.level is not Level.CALM or (sensitivity is Sensitivity.KEEN and reading.heat >= KEEN_HEAT)
