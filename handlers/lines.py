"""Connections to our own door: whoever opens one gets a request out within seconds, or loses it."""

from asyncio import TimerHandle
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


class Line(H11Protocol):
    """One connection; between two requests uvicorn itself closes it after as long."""

    patience = 5.0
    """Seconds for the head of a request, and for what is left of one that was answered already."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._end: TimerHandle | None = None
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        super().connection_lost(exc)

    @property
    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _watch(self) -> None:
        if self._is_answering:
            self._rest()
        elif self._end is None:
            self._end = self.loop.call_later(self.patience, self._give_up)

    def _rest(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None

    def _give_up(self) -> None:
        if not self._is_answering:
            self.transport.close()
