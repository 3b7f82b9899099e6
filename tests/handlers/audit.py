"""Holds every call of the bot, and every screen, against the first promise: coaching goes to its reader alone."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from bot.sandbox.person import Actor
from bot.sandbox.seeing import Screen, Shown
from bot.sandbox.world import Call

AGENTS = ("Ana", "Ben", "Jo", "Sam")
CUSTOMERS = ("Cleo", "Ticketdesk")
GUESTS = ("Gil",)
EVERYBODY = (*AGENTS, *CUSTOMERS, *GUESTS)

HINT_WORDS = (
    "for your eyes only",
    "You could say",
    "This was wrong",
    "Why this?",
    "may be given here",
    "asks for your yes",
)


PHRASES = {
    "Ana": "already told",
    "Ben": "should have read",
    "Jo": "your mistake",
    "Sam": "you always",
    "Cleo": "unacceptable",
    "Ticketdesk": "unacceptable",
    "Gil": "not my problem",
}
"""The sharp phrase that each person uses, and nobody else among their kind; a hint quotes it."""


def token(name: str) -> str:
    """A word that stands in everything a person writes, and nowhere else."""
    return f"zq{name.lower()}"


def authors_of(words: str, quotes: Iterable[str] = ()) -> set[str]:
    """Whose words these are: their token stands in them, or their phrase is quoted."""
    quoted = " ".join(quotes).lower()
    return {name for name in EVERYBODY if token(name) in words or PHRASES[name] in quoted}


def leaks_in_calls(calls: Iterable[Call], names: Mapping[str, str], dms: Mapping[str, str]) -> list[str]:
    """What went to somebody it was not for; `names` are people by id, `dms` the readers of 1:1 conversations by id."""
    return [leak for call in calls for leak in _leaks(call, names, dms)]


def _leaks(call: Call, names: Mapping[str, str], dms: Mapping[str, str]) -> Iterable[str]:
    said, quotes = json.dumps(_readable(call.args)), list(_quotes(call.args))
    if "metadata" in call.args or (call.method.startswith("files.") and not _is_picture(call, dms)):
        yield f"{call.method} carries metadata or a file"
    if call.method == "chat.postEphemeral":
        yield from _not_for(names[call.args["user"]], authors_of(said, quotes))
    elif call.method == "views.publish":
        yield from _not_for(names[call.args["user_id"]], authors_of(said, quotes))
    elif call.method == "chat.postMessage" and call.args["channel"] in dms:
        yield from _not_for(dms[call.args["channel"]], authors_of(said, quotes))
    elif call.method == "chat.postMessage" and not _is_refused_dm(call) and _is_private(said, quotes):
        yield "a channel was told what is private"


def _is_picture(call: Call, dms: Mapping[str, str]) -> bool:
    """Whether this is a digest's picture, which goes to one reader and says nobody's words."""
    if call.method == "files.completeUploadExternal":
        return str(call.args.get("channel_id")) in dms and not authors_of(json.dumps(call.args))
    return str(call.args.get("filename", "")).endswith(".png") and not authors_of(json.dumps(call.args))


def _is_private(said: str, quotes: Iterable[str]) -> bool:
    return bool(authors_of(said, quotes)) or any(words in said for words in HINT_WORDS)


def _is_refused_dm(call: Call) -> bool:
    """A 1:1 conversation whose first message Slack refused has nothing in it by which its reader could be known."""
    return not call.ok and str(call.args["channel"]).startswith("D")


def _not_for(reader: str, authors: set[str]) -> Iterable[str]:
    for author in authors - {reader}:
        if author not in CUSTOMERS or reader not in AGENTS:
            yield f"{reader} was told about {author}'s words"


def leaks_on_screen(person: Actor) -> list[str]:
    """What this person can see of the bot that is not theirs to see."""
    name, everything = person.name, person.everything()
    private: list[Shown | Screen] = [one for one in [*person.ephemerals(), *person.dms()] if one.bot]
    # The form for sharing up offers messages of a thread that its reader can read anyway.
    private += [screen for screen in (person.modal, person.home) if screen and screen.callback_id != "share_up"]
    public = [one.words for one in everything if one.bot and not one.ephemeral and not _is_dm(one)]
    return [
        *(leak for one in private for leak in _not_for(name, authors_of(one.words, _quotes(one.blocks)))),
        *(f"{name} reads in public: {words}" for said in public for words in HINT_WORDS if words in said),
    ]


def _is_dm(shown: Shown) -> bool:
    return shown.channel.startswith("D")


def _quotes(value: Any) -> Iterable[str]:
    """What is shown as a quote, anywhere in a call's arguments or in blocks."""
    if isinstance(value, Mapping):
        if value.get("type") == "rich_text_quote":
            yield json.dumps(value)
        for one in value.values():
            yield from _quotes(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _quotes(one)


def _readable(value: Any) -> Any:
    """Arguments without what is sealed: nobody can read a button's value."""
    if isinstance(value, Mapping):
        return {key: _readable(one) for key, one in value.items() if key not in ("value", "private_metadata")}
    return [_readable(one) for one in value] if isinstance(value, list | tuple) else value
