"""What may be given on the spot: set up by admins, offered in the agent's own hint, asked for above, never posted."""

import pytest

from bot.impact import Rank
from bot.people import Person, Role
from bot.remedies import Remedy, RemedyKind
from bot.sandbox.person import Actor
from bot.sandbox.seeing import Screen, Shown
from bot.sandbox.server import Sandbox
from bot.sources import Source
from handlers.assemble import Levelhead
from tests.handlers.test_nudges import monday_at_ten as monday_at_ten
from tests.handlers.test_share_up import form_of, import_team, settled, share
from tests.running import window_of

ASKS = "Our export stops at half."
DEMANDS = "This is unacceptable, I am still waiting. What are you going to do about it?"
SCOLDS = "This is unacceptable."
LEAD = "This may be given here"
CREDIT = Remedy(id="r1", kind=RemedyKind.CREDIT, words="The next month is on us.", up_to="one month", needs_yes=True)
CALL = Remedy(id="r2", kind=RemedyKind.CALL_BACK, words="I can call you at four, <@U1> & all.")
LATE = Remedy(id="r3", kind=RemedyKind.WORKAROUND, words="I can run it by hand.", sources=frozenset({Source.DELAY}))
BILL = Remedy(id="r4", kind=RemedyKind.REFUND, words="You get it back.", sources=frozenset({Source.BILLING_POLICY}))
HARD = Remedy(id="r5", kind=RemedyKind.REPLACEMENT, words="A new one goes out today.", from_rank=Rank.STOPPED)
NOTE = "She is right, it was our fault."


@pytest.fixture
def team(slack: Sandbox, bot: Levelhead) -> Levelhead:
    import_team(slack, bot)
    return bot


def given(slack: Sandbox, bot: Levelhead, *remedies: Remedy) -> None:
    bot.store.remember(lambda memory: [memory.remedies.add(slack.home.id, one) for one in remedies])


def thread_of_ana(slack: Sandbox) -> str:
    root = slack.person("Cleo").say("#cust-cleo", ASKS)
    slack.person("Ana").say("#cust-cleo", "Thanks, I'm looking into it.", root)
    slack.settle()
    return root


def opened_hint(slack: Sandbox, said: str, thread: str = "") -> Screen:
    """The hint about a customer's words, opened by Ana, whose thread it is."""
    ana = slack.person("Ana")
    slack.person("Cleo").say("#cust-cleo", said, thread or thread_of_ana(slack))
    slack.wait_for(ana.ephemerals)
    ana.press("Show it", on=ana.ephemerals()[-1])
    return window_of(slack, ana)


def on_top(slack: Sandbox, person: Actor, words: str) -> Screen:
    slack.wait_for(lambda: person.modal is not None and words in person.modal.words)
    return window_of(slack, person)


def dms(slack: Sandbox, bot: Levelhead, name: str) -> list[Shown]:
    settled(slack, bot)
    return [one for one in slack.person(name).dms() if one.bot]


def given_back(slack: Sandbox, bot: Levelhead) -> list[str]:
    """What Ana was told of words that went nowhere."""
    return [one.words for one in dms(slack, bot, "Ana") if "nothing was sent" in one.words]


def asked(slack: Sandbox, bot: Levelhead, note: str = NOTE) -> Shown:
    """Sam's question, once Ana has asked for a yes."""
    given(slack, bot, CREDIT)
    ana = slack.person("Ana")
    ana.press("Ask for a yes", on=opened_hint(slack, DEMANDS))
    on_top(slack, ana, "What they should know")
    ana.submit({"note": note})
    return dms(slack, bot, "Sam")[-1]


def nobody_else(slack: Sandbox, *knowing: str) -> None:
    for name in {"Ana", "Ben", "Jo", "Sam", "Mia", "Ada", "Cleo", "Gil"} - set(knowing):
        words = "\n".join(one.words for one in slack.person(name).everything() if one.bot)
        assert not any(secret in words for secret in ("on us", NOTE, "asks for your yes", "says yes")), name


