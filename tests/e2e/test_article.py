"""The article "Booking a recurring video consultation", sentence by sentence, in a browser."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest
from playwright.async_api import Locator, Route, expect

from standing_local.demo.clinic import Clinic
from standing_local.demo.inbox import Inbox
from standing_local.demo.story import reminder_due
from tests.e2e.callers import COMPUTER, PHONE, Client, Host, frames_flow
from tests.e2e.front_desk import MessageRules, NewAppointment, OpenedAppointment, Summary
from tests.e2e.keys import Keys
from tests.e2e.running_stack import RunningStack
from tests.e2e.story import LONDON, VIDEO, Story
from tests.e2e.windows import NewWindow

AT_THE_CLINIC = "Follow-up"


@contextmanager
def sentence(words: str) -> Iterator[None]:
    """Whatever fails within says of which sentence of the article it is."""
    try:
        yield
    except Exception as error:
        error.add_note(f"The article: “{words}”")
        raise


@pytest.mark.parametrize("story", ["clinician"], indirect=True)
async def test_the_article_up_to_the_call_and_through_it(
    story: Story, stack: RunningStack, manager: Clinic, new_window: NewWindow
) -> None:
    # The first session can be joined at once.
    story = replace(story, first=in_a_moment())
    desk, days = story.desk, story.days(4)
    hours = f"{story.first:%H:%M} to {story.first + timedelta(minutes=30):%H:%M}"
    second_start = (story.first + timedelta(weeks=1)).replace(tzinfo=LONDON)
    # Until the confirmation is there, since the reminders are planned with it, by the rule as it is then.
    async with reminder_due(manager, second_start, timedelta(seconds=15)):
        with sentence("Find the slot in your diary that you'd like to book into and click on it"):
            await desk.look_at_week_of(story.first.date())
            modal = await desk.click_slot(story.first)
            await modal.start_at(story.first)
            await modal.choose_client(story.client)

        with sentence(
            "In the appointment modal, choose the video appointment type you'd like to book from the Type dropdown"
        ):
            await modal.choose_type(VIDEO)

        with sentence("Choose the recurrence frequency, and the end date for the series"):
            await modal.repeat(f"Every week on {days[0]:%A}")
            await modal.end_on(days[-1])
            await modal.expect_dates(days)

        with sentence("make sure you have confirmations and reminders set up"):
            await expect(modal.dialog).to_contain_text(
                "1 confirmation now, with the first session's link and all 4 dates"
            )
            await expect(modal.dialog).to_contain_text("3 reminders")
            await expect(modal.dialog).not_to_contain_text("set up")

        with sentence("Then Save"):
            await modal.save()
            await modal.expect_closed()
            await desk.expect_said("4 sessions booked.")

        with sentence("You'll then see each appointment booked into the selected slots in your diary"):
            for number, day in enumerate(days, start=1):
                name = f"{VIDEO}, {story.client}, {day:%A} {day.day} {day:%B}, {hours}, {ordinal(number)} of 4"
                await expect(desk.day(day).get_by_role("gridcell", name=name, exact=True)).to_be_visible()
                await expect(desk.appointments_on(day)).to_have_count(1)
                if number < len(days):
                    await desk.turn_the_page()
            await desk.page.get_by_role("button", name="Today", exact=True).click()
            await desk.look_at_week_of(days[0])

        with sentence("the defined recurring video appointment confirmation will be generated and sent to the client"):
            mail = await story.mail.open(story.address, "Your 4 video sessions are booked")
            links = {1: await mail.only_video_link()}
            await expect(mail.body).to_contain_text("Your first session")

    with sentence("You'll see the 'Switch to Video' icon at the top right of the appointment modal in your diary"):
        opened = await desk.open(desk.appointments_on(days[0]))
        await expect(opened.switch_to_video).to_be_visible()
        await expect_top_right(opened, opened.switch_to_video)
        await opened.switch_to_video.press("Enter")
        await expect(opened.dialog.get_by_text("Only a clinician can open it.")).to_be_visible()

    with sentence("quickly and easily from the appointment modal by clicking on the eye icon at the top right"):
        await expect_top_right(opened, opened.eye)
        summary = await opened.look_at_summary()

    with sentence("containing their unique video access link specific to the first session only"):
        assert await summary.url() == links[1]

    with sentence("Appointment reminders will be queued for each subsequent appointment"):
        await summary.show_whole_series()
        reminders = summary.messages.filter(has_text="Reminder")
        await expect(reminders).to_have_count(3)
        for number in (3, 4):
            await expect(reminders.filter(has_text=f"With the {ordinal(number)} session's link")).to_contain_text(
                "Scheduled"
            )

    with sentence("You'll see the URL listed with the appointment details at the top of the screen"):
        await expect_below(summary.link, summary.main.get_by_role("heading", name="Details"))

    with sentence("and the appointment history including the communications sent and scheduled at the bottom"):
        messages = summary.main.get_by_role("region", name="Messages")
        await expect_below(summary.main.get_by_role("heading", name="Details"), messages)
        await expect(messages).to_contain_text("Sent")
        await expect(messages).to_contain_text("Scheduled")

    with sentence("each containing the link specific to that session"):
        mail = await story.mail.open(story.address, subject_of(days[1]))
        links[2] = await mail.only_video_link()
        await story.page.get_by_role("link", name="Open the 3rd session").click()
        await expect(summary.main.get_by_role("heading", level=1)).to_contain_text("3rd of 4")
        await stack.make_reminder_due(story.page.url.rpartition("/")[2])
        mail = await story.mail.open(story.address, subject_of(days[2]))
        links[3] = await mail.only_video_link()

    with sentence("a different secure, one-time URL is generated for each appointment in the series"):
        shown = {3: await summary.url()}
        for number in (2, 1):
            await story.page.get_by_role("link", name=f"Open the {ordinal(number)} session").click()
            await expect(summary.main.get_by_role("heading", level=1)).to_contain_text(f"{ordinal(number)} of 4")
            shown[number] = await summary.url()
        assert shown == links
        assert len(set(shown.values())) == 3

    host = await Host.on(await new_window(user_agent=COMPUTER))
    client = await Client.on(await new_window(user_agent=PHONE))
    await host.signs_in(stack.settings)
    clinician = replace(desk, page=host.page)
    await clinician.look_at_week_of(days[0])

    with sentence("your client will still receive a separate unique link for each appointment in the series"):
        await client.opens(links[1])
        await client.joins()

    with sentence("which is how you will initiate the video process and start each call when the time is right"):
        appointment = clinician.appointments_on(days[0])
        await expect(appointment).to_have_accessible_name(re.compile("client is waiting"))
        opened = await clinician.open(appointment)
        await opened.switch_to_video.click()
        await host.admits()
        await frames_flow(host, client)
        await host.concludes()
        await client.sees("Your session has ended")

    with sentence("as each video link can only be used once"):
        await client.opens(links[1])
        await client.sees("Your session has ended")
        await client.opens(links[2])
        await client.sees("This link is for another day")

    with sentence("and the appointment history including the communications sent and scheduled at the bottom"):
        await expect(desk.page.get_by_role("main").get_by_role("heading", level=1)).to_contain_text("1st of 4")
        await summary.reloaded_until("Concluded")
        for words in ("Opened", "Joined, waiting to be let in", "Let in", "Concluded"):
            await expect(summary.activity).to_contain_text(words)
        await story.page.get_by_role("link", name="Open the 2nd session").click()
        await expect(summary.main.get_by_role("heading", level=1)).to_contain_text("2nd of 4")
        await summary.reloaded_until("Opened")
        await expect(summary.activity).not_to_contain_text("Concluded")
        assert await summary.url() == links[2]

    await desk.page.goto(desk.settings.public_url)
    await desk.look_at_week_of(days[0])
    await expect(desk.appointments_on(days[0])).to_have_accessible_name(re.compile("attended"))


async def test_the_template_that_was_chosen_in_the_settings_is_the_one_that_is_sent(
    story: Story, manager: Clinic, new_window: NewWindow
) -> None:
    (rule,) = await manager.rules("recurring_video")
    with sentence("a separate trigger event for the booking of a recurring video appointment, and a specific template"):
        settings = MessageRules((await story.elsewhere(await new_window())).page)
        await settings.show()
        try:
            await settings.choose_template("New recurring video appointment", "Brief recurring video confirmation")
            modal = await story.begin_series(VIDEO, sessions=4)
            await modal.save()
            await modal.expect_closed()
            mail = await story.mail.open(story.address, f"4 video sessions from {in_full(story.first.date())}")
            await expect(mail.body).to_contain_text(
                f"You see {story.desk.practitioner} every week on Wednesday at 10am"
            )
            await mail.only_video_link()
        finally:
            await manager.change_rule(rule, template_id=rule["template_id"])


async def test_without_video_the_same_modal_books_a_series_with_no_link(story: Story) -> None:
    opened = await story.booked(AT_THE_CLINIC, sessions=4)
    await expect(opened.eye).to_be_visible()
    await expect(opened.switch_to_video).to_have_count(0)
    summary = await opened.look_at_summary()
    await expect(summary.main).to_contain_text("This type has no video link.")
    await expect(summary.link).to_have_count(0)
    mail = await story.mail.open(story.address, "Your 4 sessions are booked")
    await expect(mail.body).not_to_contain_text("video")
    assert await mail.video_links() == set()


@pytest.mark.parametrize("way", ["by end date", "by count"])
async def test_the_next_4_weeks_are_what_the_preview_showed(story: Story, way: str) -> None:
    modal = await story.begin(VIDEO)
    await modal.repeat("Every week on Wednesday")
    if way == "by count":
        await modal.end_after(4)
    else:
        await modal.end_on(story.days(4)[-1])
    await modal.expect_dates(story.days(4))
    await modal.save()
    await modal.expect_closed()
    for day in story.days(4):
        await story.desk.look_at_week_of(day)
        await expect(story.desk.appointments_on(day)).to_have_count(1)
    await story.desk.turn_the_page()
    await expect(story.desk.day(story.days(5)[-1])).to_be_visible()
    await expect(story.desk.week).to_have_attribute("aria-busy", "false")
    await expect(story.desk.appointments_on(story.days(5)[-1])).to_have_count(0)


async def test_with_no_active_rule_the_modal_warns_nothing_is_sent_and_the_history_says_so(
    story: Story, stack: RunningStack, manager: Clinic
) -> None:
    async with no_active_rule(manager):
        modal = await story.begin_series(VIDEO, sessions=4)
        await expect(modal.dialog).to_contain_text("No confirmation or reminder is set up for video appointments.")
        await expect(modal.dialog).to_contain_text("No link would be sent to the client.")
        await modal.save()
        await modal.expect_closed()
        await story.desk.expect_said("No confirmation or reminder is set up for video appointments, so none goes out.")
        opened = await story.desk.open(story.desk.appointments_on(story.first.date()))
        summary = await opened.look_at_summary()
        await summary.reloaded_until("No confirmation is set up, so nothing was sent.")
    async with httpx.AsyncClient(base_url=stack.settings.mail_url) as catcher:
        assert await Inbox(catcher, story.address).mails() == []


async def test_a_series_is_booked_by_keyboard_alone(story: Story) -> None:
    await story.desk.look_at_week_of(story.first.date())
    keys = Keys(story.page)
    slot = story.desk.week.get_by_role("gridcell", name="New appointment, ")
    await keys.tab_to(slot)
    await keys.press_until(
        "ArrowRight", story.desk.day(story.first.date()).get_by_role("gridcell", name="New appointment")
    )
    await keys.press_until(
        "ArrowDown", story.desk.week.get_by_role("gridcell", name=re.compile("^New appointment, Wednesday .*, 10:00$"))
    )
    await keys.press("Enter")
    modal = await NewAppointment.on(story.page)
    await expect(modal.dialog.get_by_role("combobox", name="Client")).to_be_focused()
    await keys.type(story.client)
    await expect(story.page.get_by_role("option", name=re.compile(f"^{story.client}"))).to_be_visible()
    await keys.press("ArrowDown", "Enter")
    await expect(modal.dialog.get_by_role("group", name="Client")).to_contain_text(story.client)
    await keys.choose(modal.dialog.get_by_role("button", name=re.compile("Type$")), VIDEO)
    await keys.choose(modal.dialog.get_by_role("button", name=re.compile(r"Recurrence\?$")), "Every week on")
    await keys.tab_to(modal.dialog.get_by_role("textbox", name="Number of dates"))
    await keys.type("3")
    await modal.expect_dates(story.days(3))
    await keys.press("Control+Enter")
    await modal.expect_closed()
    await story.desk.expect_said("3 sessions booked.")
    appointment = story.desk.appointments_on(story.first.date())
    await expect(appointment).to_have_count(1)
    await expect(appointment).to_be_focused()
    await keys.press("Enter")
    opened = await OpenedAppointment.on(story.page)
    await expect(opened.switch_to_video).to_be_focused()
    await keys.tab_to(opened.eye)
    await keys.press("Enter")
    assert "/v/" in await (await Summary.on(story.page)).url()


@pytest.mark.parametrize("cut", ["before it arrives", "before it is answered"])
async def test_a_network_cut_during_save_and_another_try_book_once(story: Story, cut: str) -> None:
    modal = await story.begin_series(VIDEO, sessions=4)

    async def lose(route: Route) -> None:
        if cut == "before it is answered":
            assert (await route.fetch()).status == 201
        await route.abort("connectionreset")

    await story.page.route(lambda url: url.endswith("/v1/series"), lose, times=1)
    await modal.save()
    await expect(modal.dialog.get_by_role("alert")).to_contain_text("Not sure whether this was saved")
    await expect(modal.dialog.get_by_role("group", name="Client")).to_contain_text(story.client)
    await modal.dialog.get_by_role("button", name="Try again").click()
    await modal.expect_closed()
    await story.desk.expect_said("4 sessions booked.")
    for day in story.days(4):
        await story.desk.look_at_week_of(day)
        await expect(story.desk.appointments_on(day)).to_have_count(1)


async def rename_title(route: Route) -> None:
    """What a screen says of a problem goes by its type."""
    answer = await route.fetch()
    await route.fulfill(response=answer, json=await answer.json() | {"title": "Renamed"})


async def test_of_two_who_save_the_same_slot_one_is_told(story: Story, new_window: NewWindow) -> None:
    slow = await story.elsewhere(await new_window())
    # Else it hears of the other's booking before it can be too late.
    await slow.page.route(re.compile("/v1/diary/changes"), lambda route: route.abort())
    await slow.page.reload()
    late = await slow.begin_series(VIDEO, sessions=4)
    await slow.page.route(re.compile("/v1/series$"), rename_title)
    in_time = await story.begin_series(VIDEO, sessions=2)
    await in_time.save()
    await in_time.expect_closed()
    await late.save()
    first, second = story.days(2)
    await expect(late.dialog.get_by_role("alert")).to_contain_text(
        f"Not booked: {first.day} {first:%B} and {second.day} {second:%B} were taken while you were typing."
    )
    await expect(late.dates.filter(has_text="Taken")).to_have_count(2)
    await expect(slow.desk.appointments_on(first)).to_have_count(1)


async def test_who_is_typing_sees_that_another_took_the_slot(story: Story, new_window: NewWindow) -> None:
    other = await story.elsewhere(await new_window())
    typing = await other.begin_series(VIDEO, sessions=4)
    quick = await story.begin_series(VIDEO, sessions=2)
    await quick.save()
    await quick.expect_closed()
    await expect(typing.dates.filter(has_text="Taken")).to_have_count(2)
    await expect(typing.dialog).to_contain_text("Robin Ames has just booked this slot.")


async def test_who_is_signed_out_while_typing_signs_in_again_and_saves(story: Story) -> None:
    modal = await story.begin_series(VIDEO, sessions=4)
    await story.page.context.clear_cookies()
    identity = re.compile(f"^{re.escape(story.desk.settings.issuer)}/token")
    refusal = '{"error":"invalid_grant"}'
    await story.page.route(identity, lambda route: route.fulfill(status=400, body=refusal), times=1)
    await story.page.route(
        lambda url: url.endswith("/v1/series"),
        lambda route: route.fulfill(
            status=401, content_type="application/problem+json", body='{"type":"/problems/not-signed-in"}'
        ),
        times=1,
    )
    await modal.save()
    notice = story.page.get_by_role("alert").filter(has_text="You were signed out.")
    await expect(notice).to_be_visible()
    async with story.page.expect_popup() as opening:
        await notice.get_by_role("button", name="Sign in again").click()
    await (await opening.value).get_by_role("button", name="Robin Ames").click()
    await expect(notice).to_have_count(0)
    await modal.expect_dates(story.days(4))
    await modal.save()
    await modal.expect_closed()
    await story.desk.expect_said("4 sessions booked.")


@asynccontextmanager
async def no_active_rule(manager: Clinic) -> AsyncIterator[None]:
    rules = [*await manager.rules("recurring_video"), *await manager.rules("reminder")]
    for rule in rules:
        await manager.change_rule(rule, active=False)
    try:
        yield
    finally:
        for rule in rules:
            await manager.change_rule(rule, active=True)


async def expect_top_right(opened: OpenedAppointment, control: Locator) -> None:
    dialog, box = await opened.dialog.bounding_box(), await control.bounding_box()
    assert dialog is not None
    assert box is not None
    assert box["x"] > dialog["x"] + dialog["width"] / 2
    assert box["y"] < dialog["y"] + 80


async def expect_below(upper: Locator, lower: Locator) -> None:
    above, below = await upper.bounding_box(), await lower.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"]


def in_a_moment() -> datetime:
    """By the practice's clock."""
    return (datetime.now(UTC) + timedelta(minutes=5)).astimezone(LONDON).replace(second=0, microsecond=0, tzinfo=None)


def subject_of(day: date) -> str:
    return f"Your video session: {in_full(day)}"


def in_full(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def ordinal(number: int) -> str:
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(number, f"{number}th")
