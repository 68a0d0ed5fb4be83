"""Every screen on a desk and on a phone: axe finds nothing serious, and a picture of it is kept."""

import re

from playwright.async_api import expect

from tests.e2e.front_desk import MessageRules
from tests.e2e.running_stack import RunningStack
from tests.e2e.screens import look_at, take_pictures
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
    assert faults == {}