def test_without_anything_set_up_a_hint_is_as_it_was(slack: Sandbox, team: Levelhead) -> None:
    assert LEAD not in opened_hint(slack, DEMANDS).words


def test_who_is_asked_for_something_is_offered_what_may_be_given(slack: Sandbox, team: Levelhead) -> None:
    given(slack, team, CREDIT, CALL)
    hint = opened_hint(slack, DEMANDS)
    assert LEAD in hint.words
    assert "*A credit*, up to one month" in hint.words
    assert "The next month is on us." in hint.words
    assert [one for one in hint.buttons if one in ("Offer it", "Ask for a yes")] == ["Offer it", "Ask for a yes"]


def test_a_customer_who_asks_for_nothing_is_offered_nothing(slack: Sandbox, team: Levelhead) -> None:
    given(slack, team, CALL)
    assert LEAD not in opened_hint(slack, SCOLDS).words


def test_who_is_away_finds_it_in_their_own_conversation(slack: Sandbox, team: Levelhead) -> None:
    given(slack, team, CALL)
    thread = thread_of_ana(slack)
    slack.person("Ana").away()
    slack.person("Cleo").say("#cust-cleo", DEMANDS, thread)
    (hint,) = (one for one in dms(slack, team, "Ana") if LEAD in one.words)
    assert "Offer it" in hint.buttons


def test_what_is_for_another_source_or_a_harder_case_is_not_offered(slack: Sandbox, team: Levelhead) -> None:
    given(slack, team, LATE, BILL, HARD)
    words = opened_hint(slack, DEMANDS).words
    assert "run it by hand" in words
    assert "You get it back" not in words
    assert "A new one goes out" not in words


def test_what_its_sharer_said_of_the_case_counts(slack: Sandbox, team: Levelhead) -> None:
    given(slack, team, BILL, HARD)
    thread = thread_of_ana(slack)
    share(slack, team, thread, rank="4", source="billing-policy")
    slack.person("Ana").close(everything=True)
    words = opened_hint(slack, DEMANDS, thread).words
    assert "You get it back" in words
    assert "A new one goes out" in words


def test_what_somebody_else_said_of_the_thread_shows_nobody_anything(slack: Sandbox, team: Levelhead) -> None:
    given(slack, team, HARD)
    thread, ben = thread_of_ana(slack), slack.person("Ben")
    ben.shortcut("share_up", "#cust-cleo", thread)
    form_of(slack, ben)
    ben.submit({"what": "Hard.", "rank": "4"})
    settled(slack, team)
    assert LEAD not in opened_hint(slack, DEMANDS, thread).words


def test_offering_opens_a_draft_and_posts_nothing(slack: Sandbox, team: Levelhead) -> None:
    given(slack, team, CALL)
    ana, before = slack.person("Ana"), len(slack.person("Cleo").everything())
    ana.press("Offer it", on=opened_hint(slack, DEMANDS))
    draft = on_top(slack, ana, "Nothing is sent from here")
    element = next(block["element"] for block in draft.blocks if "draft" in str(block.get("block_id", "")))
    assert element["initial_value"].endswith("I can call you at four, <@U1> & all.")
    assert len(element["initial_value"]) > len(CALL.words)
    settled(slack, team)
    assert len(slack.person("Cleo").everything()) == before + 3


def test_an_admins_words_are_never_markup(slack: Sandbox, team: Levelhead) -> None:
    wild = Remedy(id="r9", kind=RemedyKind.CREDIT, words="<!channel> *now*", up_to="<@U1> & <!here>")
    given(slack, team, wild)
    blocks = str(opened_hint(slack, DEMANDS).blocks)
    assert "up to &lt;@U1&gt; &amp; &lt;!here&gt;" in blocks
    assert {"type": "text", "text": "<!channel> *now*"} in [
        element
        for block in window_of(slack, slack.person("Ana")).blocks
        for part in block.get("elements", ())
        for element in part.get("elements", ())
    ]


