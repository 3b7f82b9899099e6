"""The team, changed by its admins alone, and never before the change was seen."""

from bot.people import Person
from bot.sandbox.person import Actor
from bot.sandbox.seeing import Screen
from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.handlers.test_share_up import LINE, import_team
from tests.running import window_of


def window(slack: Sandbox, person: Actor) -> Screen:
    slack.wait_for(lambda: person.modal is not None and "One moment" not in person.modal.words)
    return window_of(slack, person)


def listed(slack: Sandbox, bot: Levelhead, name: str) -> Person | None:
    return bot.store.recall(lambda memory: memory.people.find(slack.home.id, slack.person(name).id))


def edit(slack: Sandbox, do: str, person: str, head: str = "", role: str = "agent", deputy: str = "") -> Screen:
    """Ada opens the form, fills it in, and is shown what follows."""
    ada = slack.person("Ada")
    if ada.modal:
        ada.close()
    ada.command("/levelhead team", "#support")
    window(slack, ada)
    named = {"head": head, "deputy": deputy}
    more = {field: slack.person(name).id for field, name in named.items() if name}
    ada.submit({"do": do, "person": slack.person(person).id, "role": role, **more})
    return window(slack, ada)


def test_a_change_is_shown_before_it_is_made(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    assert "new:" in edit(slack, "add", "Jo", head="Sam").words
    assert listed(slack, bot, "Jo") is None
    ada = slack.person("Ada")
    ada.submit()
    slack.wait_for(lambda: "Done:" in window_of(slack, ada).words)
    jo = listed(slack, bot, "Jo")
    assert jo is not None
    assert jo.reports_to == slack.person("Sam").id


def test_nothing_is_made_but_what_was_shown(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    edit(slack, "remove", "Sam")
    import_team(slack, bot, (*LINE, ("Jo", "AGENT", "Sam")))
    ada = slack.person("Ada")
    ada.submit()
    slack.wait_for(lambda: "meanwhile" in window_of(slack, ada).words)
    assert "moves: Jo, from Sam to Mia" in window_of(slack, ada).words
    assert listed(slack, bot, "Sam") is not None
    ada.submit()
    slack.wait_for(lambda: "Done:" in window_of(slack, ada).words)
    assert listed(slack, bot, "Sam") is None


def test_a_circle_is_refused_with_the_reason_and_the_form_stays(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    shown = edit(slack, "move", "Sam", head="Ana")
    assert "report to each other in a circle" in shown.words
    assert shown.callback_id == "team_edit"


def test_people_are_called_by_their_names(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    assert "nobody is above Jo," in edit(slack, "add", "Jo").words
    assert "new: Jo, agent, reports to Sam" in edit(slack, "add", "Jo", head="Sam").words


def test_a_guest_cannot_be_above_anybody(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    assert "cannot be above anybody" in edit(slack, "move", "Ana", head="Gil").words


def test_somebody_of_another_workspace_cannot_be_added_as_an_agent(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    assert "not a member of this workspace" in edit(slack, "add", "Cleo", head="Sam").words


def test_whoever_is_taken_out_leaves_their_people_to_the_next_above(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    assert "leaves the team" in edit(slack, "remove", "Sam").words
    ada = slack.person("Ada")
    ada.submit()
    slack.wait_for(lambda: "Done:" in window_of(slack, ada).words)
    ana = listed(slack, bot, "Ana")
    assert ana is not None
    assert ana.reports_to == slack.person("Mia").id


def test_nobody_but_an_admin_gets_the_form(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    ana = slack.person("Ana")
    ana.command("/levelhead team", "#support")
    assert "changed by its admins" in window(slack, ana).words


def made(slack: Sandbox) -> None:
    ada = slack.person("Ada")
    ada.submit()
    slack.wait_for(lambda: "Done:" in window_of(slack, ada).words)


def test_a_deputy_is_shown_before_they_are_set_and_hears_of_cases(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    assert "stands in: Ada" in edit(slack, "deputize", "Sam", deputy="Ada").words
    made(slack)
    for name in ("Sam", "Mia"):
        slack.person(name).away()
    ana = slack.person("Ana")
    ana.command("/escalate It is too much.", "#support")
    slack.wait_for(lambda: ana.modal is not None and "will read this" in ana.modal.words)
    assert "*Ada* will read this" in window_of(slack, ana).words


def test_a_deputy_can_be_cleared(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    edit(slack, "deputize", "Sam", deputy="Mia")
    made(slack)
    assert "nobody any more for Sam" in edit(slack, "deputize", "Sam").words
    made(slack)
    sam = listed(slack, bot, "Sam")
    assert sam is not None
    assert sam.deputy == ""


def test_a_deputy_who_could_read_nothing_is_refused_with_the_reason(slack: Sandbox, bot: Levelhead) -> None:
    import_team(slack, bot)
    refused = {
        "Ben": "above nobody who works below Sam",
        "Sam": "cannot stand in for themselves",
        "Jo": "is not in the team",
        "Gil": "cannot be above anybody",
        "Cleo": "cannot be above anybody",
    }
    for deputy, reason in refused.items():
        shown = edit(slack, "deputize", "Sam", deputy=deputy)
        assert reason in shown.words, deputy
        assert shown.callback_id == "team_edit"
