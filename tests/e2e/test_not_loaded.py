"""Files of the web that cannot be had: the connection dropped, or the site was renewed while a page of it was open."""

import re

from playwright.async_api import Page, Route, expect

from standing_local.demo.clinic import Clinic
from tests.e2e.front_desk import NewAppointment
from tests.e2e.running_stack import RunningStack
from tests.e2e.screens import serious_faults
from tests.e2e.sign_in import sign_in
from tests.e2e.windows import NewWindow

_WHY = "The connection dropped, or the site was renewed."


async def test_a_screen_that_is_not_loaded_says_so_and_comes_with_the_page_anew(
    stack: RunningStack, new_window: NewWindow
) -> None:
    page = await new_window()
    files = await _gone(page, "settings")
    await sign_in(page, stack.settings, "Robin Ames")
    settings = page.get_by_role("link", name="Settings")
    await settings.click()
    await expect(page.get_by_role("main").get_by_role("heading", level=1)).to_have_text("The settings are not loaded")
    await expect(page.get_by_role("alert").filter(has_text=_WHY)).to_be_visible()
    await expect(settings).to_be_focused()
    assert await serious_faults(page) == []
    await page.unroute(files)
    await page.get_by_role("button", name="Reload the page").click()
    await expect(page.get_by_role("heading", name="Appointment types")).to_be_visible()


async def test_a_dialog_that_is_not_loaded_says_so_and_is_tried_again(
    stack: RunningStack, manager: Clinic, new_window: NewWindow
) -> None:
    await manager.add_practitioner("Dr Ada Okafor")
    page = await new_window()
    files = await _gone(page, "new-appointment")
    await sign_in(page, stack.settings, "Robin Ames")
    book = page.get_by_role("button", name=re.compile("^New appointment"))
    await book.click()
    said = page.get_by_role("alertdialog", name=f"This is not loaded. {_WHY}")
    await expect(said.get_by_role("button", name="Not now")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(said).to_have_count(0)
    await expect(book).to_be_focused()
    await book.click()
    await page.unroute(files)
    await said.get_by_role("button", name="Reload the page").click()
    await book.click()
    await NewAppointment.on(page)


async def _gone(page: Page, name: str) -> re.Pattern[str]:
    """From the server, from before the page is opened."""
    files = re.compile(rf"/assets/{name}-[^/]*\.js$")
    await page.route(files, _not_found)
    return files


async def _not_found(route: Route) -> None:
    await route.fulfill(status=404)
