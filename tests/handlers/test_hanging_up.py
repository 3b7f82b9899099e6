"""Hanging up on Slack: what is half-way in is heard out, and a dead line holds nobody up."""

import hashlib
import json
import logging
import socket
import struct
import threading
from array import array
from base64 import b64encode
from collections.abc import Iterator
from fcntl import ioctl
from os import sched_yield
from termios import FIONREAD
from time import monotonic

import pytest

from handlers.socket import PATIENCE, Line

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
SAID = json.dumps({"type": "events_api", "payload": {"text": "x" * 3000}}).encode()
FRAME = struct.pack("!BBH", 0x81, 126, len(SAID)) + SAID
HALF = 1500
PING, PONG = b"\x89\x02hi", b"\x8a\x82"


class Slow:
    """A server that stops in the middle of a message, and goes on once it is pinged again."""

    def __init__(self, *, goes_on: bool) -> None:
        self._goes_on = goes_on
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.half_sent = threading.Event()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self._listener.getsockname()[1]}/link?ticket=1"

    def _serve(self) -> None:
        line, _ = self._listener.accept()
        with self._listener, line:
            asked = line.recv(4096).decode()
            key = next(each.partition(": ")[2] for each in asked.split("\r\n") if "WebSocket-Key" in each)
            proof = b64encode(hashlib.sha1((key + GUID).encode(), usedforsecurity=False).digest()).decode()
            line.sendall(f"HTTP/1.1 101 Go\r\nSec-WebSocket-Accept: {proof}\r\n\r\n".encode())
            line.sendall(PING)
            while PONG not in line.recv(4096):
                continue
            line.sendall(FRAME[:HALF])
            self.half_sent.set()
            while line.recv(4096):
                if self._goes_on:
                    line.sendall(FRAME[HALF:])
                    return


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def line(heard: list[str]) -> Iterator[Line]:
    line = Line(app_token="xapp-1", logger=logging.getLogger("levelhead.bolt"), ping_interval=60)
    line.on_message_listeners.append(heard.append)
    yield line
    line.close()


def connected(line: Line, server: Slow) -> None:
    """With half a message taken, and the other half awaited."""
    line.wss_uri = server.url
    line.connect()
    assert server.half_sent.wait(60)
    while unread(line):
        sched_yield()


def unread(line: Line) -> int:
    """How many bytes have come in that nobody has taken yet."""
    assert line.current_session is not None
    assert line.current_session.sock is not None
    count = array("i", [0])
    ioctl(line.current_session.sock, FIONREAD, count)
    return count[0]


def test_a_message_that_is_half_way_in_is_heard_out_before_hanging_up(line: Line, heard: list[str]) -> None:
    server = Slow(goes_on=True)
    connected(line, server)
    line.close()
    assert [text.encode() for text in heard] == [SAID]
    assert not line.is_connected()


def test_a_line_that_says_no_more_is_hung_up_all_the_same(line: Line) -> None:
    server = Slow(goes_on=False)
    connected(line, server)
    began = monotonic()
    line.close()
    assert monotonic() - began < PATIENCE + 3
    server.thread.join(60)
    assert not server.thread.is_alive()


def test_a_line_that_was_never_opened_is_closed_at_once(line: Line) -> None:
    line.close()
    assert not line.is_connected()
