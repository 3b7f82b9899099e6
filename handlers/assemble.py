"""The one place that wires: from settings to a bot that can be started and stopped."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import nan
from types import MappingProxyType

from slack_bolt import App
from starlette.applications import Starlette

from bot.deliveries import Kind
from bot.settings import Settings
from handlers.authorize import authorize_from, introduce
from handlers.calls import CountedClient
from handlers.clock import Clock
from handlers.courier import Courier
from handlers.digest import plan_digests
from handlers.directory import Directory
from handlers.door import Door
from handlers.ears import Ears
from handlers.features import FEATURES, Feature
from handlers.home_admin import HealthNow
from handlers.home_look import Health
from handlers.http import web
from handlers.install import Installer
from handlers.leak_prints import Guard, renew
from handlers.metrics import Backlog, Metrics
from handlers.overlays import Overlays
from handlers.rooms import Rooms
from handlers.socket import Socket
from handlers.speakers import speakers_of
from handlers.speaking import Speaker
from handlers.tokens import Tokens
from phrasebook.book import Phrasebook
from phrasebook.guard_page import GuardPage
from storage.store import StorageUnavailable, Store

Instead = Mapping[Kind, Callable[[Rooms], Speaker]]

LATE = timedelta(seconds=90)
"""A courier that has not looked for so long is stuck."""


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Levelhead:
    """A wired bot."""

    app: App
    web: Starlette
    store: Store
    courier: Courier
    door: Door
    socket: Socket | None
    metrics: Metrics

    def start(self) -> None:
        """Start delivering, then listening; raises what slack_sdk raises when the socket cannot be opened."""
        self.courier.start()
        if self.socket:
            self.socket.connect()

    def stop(self) -> None:
        """Hear nothing new, finish what was begun."""
        if self.socket:
            self.socket.close()
        self.door.close()
        self.courier.stop()
        self.store.close()


def open_book(settings: Settings) -> Phrasebook:
    """The phrasebook with the team's own pages; raises phrasebook.book.PageError."""
    return Phrasebook.load(*([settings.levelhead_pages] if settings.levelhead_pages else []))


def assemble(
    settings: Settings,
    book: Phrasebook,
    *,
    now: Callable[[], datetime] = utc_now,
    features: Sequence[Feature] = FEATURES,
    instead: Instead = MappingProxyType({}),
) -> Levelhead:
    """Wire a bot: its memory brought up to date, its identity asked of Slack once.

    `instead` makes the speakers that take the place of ours, kind by kind.
    Raises StorageUnavailable, MissingKey and BadKey of storage.store, and what slack_sdk raises when Slack does not say
    who the bot is.
    """
    store = Store.open(settings.database_url, keys=settings.secret_keys, alone=True)
    metrics = Metrics()
    if token := settings.slack_bot_token.get_secret_value():
        introduce(store, token, settings.slack_api_url, metrics)
    directory = Directory(store, Tokens(store, settings, now, metrics), settings.slack_api_url, now, metrics)
    guard = Guard(store.vault, GuardPage.load())
    renew(store, guard)
    rooms = Rooms(
        book=book,
        store=store,
        directory=directory,
        metrics=metrics,
        now=now,
        guard=guard,
        ears=Ears(now),
        relays=settings.levelhead_relays,
        help_text=settings.levelhead_help_text,
        case_days=settings.levelhead_case_days,
    )
    app = _app(store)
    for feature in features:
        feature.register(app, rooms)
    overlays, pace = Overlays(directory), settings.levelhead_pace
    door = Door(app, book, metrics, overlays, rooms.ears, api_url=settings.slack_api_url, pace=pace)

    def health() -> HealthNow:
        return HealthNow(faults=tuple(ready()), looked_at=courier.looked_at)

    courier = _courier(rooms, Clock(now), health, instead)
    store.on_commit(courier.look_at)
    socket = _socket(app, door, rooms, settings)

    def ready() -> list[str]:
        return _faults(store, courier, socket, now())

    secret = settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else None
    return Levelhead(
        app=app,
        web=web(
            door,
            metrics,
            ready=ready,
            backlog=lambda: _backlog(store, courier, now()),
            signing_secret=None if socket else secret,
            more=Installer(store, book, settings, now, metrics).routes() if settings.over_oauth else (),
        ),
        store=store,
        courier=courier,
        door=door,
        socket=socket,
        metrics=metrics,
    )


def _app(store: Store) -> App:
    logger = logging.getLogger("levelhead.bolt")
    logger.setLevel(logging.ERROR)
    return App(
        logger=logger,
        authorize=authorize_from(store),
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        raise_error_for_unhandled_request=True,
    )


def _courier(rooms: Rooms, clock: Clock, health: Health, instead: Instead) -> Courier:
    return Courier(
        store=rooms.store,
        directory=rooms.directory,
        speakers=speakers_of(rooms, health) | {kind: make(rooms) for kind, make in instead.items()},
        metrics=rooms.metrics,
        clock=clock,
        now=rooms.now,
        chore=plan_digests,
    )


def _socket(app: App, door: Door, rooms: Rooms, settings: Settings) -> Socket | None:
    if settings.slack_app_token is None:
        return None
    token = settings.slack_app_token.get_secret_value()
    return Socket(app, door, rooms.ears, CountedClient(rooms.metrics, settings.slack_api_url), app_token=token)


def _backlog(store: Store, courier: Courier, now: datetime) -> Backlog:
    age = (now - courier.looked_at).total_seconds() if courier.looked_at else nan
    try:
        pending, due = store.recall(lambda memory: memory.deliveries.waiting(now))
    except StorageUnavailable:
        return Backlog(sweep_age=age)
    return Backlog(pending=pending, due=due, sweep_age=age)


def _faults(store: Store, courier: Courier, socket: Socket | None, now: datetime) -> list[str]:
    faults = []
    try:
        store.check()
    except StorageUnavailable:
        faults.append("the database does not answer")
    if courier.looked_at is None or now - courier.looked_at > LATE:
        faults.append("the courier has not looked for what is due")
    if socket and not socket.is_connected():
        faults.append("the connection to Slack is down")
    return faults
