"""Who says each kind of delivery."""

from bot.deliveries import Kind
from handlers.case_delivery import CardSpeaker, EndSpeaker, EraseSpeaker, RefreshSpeaker, ToldSpeaker
from handlers.case_steps import ShareSpeaker, StepSpeaker
from handlers.case_watch import WatchSpeaker
from handlers.checkin_delivery import CheckInSpeaker
from handlers.decisions import DecisionSpeaker
from handlers.digest_speaker import DigestSpeaker
from handlers.followup_delivery import FollowUpGivenSpeaker
from handlers.followup_line import FollowUpLineSpeaker
from handlers.followup_listed import ListedFollowUpSpeaker
from handlers.hint_delivery import HintSpeaker
from handlers.home_look import Health
from handlers.home_speaker import HomeSpeaker
from handlers.leak_guard import LeakSpeaker
from handlers.notices import NoticeSpeaker
from handlers.nudge_delivery import NudgeSpeaker
from handlers.pause import LostPostSpeaker, PostSpeaker, ReminderSpeaker
from handlers.practice_delivery import PracticeSpeaker
from handlers.promises import OfferSpeaker
from handlers.recover_delivery import RecoverCardSpeaker, RecoverListSpeaker, RecoverShowSpeaker, RecoverToldSpeaker
from handlers.recover_post import RecoverPostSpeaker
from handlers.recover_steps import RecoverStepSpeaker
from handlers.remedy_delivery import AnswerSpeaker, AskSpeaker
from handlers.remedy_watch import QuestionWatchSpeaker
from handlers.rooms import Rooms
from handlers.speaking import Speaker
from handlers.together import TogetherSpeaker
from handlers.welcome import WelcomeSpeaker


def speakers_of(rooms: Rooms, health: Health) -> dict[Kind, Speaker]:
    """One for each kind; `health` is what an admin's Home tells of the bot."""
    nudges, followups = NudgeSpeaker(rooms), ListedFollowUpSpeaker(rooms)
    return {
        Kind.HINT: HintSpeaker(rooms),
        Kind.WELCOME: WelcomeSpeaker(rooms),
        Kind.POST: PostSpeaker(rooms),
        Kind.POST_LOST: LostPostSpeaker(rooms),
        Kind.REMINDER: ReminderSpeaker(rooms),
        Kind.NOTICE: NoticeSpeaker(rooms),
        Kind.FOLLOWUP: followups,
        Kind.FOLLOWUP_LINE: FollowUpLineSpeaker(rooms),
        Kind.FOLLOWUP_GIVEN: FollowUpGivenSpeaker(rooms),
        Kind.PRACTICE: PracticeSpeaker(rooms),
        Kind.OFFER: OfferSpeaker(rooms),
        Kind.CHECK_IN: CheckInSpeaker(rooms),
        Kind.HOME: HomeSpeaker(rooms, health),
        Kind.NUDGE: nudges,
        Kind.TOGETHER: TogetherSpeaker(rooms, {Kind.NUDGE: nudges, Kind.FOLLOWUP: followups}),
        Kind.CASE_SHARE: ShareSpeaker(rooms),
        Kind.CASE_STEP: StepSpeaker(rooms),
        Kind.CASE_CARD: CardSpeaker(rooms),
        Kind.CASE_REFRESH: RefreshSpeaker(rooms),
        Kind.CASE_TOLD: ToldSpeaker(rooms),
        Kind.CASE_WATCH: WatchSpeaker(rooms),
        Kind.CASE_END: EndSpeaker(rooms),
        Kind.CASE_ERASE: EraseSpeaker(),
        Kind.RECOVER_STEP: RecoverStepSpeaker(rooms),
        Kind.RECOVER_CARD: RecoverCardSpeaker(rooms),
        Kind.RECOVER_LIST: RecoverListSpeaker(rooms),
        Kind.RECOVER_SHOW: RecoverShowSpeaker(rooms),
        Kind.RECOVER_TOLD: RecoverToldSpeaker(rooms),
        Kind.RECOVER_POST: RecoverPostSpeaker(rooms),
        Kind.RECOVER_ERASE: EraseSpeaker(),
        Kind.REMEDY_ASK: AskSpeaker(rooms),
        Kind.REMEDY_TOLD: AnswerSpeaker(rooms),
        Kind.REMEDY_WATCH: QuestionWatchSpeaker(rooms),
        Kind.REMEDY_ERASE: EraseSpeaker(),
        Kind.LEAK: LeakSpeaker(rooms),
        Kind.DECISION: DecisionSpeaker(rooms),
        Kind.DIGEST: DigestSpeaker(rooms),
    }
