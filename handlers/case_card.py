"""What a case looks like to its sharer and to who is asked: pure builders."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.case_rules import LIVE
from bot.cases import Case, Moment, Side, State, Verb
from bot.casewords import CaseWords, Note
from handlers.blocks import Block, actions, button, context, quoted_message, said_by, section
from phrasebook.book import Phrasebook

BUTTONS = (
    Verb.READ,
    Verb.ACKNOWLEDGE,
    Verb.AGREE,
    Verb.DECLINE,
    Verb.ADVISE,
    Verb.JOIN,
    Verb.TAKE_OVER,
    Verb.PASS_UP,
    Verb.DESCRIBE,
    Verb.RESOLVE,
    Verb.HELPED,
    Verb.REOPEN,
    Verb.WITHDRAW,
)
"""The buttons in their order; a card shows those that its reader may press."""
REMINDED = (Verb.ACKNOWLEDGE, Verb.PASS_UP)
REMINDED_TOP = (Verb.ACKNOWLEDGE, Verb.ADVISE)
PRIMARY = (Verb.READ, Verb.AGREE)
AGAIN = LIVE | {State.WITHDRAWN}
"""Until it is solved, the sharer may ask somebody else above as well."""
HOLDER_GONE = "patience.holder_gone"
"""What the sharer is told when whoever was on it may not see it any more."""
HELLO = "case_hello"
FOLLOW_UP = "case_followup"
SHOWN_MOMENTS = 8
ALWAYS_SHOWN = (Verb.SHARE, Verb.READ)
"""Who has read it stays to be seen, however much has happened since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case as one reader may see it now; `side` is where they stand, `verbs` what they may press.

    `seal` makes the value of their buttons, `place` of one that shares the thread up; `link` leads to it or is empty.
    `alike` are the numbers of other cases, theirs to see as well, that look like one fault with this one.
    """

    case: Case
    words: CaseWords
    reader: str
    side: Side
    verbs: Collection[Verb]
    seal: Callable[[], str]
    place: Callable[[], str]
    link: str
    messages: int
    alike: tuple[str, ...] = ()


def card_blocks(book: Phrasebook, view: CaseView) -> list[Block]:
    """The card of a case, kept up to date as long as the case lives."""
    return [
        section(_lead(book, view)),
        section(_facts(book, view)),
        *_words(book, view),
        *(_note(note) for note in view.words.notes if _may_read(note, view)),
        context("\n".join(_moments(book, _shown(view.case.timeline)))),
        *([section(book.say("share.helped_ask"))] if Verb.HELPED in view.verbs else []),
        *_buttons(book, view),
    ]


def told_blocks(book: Phrasebook, view: CaseView, step: int, key: str, note: int) -> list[Block]:
    """A message about one thing that happened, with the note that belongs to it."""
    moment = view.case.timeline[step]
    lead = section(f"{_number(view.case)} · {_told(book, view, moment, key)}")
    asked = _what_helped(book, view) if moment.verb is Verb.RESOLVE else []
    answers = _answers(book, view, moment)
    if key == HOLDER_GONE:
        answers = [actions([_share_again(book, view)])]
    return [
        lead,
        *asked,
        *answers,
        *(_note(one) for one in view.words.notes[note:][:1] if note >= 0 and _may_read(one, view)),
    ]


def _answers(book: Phrasebook, view: CaseView, moment: Moment) -> list[Block]:
    """What whoever is called can press where they are called; the card with everything may stand far above."""
    called = REMINDED if Verb.PASS_UP in view.verbs else REMINDED_TOP
    offered = {Verb.REMIND: called, Verb.REOPEN: called, Verb.TAKE_OVER: (Verb.AGREE, Verb.DECLINE)}
    fitting = [verb for verb in offered.get(moment.verb, ()) if verb in view.verbs]
    made = [button(book.say(f"share.do_{verb}"), f"case_{verb}", view.seal()) for verb in fitting]
    return [actions(made)] if made else []


def _what_helped(book: Phrasebook, view: CaseView) -> list[Block]:
    """The one question afterwards, for the sharer to answer or leave."""
    if Verb.HELPED not in view.verbs:
        return []
    answer = button(book.say(f"share.do_{Verb.HELPED}"), f"case_{Verb.HELPED}", view.seal())
    return [section(book.say("share.helped_ask")), actions([answer])]


def over_blocks(book: Phrasebook, *, withdrawn: bool) -> list[Block]:
    """What is left of a card whose reader may not see the case any more."""
    return [section(book.say("share.withdrawn" if withdrawn else "share.over"))]


def _may_read(note: Note, view: CaseView) -> bool:
    """Advice is for all who read the case, a word to the next above for those above; what was taken back for nobody."""
    theirs = view.side is Side.ABOVE or note.verb == Verb.ADVISE or note.by == view.reader
    return bool(note.text) and theirs and _reads(view)


def _note(note: Note) -> Block:
    return said_by(note.by, note.text)


def _reads(view: CaseView) -> bool:
    """Whether the words are open: the sharer knows them, everybody else opens them first."""
    return view.side is Side.SHARER or any(
        moment.verb is Verb.READ and moment.by == view.reader for moment in view.case.timeline
    )


def _lead(book: Phrasebook, view: CaseView) -> str:
    case, is_sharer = view.case, view.side is Side.SHARER
    first = case.shared_with[0] if is_sharer else view.reader
    others = [_at(one) for one in case.shared_with if one != first]
    key = f"share.{'status' if is_sharer else 'card'}{'_several' if others else ''}"
    people = {"sharer": _at(case.sharer), "first": _at(first), "others": ", ".join(others)}
    return book.say(key, number=_number(case), **people)


def _facts(book: Phrasebook, view: CaseView) -> str:
    case, say = view.case, book.say
    lines = [
        say("share.asked", need=say(f"cases.need_{case.need}")),
        say("share.impact", impact=say(case.rank.key)),
        *([say("share.came_from", source=say(case.source.key))] if case.source else []),
        say("share.state", state=say(f"cases.state_{case.state}")),
    ]
    if case.place.thread:
        since = clock(datetime.fromtimestamp(float(case.place.thread), case.timeline[0].at.tzinfo))
        lines.append(say("share.since", since=since, messages=str(max(1, view.messages))))
    if course := view.words.course:
        lines.append(say("share.course", course=say(course.mood.key, since=clock(course.since))))
    if view.alike:
        lines.append(say("share.alike", numbers=", ".join(view.alike)))
    if view.link:
        lines.append(say("share.link", link=view.link))
    return "\n".join(lines)


def _words(book: Phrasebook, view: CaseView) -> list[Block]:
    if not _reads(view):
        return [section(book.say("share.unread"))]
    quotes = [quoted_message(quote.text) for quote in view.words.quotes]
    lead = [section(book.say("share.quotes"))] if quotes else []
    return [said_by(view.case.sharer, view.words.what), *lead, *quotes]


def _shown(timeline: Sequence[Moment]) -> Iterator[Moment]:
    latest = len(timeline) - SHOWN_MOMENTS
    return (moment for at, moment in enumerate(timeline) if at >= latest or moment.verb in ALWAYS_SHOWN)


def _moments(book: Phrasebook, timeline: Iterable[Moment]) -> Iterable[str]:
    for moment in timeline:
        yield f"{clock(moment.at)} · {book.say(moment.key, by=_at(moment.by), to=_at(moment.to))}"


def _told(book: Phrasebook, view: CaseView, moment: Moment, key: str) -> str:
    if not key:
        return book.say(moment.key, by=_at(moment.by), to=_at(moment.to))
    if view.side is Side.ABOVE:
        return book.say("patience.reminder" if Verb.PASS_UP in view.verbs else "patience.reminder_top")
    if key == HOLDER_GONE:
        return book.say(key, holder=_at(view.case.holder))
    asked = [one.to for one in view.case.timeline if one.verb in (Verb.SHARE, Verb.PASS_UP, Verb.PASS_ON)]
    holder = asked[-2] if moment.verb is Verb.PASS_ON and len(asked) > 1 else asked[-1]
    return book.say(key, holder=_at(holder), to=_at(moment.to))


def _buttons(book: Phrasebook, view: CaseView) -> list[Block]:
    made = [
        button(book.say(f"share.do_{verb}"), f"case_{verb}", view.seal(), style="primary" if verb in PRIMARY else "")
        for verb in BUTTONS
        if verb in view.verbs
    ]
    if view.case.state in (State.JOINED, State.TAKEN_OVER) and view.reader == view.case.holder and view.link:
        made.append(button(book.say("share.do_hello"), HELLO, view.seal()))
    if view.case.state is not State.WITHDRAWN:
        made.append(button(book.say("followup.hint_button"), FOLLOW_UP, view.seal()))
    if view.side is Side.SHARER and view.case.state in AGAIN:
        made.append(_share_again(book, view))
    return [actions(made)] if made else []


def _share_again(book: Phrasebook, view: CaseView) -> Block:
    return button(book.say("share.do_share"), "hint_share", view.place())


def _number(case: Case) -> str:
    return f"*{case.number}*"


def _at(person: str) -> str:
    return f"<@{person}>" if person else "–"


def clock(at: datetime) -> str:
    """A moment that Slack shows in each reader's own time."""
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{at:%Y-%m-%d %H:%M} UTC>"
