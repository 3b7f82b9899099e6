"""Holds every call of the bot against the promise of sharing up: only the sharer and those above them now, 1:1."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.person import Actor
from bot.sandbox.world import Call

SECRET = re.compile(r"zqcase\d+zq|LH-[0-9A-HJKMNP-TV-Z]{6}|zqnote\d+zq|zqrun\d+zq")
"""What stands in the words of a case or a round, what cases are called, and what stands in the notes of follow-ups."""
OPEN = ("C0SUPPORT", "C0ESCALATE", "C0RANDOM00")
"""Where no other workspace reads, so that a reminder brings its note."""
SHOWN = frozenset({"views.open", "views.push", "views.update"})
"""What is seen on the screen of whoever pressed."""
TALKS = frozenset({"chat.postMessage", "chat.postEphemeral", "chat.update", "chat.scheduleMessage", "chat.meMessage"})


@dataclass(slots=True, kw_only=True)
class Truth:
    """Who is who just now, kept by the test alone: heads by name, who can be above nobody, whose secret is whose."""

    heads: dict[str, str]
    barred: set[str] = field(default_factory=set)
    sharers: dict[str, str] = field(default_factory=dict)
    writers: dict[str, str] = field(default_factory=dict)
    """Whose each follow-up's note is."""
    given: dict[str, set[str]] = field(default_factory=dict)
    """To whom each follow-up was handed over, note and all."""
    rounds: dict[str, str] = field(default_factory=dict)
    """Who proposed each round to come first with."""
    tellers: dict[str, set[str]] = field(default_factory=dict)
    """Who may be asked to tell the channels of a round, from its release on."""
    posted: set[str] = field(default_factory=set)
    """The rounds of which somebody pressed *Post* on a message."""
    typed: dict[str, set[str]] = field(default_factory=dict)
    """What each typed with a number in it: what was not done is given back to them to the letter."""

    def may_read(self, secret: str, reader: str) -> bool:
        if secret in self.writers:
            return reader == self.writers[secret] or reader in self.given.get(secret, set())
        if secret in self.rounds:
            proposer = self.rounds[secret]
            others = self.above(proposer) | self.tellers.get(secret, set())
            return reader == proposer or reader in others - self.barred
        sharer = self.sharers.get(secret)
        return sharer is not None and (reader == sharer or reader in self.above(sharer) - self.barred)

    def above(self, name: str) -> set[str]:
        """Everybody above somebody; in a circle nobody is above anybody."""
        found: set[str] = set()
        here = self.heads.get(name, "")
        while here and here not in found:
            if here == name:
                return set()
            found.add(here)
            here = self.heads.get(here, "")
        return found


def leaks_in_calls(calls: Iterable[Call], truth: Truth, names: Mapping[str, str], dms: Mapping[str, str]) -> list[str]:
    """What went where it must not; `names` are people by id, `dms` the one reader of each 1:1 conversation."""
    return [leak for call in calls for leak in _leaks(call, truth, names, dms)]


def secrets_on_screen(person: Actor, typed: Collection[str] = ()) -> set[tuple[str, str]]:
    """The secrets in windows, whispers and on the Home, each with a name for what shows it, but for what they typed."""
    shown = {(f"{one.ts} {hash(one.words)}", one.words) for one in person.ephemerals() if one.bot}
    # The form for sharing up offers messages of a thread that its reader can read anyway.
    screens = [one for one in (person.modal, person.home) if one is not None and one.callback_id != "share_up"]
    shown |= {(f"{one.id} {hash(one.words)}", one.words) for one in screens}
    return {(surface, secret) for surface, words in shown for secret in SECRET.findall(_without(words, typed))}


def _without(words: str, typed: Collection[str]) -> str:
    for one in typed:
        words = words.replace(one, "")
    return words


def _leaks(call: Call, truth: Truth, names: Mapping[str, str], dms: Mapping[str, str]) -> Iterator[str]:
    if call.method == "files.completeUploadExternal" and call.args.get("channel_id") not in dms:
        yield f"{call.method} goes to a room"
    if call.method == "views.publish":
        yield from _told(names[str(call.args["user_id"])], call, truth)
        return
    secrets = set(SECRET.findall(json.dumps(_readable(call.args))))
    if call.method in SHOWN:
        return
    if call.method not in TALKS:
        yield from (f"{call.method} carries {secret}" for secret in sorted(secrets))
        return
    channel = str(call.args["channel"])
    if channel in OPEN and call.method == "chat.postMessage":
        secrets -= set(truth.writers)
    if channel not in dms and call.method == "chat.postMessage":
        secrets -= truth.posted
    if call.method == "chat.postEphemeral" or channel not in dms:
        yield from (f"{call.method} carries {secret} out" for secret in sorted(secrets))
        return
    yield from _told(dms[channel], call, truth)


def _told(reader: str, call: Call, truth: Truth) -> Iterator[str]:
    """What somebody alone was told, in a 1:1 conversation or on their Home, and may not read."""
    secrets = SECRET.findall(json.dumps(_readable(call.args)))
    yield from (f"{reader} was told {secret}" for secret in sorted(set(secrets)) if not truth.may_read(secret, reader))


def _readable(value: Any) -> Any:
    """Arguments without what is sealed: nobody can read a button's value."""
    if isinstance(value, Mapping):
        return {key: _readable(one) for key, one in value.items() if key not in ("value", "private_metadata")}
    return [_readable(one) for one in value] if isinstance(value, list | tuple) else value
