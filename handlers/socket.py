"""Socket Mode: the same door, reached over slack_sdk's built-in client."""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic, time

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import send_response
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from handlers.door import Door
from handlers.ears import Ears
from handlers.failures import report
from handlers.slack_errors import CALL_ERRORS

log = structlog.get_logger()


PATIENCE = 4.0
"""Seconds to hear out what is coming in when it is time to hang up; a line that is dead is silent for less."""


class Line(SocketModeClient):
    """One that tells how long it was away whenever it is connected again, and hangs up between two messages."""

    back: Callable[[timedelta], object]
    connected_at: float | None = None

    def connect(self) -> None:
        before = self.current_session
        alive_at = (before and before.last_ping_pong_time) or self.connected_at
        super().connect()
        self.connected_at = time()
        if alive_at is not None:
            self.back(timedelta(seconds=self.connected_at - alive_at))

    def close(self) -> None:
        """Hear out what is coming in, then hang up: half a message cannot be read."""
        self.auto_reconnect_enabled = False
        hearing, until = self.current_session_runner, monotonic() + PATIENCE
        hearing.event.set()
        while hearing.is_alive() and monotonic() < until:
            self.current_session_state.terminated = True
            self._ping()
            hearing.thread.join(0.1)
        super().close()

    def _ping(self) -> None:
        """Whoever waits for something to come in wakes from the answer."""
        try:
            if self.current_session is not None:
                self.current_session.ping("bye")
        except OSError:
            # Nothing comes from a line that is dead, so there is nobody to wake.
            return


class Socket:
    """The connection to Slack; it reconnects by itself."""

    def __init__(self, app: App, door: Door, ears: Ears, web: WebClient, *, app_token: str) -> None:
        self._door, self._ears = door, ears
        self._client = Line(app_token=app_token, logger=app.logger, web_client=web)
        self._client.back = self.back
        self._client.socket_mode_request_listeners.append(self._answer)
        self._closing = False

    def connect(self) -> None:
        """Open the connection; raises what slack_sdk raises."""
        self._client.connect()

    def back(self, away: timedelta) -> None:
        """The connection stands again, after so long in which it did not."""
        if self._ears.were_deaf(away):
            log.warning("connection_was_away", seconds=round(away.total_seconds()))

    def is_connected(self) -> bool:
        return bool(self._client.is_connected())

    def close(self) -> None:
        self._closing = True
        self._client.close()

    def _answer(self, client: BaseSocketModeClient, envelope: SocketModeRequest) -> None:
        started = time()
        try:
            payload = envelope.payload if isinstance(envelope.payload, dict) else {}
            answer, afterwards = self._door.receive(payload, tries=envelope.retry_attempt or 0)
            try:
                send_response(client, envelope, answer, started)
            except CALL_ERRORS:
                # Slack sends the envelope again, and what was remembered makes that a no-op.
                if not self._closing:
                    log.warning("answer_not_taken")
            afterwards()
        except Exception as error:
            report("socket", error)
