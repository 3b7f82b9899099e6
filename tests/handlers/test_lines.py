"""Whoever sends a byte now and then loses the line, however far they got; whoever is in time is answered."""

import socket
from collections.abc import Iterator
from http.client import HTTPResponse
from time import monotonic
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from handlers.http import web
from handlers.lines import Line
from handlers.metrics import Backlog
from tests.running import served

SHORT = 0.3
"""Seconds of patience that a test can wait for."""
LONG = 10.0
HEAD = b"POST /slack/events HTTP/1.1\r\nHost: levelhead\r\nContent-Length: 100\r\n\r\n"
ASKS = b"GET /healthz HTTP/1.1\r\nHost: levelhead\r\n\r\n"


class Hasty(Line):
    patience = SHORT


class Calm(Line):
    """One that is patient enough for whoever is in time on a busy machine too."""

    patience = 1.5


class Slowly(Line):
    """One whose own patience is no help here."""

    patience = 4 * LONG


@pytest.fixture
def application(slack: Sandbox, bot: Levelhead) -> Starlette:
    secret = slack.signing_secret
    return web(bot.door, bot.metrics, ready=list, backlog=Backlog, signing_secret=secret, body_time=SHORT)


@pytest.fixture
def door(application: Starlette) -> Iterator[str]:
    """A door that has no patience with a body."""
    with served(application, http=Slowly) as address:
        yield address


@pytest.fixture
def hasty(bot: Levelhead) -> Iterator[str]:
    """A door that has no patience with the head of a request."""
    with served(bot.web, http=Hasty) as address:
        yield address


@pytest.fixture
def calm(bot: Levelhead) -> Iterator[str]:
    """A door that has some, for what is to be answered first."""
    with served(bot.web, http=Calm) as address:
        yield address


def line_to(address: str) -> socket.socket:
    where = urlsplit(address)
    return socket.create_connection((where.hostname, where.port or 80), timeout=LONG)


def trickled(line: socket.socket, said: bytes, pause: float = SHORT / 3) -> bytes:
    """All that is answered until the line is closed, while a byte is sent after every pause."""
    answered, end = b"", monotonic() + LONG
    line.settimeout(pause)
    while monotonic() < end:
        try:
            line.sendall(said[:1])
            said = said[1:] or b"x"
            heard = line.recv(4096)
        except TimeoutError:
            continue
        except ConnectionError:
            return answered
        if not heard:
            return answered
        answered += heard
    raise TimeoutError("the line was held")


def answer_on(line: socket.socket) -> int:
    response = HTTPResponse(line)
    response.begin()
    response.read()
    return response.status


def test_a_body_that_comes_byte_by_byte_is_answered_408_and_its_line_closed(door: str) -> None:
    with line_to(door) as line:
        line.sendall(HEAD)
        assert trickled(line, b"x" * 90).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_does_not_come_at_all_is_answered_408(door: str) -> None:
    with line_to(door) as line:
        line.sendall(HEAD)
        assert line.recv(4096).startswith(b"HTTP/1.1 408 ")


def test_a_line_on_which_nothing_is_said_is_closed(hasty: str) -> None:
    with line_to(hasty) as line:
        assert line.recv(4096) == b""


def test_a_head_that_comes_byte_by_byte_loses_its_line(hasty: str) -> None:
    with line_to(hasty) as line:
        assert trickled(line, HEAD) == b""


def test_a_second_head_that_comes_byte_by_byte_loses_its_line_too(calm: str) -> None:
    with line_to(calm) as line:
        line.sendall(ASKS)
        assert answer_on(line) == 200
        assert trickled(line, HEAD) == b""


def test_what_follows_an_answer_that_came_before_the_end_does_not_keep_the_line(calm: str) -> None:
    with line_to(calm) as line:
        line.sendall(HEAD.replace(b"/slack/events", b"/healthz"))
        assert answer_on(line) == 405
        assert trickled(line, b"x" * 90) == b""


def test_requests_that_are_in_time_share_a_line_for_longer_than_a_head_may_take(calm: str) -> None:
    with line_to(calm) as line:
        end = monotonic() + Calm.patience + SHORT
        while monotonic() < end:
            line.sendall(ASKS)
            assert answer_on(line) == 200
