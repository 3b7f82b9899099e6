"""Two ways to listen to the sandbox as an app would: an HTTP door, and a raw Socket Mode line."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs
from urllib.request import Request, urlopen

from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin.client import SocketModeClient
from websockets.sync.client import ClientConnection, connect

from bot.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Heard:
    """One request of Slack's."""

    headers: dict[str, str]
    body: str

    @property
    def json(self) -> dict[str, Any]:
        """The JSON body, the `payload` of an interaction, or the fields of a command."""
        if self.headers["content-type"] == "application/json":
            return dict(json.loads(self.body))
        form = {key: values[0] for key, values in parse_qs(self.body, keep_blank_values=True).items()}
        return dict(json.loads(form["payload"])) if "payload" in form else form


@dataclass(frozen=True, slots=True)
class Reply:
    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def json_reply(body: Any) -> Reply:
    return Reply(200, json.dumps(body), {"Content-Type": "application/json"})


class Ear:
    """An HTTP door that notes what it hears; `answer` decides what it says to everything but the challenge."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.answer: Callable[[Heard], Reply] = lambda heard: Reply()
        self.url = ""
        self.echoes = True

    def hear(self, heard: Heard) -> Reply:
        if heard.headers["content-type"] == "application/json" and heard.json.get("type") == "url_verification":
            return json_reply({"challenge": heard.json["challenge"] if self.echoes else "something else"})
        self.heard.append(heard)
        return self.answer(heard)

    @property
    def events(self) -> list[dict[str, Any]]:
        """The inner events heard so far."""
        return [each.json["event"] for each in self.heard]


def _door(ear: Ear) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            reply = ear.hear(Heard({key.lower(): value for key, value in self.headers.items()}, body))
            self.send_response(reply.status)
            for key, value in reply.headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(reply.body.encode())))
            self.end_headers()
            self.wfile.write(reply.body.encode())

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    return Door


@contextmanager
def http_ear() -> Iterator[Ear]:
    ear = Ear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _door(ear)) as server:
        ear.url = f"http://127.0.0.1:{server.server_address[1]}/slack/events"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield ear
        server.shutdown()
        thread.join()


def call(slack: Sandbox, method: str, body: bytes = b"", **headers: str) -> dict[str, Any]:
    """A Web API call as bare as it can be."""
    request = Request(
        f"{slack.api_url}{method}", body, {key.replace("_", "-"): value for key, value in headers.items()}
    )
    with urlopen(request, timeout=60) as response:
        return dict(json.loads(response.read()))


def socket_url(slack: Sandbox) -> str:
    """A fresh ticket."""
    return str(call(slack, "apps.connections.open", Authorization=f"Bearer {slack.app_token}")["url"])


@contextmanager
def socket_ear(slack: Sandbox) -> Iterator[ClientConnection]:
    """A raw line that has heard `hello`, and acknowledges nothing by itself."""
    before = slack.connections
    with connect(socket_url(slack), close_timeout=1) as line:
        assert json.loads(line.recv(timeout=60))["type"] == "hello"
        slack.wait_for(lambda: slack.connections == before + 1)
        yield line


def receive(line: ClientConnection) -> dict[str, Any]:
    return dict(json.loads(line.recv(timeout=60)))


def acknowledge(line: ClientConnection, envelope: dict[str, Any], payload: dict[str, Any] | None = None) -> None:
    line.send(json.dumps({"envelope_id": envelope["envelope_id"], **({"payload": payload} if payload else {})}))


@contextmanager
def real_line(slack: Sandbox, **options: Any) -> Iterator[SocketModeClient]:
    """The real Socket Mode client, connected."""
    web = WebClient(token=slack.bot_token, base_url=slack.api_url)
    line = SocketModeClient(app_token=slack.app_token, web_client=web, **options)
    line.connect()
    slack.wait_for(lambda: slack.connections == 1)
    yield line
    line.close()
