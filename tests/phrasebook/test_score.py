"""Line by line: everything is answered, in order, and nobody is named."""

import json
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from phrasebook.score import Tally, score_lines
from tests.books import shipped_book

BOOK = shipped_book()
HOT = "You never read the ticket."


def _scored(*lines: str | bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in score_lines(lines, BOOK)]


def test_unknown_keys_pass_and_naming_keys_do_not() -> None:
    tally = Tally()
    line = json.dumps({"id": 7, "text": HOT, "user": "U1", "Email": "a@b.c", "extra": {"k": [1]}})
    (told,) = [json.loads(each) for each in score_lines([line], BOOK, tally=tally)]
    assert (told["id"], told["extra"], told["text"]) == (7, {"k": [1]}, HOT)
    assert tally.dropped == {"user", "Email"}
    assert not {"user", "Email"} & set(told)


def test_an_agents_hot_line_gets_level_cues_and_a_rewrite() -> None:
    (told,) = _scored(json.dumps({"text": HOT}))
    assert told["level"] in ("warm", "heated")
    assert told["cues"] == [{"cue": "you-always", "technique": "no-blame", "start": 0, "end": 14}]
    assert told["rewrite"] is None or isinstance(told["rewrite"], str)


def test_a_calm_line_and_a_customers_line_get_no_rewrite() -> None:
    calm, customer = _scored(json.dumps({"text": "ok"}), json.dumps({"text": HOT, "voice": "customer"}))
    assert "rewrite" not in calm
    assert "rewrite" not in customer


def test_what_is_not_judged_says_so_and_does_not_pass_for_calm() -> None:
    german = "Das ist doch eine Frechheit, ich warte seit Wochen 😡"
    unread, calm = _scored(json.dumps({"text": german}), json.dumps({"text": "ok", "judged": False}))
    assert (unread["judged"], unread["heat"], unread["cues"]) == (False, 0.0, [])
    assert "judged" not in calm


def test_bad_lines_are_told_by_number_and_the_run_goes_on() -> None:
    tally = Tally()
    bad: list[str | bytes] = [
        "nope",
        "[1]",
        '{"text": 5}',
        "{}",
        b"\xff",
        '{"text": NaN}',
        "[" * 100_000,
        '{"text": "a", "voice": 1}',
    ]
    lines = [json.dumps({"text": "ok"}), *bad, "", json.dumps({"text": "ok"})]
    told = [json.loads(each) for each in score_lines(lines, BOOK, tally=tally)]
    assert [one.get("line") for one in told] == [None, *range(2, 2 + len(bad)), None]
    assert all(isinstance(one["error"], str) for one in told[1:-1])
    assert (tally.lines, tally.failed) == (len(bad) + 2, len(bad))


def test_lines_are_answered_as_they_come() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield json.dumps({"text": "ok"})

    assert json.loads(next(score_lines(endless(), BOOK)))["level"] == "calm"


@given(st.text(), st.sampled_from([None, "agent", "customer"]))
def test_every_text_is_answered_with_valid_json(text: str, voice: str | None) -> None:
    (told,) = _scored(json.dumps({"text": text, "voice": voice}))
    assert told["text"] == text
    assert 0.0 <= float(str(told["heat"])) <= 1.0


def test_people_get_words_without_control_characters() -> None:
    line = json.dumps({"text": "You \x1b never read the ticket."})
    (told,) = score_lines([line], BOOK, explain=True)
    assert "\x1b" not in told
    assert "no-blame" in told
