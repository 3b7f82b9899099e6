"""Socket Mode: the same door, reached over slack_sdk's built-in client."""

from time import time

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import send_response
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from handlers.door import Door
from handlers.failures import report
from handlers.slack_errors import CALL_ERRORS

log = structlog.get_logger()


class Socket:
    """The connection to Slack; it reconnects by itself."""

    def __init__(self, app: App, door: Door, *, app_token: str, api_url: str) -> None:
        self._door = door
        self._client = SocketModeClient(
            app_token=app_token, logger=app.logger, web_client=WebClient(base_url=api_url, timeout=10)
        )
        self._client.socket_mode_request_listeners.append(self._answer)
        self._closing = False

    def connect(self) -> None:
        """Open the connection; raises what slack_sdk raises."""
        self._client.connect()

    def is_connected(self) -> bool:
        return bool(self._client.is_connected())

    def close(self) -> None:
        self._closing = True
        self._client.close()

    def _answer(self, client: BaseSocketModeClient, envelope: SocketModeRequest) -> None:
        started = time()
        try:
            answer, afterwards = self._door.receive(envelope.payload if isinstance(envelope.payload, dict) else {})
            try:
                send_response(client, envelope, answer, started)
            except CALL_ERRORS:
                # Slack sends the envelope again, and what was remembered makes that a no-op.
                if not self._closing:
                    log.warning("answer_not_taken")
            afterwards()
        except Exception as error:
            report("socket", error)
