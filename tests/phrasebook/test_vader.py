"""The slips of the package, shown, and that our file does not make them."""

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from phrasebook.vader import Vader
from tests.books import shipped_book

PACKAGE = SentimentIntensityAnalyzer()
OURS = Vader({})
BOOK = shipped_book()


def _ours(sentence: str, end: str = "") -> float:
    words = sentence.split()
    valences = OURS.valences(words, [word.lower() for word in words])
    return OURS.compound(valences, end) if valences else 0.0


def _package(sentence: str) -> float:
    return PACKAGE.polarity_scores(sentence)["compound"]


def test_plain_sentences_score_as_in_the_package() -> None:
    for sentence in ("The support was terrible", "It is really GREAT to see you", "This is not good", "kind of sad"):
        assert _ours(sentence) == _package(sentence)


def test_but_weighs_what_stands_around_it_by_place() -> None:
    """The package looks values up by value: what was halved before "but" is then taken for the equal one after it."""
    words = ["nice", "but", "okay"]
    nice, okay = PACKAGE.lexicon["nice"], PACKAGE.lexicon["okay"]
    assert okay == nice * 0.5
    assert PACKAGE._but_check(words, [nice, 0.0, okay]) == [nice * 0.25, 0.0, okay]
    assert OURS.valences(words, words) == [nice * 0.5, 0.0, okay * 1.5]


def test_so_and_this_do_not_undo_a_negation() -> None:
    """In the package any "so" or "this" before the third word back makes it stronger instead of negated."""
    assert _package("not been so good") > 0
    assert _ours("not been so good") < 0


def test_a_curly_apostrophe_negates_like_a_straight_one() -> None:
    assert _package("This isn’t good") > 0
    assert BOOK.describe("This isn’t good")[1]["vader best"] == 0.0
    assert BOOK.describe("This isn’t good")[1]["vader worst"] > 0.0


def test_words_of_the_trade_say_nothing() -> None:
    sentence = "I will kill the stuck process, the job died with a fatal error"
    assert _package(sentence) < -0.5
    assert BOOK.describe(sentence)[1]["vader worst"] < 0.2


def test_an_apology_is_not_an_attack() -> None:
    assert _package("sorry") < 0
    assert BOOK.describe("I am sorry for the confusion")[1]["vader worst"] == 0.0


def test_an_angry_emoji_is_heard() -> None:
    assert _package("😡") == 0.0
    assert BOOK.describe("😡")[1]["vader worst"] > 0.5
    assert BOOK.describe(":rage:")[1]["vader worst"] > 0.5
