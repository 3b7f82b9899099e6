"""The features, each of which registers what is its own."""

from typing import Protocol

from slack_bolt import App

from handlers import (
    answer,
    case_about,
    case_buttons,
    checkin,
    digest,
    drafts,
    escalate,
    followup,
    followup_buttons,
    followup_modals,
    followup_picking,
    followup_threads,
    hearing,
    hint_buttons,
    hint_mutes,
    home,
    hours,
    install,
    leak_guard,
    levelhead,
    nudge_buttons,
    nudge_moves,
    nudge_settings,
    pause,
    phrasebook_command,
    practice,
    promises,
    recover,
    recover_answers,
    remedies,
    remedy_answers,
    remedy_offers,
    rephrase,
    team_modal,
    team_words,
    together,
    welcome,
)
from handlers.rooms import Rooms


class Feature(Protocol):
    """A file that registers what is its own."""

    def register(self, app: App, rooms: Rooms) -> None: ...


FEATURES = (
    hearing,
    escalate,
    case_buttons,
    case_about,
    leak_guard,
    team_modal,
    welcome,
    hint_buttons,
    hint_mutes,
    remedies,
    remedy_offers,
    remedy_answers,
    pause,
    drafts,
    rephrase,
    answer,
    phrasebook_command,
    practice,
    team_words,
    recover,
    recover_answers,
    followup,
    followup_buttons,
    followup_modals,
    promises,
    followup_picking,
    followup_threads,
    nudge_buttons,
    nudge_moves,
    nudge_settings,
    checkin,
    digest,
    home,
    hours,
    together,
    levelhead,
    install,
)
"""One file for each feature; each registers its own events, commands, shortcuts, buttons and modals.

Bolt asks their listeners one after the other, so what comes most often comes first.
"""