def test_what_was_taken_away_meanwhile_is_not_offered(slack: Sandbox, team: Levelhead) -> None:
    given(slack, team, CALL)
    hint, ana = opened_hint(slack, DEMANDS), slack.person("Ana")
    team.store.remember(lambda memory: memory.remedies.remove(slack.home.id, "r2"))
    ana.press("Offer it", on=hint)
    assert "isn't offered here any more" in on_top(slack, ana, "Nothing was sent").words


def test_a_question_goes_to_the_first_above_and_to_nobody_else(slack: Sandbox, team: Levelhead) -> None:
    question = asked(slack, team)
    assert question.buttons == ("Yes", "No, rather …")
    assert all(words in question.words for words in ("The next month is on us.", "up to one month", NOTE))
    nobody_else(slack, "Ana", "Sam")


def test_a_yes_comes_to_who_asked_alone_and_can_be_offered(slack: Sandbox, team: Levelhead) -> None:
    sam, ana = slack.person("Sam"), slack.person("Ana")
    sam.press("Yes", on=asked(slack, team))
    answer = dms(slack, team, "Ana")[-1]
    assert "says yes" in answer.words
    assert "on us" not in dms(slack, team, "Sam")[-1].words
    ana.close(everything=True)
    ana.press("Offer it", on=answer)
    draft = on_top(slack, ana, "You have a yes")
    assert "The next month is on us." in str(draft.blocks)
    nobody_else(slack, "Ana", "Sam")


def test_a_no_brings_what_would_be_better(slack: Sandbox, team: Levelhead) -> None:
    sam = slack.person("Sam")
    sam.press("No, rather …", on=asked(slack, team))
    window_of(slack, sam)
    sam.submit({"note": "Two weeks, and a call from me."})
    answer = dms(slack, team, "Ana")[-1]
    assert "Two weeks, and a call from me." in answer.words
    assert "Offer it" not in answer.buttons
    slack.wait_for(lambda: "would rather have something else" in dms(slack, team, "Sam")[-1].words)
    nobody_else(slack, "Ana", "Sam")


def test_a_question_is_answered_once(slack: Sandbox, team: Levelhead) -> None:
    sam, question = slack.person("Sam"), asked(slack, team)
    sam.press("No, rather …", on=question)
    window_of(slack, sam)
    sam.press("Yes", on=question)
    settled(slack, team)
    sam.submit({"note": "No."})
    assert "answered already" in on_top(slack, sam, "answered").words
    assert sum("says yes" in one.words or "rather" in one.words for one in dms(slack, team, "Ana")) == 1


def test_the_answer_of_who_is_not_above_any_more_does_not_count(slack: Sandbox, team: Levelhead) -> None:
    question = asked(slack, team)
    import_team(slack, team, (("Ana", "AGENT", "Mia"), ("Sam", "SUPERVISOR", "Mia"), ("Mia", "MANAGER", "Ada")))
    slack.person("Sam").press("Yes", on=question)
    assert not any("says yes" in one.words for one in dms(slack, team, "Ana"))
    assert "This is not with you any more" in dms(slack, team, "Sam")[-1].words


def test_whoever_is_not_above_when_it_is_sent_gets_nothing_and_the_asker_their_words(
    slack: Sandbox, team: Levelhead
) -> None:
    given(slack, team, CREDIT)
    ana = slack.person("Ana")
    ana.press("Ask for a yes", on=opened_hint(slack, DEMANDS))
    on_top(slack, ana, "What they should know")
    slack.person("Sam").change(deleted=True)
    ana.submit({"note": NOTE})
    (told,) = given_back(slack, team)
    assert NOTE in told
    nobody_else(slack, "Ana")


def test_who_was_above_when_the_form_opened_and_is_not_any_more_reads_nothing(slack: Sandbox, team: Levelhead) -> None:
    given(slack, team, CREDIT)
    ana = slack.person("Ana")
    ana.press("Ask for a yes", on=opened_hint(slack, DEMANDS))
    on_top(slack, ana, "What they should know")
    import_team(slack, team, (("Ana", "AGENT", "Mia"), ("Sam", "SUPERVISOR", "Mia"), ("Mia", "MANAGER", "Ada")))
    ana.submit({"note": NOTE})
    assert len(given_back(slack, team)) == 1
    nobody_else(slack, "Ana")


