"""Sends events to bots' doors from a process of its own, over connections that stay open; notes how long it took."""

import json
import math
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from itertools import cycle
from queue import SimpleQueue
from threading import Event

from tests.bench.events import requests

PATIENCE = 15.0
"""Seconds after which we stop waiting for an answer; Slack does so after three."""
TRIES = 2
UNANSWERED = 0
"""Stands for the status of an answer that did not come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is sent where. `rate` is events a second; 0: as soon as a connection is free; inf: all are due at once.

    Every so manyth event is sent `again`, as Slack does when it is unsure, over whichever connection is free. `first`
    is the number of the first one; events with different numbers are different ones.
    """

    ports: Sequence[int]
    said: Sequence[str]
    rate: float = 0.0
    connections: int = 16
    again: int = 0
    first: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """When it began and ended, in seconds since 1970; how long each answer took in seconds; and what was answered.

    What was not answered in time has the status 0.
    """

    started: float
    ended: float
    took: list[float] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)

    def at(self, share: float) -> float:
        """The milliseconds within which this share of the answers came."""
        ranked = sorted(self.took)
        return ranked[min(len(ranked) - 1, int(len(ranked) * share))] * 1000

    @property
    def refused(self) -> int:
        return sum(many for status, many in self.statuses.items() if status != "200")


class Line:
    """One connection to a door; opened anew where the other side let go of it, or does not answer."""

    def __init__(self, port: int) -> None:
        self._port, self._socket = port, self._open(port)

    def ask(self, request: bytes) -> int:
        """The status of the answer, or UNANSWERED."""
        for _ in range(TRIES):
            try:
                return self._ask(request)
            except ConnectionError:
                self._anew()
            except TimeoutError:
                self._anew()
                break
        return UNANSWERED

    def _ask(self, request: bytes) -> int:
        self._socket.sendall(request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._more()
        head, _, body = answer.partition(b"\r\n\r\n")
        length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line[:15] == b"content-length:"), 0)
        while len(body) < length:
            body += self._more()
        return int(head.split(b" ", 2)[1])

    def _more(self) -> bytes:
        found = self._socket.recv(65536)
        if not found:
            raise ConnectionError("the other side let go")
        return found

    def _anew(self) -> None:
        self._socket.close()
        self._socket = self._open(self._port)

    def _open(self, port: int) -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened


def send(plan: Plan) -> Sent:
    """Send it all from a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.sending"],
        input=json.dumps(asdict(plan)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Sent(**json.loads(done.stdout))


def _send(plan: Plan) -> Sent:
    lines: SimpleQueue[Line] = SimpleQueue()
    for port, _ in zip(cycle(plan.ports), range(plan.connections), strict=False):
        lines.put(Line(port))
    took: list[float] = []
    statuses: Counter[str] = Counter()

    def one(request: bytes, due: float) -> None:
        line = lines.get()
        began = due or time.perf_counter()
        status = line.ask(request)
        took.append(time.perf_counter() - began)
        statuses[str(status)] += 1
        lines.put(line)

    due = requests(plan.said, time.time() - len(plan.said) / 1000, plan.first)
    due += due[:: plan.again] if plan.again else []
    sent = []
    with ThreadPoolExecutor(plan.connections) as pool:
        started, clock = time.time(), time.perf_counter()
        for number, request in enumerate(due):
            at = 0.0 if not plan.rate else clock + (0.0 if math.isinf(plan.rate) else number / plan.rate)
            Event().wait(max(0.0, at - time.perf_counter()))
            sent.append(pool.submit(one, request, at))
    for each in sent:
        each.result()
    return Sent(started=started, ended=time.time(), took=took, statuses=dict(statuses))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(_send(Plan(**json.load(sys.stdin))))))
