"""Every screen and mail says what booking says, whatever zone data a browser has."""

import secrets
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from playwright.async_api import expect

from standing_local.demo.clinic import Clinic
from standing_local.demo.inbox import Inbox, Mail
from tests.e2e.front_desk import Summary
from tests.e2e.running_stack import RunningStack
from tests.e2e.sign_in import sign_in
from tests.e2e.windows import NewWindow
from tests.support.eventually import eventually

# By it Vancouver is on Kathmandu's time: as a browser from before 2026, when its rules changed, and more so.
LYING_BROWSER = """
const Truth = Intl.DateTimeFormat;
const lie = (options) => options?.timeZone === "America/Vancouver" ? {...options, timeZone: "Asia/Kathmandu"} : options;
Intl.DateTimeFormat = new Proxy(Truth, {
  construct: (_, [locales, options]) => new Truth(locales, lie(options)),
  apply: (_, __, [locales, options]) => Truth(locales, lie(options)),
});
"""


async def confirmation(stack: RunningStack, address: str) -> Mail:
    async with httpx.AsyncClient(base_url=stack.settings.mail_url) as catcher:
        inbox = Inbox(catcher, address)

        async def arrived() -> Any:
            return next(iter(await inbox.mails()), None)

        mail: Mail = await eventually(arrived)
        return mail


async def test_invariant_9_summary_mail_and_page_say_the_local_time_that_was_booked(
    stack: RunningStack, manager: Clinic, receptionist: Clinic, new_window: NewWindow
) -> None:
    address = f"{secrets.token_hex(4)}@client.example"
    series = await receptionist.book(
        practitioner=await manager.add_practitioner("Dr Jo Hill"),
        client=await receptionist.add_client("Kit Dale", address),
        kind=await receptionist.kind(video=True),
        starts_local=datetime(2031, 1, 13, 10),
        recurrence={"frequency": "weekly", "count": 2},
        duration_minutes=30,
        zone="America/Vancouver",
    )
    first = series["appointments"][0]
    assert (first["local_end"], first["utc_offset"], series["zone_words"]) == (
        "2031-01-13T10:30:00",
        "-07:00",
        "Vancouver time",
    )
    in_london = datetime.fromisoformat(first["starts_at"]).astimezone(ZoneInfo("Europe/London"))

    window = await new_window()
    await window.add_init_script(LYING_BROWSER)
    await sign_in(window, stack.settings, "Robin Ames")
    await window.goto(f"{stack.settings.public_url}/appointments/{first['id']}")
    summary = await Summary.on(window)
    said = f"Monday 13 January 2031, 10:00 Vancouver time ({in_london:%H:%M} for you), with Dr Jo Hill"
    await expect(summary.main.get_by_text(said)).to_be_visible()
    await expect(summary.main.get_by_text("10:00–10:30").first).to_be_visible()
    await expect(summary.main.get_by_text("Works from Mon 13 Jan 2031 09:45, until 11:00")).to_be_visible()

    mail = await confirmation(stack, address)
    assert "10am to 10:30am, Vancouver time" in mail.text
    assert "You can join from 9:45am" in mail.text

    page = await new_window(timezone_id="America/Vancouver")
    await page.add_init_script(LYING_BROWSER)
    await page.goto(await summary.url())
    await expect(page.get_by_text("Monday 13 January at 10am")).to_be_visible()
    await expect(page.get_by_text("10am to 10:30am, Vancouver time")).to_be_visible()
    await expect(page.get_by_text("9:45am")).to_be_visible()
