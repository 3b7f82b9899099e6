"""Decisions on plain values: who gets a hint, and when nobody does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.coaching import Advice, Effect, Hint, Known, Withdraw, decide, reader_of
from bot.coaching_marks import HintMark
from bot.messages import Message, Place
from phrasebook.reading import CALM, Cue, Level, Reading, Voice
from phrasebook.sensitivity import Sensitivity

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
HERE = Place(workspace="T1", channel="C1", thread="1.0")
ELSEWHERE = Place(workspace="T1", channel="C1", thread="2.0")
CUES = (Cue("you-never", "blame", "no-blame", 0, 9, 0.6),)
SHARP = Reading(heat=0.8, level=Level.HEATED, cues=CUES)
ADVICE = Advice(
    voice=Voice.AGENT, quote="you never", cue="you-never", technique="no-blame", wordings=("We miss it.",), heat=0.8
)
NOTHING_KNOWN = Known()
MESSAGE = Message(place=HERE, ts="1.5", author="U1", text="…", at=NOW)


def decided(
    message: Message = MESSAGE,
    voice: Voice = Voice.AGENT,
    reading: Reading = SHARP,
    advice: Advice | None = ADVICE,
    reader: str = "U1",
    known: Known = NOTHING_KNOWN,
    now: datetime = NOW,
) -> tuple[Effect, ...]:
    return decide(message, voice, reading, advice, reader, known, now)


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def test_an_agents_sharp_word_earns_its_author_a_hint() -> None:
    assert decided() == (Hint(to="U1", advice=ADVICE),)


def test_a_customers_sharp_word_earns_the_agent_of_the_thread_a_hint() -> None:
    customers = replace(MESSAGE, author="X9")
    reader = reader_of(customers, Voice.CUSTOMER, owner="U1")
    assert decided(customers, Voice.CUSTOMER, reader=reader) == (Hint(to="U1", advice=ADVICE),)


def test_a_customers_sharp_word_in_nobodys_thread_is_met_with_silence() -> None:
    customers = replace(MESSAGE, author="X9")
    assert decided(customers, Voice.CUSTOMER, reader=reader_of(customers, Voice.CUSTOMER, owner="")) == ()


def test_a_calm_message_is_left_alone() -> None:
    assert decided(reading=CALM, advice=None) == ()


def test_advice_on_a_calm_message_is_not_given() -> None:
    assert decided(reading=CALM) == ()


def test_a_second_sharp_word_within_ten_minutes_is_left_alone() -> None:
    assert decided(known=Known(given=(HintMark(HERE, ago(9.9)),))) == ()


def test_after_ten_minutes_the_thread_may_be_spoken_of_again() -> None:
    assert decided(known=Known(given=(HintMark(HERE, ago(10)),))) != ()


def test_a_hint_in_another_thread_does_not_silence_this_one() -> None:
    assert decided(known=Known(given=(HintMark(ELSEWHERE, ago(1)),))) != ()


def test_three_hints_in_an_hour_are_enough() -> None:
    three = tuple(HintMark(ELSEWHERE, ago(minutes)) for minutes in (5, 30, 59))
    assert decided(known=Known(given=three)) == ()


def test_an_hour_later_the_count_begins_anew() -> None:
    three = tuple(HintMark(ELSEWHERE, ago(minutes)) for minutes in (5, 30, 60))
    assert decided(known=Known(given=three)) != ()


def test_whoever_is_threatened_hears_of_help_however_lately_they_had_a_hint() -> None:
    threat, help_ = replace(SHARP, harm=True), replace(ADVICE, voice=Voice.CUSTOMER, harm=True)
    lately = Known(given=(HintMark(HERE, ago(0)), *(HintMark(ELSEWHERE, ago(minutes)) for minutes in (5, 30))))
    customers = replace(MESSAGE, author="X9")
    assert decided(customers, Voice.CUSTOMER, threat, help_, known=lately) == (Hint(to="U1", advice=help_),)
    assert decided(customers, Voice.CUSTOMER, threat, help_, known=replace(lately, muted=True)) == ()


def test_an_agents_own_harsh_words_are_spoken_of_once_in_a_while_like_any() -> None:
    harsh, own = replace(SHARP, harm=True), replace(ADVICE, harm=True)
    assert decided(reading=harsh, advice=own, known=Known(given=(HintMark(HERE, ago(1)),))) == ()


def test_who_muted_is_left_alone() -> None:
    assert decided(known=Known(muted=True)) == ()


def test_a_message_heard_too_late_is_past_helping() -> None:
    assert decided(now=NOW + timedelta(minutes=15)) == ()


def test_teasing_after_a_colleague_laughed_is_left_alone() -> None:
    assert decided(known=Known(laughs=(("U2", ago(3)),))) == ()


def test_ones_own_laugh_does_not_make_it_banter() -> None:
    assert decided(known=Known(laughs=(("U1", ago(3)),))) != ()


def test_a_laugh_of_long_ago_does_not_excuse() -> None:
    assert decided(known=Known(laughs=(("U2", ago(10)),))) != ()


def test_laughter_does_not_excuse_where_a_customer_reads() -> None:
    assert decided(known=Known(laughs=(("U2", ago(3)),), customer_present=True)) != ()


def test_laughter_never_excuses_harm() -> None:
    harm = replace(SHARP, harm=True, laughing=True)
    assert decided(reading=harm, known=Known(laughs=(("U2", ago(3)),))) != ()


def test_laughter_takes_back_hints_that_still_wait_but_not_ones_own() -> None:
    laugh = Reading(heat=0.0, level=Level.CALM, laughing=True)
    assert decided(reading=laugh, advice=None) == (Withdraw(place=HERE, spare="U1"),)


def test_a_customers_laughter_may_be_bitter() -> None:
    laugh = Reading(heat=0.0, level=Level.CALM, laughing=True)
    assert decided(voice=Voice.CUSTOMER, reading=laugh, advice=None) == ()


def test_an_edit_that_calms_takes_back_the_hint_that_still_waits() -> None:
    calmed = replace(MESSAGE, edit="1.9")
    assert decided(calmed, reading=CALM, advice=None) == (Withdraw(place=HERE, about="1.5"),)


marks = st.lists(st.builds(HintMark, st.sampled_from([HERE, ELSEWHERE]), st.integers(0, 120).map(ago)), max_size=6).map(
    tuple
)


@given(
    voice=st.sampled_from(Voice),
    level=st.sampled_from(Level),
    laughing=st.booleans(),
    harm=st.booleans(),
    known=st.builds(Known, muted=st.booleans(), given=marks, customer_present=st.booleans()),
    owner=st.sampled_from(["", "U1", "U2"]),
)
def test_whatever_is_known_a_message_earns_at_most_one_hint_and_only_its_reader_gets_it(
    voice: Voice, level: Level, laughing: bool, harm: bool, known: Known, owner: str
) -> None:
    reading = Reading(heat=0.5, level=level, cues=CUES, laughing=laughing, harm=harm)
    reader = reader_of(MESSAGE, voice, owner)
    hints = [one for one in decided(MESSAGE, voice, reading, ADVICE, reader, known) if isinstance(one, Hint)]
    assert len(hints) <= 1
    assert all(hint.to == reader != "" for hint in hints)
    assert not (hints and (known.muted or level is Level.CALM))


def test_a_quiet_channel_hears_only_of_what_is_almost_sure_to_land_badly() -> None:
    warm = Reading(heat=0.6, level=Level.WARM, cues=CUES)
    assert decided(reading=warm) != ()
    assert decided(reading=warm, known=Known(sensitivity=Sensitivity.QUIET)) == ()


def test_a_keen_channel_hears_of_every_phrase_that_brings_some_heat() -> None:
    faint = Reading(heat=0.3, level=Level.CALM, cues=CUES)
    assert decided(reading=faint) == ()
    assert decided(reading=faint, known=Known(sensitivity=Sensitivity.KEEN)) != ()
