"""What must not be read on disk is sealed here, and what must only be recognised is fingerprinted."""

import hashlib
import hmac
import json
import os
import zlib
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class MissingKey(Exception):
    """There is no key to seal with."""


class BadKey(Exception):
    """A key is not one, or not the one that the database was sealed with."""


class BadSeal(Exception):
    """A token was not sealed here for this purpose and holder, or was changed since."""


class Vault:
    """Seals with the newest key and opens with any.

    A seal holds for one purpose and one holder: every pair has a key of its own, so that a token taken from one place
    means nothing in another.
    """

    def __init__(self, keys: Sequence[str], printing: str = "") -> None:
        if not keys:
            raise MissingKey("a secret key is needed: one that Fernet.generate_key() makes")
        self._keys = tuple(keys)
        self._raw = tuple(_key_bytes(key) for key in keys)
        self._printing = bytes.fromhex(printing) or _derived(self._raw[0], "fingerprint", "")

    def __repr__(self) -> str:
        return f"Vault({len(self._keys)} keys)"

    def seal(self, words: Mapping[str, Any], purpose: str, holder: str) -> str:
        """A compact, url-safe token that only `open` with the same purpose and holder can read."""
        plain = json.dumps(dict(words), separators=(",", ":")).encode()
        return self._locks(purpose, holder).encrypt(zlib.compress(plain, 9)).decode().rstrip("=")

    def open(self, token: str, purpose: str, holder: str) -> dict[str, Any]:
        """The words of a token; `BadSeal` when it was not sealed for this."""
        padded = token + "=" * (-len(token) % 4)
        try:
            plain = zlib.decompress(self._locks(purpose, holder).decrypt(padded.encode()))
        except (InvalidToken, UnicodeEncodeError):
            raise BadSeal("the seal does not fit") from None
        opened: dict[str, Any] = json.loads(plain)
        return opened

    def sealed_with_newest(self, token: str, purpose: str, holder: str) -> bool:
        """Whether the newest key alone opens a token."""
        try:
            Vault(self._keys[:1]).open(token, purpose, holder)
        except BadSeal:
            return False
        return True

    def printing_of(self, token: str, purpose: str, holder: str) -> str:
        """The key for fingerprints that went with the key which sealed a token; `BadSeal` when none of ours did."""
        for key in self._keys:
            if (alone := Vault([key])).sealed_with_newest(token, purpose, holder):
                return alone._printing.hex()
        raise BadSeal("the seal does not fit")

    def printing_with(self, key: str) -> "Vault":
        """The same vault with that key for fingerprints: they last when the keys of seals change."""
        return Vault(self._keys, key)

    def fingerprint(self, text: str) -> str:
        """Always the same for the same text and key, and of no use to anybody without the key."""
        return hmac.new(self._printing, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def _locks(self, purpose: str, holder: str) -> MultiFernet:
        return MultiFernet([Fernet(urlsafe_b64encode(_derived(key, purpose, holder))) for key in self._raw])


def key_file(database: Path) -> Path:
    """Where the key of a SQLite file is kept."""
    return database.with_name(database.name + ".key")


def key_beside(database: Path) -> str:
    """The key kept beside a SQLite file, readable by its owner only, made when there is none; or `BadKey`."""
    path = key_file(database)
    try:
        if not path.exists():
            _place(path, Fernet.generate_key())
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadKey(f"the key file {path.name} beside the database cannot be read, or not be made") from error


def _place(path: Path, key: bytes) -> None:
    """Write the key whole or not at all; when two processes start at once, the first one's key stays."""
    draft = path.with_name(f"{path.name}.{uuid4().hex}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key + b"\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink(missing_ok=True)


def _key_bytes(key: str) -> bytes:
    try:
        raw = b64decode(key.strip(), altchars=b"-_", validate=True)
    except ValueError:
        raw = b""
    if len(raw) != 32:
        raise BadKey(
            "a secret key, in LEVELHEAD_SECRET_KEY or beside the database, must be 32 url-safe base64-encoded bytes, "
            "as Fernet.generate_key() makes them"
        )
    return raw


def _derived(key: bytes, purpose: str, holder: str) -> bytes:
    return hmac.new(key, f"levelhead\0{purpose}\0{holder}".encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
