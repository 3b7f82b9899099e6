"""Takes the fingerprints of what is shared up, with a key of its own for each workspace."""

from functools import lru_cache, partial

from bot.casewords import CaseWords
from bot.leakguard import Fingerprinter, Print
from phrasebook.guard_page import GuardPage
from storage.store import BadSeal, Memory, Store
from storage.vault import Vault

WORKSPACES = 256
MAKING = "three words in any order, common in more than twelve cases, with threats to call a boss"
"""How prints are taken; say so in other words when that changes, and all are taken anew at the next start."""
SO_FAR = f"{MAKING}, so far "
"""What is noted meanwhile, with the case that was renewed last."""


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


def renew(store: Store, guard: Guard) -> None:
    """Take the prints of all cases anew, should they have been taken in another way.

    The words of a case lie sealed beside it; a case that no key opens keeps what it has. What was begun and not ended
    goes on at the next start. Ten thousand cases take a minute of a processor and more.
    """
    made = store.recall(lambda memory: memory.prints.making())
    if made == MAKING:
        return
    printed = store.recall(lambda memory: memory.prints.printed())
    marks = {f"{SO_FAR}{workspace} {case}": (workspace, case) for workspace, case in printed}
    for mark in sorted(marks):
        if mark > made or not made.startswith(SO_FAR):
            workspace, case = marks[mark]
            store.remember(partial(_renew, guard=guard, workspace=workspace, case=case, mark=mark))
    store.remember(lambda memory: memory.prints.note_making(MAKING))


def _renew(memory: Memory, *, guard: Guard, workspace: str, case: str, mark: str) -> None:
    try:
        words = memory.cases.words(workspace, case)
    except BadSeal:
        return
    # While prints are of two makings, nobody may rely on either; and two processes that begin at once take turns.
    memory.prints.note_making(mark)
    memory.prints.drop(workspace, case)
    if words is not None:
        memory.prints.keep(workspace, case, guard.of_case(workspace, words))
