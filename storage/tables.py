"""The tables. Rows never leave this room: the nouns turn them into frozen values."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, Index, MetaData, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
PENDING = text("outcome IS NULL")
OPEN = text("ended_at IS NULL")


class Row(SQLModel):
    """Every table of ours; `workspace` leads every key."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)


class WorkspaceRow(Row, table=True):
    """An installation; `sealed_token` is empty where the token is that of the organisation, `enterprise`.

    `renewing_until` is how long another process may be renewing the token.
    """

    __tablename__ = "workspaces"

    workspace: str = Field(primary_key=True)
    name: str
    bot_user_id: str
    bot_id: str
    url: str
    sealed_token: str
    enterprise: str = Field(default="", sa_column_kwargs={"server_default": ""})
    expires_at: datetime | None = None
    renewing_until: datetime | None = None


class ChannelRow(Row, table=True):
    __tablename__ = "channels"

    workspace: str = Field(primary_key=True)
    slack_id: str = Field(primary_key=True)
    inviter: str
    outsiders: bool | None
    watched: bool
    watched_at: datetime | None
    sensitivity: str = Field(default="normal", sa_column_kwargs={"server_default": "normal"})


class PersonRow(Row, table=True):
    __tablename__ = "people"

    workspace: str = Field(primary_key=True)
    slack_id: str = Field(primary_key=True)
    name: str
    role: str
    reports_to: str
    deputy: str = Field(sa_column_kwargs={"server_default": ""})


class IntroductionRow(Row, table=True):
    __tablename__ = "introductions"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)


class HearingRow(Row, table=True):
    """The newest version of a message that was heard; `fingerprint` is empty once the message is deleted."""

    __tablename__ = "hearings"

    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)
    edit: str
    fingerprint: str
    deleted: bool
    heard_at: datetime = Field(index=True)


class ThreadRow(Row, table=True):
    """`writers` are the ids of all who wrote there, each with a space on both sides."""

    __tablename__ = "threads"

    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    thread: str = Field(primary_key=True)
    owner: str
    owner_wrote_at: datetime | None
    customer: str
    customer_wrote_at: datetime | None
    last_wrote_by: str
    last_wrote_at: datetime | None
    messages: int
    noted_at: datetime = Field(index=True)
    waiting_since: datetime | None = None
    urgent_at: datetime | None = None
    settled_at: datetime | None = None
    promised_at: datetime | None = None
    promised_on: datetime | None = None
    writers: str = Field(default="", sa_column_kwargs={"server_default": ""})
    earlier_owner: str = Field(default="", sa_column_kwargs={"server_default": ""})


class LaughRow(Row, table=True):
    __tablename__ = "laughs"

    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    thread: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    at: datetime = Field(primary_key=True, index=True)


class MuteRow(Row, table=True):
    __tablename__ = "mutes"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    thread: str = Field(primary_key=True)
    since: datetime


class HintMarkRow(Row, table=True):
    __tablename__ = "hint_marks"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    at: datetime = Field(primary_key=True, index=True)
    channel: str = Field(primary_key=True)
    thread: str = Field(primary_key=True)


