"""Calls that may hang, and a process that must end."""

from functools import partial
from threading import Event

from handlers.hands import Hands


def test_what_was_given_is_finished_before_the_hands_are_closed() -> None:
    done: list[int] = []
    hands = Hands("test", 2)
    for number in range(20):
        hands.give(partial(done.append, number))
    assert hands.close(10)
    assert sorted(done) == list(range(20))


def test_a_call_that_hangs_is_left_behind() -> None:
    begun, release = Event(), Event()
    hands = Hands("test", 1)

    def hang() -> None:
        begun.set()
        release.wait()

    hands.give(hang)
    assert begun.wait(60)
    assert not hands.close(0.01)
    release.set()
    assert hands.close(10)


def test_hands_to_which_a_call_was_announced_do_not_rest_before_it_is_done() -> None:
    done: list[int] = []
    hands = Hands("test", 1)
    hands.announce(1)
    assert not hands.rest(0)
    hands.give_announced(partial(done.append, 1))
    assert hands.rest(10)
    assert done == [1]
    assert hands.close(10)
