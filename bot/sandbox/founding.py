"""How a world begins: an app with secrets of its own, and furnished workspaces."""

import secrets
from collections.abc import Collection, Sequence

from bot.sandbox import seed
from bot.sandbox.changes import Changes
from bot.sandbox.clock import Clock
from bot.sandbox.delivery import Delivery
from bot.sandbox.faults import Faults
from bot.sandbox.manifest import Manifest
from bot.sandbox.oauth import new_bot_token
from bot.sandbox.socket_delivery import SocketDelivery
from bot.sandbox.tickets import Responses, Triggers
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import App, World


def furnished(id: str, name: str, manifest: Manifest, bot_in: Collection[str]) -> Workspace:
    """A workspace with its people and channels, and the app in those channels that `bot_in` names."""
    workspace = Workspace(id, name, seed.BOT_USER, new_bot_token())
    seed.furnish(workspace, manifest, bot_in)
    return workspace


def new_world(manifest: Manifest, clock: Clock, ack_timeout: float, retry_delays: Sequence[float]) -> World:
    """A world without workspaces, in which whatever socket opens first becomes the way to the app."""
    changes, sockets = Changes(), SocketDelivery(seed.APP, ack_timeout)
    delivery = Delivery(changes, retry_delays)

    def connected() -> None:
        delivery.carrier = delivery.carrier or sockets
        changes.note()

    sockets.on_change = connected
    return World(
        manifest=manifest,
        app=_app(),
        clock=clock,
        changes=changes,
        delivery=delivery,
        sockets=sockets,
        faults=Faults(
            changes.note,
            sockets.drop,
            lambda reason: sockets.disconnect(reason, close=reason != "warning"),
            clock.now,
        ),
        workspaces={},
        triggers=Triggers(ack_timeout),
        responses=Responses(),
        calls=[],
        revoked=set(),
        grants={},
    )


def _app() -> App:
    return App(
        id=seed.APP,
        bot_id=seed.BOT,
        app_token=f"xapp-1-{seed.APP}-{secrets.token_hex(16)}",
        signing_secret=secrets.token_hex(16),
        verification_token=secrets.token_hex(12),
        client_id=f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}",
        client_secret=secrets.token_hex(16),
    )
