"""Every screen on a desk and on a phone: axe finds nothing serious, and a picture of it is kept."""

import re
import secrets
from datetime import datetime, timedelta

import httpx
import pytest
from playwright.async_api import expect

from standing_local.demo.clinic import Clinic
from tests.e2e.front_desk import FrontDesk, MessageRules, NewAppointment, OpenedAppointment
from tests.e2e.running_stack import RunningStack
from tests.e2e.screens import SCREENSHOTS, look_at, take_pictures
from tests.e2e.sign_in import sign_in
from tests.e2e.story import LONDON, VIDEO, Story
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
    copy, again = [
        await summary.main.get_by_role("button", name=name).bounding_box() for name in ("Copy", "Send a new link")
    ]
    assert copy is not None
    assert again is not None
    assert copy["x"] + copy["width"] == pytest.approx(again["x"] + again["width"], abs=1)


async def test_what_cannot_be_pressed_looks_so_and_says_why(story: Story) -> None:
    opened = await story.booked(VIDEO, sessions=1)
    why = re.compile("Only a clinician can open it.$")
    await expect(opened.switch_to_video).to_be_disabled()
    await expect(opened.switch_to_video).to_have_accessible_description(why)
    await expect(opened.switch_to_video).to_have_css("border-style", "dashed")
    await expect(opened.cancel).to_be_enabled()
    await opened.cancel.hover()
    await expect(opened.dialog.get_by_text(why)).to_be_hidden()
    await opened.switch_to_video.hover()
    await expect(opened.dialog.get_by_text(why)).to_be_visible()
    cancelling = await opened.begin_to_cancel()
    await cancelling.goes(1).click()
    await expect(opened.cancel).to_be_disabled()
    await opened.cancel.click(force=True)
    await expect(opened.cancel).to_have_accessible_description("This session is cancelled.")
    await expect(opened.cancel.get_by_text("This session is cancelled.")).to_be_visible()
    faults = await look_at(story.page, "refused")
    await opened.dialog.get_by_role("button", name="Close").last.click()
    await MessageRules(story.page).show()
    cancellations = story.page.get_by_role("switch", name="Appointments are cancelled, All types")
    await expect(cancellations).to_be_disabled()
    await expect(story.page.get_by_role("table")).to_have_accessible_description("Only a manager can change these.")
    faults |= await look_at(story.page, "settings-rules-refused")
    assert faults == {}


async def test_a_manager_switches_the_message_about_cancelling_off_and_on(story: Story, new_window: NewWindow) -> None:
    page = (await story.elsewhere(await new_window())).page
    await MessageRules(page).show()
    cancellations = page.get_by_role("switch", name="Appointments are cancelled, All types")
    await expect(cancellations).to_be_checked()
    await cancellations.click()
    await expect(cancellations).not_to_be_checked()
    await cancellations.click()
    await expect(cancellations).to_be_checked()


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
    await expect(desk.appointments_on(late.date())).to_contain_text("from 23:30")
    await expect(next_day).to_contain_text("until 00:30")
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
    await expect(page.get_by_role("gridcell", name=f", {client}, Wednesday 22 October, 23:30 to 00:30")).to_be_visible()
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


async def test_a_manager_reads_who_did_what_and_nobody_else(
    stack: RunningStack, manager: Clinic, receptionist: Clinic, new_window: NewWindow
) -> None:
    name = f"Dr Ada Okafor {secrets.token_hex(3)}"
    await manager.add_practitioner(name)
    with pytest.raises(httpx.HTTPStatusError):
        await receptionist.add_practitioner(name)
    page = await new_window()
    await sign_in(page, stack.settings, "Morgan Reed")
    await page.goto(f"{stack.settings.public_url}/settings")
    await page.get_by_role("link", name="Who did what").click()
    log = page.get_by_role("region", name="Who did what")
    added, refused = log.get_by_role("row", name="Added a practitioner"), log.get_by_role("row", name="Was refused")
    await expect(added.filter(has_text="Morgan Reed").first).to_be_visible()
    await expect(refused.filter(has_text="Robin Ames").filter(has_text="post practitioner").first).to_be_visible()
    faults = await look_at(page, "settings-audit")
    await sign_in(other := await new_window(), stack.settings, "Robin Ames")
    await other.goto(f"{stack.settings.public_url}/settings/audit")
    await expect(other.get_by_text("Only a manager can read this.")).to_be_visible()
    await expect(other.get_by_role("link", name="Who did what")).to_have_count(0)
    assert faults == {}


async def test_axe_finds_nothing_serious_in_what_a_problem_means(stack: RunningStack, new_window: NewWindow) -> None:
    page = await new_window()
    await page.goto(f"{stack.settings.public_url}/problems/")
    faults = await look_at(page, "problems")
    await page.get_by_role("link", name="Not booked: some of the dates are taken").click()
    await expect(page.get_by_role("heading", name="What to do")).to_be_visible()
    faults |= await look_at(page, "problem")
    assert faults == {}


