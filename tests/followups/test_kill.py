"""However often a bot is killed, and whenever: everything due is seen, and seen once."""

import pytest

from tests.followups.killing import rounds


@pytest.mark.heavy
def test_killed_bots_lose_nothing_and_say_nothing_twice() -> None:
    done = rounds(20)
    assert len(done) == 20
    assert [one for one in done if one.lost or one.twice] == []
    assert sum(one.interrupted for one in done) > 0
