"""Nothing floods: one list after days off, one message a second and channel after an outage."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.deliveries import Delivery, Kind
from bot.nudge_values import Way
from bot.pacing import LATE, MOST_SINGLE, Listed, Together, gather, pace

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def delivery(number: int, channel: str, ago: timedelta = DAY, to: str = "U1") -> Delivery:
    return Delivery(
        id=f"d{number}", key=f"k{number}", workspace="T1", kind=Kind.REMINDER, to=to, due_at=NOW - ago, channel=channel
    )


def test_after_an_outage_a_channel_hears_one_message_a_second() -> None:
    paced = pace([delivery(number, "C1", DAY - number * SECOND) for number in range(3)], NOW)
    assert [(one.delivery.id, one.at) for one in paced] == [("d0", NOW), ("d1", NOW + SECOND), ("d2", NOW + 2 * SECOND)]


def test_channels_do_not_wait_for_each_other() -> None:
    paced = pace([delivery(1, "C1"), delivery(2, "C2"), delivery(3, "", to="U1"), delivery(4, "", to="U2")], NOW)
    assert {one.at for one in paced} == {NOW}


def test_late_ones_are_marked_as_late() -> None:
    paced = pace([delivery(1, "C1", LATE), delivery(2, "C2", LATE - SECOND)], NOW)
    assert {one.delivery.id: one.late for one in paced} == {"d1": True, "d2": False}


DELIVERIES = st.lists(
    st.builds(
        delivery,
        number=st.integers(0, 999),
        channel=st.sampled_from(["", "C1", "C2"]),
        ago=st.integers(-60, 86_400).map(lambda seconds: timedelta(seconds=seconds)),
        to=st.sampled_from(["U1", "U2"]),
    ),
    max_size=40,
    unique_by=lambda one: one.id,
)


@given(due=DELIVERIES)
def test_nothing_is_lost_early_or_out_of_order_and_nothing_floods(due: list[Delivery]) -> None:
    paced = pace(due, NOW)
    assert sorted(one.delivery.id for one in paced) == sorted(one.id for one in due)
    assert all(one.at >= max(NOW, one.delivery.due_at) for one in paced)
    conversations = defaultdict(list)
    for one in paced:
        conversations[one.delivery.channel or one.delivery.to].append(one)
    for said in conversations.values():
        assert all(later.at - earlier.at >= SECOND for earlier, later in pairwise(said))
        assert [one.delivery.due_at for one in said] == sorted(one.delivery.due_at for one in said)


@given(due=DELIVERIES)
def test_no_message_waits_longer_than_its_channel_needs(due: list[Delivery]) -> None:
    overdue = [one for one in due if one.due_at <= NOW]
    ahead: dict[str, int] = defaultdict(int)
    for one in pace(overdue, NOW):
        conversation = one.delivery.channel or one.delivery.to
        assert one.at == NOW + ahead[conversation] * SECOND
        ahead[conversation] += 1


def nudge(number: int, to: str = "U1", way: Way = Way.PRIVATE, *, urgent: bool = False) -> Listed:
    at = NOW - timedelta(hours=number)
    return Listed(key=f"k{number}", workspace="T1", to=to, way=way, due_at=at, urgent=urgent)


def test_who_comes_back_gets_one_list_instead_of_thirty_nudges() -> None:
    [together] = gather([nudge(number) for number in range(30)])
    assert isinstance(together, Together)
    assert together.to == "U1"
    assert [one.due_at for one in together.items] == sorted(one.due_at for one in together.items)
    assert len(together.items) == 30


def test_one_or_two_come_by_themselves() -> None:
    few = [nudge(number) for number in range(MOST_SINGLE)]
    assert set(gather(few)) == set(few)


def test_people_of_two_workspaces_are_not_mixed_up() -> None:
    here = [nudge(number) for number in range(2)]
    there = [replace(one, key=f"{one.key}/2", workspace="T2") for one in here]
    assert all(isinstance(one, Listed) for one in gather([*here, *there]))


NUDGES = st.lists(
    st.builds(
        nudge,
        number=st.integers(0, 99),
        to=st.sampled_from(["U1", "U2"]),
        way=st.sampled_from(Way),
        urgent=st.booleans(),
    ),
    max_size=20,
    unique_by=lambda one: one.key,
)


@given(due=NUDGES)
def test_gathering_loses_nothing_and_lists_only_what_is_private_and_can_wait(due: list[Listed]) -> None:
    gathered = gather(due)
    said = [one for item in gathered for one in (item.items if isinstance(item, Together) else (item,))]
    assert sorted(one.key for one in said) == sorted(one.key for one in due)
    lists = [item for item in gathered if isinstance(item, Together)]
    assert len({item.to for item in lists}) == len(lists)
    for item in lists:
        assert all(one.to == item.to and one.way is Way.PRIVATE and not one.urgent for one in item.items)
