"""Sessions are cancelled in the browser: links die, one mail goes, reminders do not, diary and summary follow."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from playwright.async_api import Page, expect

from standing_local.demo.clinic import Clinic
from standing_local.demo.inbox import Inbox, Mail
from tests.e2e.front_desk import OpenedAppointment
from tests.e2e.running_stack import RunningStack
from tests.e2e.screens import look_at
from tests.e2e.story import VIDEO, Story
from tests.e2e.windows import NewWindow
from tests.support.eventually import eventually

CHANGED = re.compile(r"Not cancelled\. Morgan Reed changed this (on .+ )?at \d\d:\d\d\.")


async def booked_and_told(story: Story, receptionist: Clinic) -> tuple[OpenedAppointment, list[Any]]:
    """Four weekly sessions, the first of which is opened, once its client has the confirmation; and their summaries."""
    opened = await story.booked(VIDEO, sessions=4)
    (first,) = parse_qs(urlsplit(story.page.url).query)["appointment"]

    async def settled() -> list[Any]:
        one = await receptionist.summary({"id": first})
        summaries = [await receptionist.summary(session) for session in one["series"]["appointments"]]
        told = [each for each in one["messages"] if each["state"] == "sent"]
        planned = [each for each in one["messages"] if each["trigger"] == "reminder"]
        ready = told and len(planned) == 3 and all(each["link"]["url"] for each in summaries)
        return summaries if ready else []

    return opened, await eventually(settled, within=60)


async def link_page(url: str) -> str:
    async with httpx.AsyncClient(follow_redirects=True) as client:
        return (await client.get(url)).text


async def mails(stack: RunningStack, address: str) -> list[Mail]:
    async with httpx.AsyncClient(base_url=stack.settings.mail_url) as catcher:
        return await Inbox(catcher, address).mails()


async def test_this_and_following_are_cancelled_and_all_that_hangs_on_them_follows(
    stack: RunningStack, story: Story, receptionist: Clinic
) -> None:
    opened, summaries = await booked_and_told(story, receptionist)
    opened = await opened.look_at_session("2nd")
    cancelling = await opened.begin_to_cancel()
    await cancelling.expect_dates(story.days(4)[1:2])
    await cancelling.choose("This one and the 2 that follow")
    await cancelling.expect_dates(story.days(4)[1:])
    await expect(cancelling.dialog).to_contain_text(f"The cancellation goes out now to {story.address}.")
    await expect(cancelling.dialog).to_contain_text("3 messages about them will not be sent any more.")
    assert await look_at(story.page, "cancel-sessions") == {}
    await cancelling.goes(3).click()
    await expect(cancelling.dialog).to_have_count(0)
    await expect(opened.dialog).to_contain_text(
        f"3 sessions are cancelled. The cancellation goes out now to {story.address}."
    )
    assert await look_at(story.page, "cancelled-appointment") == {}

    async def links_are_dead() -> bool:
        pages = [await link_page(summary["link"]["url"]) for summary in summaries]
        return ["This session is cancelled" in page for page in pages] == [False, True, True, True]

    await eventually(links_are_dead)

    async def settled() -> Any:
        summary = await receptionist.summary(summaries[1])
        states = sorted((each["trigger"], each["state"]) for each in summary["messages"])
        expected = [("cancelled", "sent"), ("recurring_video", "sent"), *[("reminder", "cancelled")] * 3]
        return summary if states == expected and summary["link"]["state"] == "dead" else None

    summary = await eventually(settled, within=60)
    assert [each["status"] for each in summary["series"]["appointments"]] == ["booked", *["cancelled"] * 3]
    assert (summary["missing"], summary["history"][0]["words"]) == (None, "Cancelled the 3 sessions from the 2nd on")
    subjects = [mail.subject for mail in await mails(stack, story.address)]
    assert len(subjects) == 2
    assert sum("cancelled" in subject for subject in subjects) == 1

    shown = await opened.look_at_summary()
    await expect(shown.main.get_by_role("region", name="Series").get_by_text("cancelled")).to_have_count(3)
    await story.page.get_by_role("link", name="Diary, ").click()
    await story.page.keyboard.press("Escape")
    await story.desk.look_at_week_of(story.days(4)[1])
    await expect(story.desk.appointments_on(story.days(4)[1])).to_have_accessible_name(re.compile("cancelled$"))


async def test_a_session_is_cancelled_by_keyboard_and_the_focus_comes_back(story: Story, receptionist: Clinic) -> None:
    opened, _ = await booked_and_told(story, receptionist)
    keyboard = story.page.keyboard
    await expect(opened.switch_to_video.or_(opened.eye).first).to_be_visible()
    await opened.cancel.focus()
    await keyboard.press("Enter")
    dialog = story.page.get_by_role("dialog", name=re.compile("^Cancel sessions, "))
    await _tab_to(story.page, "This session")
    await keyboard.press("ArrowDown")
    await expect(dialog.get_by_role("button", name="Cancel 4 sessions")).to_be_visible()
    await keyboard.press("ArrowUp")
    await _tab_to(story.page, f"Tell {story.client}")
    await keyboard.press("Space")
    await expect(dialog).to_contain_text("No message goes to the client.")
    await keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(opened.cancel).to_be_focused()
    await keyboard.press("Enter")
    await _tab_to(story.page, "Cancel the session")
    await keyboard.press("Enter")
    await expect(dialog).to_have_count(0)
    await expect(opened.dialog).to_contain_text("The session is cancelled. The cancellation goes out now to ")
    await expect(opened.cancel).to_be_focused()
    await keyboard.press("Escape")
    await expect(opened.dialog).to_have_count(0)
    appointment = story.desk.appointments_on(story.first.date())
    await expect(appointment).to_have_accessible_name(re.compile("cancelled$"))
    await expect(appointment).to_be_focused()


async def test_what_somebody_else_has_changed_meanwhile_is_said_and_shown(
    story: Story, receptionist: Clinic, new_window: NewWindow
) -> None:
    opened, _ = await booked_and_told(story, receptionist)
    cancelling = await opened.begin_to_cancel()
    await cancelling.choose("This one and the 3 that follow")
    other = await story.elsewhere(await new_window())
    await other.desk.look_at_week_of(story.first.date())
    theirs = await (await other.desk.open(other.desk.appointments_on(story.first.date()))).look_at_session("4th")
    begun = await theirs.begin_to_cancel()
    await begun.goes(1).click()
    await expect(begun.dialog).to_have_count(0)
    await expect(theirs.dialog).to_contain_text("The session is cancelled.")
    await cancelling.goes(4).click()
    await expect(cancelling.dialog.get_by_role("alert")).to_have_text(CHANGED)
    await cancelling.dialog.get_by_role("button", name="Look at the new version").click()
    await cancelling.expect_dates(story.days(3))
    await cancelling.goes(3).click()
    await expect(cancelling.dialog).to_have_count(0)
    await expect(opened.dialog).to_contain_text("3 sessions are cancelled.")


async def _tab_to(page: Page, name: str) -> None:
    """By the keyboard alone, as far as a dialog is long."""
    for _ in range(20):
        focused = page.locator(":focus")
        if await focused.count() and name == await focused.evaluate("(it) => (it.labels?.[0] ?? it).innerText.trim()"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not come to {name}.")
