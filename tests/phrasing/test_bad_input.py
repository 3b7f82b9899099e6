"""Whatever is typed, the answer is short, kind and harmless."""

import time

import pytest

from phrasebook.book import Phrasebook


@pytest.mark.parametrize(
    "draft",
    [
        "",
        "   \n ",
        ":tada: :rocket:",
        "👍👍👍",
        "```You never sent the logs```",
        "`you idiot`",
        "> You never sent the logs",
        "Du hast uns die Protokolle nie geschickt.",
        "Vous n'avez jamais envoyé les journaux.",
        "https://example.com/you-never-sent",
        "\x00\x01",
        "((((((((",
        "}{}{ [[ $$ ^^",
    ],
)
def test_there_is_no_wording_where_there_is_nothing_to_say(book: Phrasebook, draft: str) -> None:
    assert book.rephrase(draft) == ()


@pytest.mark.parametrize(
    "huge", ["you never " * 4_000, "!" * 40_000, "a" * 40_000, "You never sent it. " * 2_000, "<" * 40_000]
)
def test_a_huge_draft_is_answered_at_once(book: Phrasebook, huge: str) -> None:
    start = time.thread_time()
    book.rephrase(huge)
    assert time.thread_time() - start < 0.5


@pytest.mark.parametrize(
    "long",
    [
        "you never sent " + "the logs, and the dump, " * 30,
        "if you don't " * 45,
        "why " * 150,
        "but, " * 120,
        "sorry if " * 60,
    ],
)
def test_a_long_sentence_made_to_be_slow_is_not(book: Phrasebook, long: str) -> None:
    book.rephrase(long)
    start = time.thread_time()
    book.rephrase(long)
    assert time.thread_time() - start < 0.25


@pytest.mark.parametrize("call", ["<!channel>", "<!here>", "<!everyone|everyone>"])
def test_a_call_to_everybody_comes_back_as_plain_words(book: Phrasebook, call: str) -> None:
    wordings = book.rephrase(f"{call} you never sent the logs.")
    assert wordings
    assert all("<!" not in wording.text and "@" in wording.text for wording in wordings)


def test_links_labels_and_mentions_are_kept_to_the_letter(book: Phrasebook) -> None:
    draft = "<@U1> you never read <https://example.com/a?b=1&c=2|the *guide*>, see `docs/you-never.md`!"
    wordings = book.rephrase(draft)
    assert wordings
    for wording in wordings:
        for part in ("<@U1>", "<https://example.com/a?b=1&c=2|the *guide*>", "`docs/you-never.md`"):
            assert part in wording.text


def test_quotes_and_code_in_a_hot_draft_are_not_touched(book: Phrasebook) -> None:
    draft = "> you never call\nYou never sent the logs.\n```\nyou idiot\n```"
    assert book.rephrase(draft)[0].text == (
        "> you never call\nI don't have the logs yet. Could you send them?\n```\nyou idiot\n```"
    )


def test_curly_apostrophes_stay_curly(book: Phrasebook) -> None:
    assert book.rephrase("That’s wrong, it’s 20 EUR.")[0].text == "I see this differently. It’s 20 EUR."


def test_mixed_and_open_quotes_do_no_harm(book: Phrasebook) -> None:
    for draft in ('You never said “why" you left.', "You never sent \"it, 'he said.", "“You never sent the logs"):
        for wording in book.rephrase(draft):
            assert wording.text.count('"') == draft.count('"')


@pytest.mark.parametrize(
    "draft", ["I will kill you if you don't pay.", "You people should go back where you came from, you slut."]
)
def test_harm_is_never_dressed_up(book: Phrasebook, draft: str) -> None:
    assert book.rephrase(draft) == ()
