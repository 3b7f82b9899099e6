"""App Home over the wire: each sees what is theirs, its buttons work, and what changes is shown, not too often."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.home_visits import GAP
from bot.sandbox.person import Actor
from bot.sandbox.seeing import Screen
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from storage.store import Memory
from tests.handlers.test_share_up import WHAT, form_of, import_team
from tests.running import window_of

NOTE = "check the refund of order 4711"


def settled(slack: Sandbox, bot: Levelhead) -> None:
    """Wait until everything was heard and delivered, also what waits for its turn."""
    slack.settle()
    assert bot.door.rest(60)
    assert bot.courier.rest(60)
    slack.clock.advance(GAP)
    assert bot.courier.rest(60)


def home_of(slack: Sandbox, bot: Levelhead, name: str) -> Screen:
    """What stands on somebody's Home now."""
    settled(slack, bot)
    home = slack.person(name).home
    assert home is not None, f"{name} has no Home"
    return home


def opened(slack: Sandbox, bot: Levelhead, name: str) -> Screen:
    slack.person(name).open_home()
    return home_of(slack, bot, name)


def promise(slack: Sandbox, name: str, words: str = f"tomorrow 9am {NOTE}") -> None:
    person = slack.person(name)
    assert person.command(f"/followup {words}", "#support")
    slack.wait_for(lambda: any("remind you" in one.words for one in person.ephemerals()))


def shared(slack: Sandbox, bot: Levelhead, name: str = "Ana", what: str = WHAT) -> None:
    """Somebody shares up, to whoever is named first."""
    person = slack.person(name)
    person.command("/escalate", "#support")
    form_of(slack, person)
    person.submit({"what": what})
    person.close(everything=True)
    settled(slack, bot)


def fill(memory: Memory, workspace: str, person: str, many: int) -> None:
    """As many follow-ups as one Home cannot hold, like the one that is there."""
    (one,) = memory.followups.open_for(workspace, person)
    for number in range(1, many):
        memory.followups.save(replace(one, id=f"more{number}", note=f"errand {number:03}"), one.asked_at)


def errands(home: Screen) -> set[str]:
    return set(re.findall(r"errand \d+", home.words))


def publishes(slack: Sandbox, person: Actor) -> int:
    return sum(call.method == "views.publish" and call.args["user_id"] == person.id for call in slack.calls)


def test_an_agents_home_says_what_they_promised_with_its_note(slack: Sandbox, bot: Levelhead) -> None:
    promise(slack, "Ana")
    home = opened(slack, bot, "Ana")
    assert "What you promised" in home.words
    assert NOTE in home.words


def test_what_somebody_else_promised_is_not_on_it(slack: Sandbox, bot: Levelhead) -> None:
    promise(slack, "Ben")
    assert NOTE not in opened(slack, bot, "Ana").words


