"""What a follow-up says when its time has come, and where: asked for, so kept whatever the hour."""

from dataclasses import dataclass

from bot.followups import FollowUp, Source
from bot.nudge_checks import Keep, MoveTo, Verdict, Why, Withdraw
from bot.nudge_values import Facts, Room, Silenced, Way

_BEGUN_IN_PRIVATE = (Source.CASE, Source.NUDGE)
_OVER_ONCE_RESOLVED = (Source.PROMISE, Source.NUDGE)
_UNREACHABLE = (Silenced.DELETED, Silenced.ARCHIVED, Silenced.LEFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """One message of a reminder: to one person, or (`to` empty) in the thread; `words` is the key of its sentence."""

    way: Way
    words: str
    to: str = ""
    note: str = ""


def says(followup: FollowUp, room: Room, facts: Facts) -> tuple[Say, ...]:
    """The messages of a reminder.

    Among colleagues it is posted where it belongs, with its note. Where outsiders read, or nothing can be posted any
    more, the note is for its owner alone, and a thread gets a fixed neutral sentence at most. What began in private, on
    a case or as a nudge, stays there.
    """
    private = Say(way=Way.PRIVATE, words="followup.reminder_private", to=followup.owner, note=followup.note)
    if not followup.place.channel or followup.source in _BEGUN_IN_PRIVATE or facts.silenced in _UNREACHABLE:
        return (private,)
    if room.outsiders is False:
        return (Say(way=Way.PUBLIC, words="followup.reminder_public", to="", note=followup.note),)
    neutral = Say(way=Way.PUBLIC, words="followup.reminder_neutral")
    return (private, neutral) if room.neutral_line and followup.place.thread else (private,)


def reminder_needed(followup: FollowUp, facts: Facts) -> Verdict:
    """Whether a reminder that is due is still wanted.

    What was asked for is kept unless it is over. A promise or a nudge is over once its thread is resolved. Who left is
    stood in for by who asked.
    """
    if not followup.is_open:
        return Withdraw(Why.ANSWERED)
    if followup.source in _OVER_ONCE_RESOLVED and facts.resolved_at is not None:
        return Withdraw(Why.RESOLVED)
    if followup.owner not in facts.gone:
        return Keep()
    return Withdraw(Why.NOBODY) if followup.asked_by in facts.gone else MoveTo(followup.asked_by, Way.PRIVATE)
