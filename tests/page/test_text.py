"""Words stay words: nothing that anybody writes becomes HTML, and what mrkdwn means is shown."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect
from slack_sdk import WebClient

from bot.sandbox.server import Sandbox
from tests.page.conftest import Look
from tests.page.planner import Heard, button, option, plain

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
ATTACKS = [
    "<script>window.broken = 1</script>",
    "<img src=x onerror=window.broken=1>",
    '"><svg onload=window.broken=1>',
    "<javascript:window.broken=1|press me>",
    "<JaVaScRiPt:window.broken=1>",
    "<data:text/html,<script>window.broken=1</script>|x>",
    "<https://example.org/\"onmouseover=window.broken=1|y>",
    "<@U1|<img src=x onerror=window.broken=1>>",
    "<#C1|<iframe srcdoc=x>>",
    "<!date^1^<b>{date}</b>^javascript:window.broken=1|<i>then</i>>",
    "<!date^__proto__^{constructor} {__proto__}|then>",
    ":<b>:", ":constructor:", ":__proto__:",
    "`<u>code</u>` *<u>bold</u>* ```<u>pre</u>```",
    "&lt;script&gt;window.broken=1&lt;/script&gt; &amp;lt;b&amp;gt;",
    "[x](javascript:window.broken=1)",
]  # fmt: skip
TAGS = {"A", "B", "BLOCKQUOTE", "BR", "BUTTON", "CODE", "DIV", "EM", "PRE", "S", "SPAN", "STRONG"}
SCRIPT = "<script>window.broken = 1</script>"


def choice(kind: str, options: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": kind, "action_id": kind, "options": options}


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def hostile_blocks(text: str) -> list[dict[str, Any]]:
    """Every kind of block with the attack wherever a text can stand."""
    rich = [
        {"type": "text", "text": text, "style": {"bold": True, "onclick": True}},
        {"type": "link", "url": "javascript:window.broken=1", "text": text},
        {"type": "link", "url": "https://example.org/", "text": text},
        {"type": "emoji", "name": text},
        {"type": "user", "user_id": "constructor"},
        {"type": "date", "timestamp": 1, "format": text, "fallback": text},
    ]
    words = text[:70]
    opts = [{**option(words, "a"), "description": plain(words)}, option("b", "b")]
    sure = {"title": plain(words), "text": mrkdwn(text), "confirm": plain("y"), "deny": plain("n")}
    section = {"type": "rich_text_section", "elements": rich}
    return [
        {"type": "header", "text": plain(text)},
        {"type": "section", "text": mrkdwn(text), "fields": [mrkdwn(text), plain(text)]},
        {"type": "section", "text": plain(text), "accessory": choice("static_select", opts)},
        {"type": "context", "elements": [mrkdwn(text), plain(text)]},
        {"type": "image", "image_url": "https://example.org/x.png", "alt_text": text, "title": plain(text)},
        {"type": "actions", "elements": [
            button(words, "press", confirm=sure),
            choice("radio_buttons", opts),
            choice("overflow", opts),
        ]},
        {"type": "rich_text", "elements": [
            section,
            {"type": "rich_text_list", "style": "bullet", "elements": [section]},
            {"type": "rich_text_preformatted", "elements": rich[:1]},
            {"type": "rich_text_quote", "elements": rich[:1]},
        ]},
    ]  # fmt: skip


HARM = (HERE / "harm.js").read_text(encoding="utf-8")
SAFE = {"broken": None, "scripts": ["/page/app.js"], "foreign": 0, "handlers": [], "links": 0}


def test_attacks_in_names_messages_and_topics_stay_text(look: Look, slack: Sandbox) -> None:
    eve = slack.home.add_person(f'Eve"><img src=x onerror=window.broken=1>{SCRIPT}', title=SCRIPT)
    slack.home.add_channel("attacks", ("Ana", eve.id), topic=SCRIPT)
    for attack in ATTACKS:
        eve.say("#attacks", attack)
    screen = look("Ana", at="attacks")
    expect(screen.page.locator(".message .content")).to_have_count(len(ATTACKS))
    expect(screen.message(SCRIPT.replace(" = ", "=")).first).to_contain_text("<script>")
    expect(screen.page.locator(".topic")).to_have_text(SCRIPT)
    assert screen.page.evaluate(HARM) == SAFE


def test_attacks_in_an_apps_blocks_and_modals_stay_text(
    look: Look, heard: Heard, slack: Sandbox, client: WebClient
) -> None:
    for attack in ATTACKS:
        client.chat_postMessage(channel=slack.home.channel("support"), text=attack, blocks=hostile_blocks(attack))
    screen = look("Ana")
    expect(screen.page.locator(".message .content")).to_have_count(len(ATTACKS))
    expect(screen.page.locator(".rich-section").first).to_contain_text(ATTACKS[0])
    screen.page.locator(".message").first.locator(".actions .button.usual").first.click()
    expect(screen.page.get_by_role("dialog")).to_contain_text("<script>")
    assert screen.page.evaluate(HARM) == SAFE


READ = (HERE / "read.js").read_text(encoding="utf-8")
PIECES = [
    "<", ">", "|", "*", "_", "~", "`", "```", ":", "&lt;", "&amp;", "\n", "> ", "@", "#", "!", "^", "date", "1",
    "javascript:", "https://a.b", "mailto:a@b", "smile", "\ufffc", " ", "x", '"', "{date}", "é", "\u202e",
]  # fmt: skip


def test_no_mix_of_marks_yields_a_foreign_tag_attribute_or_address(look: Look) -> None:
    page = look("Ana").page

    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), min_size=20, max_size=60))
    def harmless(texts: list[str]) -> None:
        for read in page.evaluate(READ, texts)["read"]:
            assert set(read["tags"]) <= TAGS
            assert set(read["schemes"]) <= {"http:", "https:", "mailto:"}
            assert set(read["attributes"]) <= {"class", "href", "target", "rel", "title", "type"}

    harmless()


LINK = 'target="_blank" rel="noopener noreferrer"'
MARKED = [
    ("*bold* and _slanted_ and ~gone~", "<strong>bold</strong> and <em>slanted</em> and <s>gone</s>"),
    ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
    ("*see <https://a.b/x_y_z|a _page_>*", f'<strong>see <a href="https://a.b/x_y_z" {LINK}>a _page_</a></strong>'),
    ("`*not bold*`", "<code>*not bold*</code>"),
    ("&gt; quoted\n> twice\nplain", "<blockquote>quoted<br>twice</blockquote>plain"),
    ("before\n```\ncode &lt;b&gt;\n```\nafter", "before<pre>code &lt;b&gt;</pre>after"),
    (":wave: :no_such_thing:", "👋 :no_such_thing:"),
    ("<!here> <@U9|zoe>", '<span class="mention mention-all">@here</span> <span class="mention">@zoe</span>'),
    ("&amp;lt; is how &lt; is written", "&amp;lt; is how &lt; is written"),
    ("<javascript:alert(1)|press>", "&lt;javascript:alert(1)|press&gt;"),
    ("<!date^86400^{date_num} at {time}|later>", '<span class="date" title="later">1970-01-02 at 01:00</span>'),
]  # fmt: skip


def test_mrkdwn_is_read_as_slack_reads_it(look: Look) -> None:
    read = look("Ana").page.evaluate(READ, [text for text, _ in MARKED])["read"]
    assert [each["html"] for each in read] == [html for _, html in MARKED]


def test_a_long_tangle_of_marks_is_drawn_soon(look: Look) -> None:
    tangles = ["*a _b ~c " * 4000, "`" * 40_000, "<" * 40_000, "*x* " * 10_000, "_" * 40_000, "```" * 13_000]
    assert look("Ana").page.evaluate(READ, tangles)["took"] < 5_000
