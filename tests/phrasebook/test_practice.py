"""Practices: every path, every line, every move is proven with the real reader; the judgement is played by rules."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phrasebook.answer_pages import Style
from phrasebook.book import PageError, Phrasebook
from phrasebook.check import check
from phrasebook.practice import begin, line, opening, react
from phrasebook.practice_check import all_keys, play, reachable
from phrasebook.practice_moves import Moves
from phrasebook.practice_pages import FEWEST_TURNS, MOST_TURNS, End, Mood, Move, Scenario, Slip
from phrasebook.practice_pages import Path as Way
from phrasebook.reading import CALM, Reading, Voice
from phrasebook.sources import Source
from tests.books import shipped_book

PRACTICE = shipped_book().practice
SCENARIOS = [*PRACTICE.scenarios.values()]
PAGES = Path(__file__).parent.parent.parent / "phrasebook" / "pages" / "practice"
PATHS = [pytest.param(one, way, id=f"{one.slug}: {way.end}") for one in SCENARIOS for way in one.path]
ENTRIES: list[Move | Slip] = [*PRACTICE.moves.values(), *PRACTICE.slips.values()]
EXAMPLES = [
    pytest.param(entry.id, text, kind == "hits", id=f"{entry.id}: {text[:60]}")
    for entry in ENTRIES
    for kind in ("hits", "misses")
    for text in getattr(entry, kind)
]
MADE = st.frozensets(st.sampled_from(sorted(PRACTICE.moves)), max_size=4)
SLIPPED = st.frozensets(st.sampled_from(sorted(PRACTICE.slips)), max_size=2)
SUITS = PRACTICE.scenarios["wedding-suits"]
TILLS = PRACTICE.scenarios["bakery-tills"]
DOCTOR = PRACTICE.scenarios["doctor-okafor"]


def read(text: str, voice: Voice = Voice.AGENT) -> Reading:
    return shipped_book().read(text, voice)


def did(*made: str, slips: tuple[str, ...] = ()) -> Moves:
    return Moves(frozenset(made), frozenset(slips))


@pytest.mark.parametrize(("scenario", "way"), PATHS)
def test_a_proven_path_ends_as_it_says_and_not_before(scenario: Scenario, way: Way) -> None:
    before, _ = play(PRACTICE, scenario, way.answers[:-1], read)
    state, _ = play(PRACTICE, scenario, way.answers, read)
    assert (before.end, state.end) == (None, way.end)


@pytest.mark.parametrize(("id", "text", "hit"), EXAMPLES)
def test_a_move_is_recognised_in_its_hits_and_nowhere_in_its_misses(id: str, text: str, hit: bool) -> None:
    moves = PRACTICE.recognise(text, read(text))
    assert (id in moves.made | moves.slips) is hit


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.slug)
def test_every_line_of_a_scenario_can_be_reached(scenario: Scenario) -> None:
    found = reachable(PRACTICE, scenario)
    assert [key for key in all_keys(scenario) if key not in found] == []


def test_there_are_twenty_scenarios_over_all_sources_and_styles_and_some_cross_a_line() -> None:
    assert len(SCENARIOS) >= 20
    assert min(Counter(one.source for one in SCENARIOS)[source] for source in Source) >= 2
    assert {one.style for one in SCENARIOS} == set(Style)
    assert sum(one.abuse is not None for one in SCENARIOS) >= 3


@given(st.sampled_from(SCENARIOS), st.lists(st.tuples(MADE, SLIPPED), min_size=MOST_TURNS, max_size=MOST_TURNS))
def test_whatever_is_answered_it_ends_after_three_to_six_turns_and_never_says_a_line_twice(
    scenario: Scenario, answers: list[tuple[frozenset[str], frozenset[str]]]
) -> None:
    state, said = begin(scenario), [*opening(scenario).keys]
    for made, slips in answers:
        if state.end is None:
            state, reply = react(scenario, state, CALM, Moves(made, slips), PRACTICE.costs)
            assert reply.keys
            said += reply.keys
    assert state.end is not None
    assert FEWEST_TURNS <= state.turn <= min(scenario.turns, MOST_TURNS)
    assert len(said) == len(set(said))
    assert all(line(scenario, key) for key in said)


def test_what_is_needed_warms_and_the_same_again_does_not() -> None:
    warmer, _ = react(SUITS, begin(SUITS), CALM, did("feeling"), PRACTICE.costs)
    again, _ = react(SUITS, warmer, CALM, did("feeling"), PRACTICE.costs)
    assert (warmer.mood, again.mood) == (Mood.WARY, Mood.WARY)


def test_a_slip_cools_and_spoils_what_was_done_well_beside_it() -> None:
    eased = replace(begin(SUITS), mood=Mood.EASED)
    after, reply = react(SUITS, eased, CALM, did("feeling", slips=("calm-down",)), PRACTICE.costs)
    assert after.mood is Mood.WARY
    assert reply.keys[0] == "slips.calm-down"


def test_a_threat_from_the_agent_loses_the_customer_at_once() -> None:
    glad = replace(begin(SUITS), mood=Mood.GLAD, turn=2)
    text = "I will come over and break your neck."
    after, _ = react(SUITS, glad, read(text), PRACTICE.recognise(text, read(text)), PRACTICE.costs)
    assert after.end is End.HARD


def test_under_abuse_a_limit_is_right_and_empathy_is_not() -> None:
    abused = replace(begin(TILLS), turn=1, abused=True)
    limited, firm = react(TILLS, abused, CALM, did("limit"), PRACTICE.costs)
    soothed, soft = react(TILLS, abused, CALM, did("feeling", "step", "options"), PRACTICE.costs)
    assert (firm.keys[0], soft.keys[0]) == ("abuse.limit", "abuse.none")
    assert limited.mood > abused.mood
    assert soothed.mood == abused.mood
    assert "no-limit" in soothed.slips


def test_a_casual_word_is_a_slip_only_for_who_is_formal() -> None:
    casual = did(slips=("casual",))
    assert react(DOCTOR, begin(DOCTOR), CALM, casual, PRACTICE.costs)[0].mood is Mood.GONE
    assert react(SUITS, begin(SUITS), CALM, casual, PRACTICE.costs)[0].mood is SUITS.mood


def test_a_bare_no_is_a_slip_and_a_no_with_a_way_is_a_move() -> None:
    bare = PRACTICE.recognise("I can't refund that.", read("I can't refund that."))
    text = "I can't refund that. I can move it to June."
    clear = PRACTICE.recognise(text, read(text))
    assert "bare-no" in bare.slips
    assert "clear-no" in clear.made
    assert "bare-no" not in clear.slips


def test_what_stands_in_a_quote_was_not_said_by_the_agent() -> None:
    text = "> I'm so sorry, we got this wrong.\nIt ships on Monday."
    assert "apology" not in PRACTICE.recognise(text, read(text)).made


def test_the_next_one_is_one_that_was_not_done_and_never_the_one_just_played() -> None:
    slugs = [*PRACTICE.scenarios]
    assert PRACTICE.next_after(slugs[:3]).slug == slugs[3]
    assert PRACTICE.next_after([], last=slugs[0]).slug == slugs[1]
    assert PRACTICE.next_after(slugs, last=slugs[-1]).slug == slugs[0]


@pytest.mark.parametrize(("asked", "slug"), [("strawberry", "strawberries"), ("doctor", "doctor-okafor")])
def test_a_name_that_is_nearly_right_finds_the_near_ones(asked: str, slug: str) -> None:
    assert slug in {one.slug for one in PRACTICE.near(asked)}


@pytest.mark.parametrize("asked", ["the WEDDING suits", "wedding suits", "wedding-suits", "Six suits before saturday"])
def test_a_scenario_is_named_by_its_slug_or_its_name(asked: str) -> None:
    found = PRACTICE.named(asked)
    assert (found is SUITS) is ("the" not in asked)
    assert SUITS in (found, *PRACTICE.near(asked))


FAULTS = [
    ("turns = 3", "turns = 2", "greater than or equal to 3"),
    ('needs = ["apology", "step"]', 'needs = ["apology", "stepp"]', "hears needs a line for “stepp”"),
    ('understood = "Correct."', 'understud = "Correct."', "knows no move or slip “understud”"),
    ('other = "Noted. I\'ll quote you."', "", "slips needs a line for “other”"),
    ('end = "hard"', 'end = "good"', "needs a path to the good end and one to the hard one"),
    ("mood = 2", "mood = 2\nmode = 2", "unknown key “mode”"),
    ('style = "brief"', 'style = "gruff"', "style"),
    ('source = "misunderstanding"', 'source = "weather"', "source"),
]


@pytest.mark.parametrize(("old", "new", "reason"), FAULTS)
def test_a_faulty_page_is_refused_with_its_reason(tmp_path: Path, old: str, new: str, reason: str) -> None:
    page = (PAGES / "whose-noon.toml").read_text(encoding="utf-8")
    assert old in page
    (tmp_path / "practice").mkdir()
    (tmp_path / "practice" / "whose-noon.toml").write_text(page.replace(old, new), encoding="utf-8")
    with pytest.raises(PageError) as refused:
        Phrasebook.load(tmp_path)
    assert any("whose-noon" in fault and reason in fault for fault in refused.value.faults)


UNPROVEN = [
    ("I'm sorry, a time without a zone is our mistake.", "Whatever.", "its path to the good end leads to"),
    ('wordy = "One line', 'casual = "Please."\nwordy = "One line', "never says “slips.casual”"),
]


@pytest.mark.parametrize(("old", "new", "reason"), UNPROVEN)
def test_the_check_names_what_only_playing_shows(tmp_path: Path, old: str, new: str, reason: str) -> None:
    page = (PAGES / "whose-noon.toml").read_text(encoding="utf-8")
    assert old in page
    (tmp_path / "practice").mkdir()
    (tmp_path / "practice" / "whose-noon.toml").write_text(page.replace(old, new), encoding="utf-8")
    assert any(reason in str(fault) for fault in check(tmp_path))
