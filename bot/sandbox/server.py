"""The small Slack as one thing to start, drive and stop."""

from collections.abc import Callable, Collection, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.sandbox import seed
from bot.sandbox.clock import Clock
from bot.sandbox.delivery import Carrier
from bot.sandbox.envelopes import Sent
from bot.sandbox.founding import furnished, new_world
from bot.sandbox.guard import LoopbackOnly
from bot.sandbox.host import Host
from bot.sandbox.http_delivery import HttpDelivery
from bot.sandbox.manifest import Manifest
from bot.sandbox.page_api import PageDoors
from bot.sandbox.person import Actor
from bot.sandbox.routes import Doors
from bot.sandbox.team import Team
from bot.sandbox.world import Call, World

T = TypeVar("T")

ACK_TIMEOUT = 3.0
RETRY_DELAYS = (1.0, 5.0, 15.0)


class Sandbox:
    """A Slack of one's own on 127.0.0.1, with one app and a small workspace, `home`. Made by `start`."""

    def __init__(self, world: World, host: Host, ack_timeout: float) -> None:
        self._world = world
        self._host = host
        self._ack_timeout = ack_timeout
        self.home = Team(world, world.workspaces[seed.HOME_TEAM])
        self.clock = world.clock
        self.faults = world.faults
        self.app = world.app
        self.manifest = world.manifest

    @classmethod
    def start(
        cls,
        manifest: Mapping[str, Any],
        *,
        clock: Clock | None = None,
        port: int = 0,
        bot_in: Collection[str] = seed.BOT_CHANNELS,
        ack_timeout: float = ACK_TIMEOUT,
        retry_delays: Sequence[float] = RETRY_DELAYS,
    ) -> Self:
        """Open the doors.

        `manifest` is the parsed manifest.json; `bot_in` names the channels that the app is in already; times are in
        seconds. Raises OSError when the port is taken.
        """
        host = Host(port)
        world = new_world(Manifest.read(manifest), clock or Clock(), ack_timeout, retry_delays)
        world.base_url = f"http://127.0.0.1:{host.port}"
        world.workspaces[seed.HOME_TEAM] = furnished(seed.HOME_TEAM, "Harbour Goods", world.manifest, bot_in)
        sandbox = cls(world, host, ack_timeout)
        world.clock.on_move(world.changes.note)
        host.start(*_house(world, host))
        return sandbox

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, it: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        self._world.faults.clear()
        self._world.sockets.stop()
        self._world.delivery.stop()
        self._host.stop()

    @property
    def url(self) -> str:
        """The page's address."""
        return f"{self._world.base_url}/"

    @property
    def api_url(self) -> str:
        return f"{self._world.base_url}/api/"

    @property
    def bot_token(self) -> str:
        return self.home.bot_token

    @property
    def app_token(self) -> str:
        return self.app.app_token

    @property
    def signing_secret(self) -> str:
        return self.app.signing_secret

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every Web API call so far, in order."""
        with self._world.changes.lock:
            return tuple(self._world.calls)

    @property
    def sent(self) -> tuple[Sent, ...]:
        """Every delivery to the app that has ended."""
        return self._world.delivery.sent

    @property
    def connections(self) -> int:
        """How many Socket Mode connections are open."""
        return self._world.sockets.connections

    def person(self, who: str) -> Actor:
        """Somebody in the home workspace, by name or id."""
        return self.home.person(who)

    def add_workspace(self, id: str, name: str, *, bot_in: Collection[str] = seed.BOT_CHANNELS) -> Team:
        """Another workspace with people and channels of the same ids and names, and a bot token of its own."""
        workspace = furnished(id, name, self.manifest, bot_in)
        with self._world.changes.lock:
            self._world.workspaces[id] = workspace
        return Team(self._world, workspace)

    def connect_http(self, *urls: str) -> None:
        """Send everything to these request URLs in turn, once each echoed its challenge. Raises ConnectionError."""
        carrier = HttpDelivery(urls, self.signing_secret, self._ack_timeout)
        carrier.verify(self.app.verification_token)
        self.connect(carrier)

    def connect(self, carrier: Carrier) -> None:
        """Send everything this way; for an app in this very process, that needs no wire."""
        self._world.delivery.carrier = carrier
        self._world.changes.note()

    def disconnect(self) -> None:
        """Send nothing any more."""
        self._world.delivery.carrier = None

    def settle(self, timeout: float = 60) -> None:
        """Wait until every event sent so far is acknowledged or given up. Raises TimeoutError."""
        self._world.changes.settle(timeout)

    def wait_for(self, predicate: Callable[[], T], timeout: float = 60) -> T:
        """Ask again after every change until the answer is true; return it. Raises TimeoutError."""
        return self._world.changes.wait_for(predicate, timeout)


def _house(world: World, host: Host) -> tuple[Starlette, Callable[[], None]]:
    """The application, and what ends its streams when it stops."""
    page = PageDoors(world, world.workspaces[seed.HOME_TEAM])
    routes = [*Doors(world, host.lines).routes(), *page.routes()]
    return Starlette(routes=routes, middleware=[Middleware(LoopbackOnly)]), page.close
