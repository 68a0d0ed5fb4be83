"""Sessions are moved in the browser: by the dialog, by dragging, by the keyboard, on a phone."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from standing_local.demo.clinic import Clinic
from tests.e2e.front_desk import FrontDesk, MoveSessions, OpenedAppointment
from tests.e2e.running_stack import RunningStack
from tests.e2e.screens import PHONE, SCREENSHOTS, look_at, misplaced, serious_faults
from tests.e2e.story import LONDON
from tests.e2e.windows import NewWindow

_DAY = 24 * 60  # minutes
OTHERS_STAY = [f"^{nth}.*Not touched" for nth in ("2nd", "3rd", "4th")]


@dataclass(frozen=True, slots=True)
class Booked:
    """Four weekly sessions from next week's Wednesday at ten on, in a diary that has little else."""

    desk: FrontDesk
    practitioner: Any
    client: str
    sessions: list[Any]
    first: datetime

    @property
    def page(self) -> Page:
        return self.desk.page

    def at(self, *, days: int = 0, hour: int, minute: int = 0) -> datetime:
        return (self.first + timedelta(days=days)).replace(hour=hour, minute=minute)

    async def look_at_week_of(self, day: datetime) -> None:
        url = self.desk.settings.public_url
        await self.page.goto(f"{url}/?view=week&date={day.date()}&practitioner={self.practitioner['id']}")

    def session_on(self, day: datetime) -> Locator:
        return self.desk.appointments_on(day.date())

    async def expect_at(self, place: datetime) -> None:
        await expect(self.session_on(place).filter(has_text=f"{place:%H:%M}")).to_have_count(1)


@pytest.fixture
async def booked(stack: RunningStack, manager: Clinic, new_window: NewWindow) -> Booked:
    name = secrets.token_hex(3)
    practitioner = await manager.add_practitioner(f"Dr Ada Okafor {name}")
    client = await manager.add_client(f"Ida Frost {name}", f"client-{name}@client.example")
    other = await manager.add_client(f"Priya Nair {name}", None)
    kind = await manager.kind(video=True)
    today = datetime.now(LONDON).date()
    wednesday = today + timedelta(days=9 - today.weekday())
    first = datetime(wednesday.year, wednesday.month, wednesday.day, 10)
    series = await manager.book(
        practitioner=practitioner,
        client=client,
        kind=kind,
        starts_local=first,
        duration_minutes=30,
        recurrence={"frequency": "weekly", "count": 4},
    )
    await manager.book(
        practitioner=practitioner,
        client=other,
        kind=kind,
        starts_local=first + timedelta(days=13, hours=4),
        duration_minutes=45,
    )
    desk = FrontDesk(await new_window(), stack.settings, practitioner["name"])
    await desk.sign_in()
    return Booked(desk, practitioner, f"Ida Frost {name}", series["appointments"], first)


async def test_this_and_following_move_but_one_whose_new_time_is_taken(booked: Booked, receptionist: Clinic) -> None:
    page, second = booked.page, booked.at(days=7, hour=10)
    await booked.look_at_week_of(second)
    opened = await booked.desk.open(booked.session_on(second))
    moving = await opened.begin_to_move()
    await expect(moving.dialog).to_contain_text("It is at that time already. Choose another date or time")
    await moving.choose("This and following")
    await moving.start_at(booked.at(days=6, hour=14))
    await moving.expect_sessions(
        "3 sessions: 2 move, 1 stays",
        "^1st.*10:00–10:30Not touched",
        "^2nd.*from .*10:00–10:30.*to .*Tue .* 14:00–14:30Free",
        "^3rd.*Taken: stays.*is with Priya Nair .*14:00 to 14:45.*Move the other 2 and leave this one on Wed",
        "^4th.*to .*Tue .* 14:00–14:30Free",
    )
    await expect(moving.dialog).to_contain_text("One day earlier, and at 14:00. From now on every week on Tuesday.")
    assert await look_at(page, "move-taken") == {}
    await moving.move()
    await expect(moving.dialog.get_by_text("Choose what to do about ")).to_be_visible()
    await moving.choose("Move the other 2 and leave this one on ")
    await expect(moving.dialog).to_contain_text("Moves 2 sessions, all together or not at all.")
    await moving.move()
    await moving.expect_closed()
    await booked.desk.expect_said("2 sessions moved.")
    await booked.expect_at(booked.at(days=6, hour=14))
    await expect(booked.session_on(second)).to_have_count(0)
    assert await look_at(page, "moved") == {}

    await page.get_by_role("button", name="Show").click()
    opened = await OpenedAppointment.on(page)
    summary = await opened.look_at_summary()
    history = summary.main.get_by_role("region", name="Who did what")
    await expect(history).to_contain_text("Moved 2 sessions, the 2nd from ")
    series = (await receptionist.summary(booked.sessions[0]))["series"]["appointments"]
    places = [booked.first, booked.at(days=6, hour=14), booked.at(days=14, hour=10), booked.at(days=20, hour=14)]
    assert [datetime.fromisoformat(each["local_start"]) for each in series] == places


