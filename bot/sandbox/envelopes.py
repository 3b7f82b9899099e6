"""What travels to the app, and what comes back."""

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.values import Json

EnvelopeKind = Literal["events_api", "interactive", "slash_commands"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One thing for the app; `id` is what a socket acknowledges."""

    id: str
    kind: EnvelopeKind
    payload: Json


@dataclass(frozen=True, slots=True)
class Answer:
    """What the app acknowledged with: a JSON object, or nothing."""

    body: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A delivery that has ended: `attempts` made, and `failure` (Slack's retry reason) where the last one failed."""

    envelope: Envelope
    attempts: int
    answer: Answer | None = None
    failure: str = ""

    @property
    def event(self) -> dict[str, Any]:
        """The inner event, or the whole payload of anything else."""
        inner: dict[str, Any] = self.envelope.payload.get("event", self.envelope.payload)
        return inner


class NotAcked(Exception):
    """The app did not acknowledge; `reason` is what `X-Slack-Retry-Reason` says, `final` forbids trying again."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final
