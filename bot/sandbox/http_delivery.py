"""The way to the app over HTTP: signed, patient for three seconds, round robin over the app's addresses."""

import hashlib
import hmac
import http.client
import itertools
import json
import time
from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

from bot.sandbox.envelopes import Answer, Envelope, NotAcked
from bot.sandbox.values import Json

FORM = "application/x-www-form-urlencoded"
OK = range(200, 300)


class HttpDelivery:
    """Posts to the app's request URLs. Signatures are made at real time, whatever the sandbox's clock says."""

    def __init__(self, urls: Sequence[str], signing_secret: str, timeout: float) -> None:
        self._urls = itertools.cycle(urls)
        self._every_url = tuple(urls)
        self._secret = signing_secret.encode()
        self._timeout = timeout

    def verify(self, token: str) -> None:
        """Ask each URL to echo a challenge. Raises ConnectionError when one does not."""
        challenge = hashlib.sha256(token.encode()).hexdigest()[:24]
        question = {"type": "url_verification", "token": token, "challenge": challenge}
        for url in self._every_url:
            status, _, body = self._post(url, json.dumps(question), "application/json", {})
            if status != 200 or challenge not in body.decode(errors="replace"):
                raise ConnectionError(f"{url} did not answer url_verification with its challenge (HTTP {status})")

    def carry(self, envelope: Envelope, attempt: int, reason: str) -> Answer:
        headers = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason} if attempt else {}
        body, content_type = _written(envelope)
        try:
            status, answered, said = self._post(next(self._urls), body, content_type, headers)
        except TimeoutError as late:
            raise NotAcked("http_timeout") from late
        except (OSError, http.client.HTTPException) as broken:
            raise NotAcked("connection_failed") from broken
        if status not in OK:
            raise NotAcked("http_error", final=answered.get("X-Slack-No-Retry") == "1")
        return Answer(_read(said, answered.get("Content-Type") or ""))

    def _post(
        self, url: str, body: str, content_type: str, headers: dict[str, str]
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        parts = urlsplit(url)
        line = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port or 80, timeout=self._timeout)
        started = time.monotonic()
        try:
            line.request("POST", parts.path or "/", body.encode(), self._signed(body) | headers | _about(content_type))
            response = line.getresponse()
            said = response.read()
        finally:
            line.close()
        if time.monotonic() - started > self._timeout:
            raise TimeoutError("answered too late")
        return response.status, response.headers, said

    def _signed(self, body: str) -> dict[str, str]:
        at = str(int(time.time()))
        digest = hmac.new(self._secret, f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}


def _about(content_type: str) -> dict[str, str]:
    return {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)", "Accept": "*/*"}


def _written(envelope: Envelope) -> tuple[str, str]:
    """The body that Slack posts for this kind of envelope, and its content type."""
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload), "application/json"
    if envelope.kind == "interactive":
        return urlencode({"payload": json.dumps(envelope.payload)}), FORM
    return urlencode({key: value for key, value in envelope.payload.items() if value is not None}), FORM


def _read(said: bytes, content_type: str) -> Json:
    """What an acknowledgement says: JSON where it is declared as such, else words."""
    if not said.strip():
        return {}
    if not content_type.startswith("application/json"):
        return {"text": said.decode(errors="replace")}
    try:
        parsed = json.loads(said)
    except ValueError as broken:
        raise NotAcked("http_error") from broken
    return parsed if isinstance(parsed, dict) else {"text": str(parsed)}
