"""The tables. Rows never leave this room: the nouns turn them into frozen values."""

from storage.tables.cases import CASE_MOMENTS, CASE_POSTS, CASE_PRINTS, CASE_QUOTES, CASES, PATIENCE, UNGUARDED
from storage.tables.coaching import CUE_COUNTS, CUE_SILENCES, HINT_MARKS, MUTES, TEAM_WORDINGS, WRONG_MARKS
from storage.tables.deliveries import DELIVERIES, GATHERED, PRESSES
from storage.tables.digests import CASE_FIGURES, DIGEST_PAGES, DIGEST_WISHES, FOLLOWUP_FIGURES, READINGS
from storage.tables.followups import FOLLOWUPS, NUDGE_ROOMS
from storage.tables.people import ABSENCES, HOMES, INTRODUCTIONS, PEOPLE, WORKING_HOURS, ZONES
from storage.tables.practices import PRACTICES, PRACTICES_DONE
from storage.tables.recoveries import RECOVERIES, RECOVERY_BOARDS, RECOVERY_TELLINGS, REMEDIES
from storage.tables.rows import Row
from storage.tables.threads import HEARINGS, LAUGHS, THREADS
from storage.tables.workspaces import CHANNELS, SEALS, WORKSPACES

__all__ = [
    "ABSENCES",
    "CASES",
    "CASE_FIGURES",
    "CASE_MOMENTS",
    "CASE_POSTS",
    "CASE_PRINTS",
    "CASE_QUOTES",
    "CHANNELS",
    "CUE_COUNTS",
    "CUE_SILENCES",
    "DELIVERIES",
    "DIGEST_PAGES",
    "DIGEST_WISHES",
    "FOLLOWUPS",
    "FOLLOWUP_FIGURES",
    "GATHERED",
    "HEARINGS",
    "HINT_MARKS",
    "HOMES",
    "INTRODUCTIONS",
    "LAUGHS",
    "MUTES",
    "NUDGE_ROOMS",
    "PATIENCE",
    "PEOPLE",
    "PRACTICES",
    "PRACTICES_DONE",
    "PRESSES",
    "READINGS",
    "RECOVERIES",
    "RECOVERY_BOARDS",
    "RECOVERY_TELLINGS",
    "REMEDIES",
    "SEALS",
    "TEAM_WORDINGS",
    "THREADS",
    "UNGUARDED",
    "WORKING_HOURS",
    "WORKSPACES",
    "WRONG_MARKS",
    "ZONES",
    "Row",
]
