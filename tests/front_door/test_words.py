"""The words of a team, read and proven from a shell."""

import json
from pathlib import Path
from typing import Any

from tests.front_door.shell import levelhead


def test_score_answers_line_by_line_and_leaves_names_out(tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = [
        {"text": "As I already told you, it is Tuesday.", "ticket": 7, "user": "U1"},
        {"text": "Thanks, could you send the logs?", "voice": "agent"},
        {"text": "This is the third time I ask, unacceptable!", "voice": "customer"},
    ]
    given = "\n".join([*map(json.dumps, lines), "no JSON"])
    done = levelhead(tmp_path, "score", given=given)
    first, second, third, bad = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert (first["ticket"], "user" in first) == (7, False)
    assert first["cues"][0]["technique"] == "active-listening"
    assert str(lines[0]["text"])[first["cues"][0]["start"] :].startswith("As I already told")
    assert (second["level"], second["cues"]) == ("calm", [])
    assert third["level"] != "calm"
    assert "rewrite" not in third
    assert bad["line"] == 4
    assert "user" in done.stderr


def test_score_explains_itself_to_people(tmp_path: Path) -> None:
    done = levelhead(tmp_path, "score", "--explain", given='{"text": "You never read what I write."}')
    assert done.returncode == 0
    assert "You never" in done.stdout


PAGE = """
family = "blame"
technique = "no-blame"
source = "Our own calls."
voices = ["agent"]

[[entry]]
id = "our-ticket-rule"
match = ["that is in the wiki"]
say = "Send the line from the wiki along with the answer."
why = "It sends them away to look for what we know."
hits = [HIT]
misses = ["The wiki is down."]
"""


def team_pages(folder: Path, hit: str) -> Path:
    """A team's folder with one entry that says it hears this."""
    cues = folder / "pages" / "cues"
    cues.mkdir(parents=True)
    (cues / "ours.toml").write_text(PAGE.replace("HIT", json.dumps(hit)), encoding="utf-8")
    return folder / "pages"


def test_sound_pages_are_called_sound_and_counted(tmp_path: Path) -> None:
    pages = team_pages(tmp_path, "Sorry, that is in the wiki.")
    texts = tmp_path / "texts.jsonl"
    texts.write_text('{"text": "That is in the wiki."}\n{"text": "Hello."}\nnot json\n', encoding="utf-8")
    done = levelhead(tmp_path, "phrasebook", "check", str(pages), "--count", str(texts))
    assert (done.returncode, done.stderr) == (0, "")
    assert "     1 our-ticket-rule" in done.stdout.splitlines()
    assert done.stdout.splitlines()[-2:] == ["2 texts read, 1 lines without one.", "The pages are sound."]


def test_an_example_that_is_not_heard_is_named_with_file_and_line(tmp_path: Path) -> None:
    pages = team_pages(tmp_path, "Have a look around.")
    done = levelhead(tmp_path, "phrasebook", "check", str(pages))
    assert done.returncode == 1
    assert "ours.toml:8 · our-ticket-rule · does not hear its own example" in done.stdout


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = levelhead(tmp_path, "phrasebook", "check", "nowhere")
    assert (done.returncode, done.stdout) == (1, "nowhere: there is no such folder\n")
    done = levelhead(tmp_path, "phrasebook", "check", "--count", "nothing.jsonl")
    assert (done.returncode, done.stdout) == (1, "nothing.jsonl: there is no such file\n")
