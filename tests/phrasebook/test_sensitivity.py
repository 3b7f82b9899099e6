"""A quiet channel hears less than a normal one, and a keen one more."""

import pytest

from phrasebook.reading import CALM, Cue, Level, Reading
from phrasebook.sensitivity import Sensitivity, is_worth_a_word

CUES = (Cue("calm-down", "dismissal", "stay-calm", 0, 4),)


@pytest.mark.parametrize(
    ("heat", "level", "worth"),
    [
        (0.95, Level.HEATED, {Sensitivity.QUIET, Sensitivity.NORMAL, Sensitivity.KEEN}),
        (0.60, Level.WARM, {Sensitivity.NORMAL, Sensitivity.KEEN}),
        (0.30, Level.CALM, {Sensitivity.KEEN}),
        (0.10, Level.CALM, set()),
    ],
)
def test_what_each_channel_hears(heat: float, level: Level, worth: set[Sensitivity]) -> None:
    reading = Reading(heat=heat, level=level, cues=CUES)
    assert {each for each in Sensitivity if is_worth_a_word(reading, each)} == worth


def test_without_a_cue_nothing_is_said() -> None:
    assert not any(is_worth_a_word(CALM, each) for each in Sensitivity)
