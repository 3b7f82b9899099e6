"""What people want done with a round, carried out with their identity asked of Slack just now."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_sdk import WebClient

from bot.deliveries import Delivery
from bot.people import Person, Team
from bot.recover import Refusal, Run, State, Words, may_lead, refuse, release, revise, stop
from bot.recover_telling import Telling
from bot.routing import route, superiors
from handlers.case_facts import facts, identity, team_in
from handlers.recover_access import give_back
from handlers.recover_channels import tellings_now
from handlers.recover_schedule import hand_out, show_card, tell, touch
from handlers.rooms import Rooms
from phrasebook.answer_pages import Style
from storage.store import Memory

Act = Callable[[Memory, Run, Team], Run | Refusal]


def draft_of(words: Mapping[str, Any], *, id: str, workspace: str, proposer: str, now: datetime) -> Run:
    """What a form was filled in with, as a round that nobody was asked about yet."""
    return Run(
        id=id,
        workspace=workspace,
        proposer=proposer,
        style=Style(words["style"]),
        by_at=datetime.fromisoformat(words["by_at"]),
        news_at=datetime.fromisoformat(words["news_at"]),
        made_at=now,
        channels=tuple(words["channels"]),
        everywhere=bool(words["everywhere"]),
        words=Words(what=words["what"], means=words["means"], solution=words["solution"]),
    )


class RecoverStepSpeaker:
    """Proposes, releases, changes, refuses or stops a round, or tells why not."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        return True

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Asked in `speak`, together with what is done."""
        return True

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        """What is done is done once, however often it is begun."""
        return False

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        match delivery.words["verb"]:
            case "propose":
                self._propose(client, delivery)
            case "release":
                self._release(client, delivery)
            case "revise":
                self._revise(client, delivery)
            case "refuse":
                self._refuse(client, delivery)
            case _:
                self._do(client, delivery, stop, _stopped)

    def _propose(self, client: WebClient, delivery: Delivery) -> None:
        found = self._found(delivery)
        if found is None or found.lead or found.state is not State.PROPOSED:
            return
        lead, now = self._lead_for(client, found), self._rooms.now()

        def work(memory: Memory) -> None:
            run = memory.recoveries.find(delivery.workspace, found.id, lock=True)
            if run is None or run.lead or run.state is not State.PROPOSED:
                return
            if not lead:
                give_back(memory, run, now, "recover.nobody_now")
                return
            asked = replace(run, lead=lead)
            memory.recoveries.save(asked)
            show_card(memory, asked, now)
            if lead != run.proposer:
                tell(memory, asked, run.proposer, now, "recover.proposed_to", lead=f"<@{lead}>")

        self._rooms.store.remember(work)

    def _lead_for(self, client: WebClient, run: Run) -> str:
        """The proposer where they lead themselves, else the first above them who is there; empty where nobody is."""
        who, now = identity(client, run.workspace, run.proposer), self._rooms.now()
        team = self._rooms.store.recall(lambda memory: team_in(memory, run.workspace))
        proposer = team.get(run.proposer)
        if proposer is None or not who.is_member_of(run.workspace):
            return ""
        if may_lead(proposer):
            return proposer.slack_id
        above = [person for person in superiors(proposer, team) if may_lead(person)]
        known = facts(client, run.workspace, above, now, self._rooms.store)
        found = route(proposer, team, known, _not_leading(proposer, team), now)
        return found.default.slack_id if found.default and may_lead(found.default) else ""

    def _release(self, client: WebClient, delivery: Delivery) -> None:
        found = self._found(delivery)
        is_open = found is not None and found.state is State.PROPOSED
        tellings = tellings_now(self._rooms, client, found) if found is not None and is_open else ()

        def released(memory: Memory, before: Run, after: Run, now: datetime) -> None:
            _spread(memory, after, tellings, now)
            if after.proposer != after.lead:
                tell(memory, after, after.proposer, now, "recover.told_released", lead=f"<@{after.lead}>")

        self._do(client, delivery, release, released)

    def _refuse(self, client: WebClient, delivery: Delivery) -> None:
        def refused(memory: Memory, before: Run, after: Run, now: datetime) -> None:
            if after.proposer != after.lead:
                note = str(delivery.words["note"])
                tell(memory, after, after.proposer, now, "recover.told_refused", lead=f"<@{after.lead}>", quote=note)

        self._do(client, delivery, refuse, refused)

    def _revise(self, client: WebClient, delivery: Delivery) -> None:
        words = delivery.words
        draft = draft_of(
            words["draft"],
            id=str(words["run"]),
            workspace=delivery.workspace,
            proposer=delivery.to,
            now=self._rooms.now(),
        )

        def revised(memory: Memory, before: Run, after: Run, now: datetime) -> None:
            if after.state is State.RELEASED:
                hand_out(memory, after, memory.recoveries.tellings(after.workspace, after.id), now)

        self._do(client, delivery, lambda run, by, team: revise(run, draft, by, team), revised)

    def _do(
        self,
        client: WebClient,
        delivery: Delivery,
        act: Callable[..., Run | Refusal],
        follow: Callable[[Memory, Run, Run, datetime], None],
    ) -> None:
        """Do it once, with what follows from it; who may not is told so."""
        who, now = identity(client, delivery.workspace, delivery.to), self._rooms.now()

        def work(memory: Memory) -> None:
            run = memory.recoveries.find(delivery.workspace, str(delivery.words["run"]), lock=True)
            if run is None or not memory.presses.once(delivery.workspace, f"recover/{delivery.id}", now):
                return
            after = act(run, who, team_in(memory, delivery.workspace))
            if isinstance(after, Refusal):
                if who.is_member_of(delivery.workspace):
                    tell(memory, run, delivery.to, now, after.key)
                return
            memory.recoveries.save(after)
            follow(memory, run, after, now)
            touch(memory, after, after.lead, now, is_card=True)

        self._rooms.store.remember(work)

    def _found(self, delivery: Delivery) -> Run | None:
        run = str(delivery.words["run"])
        return self._rooms.store.recall(lambda memory: memory.recoveries.find(delivery.workspace, run))


def _not_leading(proposer: Person, team: Team) -> tuple[str, ...]:
    """Those above who may not release anything are passed over."""
    return tuple(one.slack_id for one in superiors(proposer, team) if not may_lead(one))


def _spread(memory: Memory, run: Run, tellings: tuple[Telling, ...], now: datetime) -> None:
    for telling in tellings:
        memory.recoveries.tell(run, telling)
    hand_out(memory, run, tellings, now)


def _stopped(memory: Memory, before: Run, after: Run, now: datetime) -> None:
    owners = {one.owner for one in memory.recoveries.tellings(after.workspace, after.id) if one.owner}
    for owner in sorted(owners):
        touch(memory, after, owner, now, is_card=False)