def test_done_is_done_and_the_home_says_so(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    promise(slack, "Ana")
    ana.press("Done", on=opened(slack, bot, "Ana"))
    home = home_of(slack, bot, "Ana")
    assert "Nothing is open" in home.words
    assert "Undo" in home.buttons
    assert bot.store.recall(lambda memory: memory.followups.open_for(slack.home.id, ana.id)) == ()


def test_cancelled_is_cancelled_and_can_be_undone(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    promise(slack, "Ana")
    ana.press("Cancel", on=opened(slack, bot, "Ana"))
    assert "Cancelled." in home_of(slack, bot, "Ana").words
    assert bot.store.recall(lambda memory: memory.followups.open_for(slack.home.id, ana.id)) == ()
    ana.press("Undo", on=home_of(slack, bot, "Ana"))
    assert "Cancel" in home_of(slack, bot, "Ana").buttons


def test_undo_brings_it_back(slack: Sandbox, bot: Levelhead) -> None:
    promise(slack, "Ana")
    slack.person("Ana").press("Done", on=opened(slack, bot, "Ana"))
    slack.person("Ana").press("Undo", on=home_of(slack, bot, "Ana"))
    home = home_of(slack, bot, "Ana")
    assert "Done" in home.buttons
    assert "Undo" not in home.buttons


def test_later_moves_it_on(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    promise(slack, "Ana", f"20m {NOTE}")
    ana.choose("Later", "In an hour", on=opened(slack, bot, "Ana"))
    settled(slack, bot)
    (one,) = bot.store.recall(lambda memory: memory.followups.open_for(slack.home.id, ana.id))
    assert one.due_at - slack.clock.now() > timedelta(minutes=50)


def test_later_may_be_any_time(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    promise(slack, "Ana", f"20m {NOTE}")
    ana.choose("Later", "Pick a time", on=opened(slack, bot, "Ana"))
    assert window_of(slack, ana).title == "Snooze"


def test_a_refused_press_is_told_in_a_window_and_the_home_stays(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    promise(slack, "Ana")
    home = opened(slack, bot, "Ana")
    ana.command("/followup done 1", "#support")
    ana.press("Done", on=home)
    assert "over already" in window_of(slack, ana).words
    assert home_of(slack, bot, "Ana").kind == "home"


def test_what_is_done_elsewhere_is_done_on_the_home(slack: Sandbox, bot: Levelhead) -> None:
    promise(slack, "Ana")
    opened(slack, bot, "Ana")
    slack.person("Ana").command("/followup done 1", "#support")
    assert "Nothing is open" in home_of(slack, bot, "Ana").words


def test_nothing_is_published_for_who_never_looked(slack: Sandbox, bot: Levelhead) -> None:
    promise(slack, "Ana")
    settled(slack, bot)
    assert publishes(slack, slack.person("Ana")) == 0


def test_many_changes_at_once_are_published_once_and_the_last_is_shown(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    opened(slack, bot, "Ana")
    before = publishes(slack, ana)
    for number in range(5):
        promise(slack, "Ana", f"tomorrow 9am errand {number}")
    slack.settle()
    assert bot.courier.rest(60)
    at_once = publishes(slack, ana) - before
    home = home_of(slack, bot, "Ana")
    assert at_once <= 1
    assert publishes(slack, ana) - before <= 2
    assert all(f"errand {number}" in home.words for number in range(5))


def test_who_looks_again_and_again_is_shown_once_more(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    opened(slack, bot, "Ana")
    before = publishes(slack, ana)
    for _ in range(6):
        ana.open_home()
    for _ in range(4):
        settled(slack, bot)
    assert 1 <= publishes(slack, ana) - before <= 2


def test_hints_are_switched_off_and_on_again(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.press("Switch hints off", on=opened(slack, bot, "Ana"))
    assert "off everywhere" in home_of(slack, bot, "Ana").words
    ana.press("Switch hints on", on=home_of(slack, bot, "Ana"))
    assert "Hints are on" in home_of(slack, bot, "Ana").words
    assert bot.store.recall(lambda memory: memory.mutes.of(slack.home.id, ana.id)) == ()


def test_a_muted_channel_is_unmuted_with_one_press(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.command("/levelhead mute", "#support")
    home = opened(slack, bot, "Ana")
    assert "Muted in" in home.words
    ana.press("Unmute", on=home)
    assert "Muted in" not in home_of(slack, bot, "Ana").words


def test_what_was_shared_up_stands_with_its_words_on_its_sharers_home_alone(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    shared(slack, bot)
    ana, sam = opened(slack, bot, "Ana"), opened(slack, bot, "Sam")
    assert "Cleo shouted at me" in ana.words
    assert "Asked for" in sam.words
    assert "Cleo shouted at me" not in sam.words
    assert "LH-" not in opened(slack, bot, "Ben").words


def test_a_case_that_moves_is_shown_where_it_stands(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    shared(slack, bot)
    opened(slack, bot, "Ana")
    sam = slack.person("Sam")
    sam.press("Open", on=opened(slack, bot, "Sam"))
    slack.wait_for(lambda: sam.modal is not None and "I'm on it" in sam.modal.buttons)
    sam.press("I'm on it")
    assert "somebody is on it" in home_of(slack, bot, "Ana").words
    assert "somebody is on it" in home_of(slack, bot, "Sam").words


def test_a_case_is_opened_for_its_reader_and_for_nobody_who_may_not_see_it_any_more(
    slack: Sandbox, bot: Levelhead
) -> None:
    import_team(slack, bot)
    shared(slack, bot)
    sam, home = slack.person("Sam"), opened(slack, bot, "Sam")
    line = (("Ana", "AGENT", "Mia"), ("Sam", "SUPERVISOR", "Mia"), ("Mia", "MANAGER", "Ada"))
    import_team(slack, bot, line)
    sam.press("Open", on=home)
    slack.wait_for(lambda: sam.modal is not None and "nothing here for you" in sam.modal.words)


def test_an_admins_home_says_how_the_bot_is_and_where_it_listens(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    channel = slack.home.channel("#support")
    bot.store.remember(lambda memory: memory.channels.watch(slack.home.id, channel, "", slack.clock.now()))
    home = opened(slack, bot, "Ada")
    assert "All is well" in home.words
    assert "Agents: *2*" in home.words
    assert f"<#{channel}>" in home.words


def test_an_admins_home_counts_the_entries_that_people_mark_as_wrong(slack: Sandbox, bot: Levelhead) -> None:
    home = slack.home.id
    line = tuple((name, "AGENT", "Ada") for name in ("Ana", "Ben", "Jo", "Sam", "Mia"))
    import_team(slack, bot, line)
    bot.store.remember(lambda memory: memory.feedback.record_wrong(home, "you-always", 0.7, "U1", slack.clock.now()))
    assert "`you-always`: 1" in opened(slack, bot, "Ada").words


def test_an_agents_home_says_nothing_of_that(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    words = opened(slack, bot, "Ana").words
    assert not any(title in words for title in ("How I am doing", "Where I listen", "Who is who", "find wrong"))


def test_an_admin_changes_the_team_from_there(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    ada = slack.person("Ada")
    ada.press("Change the team", on=opened(slack, bot, "Ada"))
    slack.wait_for(lambda: ada.modal is not None and ada.modal.callback_id == "team_edit")


def test_a_new_line_changes_what_stands_on_the_homes_that_are_open(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    shared(slack, bot)
    assert "LH-" in opened(slack, bot, "Sam").words
    ada = slack.person("Ada")
    ada.command("/levelhead team", "#support")
    slack.wait_for(lambda: ada.modal is not None and ada.modal.callback_id == "team_edit")
    ada.submit({"do": "move", "person": slack.person("Ana").id, "head": slack.person("Mia").id})
    slack.wait_for(lambda: ada.modal is not None and ada.modal.callback_id == "team_make")
    ada.submit()
    slack.wait_for(lambda: ada.modal is not None and ada.modal.callback_id == "told" and not ada.modal.submit)
    settled(slack, bot)
    slack.wait_for(lambda: bool((home := slack.person("Sam").home) and "LH-" not in home.words))


def test_whoever_becomes_a_guest_keeps_nothing_on_their_home(slack: Sandbox, bot: Levelhead) -> None:
    promise(slack, "Ana")
    assert NOTE in opened(slack, bot, "Ana").words
    slack.person("Ana").change(guest="multi")
    assert "nothing here for you" in home_of(slack, bot, "Ana").words


def test_a_guest_finds_a_plain_page(slack: Sandbox, bot: Levelhead) -> None:
    assert "nothing here for you" in opened(slack, bot, "Gil").words


def test_while_slack_does_not_say_who_somebody_is_nothing_is_published(slack: Sandbox, bot: Levelhead) -> None:
    promise(slack, "Ana")
    settled(slack, bot)
    slack.faults.server_error("users.info")
    ana = slack.person("Ana")
    ana.open_home()
    slack.settle()
    assert bot.courier.rest(60)
    assert ana.home is None
    slack.clock.advance(timedelta(minutes=1))
    assert NOTE in home_of(slack, bot, "Ana").words


def test_a_long_home_comes_in_pages(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    promise(slack, "Ana", "tomorrow 9am errand 000")
    bot.store.remember(lambda memory: fill(memory, slack.home.id, ana.id, 50))
    first = opened(slack, bot, "Ana")
    assert "Page 1 of" in first.words
    assert len(first.blocks) <= 100
    ana.press("Next page", on=first)
    second = home_of(slack, bot, "Ana")
    assert "Page 2 of" in second.words
    assert len(errands(first) | errands(second)) == 50
    assert not errands(first) & errands(second)
    ana.press("Page before", on=second)
    assert "Page 1 of" in home_of(slack, bot, "Ana").words


def test_practice_starts_from_there(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    ana.press("Start", on=opened(slack, bot, "Ana"))
    settled(slack, bot)
    slack.wait_for(ana.dms)
    assert ana.home is not None
    assert ana.home.kind == "home"


def test_a_forged_page_number_does_no_harm(slack: Sandbox, bot: Levelhead) -> None:
    ana = slack.person("Ana")
    opened(slack, bot, "Ana")
    bot.store.remember(lambda memory: memory.homes.turn_to(slack.home.id, ana.id, 999_999))
    ana.press("Switch hints off", on=home_of(slack, bot, "Ana"))
    assert "Hints are off" in home_of(slack, bot, "Ana").words


def test_many_promises_do_not_hide_what_stands_below_them(slack: Sandbox, bot: Levelhead) -> None:
    promise(slack, "Ana", "tomorrow 9am errand 000")
    bot.store.remember(lambda memory: fill(memory, slack.home.id, slack.person("Ana").id, 60))
    words = opened(slack, bot, "Ana").words
    assert "48* more" in words
    assert words.index("Hints are on") < words.index("What you promised, later on")
