"""What is sealed can be opened by nobody else, nowhere else, and not after a change."""

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import assume, given
from hypothesis import strategies as st

from storage.vault import BadKey, BadSeal, MissingKey, Vault, key_beside, key_file
from tests.databases import KEY

VAULT = Vault([KEY])
WORDS = st.dictionaries(st.text(), st.text() | st.integers() | st.booleans() | st.none() | st.lists(st.text()))


@given(WORDS, st.text(), st.text())
def test_what_was_sealed_can_be_opened(words: dict[str, object], purpose: str, holder: str) -> None:
    assert VAULT.open(VAULT.seal(words, purpose, holder), purpose, holder) == words


@given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
def test_a_seal_means_nothing_elsewhere(mine: tuple[str, str], other: tuple[str, str]) -> None:
    assume(mine != other)
    token = VAULT.seal({"quote": "as I already said"}, *mine)
    with pytest.raises(BadSeal):
        VAULT.open(token, *other)


@given(st.integers(0, 200), st.integers(1, 63))
def test_a_changed_seal_does_not_open(place: int, change: int) -> None:
    token = VAULT.seal({"quote": "as I already said"}, "hint", "U1")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    index = place % (len(token) - 1)
    other = alphabet[(alphabet.index(token[index]) + change) % 64]
    with pytest.raises(BadSeal):
        VAULT.open(token[:index] + other + token[index + 1 :], "hint", "U1")


@given(st.text())
def test_nonsense_does_not_open(token: str) -> None:
    with pytest.raises(BadSeal):
        VAULT.open(token, "hint", "U1")


def test_a_seal_is_short_and_fits_into_a_button_or_a_url() -> None:
    words = {"quote": "x" * 300, "wordings": ["I hear that this is the second time. " * 5] * 2}
    token = VAULT.seal(words, "hint", "U1")
    assert len(token) < 400
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_the_same_words_are_never_sealed_alike() -> None:
    assert VAULT.seal({"a": 1}, "hint", "U1") != VAULT.seal({"a": 1}, "hint", "U1")


def test_an_older_key_still_opens_and_the_newest_seals() -> None:
    new = Fernet.generate_key().decode()
    token = VAULT.seal({"a": 1}, "hint", "U1")
    both = Vault([new, KEY])
    assert both.open(token, "hint", "U1") == {"a": 1}
    assert not both.sealed_with_newest(token, "hint", "U1")
    assert Vault([new]).open(both.seal({"a": 2}, "hint", "U1"), "hint", "U1") == {"a": 2}


def test_a_fingerprint_tells_texts_apart_only_with_the_key() -> None:
    other = Vault([Fernet.generate_key().decode()])
    assert VAULT.fingerprint("broken") == Vault([KEY]).fingerprint("broken")
    assert len({VAULT.fingerprint("broken"), VAULT.fingerprint("broken."), other.fingerprint("broken")}) == 3


def test_half_a_character_has_a_fingerprint_and_a_seal_too() -> None:
    assert VAULT.fingerprint("\ud800") != VAULT.fingerprint("")
    assert VAULT.open(VAULT.seal({"a": "\ud800"}, "hint", "\ud800"), "hint", "\ud800") == {"a": "\ud800"}


@pytest.mark.parametrize("key", ["", "short", "ключ", base64.urlsafe_b64encode(b"x" * 31).decode(), KEY + KEY])
def test_what_is_no_key_is_refused_without_being_repeated(key: str) -> None:
    with pytest.raises(BadKey) as refused:
        Vault([KEY, key])
    assert not key or key not in str(refused.value)


def test_without_a_key_there_is_no_vault() -> None:
    with pytest.raises(MissingKey):
        Vault([])


def test_a_vault_does_not_print_its_keys() -> None:
    assert KEY not in repr(VAULT)


def test_the_key_file_is_its_owners_alone(tmp_path: Path) -> None:
    key_beside(tmp_path / "db")
    assert stat.S_IMODE(key_file(tmp_path / "db").stat().st_mode) == 0o600


@pytest.mark.parametrize("broken", ["folder", "bytes"])
def test_a_key_file_that_cannot_be_read_is_named(tmp_path: Path, broken: str) -> None:
    file = key_file(tmp_path / "x.sqlite3")
    file.mkdir() if broken == "folder" else file.write_bytes(b"\xff")
    with pytest.raises(BadKey, match=r"x\.sqlite3\.key"):
        key_beside(tmp_path / "x.sqlite3")


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: key_beside(tmp_path / "db"), range(32)))
    assert len(keys) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["db.key"]
