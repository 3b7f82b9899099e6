"""Says a digest: on its reader's Monday morning, to who leads somebody at that moment, and only if there is any."""

from datetime import datetime, time, timedelta
from functools import partial
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

import structlog
from slack_sdk import WebClient

from bot.deliveries import Delivery
from bot.digest import Digest
from bot.digest_periods import last_month, last_week
from bot.digest_tables import heads_of
from bot.localtime import moment
from handlers.case_facts import account, identity_in, team_in, zone_in
from handlers.digest import digest_for
from handlers.digest_counting import count_what_is_over
from handlers.digest_look import PACES, digest_blocks, digest_in, digest_pictures
from handlers.digest_pictures import Picture
from handlers.direct import say_in_dm
from handlers.private_speaker import PrivateSpeaker
from handlers.slack_errors import CALL_ERRORS
from handlers.speaking import NotYet, Over
from storage.store import Memory

log = structlog.get_logger()

MORNING = time(9)
FIRST_WEEK = 7
UPLOAD_SECONDS = 10


class DigestSpeaker(PrivateSpeaker):
    """A Monday that was missed is not made up for; but counted, for the Homes, is whatever is over."""

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Whether they lead somebody now, it is Monday, and there is something to tell; raises NotYet before nine."""
        user, now = account(client, delivery.to), self._rooms.now()
        is_its_day = _is_its_day(delivery, ZoneInfo(zone_in(user)), now)
        count_what_is_over(self._rooms.store, delivery.workspace, now)
        who = identity_in(user, delivery.workspace, delivery.to)
        team = self._rooms.store.recall(partial(team_in, workspace=delivery.workspace))
        if not who.is_member_of(delivery.workspace) or delivery.to not in heads_of(team):
            return False
        return is_its_day and not self._digest(delivery).is_empty

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        if not self._rooms.store.recall(partial(_is_wanted, delivery=delivery)):
            raise Over
        book, digest = self._rooms.book, self._digest(delivery)
        spot = say_in_dm(client, delivery, book.say("digest.fallback"), digest_blocks(book, digest))
        try:
            show(client, spot.channel, digest_pictures(book, digest))
        except CALL_ERRORS as error:
            # The words are said, and say the same.
            log.warning("digest_pictures_not_shown", error=type(error).__name__)

    def follow(self, memory: Memory, delivery: Delivery) -> None:
        """Next Monday there is another one."""
        memory.deliveries.schedule(digest_for(delivery.workspace, delivery.to, self._rooms.now()))

    def _digest(self, delivery: Delivery) -> Digest:
        week, month = last_week(delivery.due_at), last_month(delivery.due_at)
        look = partial(digest_in, workspace=delivery.workspace, head=delivery.to, week=week, month=month)
        return self._rooms.store.recall(look)


def show(client: WebClient, channel: str, pictures: list[Picture]) -> None:
    """Upload pictures into a 1:1 conversation, in one message; raises CALL_ERRORS."""
    files: list[dict[str, str | None]] = []
    for one in pictures:
        asked = client.files_getUploadURLExternal(filename=one.file, length=len(one.png), alt_txt=one.alt[:1000])
        sent = Request(str(asked["upload_url"]), data=one.png, headers={"Content-Type": "image/png"}, method="POST")
        with urlopen(sent, timeout=UPLOAD_SECONDS):
            files.append({"id": str(asked["file_id"]), "title": one.title})
    if files:
        client.files_completeUploadExternal(files=files, channel_id=channel)


def _is_wanted(memory: Memory, delivery: Delivery) -> bool:
    """Unless its reader wants none, or one a month and this is not the month's first."""
    pace = memory.trends.wishes(delivery.workspace).get(delivery.to, PACES[0])
    return pace == PACES[0] or (pace == PACES[1] and delivery.due_at.day <= FIRST_WEEK)


def _is_its_day(delivery: Delivery, zone: ZoneInfo, now: datetime) -> bool:
    """Whether it is the Monday that the digest is for, where its reader lives; raises NotYet before nine."""
    monday = delivery.due_at.date()
    nine = moment(monday, MORNING, zone)
    if now < nine:
        raise NotYet(nine)
    return now < moment(monday + timedelta(days=1), time(), zone)
