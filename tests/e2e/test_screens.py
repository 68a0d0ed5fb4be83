"""Every screen on a desk and on a phone: axe finds nothing serious, and a picture of it is kept."""

import secrets
from datetime import datetime, timedelta

from playwright.async_api import expect

from standing_local.demo.clinic import Clinic
from tests.e2e.front_desk import FrontDesk, MessageRules, OpenedAppointment
from tests.e2e.running_stack import RunningStack
from tests.e2e.screens import PHONE, look_at, seen_on, take_pictures
from tests.e2e.story import VIDEO, Story
from tests.e2e.windows import NewWindow


async def test_axe_finds_nothing_serious_from_the_slot_to_the_summary(story: Story) -> None:
    desk, first = story.desk, story.first.date()
    modal = await story.begin_series(VIDEO, sessions=4)
    faults = await look_at(desk.page, "modal")
    await modal.save()
    await modal.expect_closed()
    await desk.expect_said("4 sessions booked.")
    faults |= await look_at(desk.page, "booked")
    await desk.page.get_by_role("button", name="Close").click()
    await expect(desk.appointments_on(first)).to_have_count(1)
    faults |= await look_at(desk.page, "diary")
    opened = await desk.open(desk.appointments_on(first))
    faults |= await look_at(desk.page, "opened-appointment")
    summary = await opened.look_at_summary()
    await summary.url()
    await story.mail.open(story.address, "Your 4 video sessions are booked")
    await take_pictures(story.mail.page, "mail")
    await desk.page.reload()
    await summary.url()
    await summary.show_whole_series()
    faults |= await look_at(desk.page, "summary")
    assert faults == {}


async def test_axe_finds_nothing_serious_where_booking_asks_and_in_a_diary_with_a_session_over_midnight(
    stack: RunningStack, manager: Clinic, receptionist: Clinic, new_window: NewWindow
) -> None:
    name, elsewhere = (f"Dr {each} {secrets.token_hex(3)}" for each in ("Jo Hill", "Ada Okafor"))
    client = f"Kit Dale {secrets.token_hex(3)}"
    practitioner = await manager.add_practitioner(name)
    known = {
        "client": await receptionist.add_client(client, "kit@client.example"),
        "kind": await receptionist.kind(video=True),
    }
    night = datetime(2031, 10, 26, 1, 30)  # the clocks go back from two to one
    await receptionist.book(
        practitioner=await manager.add_practitioner(elsewhere), starts_local=night, duration_minutes=30, **known
    )
    late = datetime(2031, 10, 22, 23, 30)
    await receptionist.book(practitioner=practitioner, starts_local=late, duration_minutes=60, **known)

    page = await new_window()
    desk = FrontDesk(page, stack.settings, name)
    await desk.sign_in()
    await page.goto(f"{stack.settings.public_url}/?view=week&date=2031-10-26&practitioner={practitioner['id']}")
    modal = await desk.click_slot(night)
    await modal.choose_client(client)
    await modal.choose_type(VIDEO)
    anyway = modal.dialog.get_by_role("checkbox", name=f"Book anyway: {client} is with {elsewhere}, 01:30 (before")
    await expect(anyway).to_be_visible()
    faults = await look_at(page, "booking-asks")
    await modal.save()
    await expect(modal.dialog.get_by_text("Say that it is to be booked anyway")).to_be_visible()
    await expect(anyway).to_be_focused()
    await anyway.check()
    await modal.save()
    await modal.expect_closed()
    await expect(desk.appointments_on(night.date())).to_contain_text("1st 01:30")

    opened = await desk.open(desk.appointments_on(night.date()))
    await expect(opened.dialog.get_by_text("01:30 (before the clocks go back)").first).to_be_visible()
    await page.keyboard.press("Escape")
    next_day = desk.appointments_on(late.date() + timedelta(days=1))
    await expect(desk.appointments_on(late.date())).to_contain_text("23:30 to Thu 00:30")
    await expect(next_day).to_contain_text("Wed 23:30 to 00:30")
    faults |= await look_at(page, "diary-over-midnight")
    await next_day.focus()
    await page.keyboard.press("ArrowDown")
    await expect(
        desk.day(late.date() + timedelta(days=1)).get_by_role("gridcell", name="New appointment")
    ).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(next_day).to_be_focused()
    await page.keyboard.press("Enter")
    await OpenedAppointment.on(page)
    await page.goto(f"{stack.settings.public_url}/?view=month&date=2031-10-23&practitioner={practitioner['id']}")
    await expect(page.get_by_role("button", name=f", {client}, Wednesday 22 October, 23:30 to 00:30")).to_have_count(2)
    faults |= await look_at(page, "month-over-midnight")
    await page.goto(f"{stack.settings.public_url}/?view=day&date=2031-10-23&practitioner={practitioner['id']}")
    await expect(page.get_by_text("Wed 23:30 to 00:30")).to_be_visible()
    faults |= await look_at(page, "day-over-midnight")
    assert faults == {}


async def test_axe_finds_nothing_serious_in_the_settings(story: Story, new_window: NewWindow) -> None:
    await story.booked(VIDEO, sessions=4)
    page = (await story.elsewhere(await new_window())).page
    await page.get_by_role("link", name="Settings").click()
    await expect(page.get_by_role("region", name="Appointment types").get_by_role("row")).not_to_have_count(0)
    faults = await look_at(page, "settings-kinds")
    await MessageRules(page).show()
    await expect(page.get_by_role("switch")).not_to_have_count(0)
    faults |= await look_at(page, "settings-rules")
    await page.get_by_role("link", name="Messages: templates").click()
    await expect(page.get_by_role("link", name="Reminder", exact=True)).to_be_visible()
    faults |= await look_at(page, "settings-templates")
    await page.get_by_role("link", name="Recurring video confirmation", exact=True).click()
    await expect(page.frame_locator("iframe").locator("body")).to_contain_text("Hello")
    faults |= await look_at(page, "settings-template")
    assert faults == {}


async def test_axe_finds_nothing_serious_in_what_a_problem_means(stack: RunningStack, new_window: NewWindow) -> None:
    page = await new_window()
    await page.goto(f"{stack.settings.public_url}/problems/")
    faults = await look_at(page, "problems")
    await page.get_by_role("link", name="Not booked: some of the dates are taken").click()
    await expect(page.get_by_role("heading", name="What to do")).to_be_visible()
    faults |= await look_at(page, "problem")
    assert faults == {}


async def test_on_a_phone_a_single_appointment_is_booked_and_a_series_asks_for_a_larger_screen(story: Story) -> None:
    modal = await story.begin_series(VIDEO, sessions=4)
    async with seen_on(story.page, PHONE):
        await expect(modal.dialog).to_contain_text("To book a series, please use a larger screen.")
        await modal.expect_dates(story.days(1))
        await expect(modal.dialog).to_contain_text("Books 1 session.")
    await modal.expect_dates(story.days(4))
    async with seen_on(story.page, PHONE):
        await modal.expect_dates(story.days(1))
        await modal.save()
        await modal.expect_closed()
        await story.desk.expect_said("Appointment booked.")
    await expect(story.desk.appointments_on(story.first.date())).to_have_count(1)
