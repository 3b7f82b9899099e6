"""Takes the fingerprints of what is shared up, with a key of its own for each workspace."""

from functools import lru_cache

from bot.casewords import CaseWords
from bot.leakguard import Fingerprinter, Print
from phrasebook.guard_page import GuardPage
from storage.vault import Vault

WORKSPACES = 256


class Guard:
    """Knows words again without keeping them; safe to share between threads."""

    def __init__(self, vault: Vault, page: GuardPage) -> None:
        self._vault, self._page = vault, page
        self._printer = lru_cache(WORKSPACES)(self._make)

    def of_message(self, workspace: str, text: str) -> tuple[Print, ...]:
        """The prints of what somebody wrote."""
        return self._printer(workspace).of_message(text)

    def of_case(self, workspace: str, words: CaseWords) -> tuple[Print, ...]:
        """The prints of the words of a conflict."""
        return self._printer(workspace).of_case(words.shared)

    def _make(self, workspace: str) -> Fingerprinter:
        return Fingerprinter(self._vault.fingerprint(f"prints\0{workspace}").encode(), self._page)