class DeliveryRow(Row, table=True):
    """`wake_at` is when the courier must look at it next: its due time, or the end of its lease.

    `calling` is set while Slack is being called, `maybe_said` when such a call ended without a clear answer.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("workspace", "key"),
        Index("ix_deliveries_wake_at", "wake_at", sqlite_where=PENDING, postgresql_where=PENDING),
        Index("ix_deliveries_thread", "workspace", "channel", "thread", sqlite_where=PENDING, postgresql_where=PENDING),
        Index("ix_deliveries_about", "workspace", "channel", "about", sqlite_where=PENDING, postgresql_where=PENDING),
    )

    id: str = Field(primary_key=True)
    workspace: str
    key: str
    kind: str
    recipient: str
    channel: str
    thread: str
    about: str
    due_at: datetime
    expires_at: datetime | None
    wake_at: datetime
    calling: bool
    maybe_said: bool
    attempts: int
    sealed_words: str
    outcome: str | None
    ended_at: datetime | None = Field(index=True)
    note: str


class PressRow(Row, table=True):
    __tablename__ = "presses"

    workspace: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    at: datetime = Field(index=True)


class CueCountRow(Row, table=True):
    __tablename__ = "cue_counts"

    workspace: str = Field(primary_key=True)
    cue: str = Field(primary_key=True)
    shown: int
    used: int
    dismissed: int


class WrongMarkRow(Row, table=True):
    """That somebody found a cue wrong; `marker` is a keyed fingerprint, so that one person counts once.

    `showing` is how often the cue had been shown by then.
    """

    __tablename__ = "wrong_marks"

    workspace: str = Field(primary_key=True)
    cue: str = Field(primary_key=True)
    marker: str = Field(primary_key=True)
    heat: float
    at: datetime
    showing: int = Field(sa_column_kwargs={"server_default": "0"})


class CueSilenceRow(Row, table=True):
    """That a cue is not said any more in a workspace."""

    __tablename__ = "cue_silences"

    workspace: str = Field(primary_key=True)
    cue: str = Field(primary_key=True)
    since: datetime


class TeamWordingRow(Row, table=True):
    """A wording that worked, unsigned; `offered_at` is empty once an admin has accepted it."""

    __tablename__ = "team_wordings"

    workspace: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    technique: str
    sealed_words: str
    offered_at: datetime | None = Field(index=True)


class CaseRow(Row, table=True):
    """A thread that was shared up; lists of people are their ids with a space between them."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("workspace", "number"),
        Index("ix_cases_thread", "workspace", "channel", "thread"),
        Index("ix_cases_sharer", "workspace", "sharer"),
    )

    workspace: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    number: str
    channel: str
    thread: str
    sharer: str
    need: str
    rank: int
    state: str
    holder: str
    shared_with: str
    pass_to: str
    offer: str
    sealed_words: str
    source: str = Field(default="", sa_column_kwargs={"server_default": ""})


class CaseMomentRow(Row, table=True):
    """The audit trail: who did what when, without content. Rows are only ever added, and go when they are old."""

    __tablename__ = "case_moments"
    __table_args__ = (Index("ix_case_moments_to", "workspace", "to"),)

    workspace: str = Field(primary_key=True)
    case: str = Field(primary_key=True)
    step: int = Field(primary_key=True)
    at: datetime = Field(index=True)
    verb: str
    by: str
    to: str


class CaseQuoteRow(Row, table=True):
    """That a case quotes a message, so that the quote goes when the message is taken back."""

    __tablename__ = "case_quotes"

    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)
    case: str = Field(primary_key=True)


class CasePostRow(Row, table=True):
    """A message of the bot's own about a case, in a 1:1 conversation; `author` wrote the note in it, if it has one."""

    __tablename__ = "case_posts"

    workspace: str = Field(primary_key=True)
    case: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)
    reader: str
    is_card: bool
    author: str = Field(default="", sa_column_kwargs={"server_default": ""})


class CasePrintRow(Row, table=True):
    """A keyed fingerprint of three words of a case; the key is not in the database. Many cases have a common one."""

    __tablename__ = "case_prints"
    __table_args__ = (
        Index("ix_case_prints_common", "workspace", "common", "value"),
        Index("ix_case_prints_case", "workspace", "case"),
    )

    workspace: str = Field(primary_key=True)
    value: int = Field(primary_key=True, sa_type=BigInteger)
    case: str = Field(primary_key=True)
    place: int
    common: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class UnguardedRow(Row, table=True):
    """A channel in which the leak guard is switched off."""

    __tablename__ = "unguarded"

    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)


