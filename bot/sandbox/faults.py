"""Trouble on demand: what the next calls of a method meet instead of a plain answer."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

ANY = "*"


class Trouble(StrEnum):
    RATE_LIMIT = "rate_limit"
    SERVER_ERROR = "server_error"
    ERROR = "error"
    HANG = "hang"
    RESET = "reset"
    HALF = "half"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One kind of trouble for `times` calls of `method`, after letting `skip` of them through.

    `done` says that the call still does its work and only the answer is lost.
    """

    method: str
    trouble: Trouble
    times: int = 1
    skip: int = 0
    done: bool = False
    status: int = 200
    seconds: float = 0.0
    code: str = ""


class Faults:
    """The faults still to come. Later ones for the same method wait for earlier ones to be used up."""

    def __init__(
        self,
        changed: Callable[[], None],
        drop_sockets: Callable[[], None],
        warn_sockets: Callable[[str], None],
        now: Callable[[], datetime],
    ) -> None:
        self._changed, self._now = changed, now
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._drop = drop_sockets
        self._warn = warn_sockets
        self._released = threading.Event()
        self._hanging = 0
        self._paces: dict[str, float] = {}
        self._free_at: dict[tuple[str, str], datetime] = {}

    def rate_limit(self, method: str = ANY, *, retry_after: int = 1, times: int = 1, skip: int = 0) -> None:
        """Answer 429 with `Retry-After`."""
        self._add(Fault(method=method, trouble=Trouble.RATE_LIMIT, seconds=retry_after, times=times, skip=skip))

    def server_error(self, method: str = ANY, *, status: int = 503, times: int = 1, skip: int = 0) -> None:
        self._add(Fault(method=method, trouble=Trouble.SERVER_ERROR, status=status, times=times, skip=skip))

    def error(self, method: str, code: str, *, times: int = 1, skip: int = 0) -> None:
        """Answer `{"ok": false, "error": code}`."""
        self._add(Fault(method=method, trouble=Trouble.ERROR, code=code, times=times, skip=skip))

    def hang(
        self, method: str = ANY, *, seconds: float = 60.0, times: int = 1, skip: int = 0, done: bool = False
    ) -> None:
        """Answer only after `seconds`, or once `release` is called."""
        self._add(Fault(method=method, trouble=Trouble.HANG, seconds=seconds, times=times, skip=skip, done=done))

    def reset(self, method: str = ANY, *, times: int = 1, skip: int = 0, done: bool = False) -> None:
        """Reset the connection; with `done` after the work was done."""
        self._add(Fault(method=method, trouble=Trouble.RESET, times=times, skip=skip, done=done))

    def half(self, method: str = ANY, *, times: int = 1, skip: int = 0) -> None:
        """Do the work, send half of the answer, and close the connection."""
        self._add(Fault(method=method, trouble=Trouble.HALF, times=times, skip=skip, done=True))

    def pace(self, method: str = "chat.postMessage", *, seconds: float = 1.0) -> None:
        """From now on take one such call in each channel within so many seconds of the clock, and answer others 429."""
        with self._lock:
            self._paces[method] = seconds

    def too_soon(self, method: str, channel: str) -> Fault | None:
        """What a call meets that comes sooner after another than `pace` allows."""
        with self._lock:
            span, now = self._paces.get(method), self._now()
            if span is None:
                return None
            if now >= self._free_at.get((method, channel), now):
                self._free_at[method, channel] = now + timedelta(seconds=span)
                return None
        return Fault(method=method, trouble=Trouble.RATE_LIMIT, seconds=ceil(span))

    def drop_sockets(self) -> None:
        """Close every Socket Mode connection without a word."""
        self._drop()

    def warn_sockets(self, reason: str = "warning") -> None:
        """Send `disconnect` with this reason to every Socket Mode connection; all but `warning` end it."""
        self._warn(reason)

    @property
    def hanging(self) -> int:
        """How many calls hang now."""
        with self._lock:
            return self._hanging

    def hold(self, seconds: float) -> None:
        """Keep the caller, until the time is up or `release` is called."""
        self._count(1)
        self._released.wait(seconds)
        self._count(-1)

    def _count(self, step: int) -> None:
        with self._lock:
            self._hanging += step
        self._changed()

    def release(self) -> None:
        """Let go of all calls that hang now."""
        self._released.set()

    def clear(self) -> None:
        """Forget all faults still to come, and let go of what hangs."""
        with self._lock:
            self._faults.clear()
        self.release()

    def meet(self, method: str) -> Fault | None:
        """The fault that this call meets, used up by one."""
        with self._lock:
            for place, fault in enumerate(self._faults):
                if fault.method not in (method, ANY):
                    continue
                if fault.skip:
                    self._faults[place] = replace(fault, skip=fault.skip - 1)
                    return None
                self._use(place, fault)
                return fault
        return None

    def _use(self, place: int, fault: Fault) -> None:
        if fault.times == 1:
            del self._faults[place]
        else:
            self._faults[place] = replace(fault, times=fault.times - 1)

    def _add(self, fault: Fault) -> None:
        with self._lock:
            self._released.clear()
            self._faults.append(fault)
