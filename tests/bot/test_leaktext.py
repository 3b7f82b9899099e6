"""What counts as talk, and what is a machine's."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.leaktext import sentences


def said(text: str) -> list[str]:
    return [" ".join(sentence) for sentence in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "```for one in orders:\n    print(one)```",
        "```never closed, all of it is code",
        "`SELECT * FROM orders`",
        "SELECT * FROM orders WHERE id = 1;",
        "2026-11-01T10:10:33Z ERROR orders.service timeout for item id=4811 host=web",
        "[10:22:03] INFO worker started",
        "ERROR could not connect to the database",
        'Traceback (most recent call last): File "/srv/orders/main.py", line 12, in run',
        "    at com.shop.orders.Handler.run(Handler.java:114)",
        "Caused by: java.lang.NullPointerException",
        "$ kubectl logs deploy/orders --tail=50",
        "git revert a1b2c3d && make deploy",
        "curl -X POST https://api.example.com/v1",
        '{"error": "not_found", "order": 12}',
        "#!/bin/sh",
        "orders_total=4 items_total=9 finished",
        "https://shop.example.com/orders/12?ticket=772 <https://shop.example.com|the orders page>",
        "<@U123> <#C123|support> <!here> :joy: 4811 LHX-22 v2.1",
    ],
)
def test_what_machines_write_is_not_talk(text: str) -> None:
    assert said(text) in ([], ["lhx"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I'm *so* _done_ with this!", ["im so done with this"]),
        ("It’s over. Don't call", ["its over", "dont call"]),
        ("&gt; They said: never again", ["they said never again"]),
        ("> quoted &amp; kept\nmine", ["quoted kept", "mine"]),
        ("we waited 3 weeks,30 days/nights", ["we waited weeks days nights"]),
        ("He said:no way—never(ever)", ["he said no way never ever"]),
        ("since then orders_service and OrderView went missing twice", ["since then and went missing twice"]),
        ("ＦＵＬＬ width", ["full width"]),
        ("the follow-up of the co-worker", ["the follow up of the co worker"]),
        (
            "an hour😡 in the rain❤️🤷‍♀️she cried :joy:all evening⚡ „never“ ‹again›",
            ["an hour in the rain she cried all evening never again"],
        ),
        ("Straße und GRÜSSE", ["strasse und grüsse"]),
    ],
)
def test_talk_is_its_words_however_it_is_written(text: str, words: list[str]) -> None:
    assert said(text) == words


@given(st.text(max_size=400))
def test_any_text_has_words_or_none(text: str) -> None:
    assert all(word.isalpha() for sentence in sentences(text) for word in sentence)


@pytest.mark.parametrize(
    "piece", ["<", "`", "```", "a.", ":a", "*", "$ ", "&gt;", "(((", "x_", "SELECT ", "https://", "a/", "\n> "]
)
def test_a_message_made_to_be_slow_is_not(piece: str) -> None:
    text = (piece * 40_000)[:40_000]
    started = time.process_time()
    sentences(text)
    assert time.process_time() - started < 1