async def test_axe_finds_nothing_serious_where_there_is_nothing_and_where_clients_are_looked_for(story: Story) -> None:
    await story.desk.look_at_week_of(story.first.date())
    faults = await look_at(story.page, "diary-empty-week")
    await story.page.get_by_role("button", name="Day", exact=True).click()
    faults |= await look_at(story.page, "diary-empty-day")
    practitioners = story.page.get_by_role("group", name="Practitioners").get_by_role("checkbox")
    await expect(practitioners).not_to_have_count(0)
    for practitioner in await practitioners.all():
        await practitioner.uncheck()
    await expect(story.page.get_by_text("Choose a practitioner to see their diary.")).to_be_visible()
    faults |= await look_at(story.page, "diary-nobody")
    await story.page.get_by_role("button", name="Week", exact=True).click()
    modal = await story.desk.click_slot(story.first)
    search = modal.dialog.get_by_role("combobox", name="Client")
    for typed, found in ((story.client, 2), ("Nobody At All", 1)):
        await search.fill(typed)
        await expect(story.page.get_by_role("option")).to_have_count(found)
        faults |= await look_at(story.page, f"clients-{found}")
    await story.page.get_by_role("option").last.click()
    await expect(modal.dialog.get_by_role("textbox", name="Called (optional)")).to_be_visible()
    faults |= await look_at(story.page, "new-client")
    assert faults == {}


@pytest.mark.parametrize("letters", ["Wilhelmina " * 18, "Wilhelmina" * 20])
async def test_long_names_are_neither_cut_without_saying_so_nor_lie_on_others(
    stack: RunningStack, manager: Clinic, new_window: NewWindow, letters: str
) -> None:
    start, end = secrets.token_hex(3), f"{letters.strip()[:190]}z"
    practitioner = await manager.add_practitioner(f"{start}{end}")
    client = await manager.add_client(f"{start} {end}", f"{start}@client.example")
    kind = await manager.kind(video=True)
    day = datetime.now(LONDON).date() + timedelta(days=7)
    for hour in (9, 10):
        await manager.book(
            practitioner=practitioner,
            client=client,
            kind=kind,
            starts_local=datetime(day.year, day.month, day.day, hour),
            duration_minutes=15 if hour == 9 else 30,
            recurrence={"frequency": "weekly", "count": 2} if hour == 9 else None,
        )
    page = await new_window()
    await sign_in(page, stack.settings, "Robin Ames")
    faults: dict[str, list[str]] = {}
    for view in ("day", "week", "month"):
        await page.goto(f"{stack.settings.public_url}/?view={view}&date={day}&practitioner={practitioner['id']}")
        appointment = page.get_by_role("button" if view == "month" else "gridcell", name=re.compile(start)).first
        await expect(appointment).to_have_attribute("title", re.compile(f"{start} .*z,"))
        faults |= await look_at(page, f"long-names-{view}")
    await appointment.click()
    opened = await OpenedAppointment.on(page)
    faults |= await look_at(page, "long-names-opened")
    await opened.begin_to_cancel()
    faults |= await look_at(page, "long-names-cancel")
    await page.keyboard.press("Escape")
    summary = await opened.look_at_summary()
    await summary.url()
    faults |= await look_at(page, "long-names-summary")
    await page.go_back()
    await opened.dialog.get_by_role("button", name="Repeat from this appointment").click()
    modal = await NewAppointment.on(page)
    await expect(modal.dialog.get_by_role("group", name="Client")).to_contain_text(start)
    faults |= await look_at(page, "long-names-modal")
    assert faults == {}


async def test_of_a_single_appointment_no_screen_speaks_of_a_series(story: Story) -> None:
    modal = await story.begin(VIDEO)
    await modal.expect_dates(story.days(1))
    said = [await modal.dialog.get_by_role("region", name="1 date, free").inner_text()]
    await modal.save()
    await modal.expect_closed()
    opened = await story.desk.open(story.desk.appointments_on(story.first.date()))
    said.append(await opened.dialog.get_by_role("term").first.locator("..").inner_text())
    summary = await opened.look_at_summary()
    await summary.url()
    await summary.reloaded_until("Video confirmation")
    said.append(await summary.main.inner_text())
    for words in said:
        assert re.findall(r"(?i)series|other sessions|recurr|all dates|\b1st\b|first session", words) == []


async def test_a_day_is_printed_on_one_page(stack: RunningStack, manager: Clinic, new_window: NewWindow) -> None:
    name = secrets.token_hex(3)
    practitioner = await manager.add_practitioner(f"Dr Ada Okafor {name}")
    client = await manager.add_client(f"Ida Frost {name}", None)
    kind = await manager.kind(video=False)
    day = datetime.now(LONDON).date() + timedelta(days=70)
    for number in range(12):
        await manager.book(
            practitioner=practitioner,
            client=client,
            kind=kind,
            starts_local=datetime(day.year, day.month, day.day, 8 + number // 2, 30 * (number % 2)),
            duration_minutes=15,
        )
    page = await new_window()
    await sign_in(page, stack.settings, "Robin Ames")
    await page.goto(f"{stack.settings.public_url}/?view=day&date={day}&practitioner={practitioner['id']}")
    await expect(page.get_by_role("gridcell", name=re.compile(name))).to_have_count(12)
    assert pages_of(await page.pdf(format="A4")) == 1
    await page.emulate_media(media="print")
    rows = page.get_by_role("table").get_by_role("row").filter(has_text=f"Ida Frost {name}")
    await expect(rows).to_have_count(12)
    await expect(rows.first).to_contain_text("08:00\u201308:15")
    await expect(page.get_by_text("keep it from view, and shred it tonight.")).to_be_visible()
    await expect(page.get_by_role("navigation")).to_have_count(0)
    await page.screenshot(path=SCREENSHOTS / "printed-day.png")


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