def test_where_nobody_is_above_nothing_can_be_asked(slack: Sandbox, bot: Levelhead) -> None:
    given(slack, bot, CREDIT)
    ana = slack.person("Ana")
    ana.press("Ask for a yes", on=opened_hint(slack, DEMANDS))
    assert not on_top(slack, ana, "above").blocks[0].get("element")


class TestSettingUp:
    """`/levelhead remedies`"""

    def open(self, slack: Sandbox, name: str) -> Screen:
        person = slack.person(name)
        person.command("/levelhead remedies", "#random")
        slack.wait_for(lambda: person.modal is not None and "One moment" not in person.modal.words)
        return window_of(slack, person)

    def test_only_admins_see_the_list(self, slack: Sandbox, team: Levelhead) -> None:
        given(slack, team, CALL)
        shown = self.open(slack, "Ana")
        assert "set up by admins" in shown.words
        assert "call you at four" not in shown.words

    def test_an_admin_adds_changes_and_removes(self, slack: Sandbox, team: Levelhead) -> None:
        ada = slack.person("Ada")
        ada.press("Add", on=self.open(slack, "Ada"))
        on_top(slack, ada, "The sentence to offer it with")
        assert not ada.submit({"kind": "credit", "words": "On us.", "up_to": "-5 €"})
        assert "nothing to give" in str(window_of(slack, ada).errors)
        ada.submit({"kind": "credit", "words": "On us.", "up_to": "50 €", "sources": ["delay"], "rank": "3"})
        shown = on_top(slack, ada, "On us.")
        facts = ("*A credit*, up to 50 €", "For: It took too long", "From this impact on: Hurt", "May be given at once")
        assert all(fact in shown.words for fact in facts)
        ada.press("Change", on=shown)
        on_top(slack, ada, "The sentence to offer it with")
        ada.submit({"words": "Gladly.", "needs_yes": ["yes"]})
        shown = on_top(slack, ada, "Gladly.")
        assert "On us." not in shown.words
        assert all(fact in shown.words for fact in (*facts[:3], "Needs a yes from above"))
        (kept,) = team.store.recall(lambda memory: memory.remedies.all(slack.home.id))
        assert (kept.words, kept.up_to, kept.needs_yes) == ("Gladly.", "50 €", True)
        assert (kept.sources, kept.from_rank) == (frozenset({Source.DELAY}), Rank.HURT)
        ada.press("Remove", on=shown)
        on_top(slack, ada, "Nothing is set up yet")
        assert team.store.recall(lambda memory: memory.remedies.all(slack.home.id)) == ()

    def test_whoever_is_no_admin_any_more_changes_nothing(self, slack: Sandbox, team: Levelhead) -> None:
        given(slack, team, CALL)
        ada, shown = slack.person("Ada"), self.open(slack, "Ada")
        line = (("Ana", "AGENT", "Sam"), ("Sam", "SUPERVISOR", "Mia"), ("Mia", "MANAGER", "Ada"))
        people = [
            Person(workspace=slack.home.id, slack_id=slack.person(name).id, name=name, role=Role[role])
            for name, role, _ in (*line, ("Ada", "MANAGER", ""))
        ]
        team.store.remember(lambda memory: memory.people.replace_team(slack.home.id, people))
        ada.change(admin=False)
        ada.press("Remove", on=shown)
        on_top(slack, ada, "set up by admins")
        assert team.store.recall(lambda memory: memory.remedies.all(slack.home.id)) == (CALL,)

    def test_an_empty_sentence_and_a_long_one_are_not_kept(self, slack: Sandbox, team: Levelhead) -> None:
        ada = slack.person("Ada")
        ada.press("Add", on=self.open(slack, "Ada"))
        on_top(slack, ada, "The sentence to offer it with")
        ada.submit({"words": "so " * 200, "up_to": "much " * 10})
        assert set(ada.modal.errors if ada.modal else ()) == {"words", "up_to"}
        assert team.store.recall(lambda memory: memory.remedies.all(slack.home.id)) == ()
