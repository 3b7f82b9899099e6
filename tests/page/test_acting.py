"""Acting on the page as customer and agent, over the real wire."""

import re

import pytest
from playwright.sync_api import expect

from bot.sandbox.server import Sandbox
from tests.page.conftest import Look
from tests.page.planner import Heard

pytestmark = pytest.mark.browser


def test_what_the_customer_says_is_read_by_the_agent_beside(look: Look) -> None:
    screen = look("Cleo", beside="Ana", at="cust-cleo")
    screen.pane("Cleo").get_by_role("textbox").fill("Is *anybody* there?")
    screen.pane("Cleo").get_by_role("textbox").press("Enter")
    message = screen.pane("Ana").locator(".message")
    expect(message).to_contain_text("Is anybody there?")
    expect(message.locator("strong", has_text="anybody")).to_be_visible()
    expect(screen.pane("Cleo").get_by_role("textbox")).to_have_value("")


def test_one_switches_to_another_person_and_the_address_remembers(look: Look, slack: Sandbox) -> None:
    screen = look("Ana")
    screen.page.get_by_label("You are").select_option(slack.person("Sam").id)
    screen.say("I am reading along.")
    expect(screen.message("I am reading along.")).to_contain_text("Sam")
    screen.page.reload()
    expect(screen.pane("Sam")).to_be_visible()


def test_a_second_person_stands_beside_on_a_press(look: Look) -> None:
    screen = look("Ana")
    screen.page.get_by_role("button", name="Side by side").click()
    expect(screen.page.locator("section.pane")).to_have_count(2)
    expect(screen.page).to_have_url(re.compile("beside=U"))


def test_only_its_person_sees_an_ephemeral_and_it_says_so(look: Look, heard: Heard) -> None:
    screen = look("Ana", beside="Ben", at="support")
    box = screen.pane("Ana").get_by_role("textbox")
    box.fill("/plan call back")
    box.press("Enter")
    whisper = screen.pane("Ana").locator(".message.ephemeral")
    expect(whisper).to_contain_text("Only visible to you")
    expect(whisper).to_contain_text("You promised: call back")
    box.fill("And now for all to see.")
    box.press("Enter")
    expect(screen.pane("Ben").locator(".message")).to_have_count(1)
    assert [command["text"] for command in heard.commands] == ["call back"]


def test_a_button_choice_and_menu_of_an_ephemeral_reach_the_app(look: Look, heard: Heard, slack: Sandbox) -> None:
    screen = look("Ana")
    screen.say("/plan call back")
    whisper = screen.message("You promised")
    whisper.get_by_role("combobox").select_option("Everywhere")
    slack.wait_for(lambda: len(heard.presses) == 1)
    whisper.get_by_role("button", name="More choices").click()
    screen.page.get_by_role("menuitem", name="This thread").click()
    slack.wait_for(lambda: len(heard.presses) == 2)
    chosen = [press["actions"][0]["selected_option"]["value"] for press in heard.presses]
    assert chosen == ["all", "thread"]


def test_a_confirmed_button_is_pressed_only_after_yes(look: Look, heard: Heard, slack: Sandbox) -> None:
    screen = look("Ana")
    screen.say("/plan call back")
    drop = screen.message("You promised").get_by_role("button", name="Drop the plan")
    drop.click()
    screen.page.get_by_role("dialog", name="Drop it?").get_by_role("button", name="Keep").click()
    drop.click()
    screen.page.get_by_role("dialog", name="Drop it?").get_by_role("button", name="Drop", exact=True).click()
    slack.wait_for(lambda: heard.presses)
    assert [press["actions"][0]["action_id"] for press in heard.presses] == ["drop"]


def test_a_reply_stands_in_the_thread_and_is_counted_in_the_room(look: Look, slack: Sandbox) -> None:
    slack.person("Ben").say("#support", "Who has ticket 12?")
    screen = look("Ana")
    screen.message("Who has ticket 12?").hover()
    screen.page.get_by_role("button", name="Reply in thread").click()
    thread = screen.page.get_by_role("region", name="Thread")
    thread.get_by_role("textbox", name="Reply in the thread").fill("I do.")
    thread.get_by_role("textbox", name="Reply in the thread").press("Enter")
    expect(thread.locator(".message")).to_have_count(2)
    expect(screen.page.get_by_role("button", name="1 reply")).to_be_visible()


