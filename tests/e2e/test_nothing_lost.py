"""Nothing typed is lost without a question, whichever way it would go; and whoever is offline reads it soon."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Dialog, Locator, Page, expect

from tests.e2e.front_desk import NewAppointment
from tests.e2e.running_stack import RunningStack
from tests.e2e.story import VIDEO, Story

_AT_ONCE = 5_000  # ms within which whoever is offline reads it


@asynccontextmanager
async def asked(page: Page, *, stays: bool) -> AsyncIterator[list[str]]:
    """By the browser itself, before the page goes."""
    kinds: list[str] = []

    async def answer(dialog: Dialog) -> None:
        kinds.append(dialog.type)
        await (dialog.dismiss() if stays else dialog.accept())

    page.on("dialog", answer)
    yield kinds
    page.remove_listener("dialog", answer)


async def _by_escape(modal: NewAppointment) -> None:
    await modal.dialog.page.keyboard.press("Escape")


async def _by_button(modal: NewAppointment) -> None:
    await modal.dialog.get_by_role("button", name="Cancel").click()


async def _by_back(modal: NewAppointment) -> None:
    await modal.dialog.page.evaluate("history.back()")


@pytest.mark.parametrize("leave", [_by_escape, _by_button, _by_back])
async def test_what_was_typed_into_an_appointment_is_discarded_only_when_that_is_said(
    story: Story, leave: Callable[[NewAppointment], Awaitable[None]]
) -> None:
    page = story.page
    modal = await story.begin(VIDEO)
    address = page.url
    question = page.get_by_role("alertdialog", name="Discard this appointment?")
    await leave(modal)
    await question.get_by_role("button", name="Keep editing").click()
    await expect(question).to_have_count(0)
    await expect(modal.dialog.get_by_role("group", name="Client")).to_contain_text(story.client)
    await leave(modal)
    await expect(question).to_be_visible()
    await _back(page)
    await expect(question).to_have_count(0)
    await expect(modal.dialog).to_be_visible()
    await leave(modal)
    await question.get_by_role("button", name="Discard").click()
    await modal.expect_closed()
    assert page.url == address


async def test_a_reload_asks_where_something_was_typed_and_only_there(story: Story) -> None:
    page = story.page
    await story.desk.look_at_week_of(story.first.date())
    modal = await story.desk.click_slot(story.first)
    async with asked(page, stays=True) as kinds:
        await modal.dialog.get_by_role("button", name="Close").click()
        await modal.expect_closed()
        await page.reload()
        assert kinds == []
        modal = await story.desk.click_slot(story.first)
        await modal.dialog.get_by_role("combobox", name="Client").fill("Nobody yet")
        await page.get_by_role("option", name=re.compile("^New client")).click()
        await modal.dialog.get_by_role("textbox", name="Telephone").fill("07700 900 345")
        await page.evaluate("location.reload()")
        await expect(modal.dialog.get_by_role("textbox", name="Telephone")).to_have_value("07700 900 345")
        assert kinds == ["beforeunload"]
    async with asked(page, stays=False):
        await page.reload()
    await expect(story.desk.week).to_be_visible()
    await expect(modal.dialog).to_have_count(0)


async def test_back_closes_what_lies_uppermost_and_forward_brings_no_dialog_back(story: Story) -> None:
    page = story.page
    await page.get_by_role("link", name="Settings").click()
    await expect(page.get_by_role("heading", name="Appointment types")).to_be_visible()
    await page.get_by_role("link", name="Diary").click()
    book = page.get_by_role("button", name=re.compile("^New appointment"))
    await book.click()
    modal = await NewAppointment.on(page)
    await _back(page)
    await modal.expect_closed()
    await expect(book).to_be_focused()
    await page.evaluate("history.forward()")
    await book.click()
    await NewAppointment.on(page)
    await page.keyboard.press("Escape")
    await modal.expect_closed()
    await _back(page)
    await expect(page.get_by_role("heading", name="Appointment types")).to_be_visible()


async def test_an_opened_appointment_is_one_entry_however_it_is_closed(story: Story) -> None:
    page = story.page
    opened = await story.booked(VIDEO, sessions=2)
    diary = page.url.partition("&appointment=")[0]
    cancelling = await opened.begin_to_cancel()
    await _back(page)
    await expect(cancelling.dialog.filter(has_text="Dates that go")).to_have_count(0)
    await expect(opened.cancel).to_be_focused()
    await opened.look_at_session("2nd")
    await _back(page)
    await _closed(opened.dialog)
    assert page.url == diary
    opened = await story.desk.open(story.desk.appointments_on(story.first.date()))
    summary = await opened.look_at_summary()
    await _back(page)
    await expect(opened.eye).to_be_visible()
    await page.reload()
    await expect(opened.eye).to_be_visible()
    await page.keyboard.press("Escape")
    await _closed(opened.dialog)
    assert page.url == diary
    await page.evaluate("history.forward()")
    await _closed(summary.main.get_by_role("heading", name="Appointment summary"))
    await opened_by_link(page, story)


async def opened_by_link(page: Page, story: Story) -> None:
    """A link to an opened appointment has the diary below it."""
    appointment = story.desk.appointments_on(story.first.date())
    address = f"{page.url}&appointment={await appointment.get_attribute('data-appointment')}"
    await page.goto(address)
    await expect(page.get_by_role("link", name="Appointment summary")).to_be_visible()
    await _back(page)
    await _closed(page.get_by_role("dialog"))
    await expect(appointment).to_be_visible()


@pytest.mark.parametrize("by", ["the browser", "silence"])
async def test_who_is_offline_reads_it_within_five_seconds_on_each_screen_and_in_a_dialog(
    story: Story, stack: RunningStack, by: str
) -> None:
    page = story.page
    await story.desk.look_at_week_of(story.first.date())
    await expect(story.desk.week).to_have_attribute("aria-busy", "false")
    if by == "the browser":
        await page.context.set_offline(True)
        await _says_offline(page)
        await page.context.set_offline(False)
    else:
        await page.get_by_role("link", name="Settings").click()
        await expect(page.get_by_role("heading", name="Appointment types")).to_be_visible()
        async with stack.standing_still("gateway"):
            said = page.get_by_text("You are offline. What is shown is as it was.")
            await expect(said).to_be_visible(timeout=_AT_ONCE)
            await page.get_by_role("link", name="Diary").click()
            await _says_offline(page)
    await expect(page.get_by_text("You are offline.")).to_have_count(0)


async def _says_offline(page: Page) -> None:
    await expect(page.get_by_text(re.compile(r"^You are offline. This is the diary as of \d\d:\d\d.$"))).to_be_visible(
        timeout=_AT_ONCE
    )
    await page.get_by_role("button", name=re.compile("^New appointment")).click()
    modal = await NewAppointment.on(page)
    await expect(modal.dialog).to_contain_text("You are offline. What stands here stays.")
    await page.keyboard.press("Escape")
    await modal.expect_closed()


async def _back(page: Page) -> None:
    await page.evaluate("history.back()")


async def _closed(dialog: Locator) -> None:
    await expect(dialog).to_have_count(0)
