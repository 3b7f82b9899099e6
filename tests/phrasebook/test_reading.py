"""What a reading says: by voice, by language, with its reasons."""

import pytest

from phrasebook.entries import Family
from phrasebook.reading import Level, Voice
from phrasebook.weights import Weights
from tests.books import shipped_book

BOOK = shipped_book()


def test_waiting_is_heat_from_a_customer_and_not_from_an_agent() -> None:
    text = "I'm still waiting for somebody to call me back."
    assert BOOK.read(text, Voice.CUSTOMER).level is not Level.CALM
    assert BOOK.read(text, Voice.AGENT).level is Level.CALM


def test_kind_words_of_an_agent_can_be_heat() -> None:
    assert BOOK.read("Please calm down.", Voice.AGENT).cues[0].technique == "stay-calm"


def test_the_technique_is_for_whoever_gets_the_hint() -> None:
    text = "You never read the ticket."
    assert BOOK.read(text, Voice.AGENT).cues[0].technique == "no-blame"
    assert BOOK.read(text, Voice.CUSTOMER).cues[0].technique == "depersonalize"


def test_without_a_cue_there_is_no_level() -> None:
    reading = BOOK.read("horrible terrible awful hate damn crap")
    assert reading.heat > 0.5
    assert (reading.level, reading.cues) == (Level.CALM, ())


def test_the_shares_of_the_cues_are_parts_of_the_heat() -> None:
    reading = BOOK.read("You never read the ticket and you should have told us, you idiot.")
    assert len(reading.cues) >= 3
    assert all(cue.share > 0 for cue in reading.cues)
    assert sum(cue.share for cue in reading.cues) <= reading.heat + 0.01


@pytest.mark.parametrize("family", [family.value for family in Family])
def test_no_family_ever_cools(family: str) -> None:
    assert Weights.load().features[family] >= 0.0


def test_more_blame_is_never_cooler() -> None:
    one = BOOK.read("You broke our export, we look at it now.").heat
    assert BOOK.read("You broke our export, you should have told us, we look at it now.").heat > one


@pytest.mark.parametrize(
    "text",
    [
        "Das ist wirklich eine Frechheit, ich warte seit drei Wochen.",
        "C'est vraiment inacceptable, je veux parler à un responsable.",
        "> only a quote",
        "```only code```",
        "これは受け入れられません。",
    ],
)
def test_what_is_not_english_or_not_their_own_is_not_judged(text: str) -> None:
    assert BOOK.read(text, Voice.CUSTOMER).judged is False


@pytest.mark.parametrize(
    "text",
    ["Das ist inakzeptabel 😡😡", "Ich bin so sauer auf euch alle :rage:", "No puedo creerlo!!! 😡", "Danke! 🤬"],
)
@pytest.mark.parametrize("voice", Voice)
def test_an_emoji_beside_words_that_nobody_read_is_no_heat(text: str, voice: Voice) -> None:
    reading = BOOK.read(text, voice)
    assert (reading.judged, reading.heat, reading.level, reading.cues) == (False, 0.0, Level.CALM, ())


@pytest.mark.parametrize("text", ["why 😡", "😡😡😡", "Grafana is down 😡", "Send repro steps.", "You wanker!!!"])
def test_an_emoji_beside_english_words_and_a_short_plain_line_are_judged(text: str) -> None:
    assert BOOK.read(text, Voice.CUSTOMER).judged


def test_each_sentence_is_judged_in_its_own_language() -> None:
    text = "Ich warte seit drei Wochen auf eine Antwort von Ihnen. You never read the ticket."
    assert [text[cue.start : cue.end] for cue in BOOK.read(text).cues] == ["You never read"]


def test_english_words_in_a_foreign_sentence_are_left_alone() -> None:
    text = "Der Kunde schreibt bullshit in jedes einzelne Feld unserer Maske hinein."
    assert BOOK.read(text).level is Level.CALM
    assert BOOK.read(text).judged is False


def test_laughter_is_noticed() -> None:
    assert BOOK.read("you idiot haha").laughing
    assert BOOK.read("you idiot 😂").laughing
    assert not BOOK.read("you idiot").laughing


def test_harm_is_always_heated_and_never_met_with_empathy() -> None:
    for text in ("I will kill you.", "You stupid b*tch.", "Send nudes.", "I want to end my life."):
        reading = BOOK.read(text, Voice.CUSTOMER)
        assert (reading.harm, reading.level) == (True, Level.HEATED)
        harmful = [cue for cue in reading.cues if cue.family in ("threat", "slur", "sexual", "self-harm")]
        assert {cue.technique for cue in harmful} == {"share-up"}


@pytest.mark.parametrize(
    "text",
    [
        "I'll kill the master process and its slave.",
        "Abort the upload, the child died.",
        "The execution was terminated by a SIGKILL.",
        "Blacklist the host, then nuke the cache.",
    ],
)
def test_talk_about_machines_is_no_harm(text: str) -> None:
    reading = BOOK.read(text)
    assert (reading.harm, reading.level) == (False, Level.CALM)


def test_a_customers_words_propose_sources_and_wants() -> None:
    reading = BOOK.read("We were charged twice, nobody told us, and we want our money back.", Voice.CUSTOMER)
    assert {"billing-policy", "communication"} <= set(reading.sources)
    assert reading.wants == ("refund",)
    assert BOOK.read("We want our money back.", Voice.AGENT).wants == ()


def test_nothing_is_calm() -> None:
    assert BOOK.read("").judged
    assert BOOK.read("").heat == 0.0