def test_ones_own_message_can_be_changed_and_deleted(look: Look) -> None:
    screen = look("Ana")
    screen.say("Ask @ben & see <nothing>")
    tools = screen.page.get_by_role("toolbar", name="Actions for the message of Ana")
    tools.get_by_role("button", name="More actions").click()
    screen.page.get_by_role("menuitem", name="Edit message").click()
    editor = screen.page.get_by_role("textbox", name="Edit your message")
    expect(editor).to_have_value("Ask @ben & see <nothing>")
    editor.fill("Ask @ben first")
    editor.press("Enter")
    expect(screen.message("Ask @Ben first")).to_contain_text("(edited)")
    tools.get_by_role("button", name="More actions").click()
    screen.page.get_by_role("menuitem", name="Delete message").click()
    screen.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(screen.page.locator(".message")).to_have_count(0)


def test_a_reaction_is_added_and_taken_back(look: Look, slack: Sandbox) -> None:
    slack.person("Ben").say("#support", "Solved.")
    screen = look("Ana")
    screen.message("Solved.").hover()
    screen.page.get_by_role("button", name="React", exact=True).click()
    screen.page.get_by_role("menuitem", name="tada").click()
    screen.page.get_by_role("button", name="tada, 1").click()
    expect(screen.page.locator(".reaction")).to_have_count(0)


def test_the_home_tab_is_drawn_and_its_button_pressed(look: Look, heard: Heard, slack: Sandbox) -> None:
    screen = look("Ana", at="home")
    screen.page.get_by_role("button", name="Plan from home").click()
    slack.wait_for(lambda: heard.presses)
    assert heard.presses[0]["view"]["type"] == "home"


def test_direct_messages_start_from_the_list_of_people(look: Look, slack: Sandbox) -> None:
    screen = look("Ana")
    screen.page.get_by_role("button", name="Write to somebody").click()
    screen.page.get_by_role("menuitem", name="Sam").click()
    expect(screen.page.get_by_role("textbox", name="Message Sam")).to_be_visible()
    screen.page.get_by_role("textbox", name="Message Sam").fill("A word in private?")
    screen.page.get_by_role("textbox", name="Message Sam").press("Enter")
    slack.wait_for(lambda: [each.text for each in slack.person("Sam").sees("@Ana")] == ["A word in private?"])


def test_the_clock_moves_the_sandbox_on(look: Look, slack: Sandbox) -> None:
    screen = look("Ana")
    before = slack.clock.now()
    screen.page.get_by_role("button", name="one hour forward").click()
    expect(screen.page.get_by_text("1 h ahead")).to_be_visible()
    assert 3600 <= (slack.clock.now() - before).total_seconds() < 3660
    screen.page.get_by_role("button", name="nine the next morning").click()
    expect(screen.page.locator("time.now")).to_contain_text("09:00")


def test_an_unknown_command_is_answered_in_words(look: Look) -> None:
    screen = look("Ana")
    screen.say("/nothing at all")
    expect(screen.page.locator(".notice")).to_contain_text("/nothing is not a valid command.")


def test_a_command_in_a_thread_is_refused_and_not_lost(look: Look, slack: Sandbox) -> None:
    slack.person("Ben").say("#support", "Who has ticket 12?")
    screen = look("Ana")
    screen.message("Who has ticket 12?").hover()
    screen.page.get_by_role("button", name="Reply in thread").click()
    box = screen.page.get_by_role("textbox", name="Reply in the thread")
    box.fill("/plan later")
    box.press("Enter")
    expect(screen.page.get_by_role("alert")).to_contain_text("/plan cannot be used in a thread")
    expect(box).to_have_value("/plan later")


def test_the_address_leads_back_into_an_open_thread(look: Look, slack: Sandbox) -> None:
    root = slack.person("Ben").say("#support", "Who has ticket 12?")
    slack.person("Sam").say("#support", "Jo, I think.", thread=root)
    screen = look("Ana")
    screen.page.get_by_role("button", name="1 reply").click()
    thread = screen.page.get_by_role("region", name="Thread")
    expect(thread.get_by_role("textbox")).to_be_focused()
    screen.page.reload()
    expect(thread.locator(".message")).to_have_count(2)
    thread.get_by_role("textbox").press("Escape")
    expect(thread).to_have_count(0)
    expect(screen.box).to_be_focused()


def test_one_joins_invites_and_leaves(look: Look, slack: Sandbox) -> None:
    room = slack.home.add_channel("quiet", ("Ben",), bot=False)
    screen = look("Ana", at="quiet")
    screen.page.get_by_role("button", name="Join the channel").click()
    expect(screen.box).to_be_visible()
    screen.page.get_by_role("button", name="Invite or leave").click()
    screen.page.get_by_role("menuitem", name="Invite Planner").click()
    expect(screen.page.get_by_text("@Planner has joined the channel")).to_be_visible()
    screen.page.get_by_role("button", name="Invite or leave").click()
    screen.page.get_by_role("menuitem", name="Leave #quiet").click()
    expect(screen.page.get_by_role("button", name="Join the channel")).to_be_visible()
    assert slack.home.channel("quiet") == room
