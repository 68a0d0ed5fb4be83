"""In a window as small as a desk's at 200 % or 400 %, and on a phone, a series is booked by touch and by keyboard."""

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from standing_local.demo.clinic import Clinic
from tests.e2e.front_desk import NewAppointment, weekly
from tests.e2e.keys import Keys
from tests.e2e.running_stack import RunningStack
from tests.e2e.screens import PHONE, SMALLEST, misplaced, serious_faults
from tests.e2e.sign_in import sign_in
from tests.e2e.story import LONDON, VIDEO
from tests.e2e.windows import NewWindow

_ZOOMED = (640, 360)


@dataclass(frozen=True, slots=True)
class Booking:
    """A series of three that is to be booked, in the diary of somebody who has nothing booked."""

    page: Page
    practitioner: Any
    client: str
    first: date

    @property
    def new(self) -> Locator:
        return self.page.get_by_role("button", name="New appointment")

    async def expect_booked(self, manager: Clinic) -> None:
        await expect(self.page.get_by_role("status").filter(has_text="3 sessions booked.")).to_be_visible()
        diary = await manager.diary(self.first, self.first + timedelta(weeks=4), self.practitioner)
        booked = [date.fromisoformat(each["local_start"][:10]) for each in diary]
        assert booked == weekly(self.first, 3)

    async def expect_fits(self) -> None:
        assert [*await serious_faults(self.page), *await misplaced(self.page)] == []


async def _booking(stack: RunningStack, manager: Clinic, page: Page) -> Booking:
    name = secrets.token_hex(3)
    practitioner = await manager.add_practitioner(f"Dr Ada Okafor {name}")
    client = await manager.add_client(f"Ida Frost {name}", f"client-{name}@client.example")
    first = datetime.now(LONDON).date() + timedelta(days=7)
    await sign_in(page, stack.settings, "Robin Ames")
    await page.goto(f"{stack.settings.public_url}/?date={first}&practitioner={practitioner['id']}")
    booking = Booking(page, practitioner, client["recipients"][0]["name"], first)
    await expect(booking.new).to_be_visible()
    await booking.expect_fits()
    return booking


@pytest.mark.parametrize("size", [PHONE, _ZOOMED])
async def test_a_series_is_booked_by_touch(
    stack: RunningStack, manager: Clinic, new_window: NewWindow, size: tuple[int, int]
) -> None:
    page = await new_window(viewport={"width": size[0], "height": size[1]}, has_touch=True, is_mobile=True)
    booking = await _booking(stack, manager, page)
    await booking.new.tap()
    modal = await NewAppointment.on(page)
    await modal.dialog.get_by_role("combobox", name="Client").fill(booking.client)
    await page.get_by_role("option", name=re.compile(f"^{booking.client}")).tap()
    await modal.dialog.get_by_role("button", name=re.compile("Type$")).tap()
    await page.get_by_role("option", name=re.compile(f"^{VIDEO}")).tap()
    await modal.dialog.get_by_role("button", name=re.compile(r"Recurrence\?$")).tap()
    await page.get_by_role("option", name=re.compile("^Every week on")).tap()
    await modal.end_after(3)
    await modal.expect_dates(weekly(booking.first, 3))
    await booking.expect_fits()
    await modal.dialog.get_by_role("button", name=re.compile("^Save")).tap()
    await modal.expect_closed()
    await booking.expect_booked(manager)


@pytest.mark.parametrize("size", [PHONE, _ZOOMED, SMALLEST])
async def test_a_series_is_booked_by_keyboard(
    stack: RunningStack, manager: Clinic, new_window: NewWindow, size: tuple[int, int]
) -> None:
    page = await new_window(viewport={"width": size[0], "height": size[1]})
    booking = await _booking(stack, manager, page)
    keys = Keys(page)
    await keys.tab_to(booking.new)
    await keys.press("Enter")
    modal = await NewAppointment.on(page)
    await expect(modal.dialog.get_by_role("combobox", name="Client")).to_be_focused()
    await keys.type(booking.client)
    await expect(page.get_by_role("option", name=re.compile(f"^{booking.client}"))).to_be_visible()
    await keys.press("ArrowDown", "Enter")
    await keys.choose(modal.dialog.get_by_role("button", name=re.compile("Type$")), VIDEO)
    await keys.choose(modal.dialog.get_by_role("button", name=re.compile(r"Recurrence\?$")), "Every week on")
    last = modal.dialog.get_by_role("textbox", name="Last date")
    await keys.tab_to(last)
    third = booking.first + timedelta(weeks=2)
    await keys.type(f"{third.day}/{third.month}/{third:%y}")
    await expect(last).to_have_accessible_description(f"Day first: {third:%A} {third.day} {third:%B %Y}")
    await keys.tab_to(modal.dialog.get_by_role("button", name=re.compile("^Save")))
    await expect(last).to_have_value(f"{third:%d/%m/%Y}")
    await modal.expect_dates(weekly(booking.first, 3))
    await keys.press("Enter")
    await modal.expect_closed()
    await booking.expect_booked(manager)


async def test_a_pasted_date_is_read_and_one_that_is_none_says_so(
    stack: RunningStack, manager: Clinic, new_window: NewWindow
) -> None:
    page = await new_window()
    booking = await _booking(stack, manager, page)
    await booking.new.click()
    modal = await NewAppointment.on(page)
    field = modal.dialog.get_by_role("textbox", name="Date", exact=True)
    await field.focus()
    await page.keyboard.press("Control+A")
    await page.keyboard.insert_text("3 January 2031")
    await expect(field).to_have_accessible_description("Friday 3 January 2031")
    await page.keyboard.press("Control+A")
    await page.keyboard.insert_text("1/31/31")
    await page.keyboard.press("Tab")
    await expect(field).to_have_accessible_description("There is no month 31: the day stands first, as in 31/1.")
    await expect(field).to_have_value("1/31/31")
    await modal.dialog.get_by_role("button", name="Date: calendar").click()
    await (
        page.get_by_role("dialog", name="Date").get_by_role("button").filter(has_text=re.compile("^15$")).first.click()
    )
    await expect(field).to_have_value(re.compile(r"^15/\d\d/\d{4}$"))
