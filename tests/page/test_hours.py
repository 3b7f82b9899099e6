"""Working hours on the page: what counts is seen first, what is wrong stands beside its field, what is typed stays."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.sandbox.server import Sandbox
from handlers.assemble import Levelhead
from tests.page.conftest import Look

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("team")]


def test_somebody_sets_their_hours(look: Look, slack: Sandbox, bot: Levelhead, tmp_path: Path) -> None:
    screen = look("Ana", at="support", height=1600)
    screen.box.fill("/levelhead hours")
    screen.box.press("Enter")
    form = screen.page.get_by_role("dialog")
    expect(form).to_contain_text("What counts for you now: Mon–Fri, 09:00–17:00, on the clock of Europe/London.")
    form.get_by_label("Sat").check()
    form.get_by_label("Work begins").fill("07:30")
    form.get_by_label("Public holidays of").fill("DE-ZZ")
    screen.page.screenshot(path=str(tmp_path / "hours.png"))
    form.get_by_role("button", name="Keep", exact=True).click()
    expect(form).to_contain_text("For DE I know: BB, BE")
    expect(form.get_by_label("Work begins")).to_have_value("07:30")
    form.get_by_label("Public holidays of").fill("de-by")
    form.get_by_role("button", name="Keep", exact=True).click()
    expect(form).to_contain_text("Mon–Sat, 07:30–17:00, without the public holidays of DE-BY")
    expect(form).to_contain_text("It comes from your own choice.")
