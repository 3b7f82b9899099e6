"""The page's own doors: one person's view, acts over the real wire, news of changes, and who is kept out."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.sandbox import Sandbox
from tests.sandbox.apps import Tryout, actions, button, modal, question, text, tryout
from tests.sandbox.ears import Ear, Reply

Json = dict[str, Any]


class Browser:
    """What a page can ask of the sandbox."""

    def __init__(self, slack: Sandbox) -> None:
        self._host = urlsplit(slack.url).netloc

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, HTTPResponse, bytes]:
        line = HTTPConnection(self._host, timeout=60)
        line.request(method, path, body, {key.replace("_", "-"): value for key, value in headers.items()})
        answer = line.getresponse()
        said = answer.read()
        line.close()
        return answer.status, answer, said

    def state(self, who: str = "") -> Json:
        return dict(json.loads(self.ask("GET", f"/page/state?as={who}" if who else "/page/state")[2]))

    def act(self, who: str, verb: str, **what: Any) -> Json:
        body = json.dumps({"as": who, "do": verb} | what).encode()
        return dict(json.loads(self.ask("POST", "/page/act", body, Content_Type="application/json")[2]))


ANA, BEN, CLEO = "U0AGENTANA", "U0AGENTBEN", "U0CUSTCLEO"


@pytest.fixture
def page(slack: Sandbox) -> Browser:
    return Browser(slack)


@pytest.fixture
def app(slack: Sandbox, ear: Ear) -> Iterator[Tryout]:
    with tryout(slack, ear) as running:
        yield running


def test_the_page_is_served_under_a_strict_policy(page: Browser) -> None:
    status, answer, body = page.ask("GET", "/")
    assert (status, b"/page/app.js" in body) == (200, True)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'" in policy
    assert page.ask("GET", "/page/app.js")[1].headers["Content-Type"].startswith("text/javascript")
    assert page.ask("GET", "/page/style.css")[1].headers["Content-Type"].startswith("text/css")


@pytest.mark.parametrize("path", ["/page/nothing.js", "/page/..%2Fserver.py", "/page/%2e%2e", "/page/server.py"])
def test_nothing_but_the_page_is_served(page: Browser, path: str) -> None:
    assert page.ask("GET", path)[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
@pytest.mark.parametrize("path", ["/", "/page/state", "/api/api.test"])
def test_another_host_name_is_refused(page: Browser, host: str, path: str) -> None:
    assert page.ask("GET", path, Host=host)[0] == 421


def test_another_site_is_refused(page: Browser) -> None:
    assert page.ask("GET", "/page/state", Origin="https://evil.example")[0] == 421
    assert page.ask("GET", "/page/state", Origin="http://localhost:1234")[0] == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_form_of_another_site_does_nothing(slack: Sandbox, page: Browser, kind: str) -> None:
    body = json.dumps({"as": ANA, "do": "say", "channel": "C0SUPPORT", "text": "Forged"}).encode()
    assert page.ask("POST", "/page/act", body, Content_Type=kind)[0] == 415
    assert slack.person("Ana").sees("#support") == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff"])
def test_what_is_no_act_is_refused(page: Browser, body: bytes) -> None:
    assert page.ask("POST", "/page/act", body, Content_Type="application/json")[0] == 400


@pytest.mark.parametrize(
    "what",
    [
        {},
        {"as": ANA},
        {"as": ANA, "do": "fly"},
        {"as": "U0NOBODY00", "do": "open_home"},
        {"as": ANA, "do": "say", "channel": "C0SUPPORT"},
        {"as": ANA, "do": "say", "channel": 5, "text": "Hi"},
        {"as": ANA, "do": "press", "block_id": "b", "action_id": "a"},
        {"as": ANA, "do": "press", "where": {"home": True}, "block_id": "b", "action_id": "a"},
        {"as": ANA, "do": "press", "where": {"view_id": "V"}, "block_id": "b", "action_id": "a"},
        {"as": ANA, "do": "submit", "view_id": "V"},
        {"as": ANA, "do": "submit", "view_id": "V", "state": {"b": 1}},
        {"as": ANA, "do": "close_modal", "view_id": "V"},
        {"as": ANA, "do": "advance", "seconds": -1},
        {"as": ANA, "do": "advance", "seconds": "1"},
        {"as": ANA, "do": "advance", "seconds": True},
        {"as": ANA, "do": "presence", "presence": "dancing"},
        {"as": CLEO, "do": "open_home"},
    ],
)
def test_what_cannot_be_done_is_answered_in_words(page: Browser, what: Json) -> None:
    answer = json.loads(page.ask("POST", "/page/act", json.dumps(what).encode(), Content_Type="application/json")[2])
    assert answer["ok"] is False
    assert answer["error"].endswith(".")


def test_a_state_shows_what_its_person_can_see_and_no_more(slack: Sandbox, page: Browser) -> None:
    slack.person("Ana").say("#escalations", "A hard one")
    slack.person("Cleo").say("#cust-cleo", "Hello")
    ana, cleo = page.state(ANA), page.state(CLEO)
    assert {each["name"] for each in cleo["channels"]} == {"cust-cleo"}
    assert (cleo["me"]["external"], cleo["commands"], cleo["shortcuts"]) == (True, [], [])
    assert "A hard one" not in json.dumps(cleo)
    assert [each["text"] for each in ana["messages"]["C0ESCALATE"]] == ["A hard one"]
    assert {each["command"] for each in ana["commands"]} == {"/echo", "/plain"}
    assert [each["kind"] for each in ana["channels"] if each["name"] == "escalations"] == ["private"]


def test_without_a_person_the_first_one_is_shown_and_an_unknown_one_is_not_found(page: Browser) -> None:
    assert page.state()["me"]["name"] == "Ana"
    assert page.ask("GET", "/page/state?as=U0NOBODY00")[0] == 404


def test_the_app_stands_first_among_the_people(page: Browser) -> None:
    assert page.state()["people"][0]["bot"]
    assert page.state()["people"][0]["id"] == "U0LEVELHEAD"


def test_an_ephemeral_message_stands_in_one_state_only(page: Browser, app: Tryout) -> None:
    app.client.chat_postEphemeral(channel="C0SUPPORT", user=ANA, text="Psst")
    mine = page.state(ANA)["messages"]["C0SUPPORT"][-1]
    assert (mine["text"], mine["ephemeral"], mine["notice"], mine["bot"]) == ("Psst", True, False, True)
    assert "Psst" not in json.dumps(page.state(BEN))


def test_saying_editing_reacting_and_deleting(slack: Sandbox, page: Browser) -> None:
    assert page.act(ANA, "say", channel="C0SUPPORT", text="Helo") == {"ok": True}
    ts = page.state(ANA)["messages"]["C0SUPPORT"][-1]["ts"]
    page.act(BEN, "say", channel="C0SUPPORT", text="A reply", thread=ts)
    page.act(ANA, "edit", channel="C0SUPPORT", ts=ts, text="Hello")
    page.act(BEN, "react", channel="C0SUPPORT", ts=ts, name="wave")
    root = page.state(ANA)["messages"]["C0SUPPORT"][0]
    assert (root["text"], root["edited"], root["reply_count"]) == ("Hello", True, 1)
    assert root["reactions"] == [{"name": "wave", "count": 1}]
    assert page.act(BEN, "delete", channel="C0SUPPORT", ts=ts)["ok"] is False
    assert page.act(ANA, "delete", channel="C0SUPPORT", ts=ts)["ok"]


def test_a_command_that_nobody_answers_leaves_a_notice(page: Browser) -> None:
    assert page.act(ANA, "command", channel="C0SUPPORT", text="/echo hello") == {"ok": True}
    told = page.state(ANA)["messages"]["C0SUPPORT"][-1]
    assert (told["notice"], told["ephemeral"]) == (True, False)


def test_a_modal_opens_is_wrong_and_is_sent(page: Browser, app: Tryout) -> None:
    app.opens("go", modal(question("draft", "Your draft")))
    app.client.chat_postMessage(channel="C0SUPPORT", text="Do", blocks=[actions(button("Go", "go"))])
    message = page.state(ANA)["messages"]["C0SUPPORT"][-1]
    where = {"channel": "C0SUPPORT", "ts": message["ts"]}
    assert page.act(ANA, "press", where=where, block_id="doing", action_id="go") == {"ok": True}
    view = page.state(ANA)["modals"][-1]
    state = {"draft": {"typed": {"type": "plain_text_input", "value": "Hm"}}}
    app.answers("form", response_action="errors", errors={"draft": "Not yet"})
    assert page.act(ANA, "submit", view_id=view["id"], state=state) == {"ok": True}
    assert page.state(ANA)["modals"][-1]["errors"] == {"draft": "Not yet"}
    assert page.state(BEN)["modals"] == []
    assert page.act(ANA, "close_modal", view_id=view["id"]) == {"ok": True}
    assert page.state(ANA)["modals"] == []


def test_choosing_takes_a_state_value_or_a_bare_one(page: Browser, app: Tryout) -> None:
    app.acks("pick")
    options = [{"text": text("Red"), "value": "r"}, {"text": text("Blue"), "value": "b"}]
    menu = {"type": "static_select", "action_id": "pick", "options": options}
    app.client.views_publish(user_id=ANA, view={"type": "home", "blocks": [actions(menu)]})
    stated = {"type": "static_select", "selected_option": options[1]}
    for selected in (stated, "b"):
        page.act(ANA, "press", where={"home": True}, block_id="doing", action_id="pick", selected=selected)
    assert [each["actions"][0]["selected_option"]["value"] for each in app.bodies] == ["b", "b"]
    foreign = {"type": "static_select", "selected_option": {"text": text("Green"), "value": "g"}}
    assert not page.act(ANA, "press", where={"home": True}, block_id="doing", action_id="pick", selected=foreign)["ok"]


def test_a_press_that_fails_in_a_view_is_answered_in_words(page: Browser, ear: Ear, app: Tryout) -> None:
    app.client.views_publish(user_id=ANA, view={"type": "home", "blocks": [actions(button("Go", "go"))]})
    ear.answer = lambda heard: Reply(500)
    assert "did not answer" in page.act(ANA, "press", where={"home": True}, block_id="doing", action_id="go")["error"]
    assert "responded with an error" in page.state(ANA)["home"]["notice"]


def test_coming_going_and_being_away(page: Browser) -> None:
    assert page.act(ANA, "invite", channel="C0RANDOM00", user="U0LEVELHEAD")["ok"]
    assert page.act(ANA, "leave", channel="C0RANDOM00")["ok"]
    assert page.act(ANA, "invite", channel="C0RANDOM00", user=ANA)["ok"]
    assert page.act(ANA, "presence", presence="away")["ok"]
    assert page.state(ANA)["me"]["presence"] == "away"


def test_unread_messages_are_counted_until_they_are_read(slack: Sandbox, page: Browser) -> None:
    slack.person("Ben").say("#support", "Hello")

    def unread() -> int:
        return next(int(each["unread"]) for each in page.state(ANA)["channels"] if each["id"] == "C0SUPPORT")

    assert unread() == 1
    page.act(ANA, "mark_read", channel="C0SUPPORT")
    assert unread() == 0
    slack.person("Ana").say("#support", "My own words")
    assert unread() == 0


def test_a_conversation_of_two_has_the_others_name(page: Browser) -> None:
    page.act(ANA, "open_dm", **{"with": BEN})
    mine = next(each for each in page.state(ANA)["channels"] if each["kind"] == "dm")
    theirs = next(each for each in page.state(BEN)["channels"] if each["kind"] == "dm")
    assert ((mine["name"], mine["with"]), (theirs["name"], theirs["with"])) == (("Ben", BEN), ("Ana", ANA))


def test_the_clock_can_be_moved_forward(slack: Sandbox, page: Browser) -> None:
    assert page.act(ANA, "advance", seconds=3600)["ok"]
    assert (page.state()["offset_seconds"], slack.clock.offset.total_seconds()) == (3600, 3600)


def test_the_page_knows_whether_the_app_is_connected(slack: Sandbox, page: Browser, ear: Ear) -> None:
    assert page.state()["connected"]
    slack.disconnect()
    assert not page.state()["connected"]


def test_news_come_with_every_change(slack: Sandbox, page: Browser) -> None:
    line = HTTPConnection(urlsplit(slack.url).netloc, timeout=60)
    line.request("GET", "/page/events")
    stream = line.getresponse()
    assert stream.headers["Content-Type"].startswith("text/event-stream")

    def version() -> int:
        told = stream.readline()
        assert stream.readline() == b"\n"
        return int(json.loads(told.removeprefix(b"data: "))["version"])

    before = version()
    slack.person("Ana").say("#support", "Hello")
    assert version() > before
    line.close()
    stream.close()
