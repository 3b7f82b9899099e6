"""Modals and the Home tab: filling in, sending, errors, stacks, closing."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import Ack
from slack_sdk.errors import SlackApiError

from bot.sandbox import Actor, PersonCannot, Sandbox, Screen
from tests.sandbox.apps import Tryout, actions, button, modal, question, text, tryout
from tests.sandbox.ears import Ear, Heard, Reply, json_reply

Json = dict[str, Any]


@pytest.fixture
def app(slack: Sandbox, ear: Ear) -> Iterator[Tryout]:
    with tryout(slack, ear) as running:
        yield running


def before(person: Actor) -> Screen:
    """The modal that this person has before them."""
    assert person.modal is not None
    return person.modal


def opened(slack: Sandbox, app: Tryout, view: Json) -> Actor:
    """Ana, with this modal before her."""
    app.opens("go", view)
    app.client.chat_postMessage(channel="C0SUPPORT", text="Do", blocks=[actions(button("Go", "go"))])
    ana = slack.person("Ana")
    assert ana.press("Go")
    return ana


FORM = modal(question("draft", "Your draft"), question("note", "A note") | {"optional": True}, private_metadata="kept")


def test_what_is_filled_in_reaches_the_app(slack: Sandbox, app: Tryout) -> None:
    app.answers("form")
    ana = opened(slack, app, FORM)
    assert ana.submit({"Your draft": "Dear Cleo"})
    sent = app.bodies[-1]["view"]
    assert sent["state"]["values"]["draft"]["typed"] == {"type": "plain_text_input", "value": "Dear Cleo"}
    assert sent["state"]["values"]["note"]["typed"]["value"] is None
    assert sent["private_metadata"] == "kept"
    assert ana.modal is None


def test_a_required_field_cannot_be_left_empty(slack: Sandbox, app: Tryout) -> None:
    ana = opened(slack, app, FORM)
    with pytest.raises(PersonCannot, match="required field: Your draft"):
        ana.submit({"A note": "only this"})
    with pytest.raises(PersonCannot, match="no field Nothing"):
        ana.submit({"Nothing": "there"})


def test_length_is_checked_before_sending(slack: Sandbox, app: Tryout) -> None:
    ana = opened(slack, app, modal(question("draft", "Your draft", min_length=3, max_length=5)))
    for words in ("no", "too long"):
        with pytest.raises(PersonCannot, match="for this field"):
            ana.submit({"draft": words})


def test_errors_stand_beside_their_fields_and_what_was_written_stays(slack: Sandbox, app: Tryout) -> None:
    app.answers("form", response_action="errors", errors={"draft": "Not yet"})
    ana = opened(slack, app, FORM)
    assert not ana.submit({"draft": "Hm"})
    assert before(ana).errors == {"draft": "Not yet"}
    assert before(ana).state["draft"]["typed"]["value"] == "Hm"


def test_errors_for_fields_that_are_not_there_are_trouble(slack: Sandbox, app: Tryout) -> None:
    app.answers("form", response_action="errors", errors={"elsewhere": "What?"})
    ana = opened(slack, app, FORM)
    assert not ana.submit({"draft": "Hm"})
    assert (before(ana).errors, before(ana).notice) == ({}, "We had some trouble connecting. Try again?")


def test_an_answer_may_change_the_modal(slack: Sandbox, app: Tryout) -> None:
    app.answers("form", response_action="update", view=modal(question("draft", "Again"), title="Second"))
    ana = opened(slack, app, FORM)
    assert ana.submit({"draft": "Hm"})
    assert before(ana).title == "Second"
    assert before(ana).state["draft"]["typed"]["value"] == "Hm"


def test_what_the_app_shows_after_its_answer_stays_though_the_answer_is_read_last(
    slack: Sandbox, app: Tryout, ear: Ear
) -> None:
    ana = opened(slack, app, FORM)

    def answered_and_shown(_heard: Heard) -> Reply:
        app.client.views_update(view_id=before(ana).id, view=modal(question("draft", "All of it"), title="Third"))
        return json_reply({"response_action": "update", "view": modal(question("draft", "One moment"), title="Second")})

    ear.answer = answered_and_shown
    assert ana.submit({"draft": "Dear Cleo"})
    assert before(ana).title == "Third"


def test_an_answer_may_put_another_modal_on_top(slack: Sandbox, app: Tryout) -> None:
    app.answers("form", response_action="push", view=modal(question("more", "More"), title="Second", callback_id="two"))
    app.answers("two")
    ana = opened(slack, app, FORM)
    ana.submit({"draft": "Hm"})
    assert before(ana).title == "Second"
    assert ana.submit({"more": "Yes"})
    assert before(ana).title == "A form"
    assert app.bodies[-1]["view"]["previous_view_id"] == before(ana).id


def test_an_answer_may_clear_the_stack(slack: Sandbox, app: Tryout) -> None:
    app.answers("form", response_action="clear")
    ana = opened(slack, app, FORM)
    ana.submit({"draft": "Hm"})
    assert ana.modal is None


def test_a_view_that_slack_would_refuse_is_trouble(slack: Sandbox, app: Tryout) -> None:
    app.answers("form", response_action="update", view=modal(question("draft", "Again"), title="x" * 25))
    ana = opened(slack, app, FORM)
    assert not ana.submit({"draft": "Hm"})
    assert before(ana).notice


def test_a_submission_that_is_refused_leaves_everything_in_place(slack: Sandbox, ear: Ear, app: Tryout) -> None:
    ana = opened(slack, app, FORM)
    ear.answer = lambda heard: Reply(503)
    assert not ana.submit({"draft": "Hm"})
    assert before(ana).state["draft"]["typed"]["value"] == "Hm"
    assert "trouble connecting" in before(ana).notice


def test_a_press_inside_a_modal_brings_what_is_filled_in(slack: Sandbox, app: Tryout) -> None:
    app.acks("check")
    ana = opened(slack, app, modal(question("draft", "Your draft"), actions(button("Check", "check"))))
    ana.fill({"draft": "Dear Cleo"})
    assert ana.press("Check")
    body = app.bodies[-1]
    assert body["container"]["type"] == "view"
    assert body["view"]["state"]["values"]["draft"]["typed"]["value"] == "Dear Cleo"
    assert "channel" not in body


def test_an_open_modal_can_be_changed_from_outside(slack: Sandbox, app: Tryout) -> None:
    ana = opened(slack, app, FORM)
    app.client.views_update(view_id=before(ana).id, view=modal(question("draft", "Loaded"), title="Loaded"))
    assert before(ana).title == "Loaded"


def test_an_old_hash_is_a_conflict(slack: Sandbox, app: Tryout) -> None:
    ana = opened(slack, app, FORM)
    id = before(ana).id
    first = app.client.views_update(view_id=id, view=FORM)["view"]["hash"]
    app.client.views_update(view_id=id, view=FORM, hash=first)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        app.client.views_update(view_id=id, view=FORM, hash=first)


def test_a_closed_modal_cannot_be_changed(slack: Sandbox, app: Tryout) -> None:
    ana = opened(slack, app, FORM)
    id = before(ana).id
    ana.close()
    with pytest.raises(SlackApiError, match="not_found"):
        app.client.views_update(view_id=id, view=FORM)


def test_an_external_id_names_one_view(slack: Sandbox, app: Tryout) -> None:
    ana = opened(slack, app, {**FORM, "external_id": "mine"})
    app.client.views_update(external_id="mine", view=modal(question("draft", "Loaded"), title="Loaded"))
    assert before(ana).title == "Loaded"


def test_three_modals_are_the_most(slack: Sandbox, app: Tryout) -> None:
    view = modal(actions(button("Deeper", "go")))
    ana = opened(slack, app, view)
    assert ana.press("Deeper")
    assert ana.press("Deeper")
    assert not ana.press("Deeper")
    assert "push_limit_reached" in [call.error for call in slack.calls]


def test_closing_is_told_only_to_those_who_asked(slack: Sandbox, ear: Ear, app: Tryout) -> None:
    closed: list[Json] = []

    @app.bolt.view_closed("form")
    def take(ack: Ack, body: Json) -> None:
        ack()
        closed.append(body)

    opened(slack, app, FORM).close()
    assert closed == []
    app.opens("other", {**FORM, "notify_on_close": True})
    app.client.chat_postMessage(channel="C0SUPPORT", text="Do", blocks=[actions(button("Other", "other"))])
    ana = slack.person("Ana")
    ana.press("Other")
    assert ana.close()
    assert (closed[0]["type"], closed[0]["is_cleared"]) == ("view_closed", False)


def test_every_kind_of_input_reports_its_value(slack: Sandbox, app: Tryout) -> None:
    options = [{"text": text("Red"), "value": "r"}, {"text": text("Blue"), "value": "b"}]
    app.answers("form")
    kinds: Json = {
        "Radio": ({"type": "radio_buttons", "options": options}, "Blue"),
        "Boxes": ({"type": "checkboxes", "options": options}, ["r", "b"]),
        "Menu": ({"type": "static_select", "options": options}, "r"),
        "Date": ({"type": "datepicker"}, "2026-12-24"),
        "People": ({"type": "multi_users_select"}, ["U0AGENTBEN"]),
        "Number": ({"type": "number_input", "is_decimal_allowed": False}, "3"),
    }
    ana = opened(slack, app, modal(*(question(name.lower(), name, **kind) for name, (kind, _) in kinds.items())))
    assert ana.submit({name: value for name, (_, value) in kinds.items()})
    values = {block: next(iter(each.values())) for block, each in app.bodies[-1]["view"]["state"]["values"].items()}
    assert values["radio"]["selected_option"]["value"] == "b"
    assert [each["value"] for each in values["boxes"]["selected_options"]] == ["r", "b"]
    assert values["menu"]["selected_option"]["value"] == "r"
    assert values["date"]["selected_date"] == "2026-12-24"
    assert values["people"]["selected_users"] == ["U0AGENTBEN"]
    assert values["number"]["value"] == "3"


def test_what_an_input_starts_with_is_its_value(slack: Sandbox, app: Tryout) -> None:
    app.answers("form")
    ana = opened(slack, app, modal(question("draft", "Your draft", initial_value="Dear Cleo")))
    assert ana.submit()
    assert app.bodies[-1]["view"]["state"]["values"]["draft"]["typed"]["value"] == "Dear Cleo"


def test_the_home_tab_is_one_persons_own(slack: Sandbox, app: Tryout) -> None:
    app.acks("pause")
    app.client.views_publish(user_id="U0AGENTANA", view={"type": "home", "blocks": [actions(button("Pause", "pause"))]})
    ana = slack.person("Ana")
    assert slack.person("Ben").home is None
    assert ana.home is not None
    assert ana.press("Pause", on=ana.home)
    assert app.bodies[0]["view"]["type"] == "home"


def test_a_stale_home_tab_is_a_conflict(slack: Sandbox, app: Tryout) -> None:
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    first = app.client.views_publish(user_id="U0AGENTANA", view=view)["view"]["hash"]
    app.client.views_publish(user_id="U0AGENTANA", view=view)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        app.client.views_publish(user_id="U0AGENTANA", view=view, hash=first)