async def test_a_session_is_dragged_and_letting_go_saves_nothing(booked: Booked, manager: Clinic) -> None:
    other = f"Dr Jo Hill {secrets.token_hex(3)}"
    await manager.add_practitioner(other)
    page, thursday = booked.page, booked.at(days=1, hour=15, minute=30)
    await booked.look_at_week_of(booked.first)
    await drag(booked, booked.first, thursday)
    status = page.get_by_role("status").filter(has_text=f"Moving {booked.client}")
    await expect(status).to_contain_text(f"{thursday:%a} {thursday.day} {thursday:%b} 15:30")
    await expect(booked.session_on(booked.first)).to_contain_text("Was here")
    assert await faults_on_the_desk(page, "move-drag") == []
    await page.keyboard.press("Escape")
    await page.mouse.up()
    await expect(booked.session_on(booked.first)).not_to_contain_text("Was here")
    await expect(page.get_by_role("dialog")).to_have_count(0)

    await drag(booked, booked.first, thursday)
    await page.mouse.up()
    moving = await MoveSessions.on(page)
    await moving.expect_start(thursday)
    await moving.expect_sessions("1 session moves", "^1st.*to .*Thu .* 15:30–16:00Free", *OTHERS_STAY)
    await page.keyboard.press("Escape")
    await moving.expect_closed()
    await booked.expect_at(booked.first)

    await drag(booked, booked.first, thursday)
    await page.mouse.up()
    await (await MoveSessions.on(page)).move()
    await booked.desk.expect_said("1 session moved.")
    await booked.expect_at(thursday)
    await expect(booked.session_on(booked.first)).to_have_count(0)

    await page.goto(f"{booked.desk.settings.public_url}/?view=day&date={thursday.date()}")
    row = page.get_by_role("row", name=booked.practitioner["name"], exact=True)
    await row.get_by_role("gridcell").filter(has_text=booked.client).hover()
    await page.mouse.down()
    await page.get_by_role("row", name=other, exact=True).get_by_role("rowheader").hover(force=True)
    await expect(status).to_contain_text(f"Only in the column of {booked.practitioner['name']}")
    await page.mouse.up()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_session_is_moved_by_the_keyboard_alone(booked: Booked) -> None:
    page, keyboard = booked.page, booked.page.keyboard
    await booked.look_at_week_of(booked.first)
    session = booked.session_on(booked.first)
    await session.focus()
    await keyboard.press("m")
    status = page.get_by_role("status").filter(has_text=f"Moving {booked.client}")
    for key in ("ArrowDown", "ArrowDown", "ArrowLeft"):
        await keyboard.press(key)
    there = booked.at(days=-1, hour=10, minute=30)
    await expect(status).to_contain_text(f"{there:%a} {there.day} {there:%b} 10:30")
    assert await faults_on_the_desk(page, "move-keys") == []
    await keyboard.press("Escape")
    await expect(session).to_be_focused()
    await expect(session).not_to_contain_text("Was here")

    for key in ("m", "ArrowUp", *["ArrowRight"] * 3, "Enter"):
        await keyboard.press(key)
    # Past Friday the next week begins.
    there = booked.at(days=5, hour=9, minute=45)
    moving = await MoveSessions.on(page)
    await moving.expect_start(there)
    await moving.expect_sessions("1 session moves", "^1st.*to .*Mon .* 09:45–10:15Free", *OTHERS_STAY)
    await keyboard.press("Control+Enter")
    await moving.expect_closed()
    await booked.desk.expect_said("1 session moved.")
    await booked.expect_at(there)
    await expect(booked.session_on(there)).to_be_focused()
    await keyboard.press("Escape")
    await keyboard.press("?")
    await expect(page.get_by_role("dialog", name="All keys")).to_contain_text("On an appointment to come: move it")


async def test_on_a_phone_a_series_is_moved_and_nobody_is_told(booked: Booked, receptionist: Clinic) -> None:
    page = booked.page
    await page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    await booked.look_at_week_of(booked.first)
    await page.get_by_role("button", name=booked.client).click()
    moving = await (await OpenedAppointment.on(page)).begin_to_move()
    await moving.choose("This and following")
    await moving.start_at(booked.at(hour=11))
    await moving.expect_sessions(
        "4 sessions, all move", *[f"^{nth}.*11:00–11:30Free" for nth in ("1st", "2nd", "3rd", "4th")]
    )
    told = moving.dialog.get_by_role("button", name=f"What {booked.client} is told")
    tell = moving.dialog.get_by_role("checkbox", name=f"Tell {booked.client}")
    await expect(tell).to_be_hidden()
    await told.click()
    await tell.uncheck()
    await expect(told).to_contain_text("Nothing is sent of this.")
    await page.screenshot(path=SCREENSHOTS / "move-told-390.png")
    await moving.move()
    await moving.expect_closed()
    await booked.desk.expect_said("4 sessions moved.")
    summary = await receptionist.summary(booked.sessions[0])
    assert {each["local_start"][11:16] for each in summary["series"]["appointments"]} == {"11:00"}
    history = [entry["words"] for entry in summary["history"]]
    assert any(re.fullmatch("Moved .*, without a message to the client", words) for words in history), history


async def faults_on_the_desk(page: Page, screen: str) -> list[str]:
    """Of what a narrower window shows otherwise, and what would be put back by it."""
    await page.screenshot(path=SCREENSHOTS / f"{screen}-1280.png")
    return await misplaced(page) + await serious_faults(page)


async def drag(booked: Booked, session: datetime, to: datetime) -> None:
    """Take hold of it in its middle; it is not let go of."""
    mouse = booked.page.mouse
    block = booked.session_on(session)
    await block.scroll_into_view_if_needed()
    held, track = (
        await block.bounding_box(),
        await booked.desk.day(to.date()).get_by_role("presentation").bounding_box(),
    )
    assert held is not None
    assert track is not None
    await mouse.move(held["x"] + held["width"] / 2, held["y"] + held["height"] / 2)
    await mouse.down()
    minute = to.hour * 60 + to.minute + 15
    await mouse.move(track["x"] + track["width"] / 2, track["y"] + track["height"] * minute / _DAY, steps=5)
