"""What may be given on the spot: kept whole, and sealed."""

from sqlalchemy import select

from bot.impact import Rank
from bot.remedies import Remedy, RemedyKind
from bot.sources import Source
from storage.store import Store
from storage.tables import REMEDIES

CREDIT = Remedy(
    id="r1",
    kind=RemedyKind.CREDIT,
    words="The next month is on us.",
    up_to="one month",
    sources=frozenset({Source.DELAY, Source.BILLING_POLICY}),
    from_rank=Rank.HURT,
    needs_yes=True,
)
CALL = Remedy(id="r2", kind=RemedyKind.CALL_BACK, words="I can call you at four.")


def test_what_was_set_up_comes_back_whole(store: Store) -> None:
    store.remember(lambda memory: [memory.remedies.add("T1", one) for one in (CREDIT, CALL)])
    assert store.recall(lambda memory: memory.remedies.all("T1")) == (CALL, CREDIT)
    assert store.recall(lambda memory: memory.remedies.find("T1", "r1")) == CREDIT


def test_what_was_taken_away_is_gone(store: Store) -> None:
    store.remember(lambda memory: memory.remedies.add("T1", CALL))
    assert [store.remember(lambda memory: memory.remedies.remove("T1", "r2")) for _ in range(2)] == [True, False]
    assert store.recall(lambda memory: memory.remedies.find("T1", "r2")) is None


def test_its_words_are_not_in_the_clear(store: Store) -> None:
    store.remember(lambda memory: memory.remedies.add("T1", CREDIT))
    (row,) = store.recall(lambda memory: memory._ledger.all(select(REMEDIES)))
    assert "next month" not in str(row)
    assert "one month" not in str(row)
