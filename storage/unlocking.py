"""Which keys open a database, and what happens when a new one comes."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Column, ColumnElement, Engine, select, update

from storage import cases, deliveries, followups, practices, recoveries, remedies, team_words, workspaces
from storage.ledger import Ledger
from storage.tables import (
    CASES,
    DELIVERIES,
    FOLLOWUPS,
    PRACTICES,
    RECOVERIES,
    RECOVERY_TELLINGS,
    REMEDIES,
    SEALS,
    TEAM_WORDINGS,
    WORKSPACES,
)
from storage.vault import BadKey, BadSeal, Vault, key_beside, key_file

NAME = "canary"
KNOWN = {"levelhead": "sealed here"}
PRINTING = "printing"
"""Beside the known word: the key of fingerprints, which stays the same when the key of seals changes."""
SEALED: tuple[tuple[Column[str], ColumnElement[str], str], ...] = (
    (WORKSPACES.c.sealed_token, WORKSPACES.c.workspace, workspaces.PURPOSE),
    (DELIVERIES.c.sealed_words, DELIVERIES.c.id, deliveries.PURPOSE),
    (TEAM_WORDINGS.c.sealed_words, TEAM_WORDINGS.c.id, team_words.PURPOSE),
    (CASES.c.sealed_words, CASES.c.id, cases.PURPOSE),
    (FOLLOWUPS.c.sealed_words, FOLLOWUPS.c.id, followups.PURPOSE),
    (RECOVERIES.c.sealed_words, RECOVERIES.c.id, recoveries.PURPOSE),
    (RECOVERY_TELLINGS.c.sealed_note, RECOVERY_TELLINGS.c.id, recoveries.NOTE),
    (PRACTICES.c.sealed_state, PRACTICES.c.workspace + "/" + PRACTICES.c.person, practices.PURPOSE),
    (REMEDIES.c.sealed_words, REMEDIES.c.id, remedies.PURPOSE),
)
"""Every sealed column, who holds its rows, and what for."""


def unlock(engine: Engine, keys: Sequence[str], file: Path | None) -> Vault:
    """The vault of a database. `keys` are Fernet keys, newest first; without one, SQLite's own key file is used.

    What was sealed with an older key is sealed anew with the newest. `BadKey` when none of them fits.
    """
    with engine.begin() as connection:
        sealed = connection.scalar(select(SEALS.c.token).where(SEALS.c.name == NAME)) is not None
        vault = Vault(_ring(keys, file, sealed=sealed))
        return vault.printing_with(_fit(Ledger(connection, vault)))


def _ring(keys: Sequence[str], file: Path | None, *, sealed: bool) -> tuple[str, ...]:
    if file is None:
        return tuple(keys)
    if keys:
        return (*keys, key_beside(file)) if key_file(file).exists() else tuple(keys)
    if sealed and not key_file(file).exists():
        raise BadKey(f"the database is sealed, and its key file {key_file(file).name} is missing")
    return (key_beside(file),)


def _fit(ledger: Ledger) -> str:
    """Try the keys on a known word, the first of which was sealed when the database was new; the key of fingerprints.

    A database that kept none goes on with the one that came from the key of its seals.
    """
    vault = ledger.vault
    ledger.add(SEALS, name=NAME, token=vault.seal(KNOWN, NAME, ""))
    token = str(ledger.connection.scalar(select(SEALS.c.token).where(SEALS.c.name == NAME).with_for_update()))
    try:
        found = vault.open(token, NAME, "")
    except BadSeal:
        raise BadKey("the database was sealed with another secret key") from None
    printing = str(found.get(PRINTING) or vault.printing_of(token, NAME, ""))
    newest = vault.sealed_with_newest(token, NAME, "")
    if not newest or PRINTING not in found:
        known = vault.seal({**KNOWN, PRINTING: printing}, NAME, "")
        ledger.change(update(SEALS).where(SEALS.c.name == NAME).values(token=known))
    if not newest:
        for sealed, holder, purpose in SEALED:
            _seal_column_anew(ledger, sealed, holder, purpose)
    return printing


def _seal_column_anew(ledger: Ledger, sealed: Column[str], holder: ColumnElement[str], purpose: str) -> None:
    """Rows that no key opens stay as they are: whoever reads them says so."""
    vault = ledger.vault
    rows = select(holder.label("holder"), sealed.label("token")).where(sealed != "")
    for row in ledger.connection.execute(rows).all():
        try:
            words = vault.open(row.token, purpose, row.holder)
        except BadSeal:
            continue
        renewed = update(sealed.table).where(holder == row.holder)
        ledger.change(renewed.values({sealed.name: vault.seal(words, purpose, row.holder)}))