class FollowUpRow(Row, table=True):
    """What somebody wants to come back to; its note, and how it was before its last change, are sealed.

    `ended_at` is set once it is done or cancelled.
    """

    __tablename__ = "followups"
    __table_args__ = (
        Index("ix_followups_owner", "workspace", "owner", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_followups_asked_by", "workspace", "asked_by", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    workspace: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    channel: str
    thread: str
    owner: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    source: str
    state: str
    reminded: int
    reminded_at: datetime | None
    revision: int
    ended_at: datetime | None = Field(index=True)
    sealed_words: str


class ZoneRow(Row, table=True):
    """The time zone that Slack last told for somebody."""

    __tablename__ = "zones"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    zone: str


class NudgeRoomRow(Row, table=True):
    """How a channel wants to be reminded; `off` are the nudges that are switched off, with spaces between.

    Waits are minutes, but for `silent_mornings`; None: as Levelhead waits by itself.
    """

    __tablename__ = "nudge_rooms"

    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    opted_in: bool
    neutral_line: bool
    cover: str
    off: str
    urgent_wait: int | None = None
    wait: int | None = None
    check_in_after: int | None = None
    silent_mornings: int | None = None


class WorkingHoursRow(Row, table=True):
    """When somebody works: a person, a channel, or (`whose` empty) a workspace; clocks are `09:00`, `weekdays` `01234`.

    `zone` is a channel's; people live by the clock that Slack tells.
    """

    __tablename__ = "working_hours"

    workspace: str = Field(primary_key=True)
    whose: str = Field(primary_key=True)
    weekdays: str
    start: str
    end: str
    country: str
    subdivision: str
    quiet_from: str
    quiet_until: str
    zone: str


class AbsenceRow(Row, table=True):
    """The days that somebody is away next, from `first` to `last`; gone soon after `over_at`."""

    __tablename__ = "absences"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    first: str
    last: str
    over_at: datetime = Field(index=True)


class PatienceRow(Row, table=True):
    """How many minutes of working time a case of each rank waits in a workspace."""

    __tablename__ = "patience"

    workspace: str = Field(primary_key=True)
    rank: int = Field(primary_key=True)
    minutes: int


class GatheredRow(Row, table=True):
    """A delivery that waits to be said in a list; `shown` once the list was about to be said."""

    __tablename__ = "gathered"
    __table_args__ = (Index("ix_gathered_list", "workspace", "list"),)

    workspace: str = Field(primary_key=True)
    delivery: str = Field(primary_key=True)
    list: str
    until: datetime = Field(index=True)
    shown: bool


class HomeRow(Row, table=True):
    """That somebody looked at their Home, which page they want, and when it was published; nothing of what it shows."""

    __tablename__ = "homes"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    opened_at: datetime = Field(index=True)
    published_at: datetime | None
    turn: int
    page: int


class PracticeRow(Row, table=True):
    """A running practice: where it stands, sealed; never a word of it."""

    __tablename__ = "practices"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    sealed_state: str
    at: datetime = Field(index=True)


class PracticeDoneRow(Row, table=True):
    """What somebody has played to an end, for their own list; `day` is its midnight in UTC."""

    __tablename__ = "practices_done"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    scenario: str = Field(primary_key=True)
    day: datetime = Field(index=True)


class RecoveryRow(Row, table=True):
    """A round to come first with; `channels` are ids with a space between them."""

    __tablename__ = "recoveries"

    workspace: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    proposer: str
    lead: str
    state: str
    style: str
    by_at: datetime
    news_at: datetime
    made_at: datetime
    revision: int
    channels: str
    everywhere: bool
    sealed_words: str
    erase_at: datetime = Field(index=True)


class RecoveryTellingRow(Row, table=True):
    """How one channel of a round stands; lists of ids have a space between them."""

    __tablename__ = "recovery_tellings"
    __table_args__ = (Index("ix_recovery_tellings_owner", "workspace", "run", "owner"),)

    workspace: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    run: str
    channel: str
    owner: str
    stands: str
    told: int
    by_hand: bool
    why: str
    sealed_note: str
    ts: str
    inside: bool
    passed: str
    followups: str
    erase_at: datetime = Field(index=True)


class RecoveryBoardRow(Row, table=True):
    """A message of the bot's own that shows a round to its reader; `ts` is empty until it is posted."""

    __tablename__ = "recovery_boards"

    workspace: str = Field(primary_key=True)
    run: str = Field(primary_key=True)
    reader: str = Field(primary_key=True)
    is_card: bool = Field(primary_key=True)
    channel: str
    ts: str
    page: int
    turn: int
    shown_at: datetime | None
    erase_at: datetime = Field(index=True)


class RemedyRow(Row, table=True):
    """What may be given; `sources` are slugs with a space between them, empty for all."""

    __tablename__ = "remedies"

    workspace: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    kind: str
    sources: str
    from_rank: int
    needs_yes: bool
    sealed_words: str


class ReadingRow(Row, table=True):
    """How a customer's message read: 0 calm, 1 warm, 2 heated; no person, no words, and none of our own people's."""

    __tablename__ = "readings"
    __table_args__ = (Index("ix_readings_at", "at", "workspace"),)

    workspace: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)
    thread: str
    at: datetime
    level: int
    source: str


class CaseFigureRow(Row, table=True):
    """A case in numbers, until its month is told; `who` is its sharer under a keyed name that holds for a month."""

    __tablename__ = "case_figures"
    __table_args__ = (Index("ix_case_figures_month", "month", "workspace"),)

    workspace: str = Field(primary_key=True)
    case: str = Field(primary_key=True)
    month: datetime
    who: str
    rank: int
    source: str
    answer: int | None
    resolve: int | None
    reopened: bool


class FollowUpFigureRow(Row, table=True):
    """How a follow-up ended, until its month is told; `who` as in CaseFigureRow."""

    __tablename__ = "followup_figures"
    __table_args__ = (Index("ix_followup_figures_month", "month", "workspace"),)

    workspace: str = Field(primary_key=True)
    followup: str = Field(primary_key=True)
    month: datetime
    who: str
    outcome: str


class DigestPageRow(Row, table=True):
    """What may be read about the people below a head in a whole week or month, as numbers; it never changes again."""

    __tablename__ = "digest_pages"

    workspace: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    head: str = Field(primary_key=True)
    tables: str
    made_at: datetime = Field(index=True)


class DigestWishRow(Row, table=True):
    """How often somebody wants a digest, where it is not every week."""

    __tablename__ = "digest_wishes"

    workspace: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    pace: str


class SealRow(Row, table=True):
    """A known word, sealed, that tells at the start whether the key fits; the only table of no workspace."""

    __tablename__ = "seals"

    name: str = Field(primary_key=True)
    token: str


WORKSPACES = Row.metadata.tables["workspaces"]
CHANNELS = Row.metadata.tables["channels"]
PEOPLE = Row.metadata.tables["people"]
INTRODUCTIONS = Row.metadata.tables["introductions"]
HEARINGS = Row.metadata.tables["hearings"]
THREADS = Row.metadata.tables["threads"]
LAUGHS = Row.metadata.tables["laughs"]
MUTES = Row.metadata.tables["mutes"]
HINT_MARKS = Row.metadata.tables["hint_marks"]
DELIVERIES = Row.metadata.tables["deliveries"]
PRESSES = Row.metadata.tables["presses"]
CUE_COUNTS = Row.metadata.tables["cue_counts"]
WRONG_MARKS = Row.metadata.tables["wrong_marks"]
CUE_SILENCES = Row.metadata.tables["cue_silences"]
TEAM_WORDINGS = Row.metadata.tables["team_wordings"]
CASES = Row.metadata.tables["cases"]
CASE_MOMENTS = Row.metadata.tables["case_moments"]
CASE_QUOTES = Row.metadata.tables["case_quotes"]
CASE_POSTS = Row.metadata.tables["case_posts"]
CASE_PRINTS = Row.metadata.tables["case_prints"]
UNGUARDED = Row.metadata.tables["unguarded"]
FOLLOWUPS = Row.metadata.tables["followups"]
ZONES = Row.metadata.tables["zones"]
NUDGE_ROOMS = Row.metadata.tables["nudge_rooms"]
WORKING_HOURS = Row.metadata.tables["working_hours"]
ABSENCES = Row.metadata.tables["absences"]
PATIENCE = Row.metadata.tables["patience"]
GATHERED = Row.metadata.tables["gathered"]
HOMES = Row.metadata.tables["homes"]
PRACTICES = Row.metadata.tables["practices"]
PRACTICES_DONE = Row.metadata.tables["practices_done"]
RECOVERIES = Row.metadata.tables["recoveries"]
RECOVERY_TELLINGS = Row.metadata.tables["recovery_tellings"]
RECOVERY_BOARDS = Row.metadata.tables["recovery_boards"]
REMEDIES = Row.metadata.tables["remedies"]
READINGS = Row.metadata.tables["readings"]
CASE_FIGURES = Row.metadata.tables["case_figures"]
FOLLOWUP_FIGURES = Row.metadata.tables["followup_figures"]
DIGEST_PAGES = Row.metadata.tables["digest_pages"]
DIGEST_WISHES = Row.metadata.tables["digest_wishes"]
SEALS = Row.metadata.tables["seals"]
