"""What the courier asks of those who know how to say something."""

from datetime import datetime
from typing import Protocol, runtime_checkable

from slack_sdk import WebClient

from bot.deliveries import Delivery
from storage.store import Memory


class Speaker(Protocol):
    """What the courier asks of whoever knows how to say one kind of delivery; all but the first may call Slack."""

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool: ...

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool: ...

    def was_said(self, client: WebClient, delivery: Delivery) -> bool: ...

    def speak(self, client: WebClient, delivery: Delivery) -> None: ...


@runtime_checkable
class Follower(Protocol):
    """A speaker for whom something follows once a delivery was said, in the same transaction."""

    def follow(self, memory: Memory, delivery: Delivery) -> None: ...


@runtime_checkable
class Regretter(Protocol):
    """A speaker for whom something follows once a delivery was given up, in the same transaction."""

    def regret(self, memory: Memory, delivery: Delivery) -> None: ...


@runtime_checkable
class Preparer(Protocol):
    """A speaker whose `speak` cannot be looked up: what it asks and thinks before comes as `prepared` words."""

    def prepared(self, client: WebClient, delivery: Delivery) -> Delivery: ...


class Over(Exception):
    """Raised by a speaker before it has spoken: meanwhile it is not needed any more."""


class NotYet(Exception):
    """Raised by a speaker before it has spoken: nobody should hear this before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__("not yet")
        self.until = until
