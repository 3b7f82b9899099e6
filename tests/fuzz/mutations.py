"""Payloads of Slack's, changed in every way that somebody could think of, and some that nobody would."""

import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from time import time
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st

from tests.fuzz.wire import FORM, JSON

Path = tuple[str | int, ...]
Payload = dict[str, Any]
Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What is sent: bytes, what they claim to be, and headers in the place of the signature, if any."""

    raw: bytes
    kind: str
    headers: Headers = ()


def deep(levels: int) -> Any:
    found: Any = "end"
    for level in range(levels):
        found = [found] if level % 2 else {"text": found}
    return found


WORDS = st.text(st.characters(codec=None), max_size=40)
ODD: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        [None, True, False, 0, -1, 10**30, 1e308, float("nan"), float("inf"), "", " ", [], {}, [[]], [None]]
    ),
    st.sampled_from(
        ["\x00", "a\x00b", "\ud800", "\u202eU0AGENTANA", "🙂" * 300, "é" * 3000, "x" * 40_000, "%", "../..", "'"]
    ),
    st.sampled_from(
        ["<!channel>", "<@U0AGENTBEN>", "<http://a|b>", "{}", "[]", "null", "\\", "\r\n", "$typed", "${x}"]
    ),
    st.sampled_from(
        ["U0AGENTANA", "U0CUSTCLEO", "UNOBODY", "T0LEVEL", "T0OTHER", "C0SUPPORT", "C0NOWHERE", "D0", "E0"]
    ),
    st.sampled_from(["1.1", "99999999999.999999", "-1.0", "1e5", "0", "1700000000", "1700000000.000100"]),
    st.sampled_from([deep(5), deep(60), deep(400), [{}] * 500, {"id": {"id": []}}, {"value": 1}, [1, "a", None]]),
    WORDS,
    st.integers(),
    st.floats(),
    st.recursive(
        st.none() | st.booleans() | WORDS,
        lambda inside: st.lists(inside) | st.dictionaries(WORDS, inside),
        max_leaves=6,
    ),
)


def paths(value: Any, here: Path = ()) -> Iterator[Path]:
    """Where something stands in a payload."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield (*here, key)
        yield from paths(one, (*here, key))


def at(payload: Any, path: Path) -> Any:
    for key in path:
        payload = payload[key]
    return payload


def replaced(value: Any, odd: Any) -> Any:
    return odd


def wrapped(value: Any, odd: Any) -> Any:
    return [value]


def named(value: Any, odd: Any) -> Any:
    return {"id": value, "type": "button"}


def as_text(value: Any, odd: Any) -> Any:
    return json.dumps(value)


def forged(value: Any, odd: Any) -> Any:
    """A letter of it changed in the middle."""
    text = str(value)
    middle = len(text) // 2
    return f"{text[:middle]}{'A' if text[middle : middle + 1] != 'A' else 'B'}{text[middle + 1 :]}"


def longer(value: Any, odd: Any) -> Any:
    return f"{value}{odd}" if isinstance(value, str) else [value, odd]


def shorter(value: Any, odd: Any) -> Any:
    return value[: len(value) // 2] if isinstance(value, str | list) else odd


WAYS: tuple[Callable[[Any, Any], Any], ...] = (
    replaced,
    replaced,
    replaced,
    wrapped,
    named,
    as_text,
    forged,
    longer,
    shorter,
)


@dataclass(frozen=True, slots=True)
class Seed:
    """A payload as it should be, and the places in it."""

    payload: Payload
    places: tuple[Path, ...]


def seeds_of(payloads: Sequence[Payload]) -> list[Seed]:
    """One of each kind and shape, so that the rare ones are as likely as the many."""
    shapes: dict[str, Payload] = {}
    for payload in payloads:
        shapes.setdefault(shape(payload), payload)
    return [Seed(payload, tuple(paths(payload))) for payload in shapes.values()]


def shape(payload: Payload) -> str:
    """What a payload is about, without who or when."""
    event, view = payload.get("event") or {}, payload.get("view") or {}
    action = (payload.get("actions") or [{}])[0]
    about = (payload.get("type"), event.get("type"), event.get("subtype"), event.get("channel_type"))
    text = " ".join(str(payload.get("text", "")).split()[:1]) if "command" in payload else ""
    more = (payload.get("command"), text, payload.get("callback_id"), view.get("callback_id"), action.get("action_id"))
    return json.dumps([*about, *more])


@st.composite
def posts(draw: st.DrawFn, seeds: Sequence[Seed]) -> Post:
    """A payload with up to four things wrong in it, written as Slack writes it, or nearly so."""
    seed = draw(st.sampled_from(seeds))
    payload = deepcopy(seed.payload)
    for path in draw(st.lists(st.sampled_from(seed.places), max_size=4)):
        _change(payload, path, draw(st.sampled_from(WAYS)), draw(ODD), draw(st.integers(0, 9)) == 0)
    post = written(payload)
    return draw(broken(post)) if draw(st.integers(0, 9)) == 0 else post


def _change(payload: Payload, path: Path, way: Callable[[Any, Any], Any], odd: Any, gone: bool) -> None:
    """Nothing, where an earlier change took the place away."""
    try:
        inside = at(payload, path[:-1])
        if gone:
            del inside[path[-1]]
        else:
            inside[path[-1]] = way(inside[path[-1]], odd)
    except (KeyError, IndexError, TypeError):
        return


def written(payload: Payload) -> Post:
    """As Slack writes it: events as JSON, commands as a form, the rest as JSON in a form."""
    if payload.get("type") == "event_callback":
        return Post(raw=json.dumps(payload).encode(), kind=JSON)
    if "command" in payload:
        flat = {key: value if isinstance(value, str) else json.dumps(value) for key, value in payload.items()}
        return Post(raw=urlencode(flat, errors="replace").encode(), kind=FORM)
    return Post(raw=urlencode({"payload": json.dumps(payload)}).encode(), kind=FORM)


def _signed_by(signature: bytes, at: bytes) -> Headers:
    return (b"x-slack-signature", signature), (b"x-slack-request-timestamp", at)


@st.composite
def broken(draw: st.DrawFn, post: Post) -> Post:
    """The same with its bytes or its headers wrong."""
    raw = post.raw
    cut = draw(st.integers(0, len(raw)))
    forms = [
        Post(raw=raw[:cut], kind=post.kind),
        Post(raw=raw[:cut] + draw(st.binary(min_size=1, max_size=8)) + raw[cut:], kind=post.kind),
        Post(raw=raw, kind=FORM if post.kind == JSON else JSON),
        Post(raw=raw, kind="text/plain; charset=utf-16"),
        Post(raw=raw * 2, kind=post.kind),
        Post(raw=b"payload=" + raw, kind=FORM),
        Post(raw=b"[" * 50_000, kind=JSON),
        Post(raw=b'{"type":"event_callback","event":{"type":"message","n":' + b"9" * 6000 + b"}}", kind=JSON),
        Post(raw=b"", kind=post.kind),
        Post(raw=raw, kind=post.kind, headers=_signed_by(b"v0=\xe9", str(int(time())).encode())),
        Post(raw=raw, kind=post.kind, headers=_signed_by(b"v0=0", b"9" * 5000)),
        Post(raw=raw, kind=post.kind, headers=_signed_by(b"v0=0", b"soon")),
        Post(raw=raw, kind=post.kind, headers=((b"x-other", b"1"),)),
    ]
    return draw(st.sampled_from(forms))
