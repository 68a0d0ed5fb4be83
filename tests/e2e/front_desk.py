"""What a receptionist does in the browser, in the clinic's words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from playwright.async_api import Locator, Page, expect

from standing_local.settings import Settings
from tests.e2e.sign_in import sign_in
from tests.support.eventually import eventually

_DAY = 24 * 60  # minutes
_MAIL = 60_000  # ms until one has come that is due within seconds


@dataclass(frozen=True, slots=True)
class FrontDesk:
    """The diary of one practitioner, a week at a time."""

    page: Page
    settings: Settings
    practitioner: str

    async def sign_in(self, name: str = "Robin Ames") -> None:
        await sign_in(self.page, self.settings, name)

    async def look_at_week_of(self, day: date) -> None:
        """By the pages of the diary."""
        await self.page.get_by_role("group", name="View").get_by_role("button", name="Week").click()
        await self.page.get_by_role("radio", name=self.practitioner).check()
        while not await self._shows(day):
            await self.turn_the_page()

    async def turn_the_page(self) -> None:
        before = await self.heading.inner_text()
        await self.page.get_by_role("button", name="After", exact=True).click()
        await expect(self.heading).not_to_have_text(before)

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("main").get_by_role("heading", level=1)

    @property
    def week(self) -> Locator:
        return self.page.get_by_role("grid", name=re.compile(f"^{re.escape(self.practitioner)}, "))

    def day(self, day: date) -> Locator:
        return self.week.get_by_role("row", name=f"{day:%A} {day.day} {day:%B}", exact=True)

    def appointments_on(self, day: date) -> Locator:
        return self.day(day).get_by_role("gridcell").filter(has_not_text=re.compile("^New, "))

    async def click_slot(self, at: datetime) -> "NewAppointment":
        """With the mouse, in the middle of its first quarter of an hour."""
        # What is drawn there hangs on where the mouse is: it has no name of its own before it is clicked.
        track = self.day(at.date()).get_by_role("presentation")
        box = await track.bounding_box()
        assert box is not None
        minute = at.hour * 60 + at.minute + 7
        await track.click(position={"x": box["width"] / 2, "y": box["height"] * minute / _DAY})
        return await NewAppointment.on(self.page)

    async def open(self, appointment: Locator) -> "OpenedAppointment":
        await appointment.click()
        return await OpenedAppointment.on(self.page)

    async def expect_said(self, words: str) -> None:
        await expect(self.page.get_by_role("status").filter(has_text=words)).to_be_visible()

    async def _shows(self, day: date) -> bool:
        # Nobody can tell by the heading alone: a week may cross a month or a year.
        shown = self.week.get_by_role("row").first
        await expect(shown).to_be_visible()
        return await self.day(day).count() == 1


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """The appointment modal."""

    dialog: Locator

    @classmethod
    async def on(cls, page: Page) -> Self:
        dialog = page.get_by_role("dialog", name="New appointment")
        await expect(dialog).to_be_visible()
        return cls(dialog)

    async def choose_client(self, name: str) -> None:
        await self.dialog.get_by_role("combobox", name="Client").fill(name)
        await self._page.get_by_role("option", name=re.compile(f"^{re.escape(name)}")).click()
        await expect(self.dialog.get_by_role("group", name="Client")).to_contain_text(name)

    async def choose_type(self, name: str) -> None:
        """From the Type dropdown."""
        await self._pick("Type", name)

    async def repeat(self, frequency: str) -> None:
        await self._pick("Recurrence?", frequency)

    async def start_at(self, at: datetime) -> None:
        await type_time(self.dialog, at)

    async def end_on(self, last: date) -> None:
        await self.dialog.get_by_role("textbox", name="Last date").fill(f"{last.day}/{last.month}/{last.year}")

    async def end_after(self, dates: int) -> None:
        await self.dialog.get_by_role("textbox", name="Number of dates").fill(str(dates))

    @property
    def dates(self) -> Locator:
        """The preview."""
        return self.dialog.get_by_role("list", name="Dates", exact=True).get_by_role("listitem")

    async def expect_dates(self, days: Sequence[date]) -> None:
        await expect(self.dates).to_have_text([re.compile(f"{day:%a} {day.day} {day:%b} {day.year}") for day in days])
        await expect(self.dialog.get_by_role("list", name="Dates", exact=True)).to_have_attribute("aria-busy", "false")

    async def save(self) -> None:
        await self.dialog.get_by_role("button", name=re.compile("^Save")).click()

    async def expect_closed(self) -> None:
        await expect(self.dialog).to_have_count(0)

    async def _pick(self, field: str, option: str) -> None:
        await self.dialog.get_by_role("button", name=re.compile(f"{re.escape(field)}$")).click()
        await self._page.get_by_role("option", name=re.compile(f"^{re.escape(option)}")).click()

    @property
    def _page(self) -> Page:
        return self.dialog.page


@dataclass(frozen=True, slots=True)
class OpenedAppointment:
    dialog: Locator

    @classmethod
    async def on(cls, page: Page) -> Self:
        dialog = page.get_by_role("dialog")
        await expect(dialog.get_by_role("heading", level=1)).to_be_visible()
        await expect(dialog.get_by_role("link", name="Appointment summary")).to_be_visible()
        return cls(dialog)

    @property
    def switch_to_video(self) -> Locator:
        return self.dialog.get_by_role("button", name="Switch to Video")

    @property
    def eye(self) -> Locator:
        return self.dialog.get_by_role("link", name="Appointment summary")

    async def look_at_summary(self) -> "Summary":
        await self.eye.click()
        return await Summary.on(self.dialog.page)

    async def look_at_session(self, position: str) -> "OpenedAppointment":
        """Another one of the series: 2nd."""
        await self.dialog.get_by_role("link", name=re.compile(f"^{position}, ")).click()
        await expect(self.dialog.get_by_role("heading", level=1)).to_contain_text(f"{position} of ")
        return self

    @property
    def cancel(self) -> Locator:
        return self.dialog.get_by_role("button", name="Cancel session", exact=True)

    async def begin_to_cancel(self) -> "CancelSessions":
        await self.cancel.click()
        return await CancelSessions.on(self.dialog.page)

    @property
    def move(self) -> Locator:
        return self.dialog.get_by_role("button", name="Move", exact=True)

    async def begin_to_move(self) -> "MoveSessions":
        await self.move.click()
        return await MoveSessions.on(self.dialog.page)


@dataclass(frozen=True, slots=True)
class MoveSessions:
    """Before anything is moved: where each session ahead would go, and what the client is told."""

    dialog: Locator

    @classmethod
    async def on(cls, page: Page) -> Self:
        dialog = page.get_by_role("dialog", name=re.compile("^Move "))
        await expect(dialog.get_by_role("textbox", name="New date")).to_be_visible()
        return cls(dialog)

    async def start_at(self, at: datetime) -> None:
        await self.dialog.get_by_role("textbox", name="New date").fill(f"{at.day}/{at.month}/{at.year}")
        await type_time(self.dialog, at)

    async def choose(self, scope: str) -> None:
        await self.dialog.get_by_role("radio", name=scope).check()

    async def expect_sessions(self, heading: str, *lines: str) -> None:
        """Patterns, one a line, in their order."""
        await expect(self.dialog.get_by_role("heading", name=heading)).to_be_visible()
        sessions = self.dialog.get_by_role("list", name="Sessions")
        await expect(sessions).to_have_attribute("aria-busy", "false")
        await expect(sessions.get_by_role("listitem")).to_have_text([re.compile(line) for line in lines])

    async def expect_start(self, at: datetime) -> None:
        """That it is filled in."""
        date_field = self.dialog.get_by_role("textbox", name="New date")
        await expect(date_field).to_have_value(f"{at:%d/%m/%Y}")
        await expect(self.dialog.get_by_role("group", name="Time")).to_contain_text(re.compile(f"{at:%H}.*{at:%M}"))

    async def move(self) -> None:
        await self.dialog.get_by_role("button", name=re.compile("^Move( Ctrl|$)")).click()

    async def expect_closed(self) -> None:
        await expect(self.dialog).to_have_count(0)


@dataclass(frozen=True, slots=True)
class CancelSessions:
    """Before anything is cancelled: which dates go, and which message goes out."""

    dialog: Locator

    @classmethod
    async def on(cls, page: Page) -> Self:
        dialog = page.get_by_role("dialog", name=re.compile("^Cancel sessions?, "))
        await expect(dialog.get_by_role("list", name="Dates that go")).to_be_visible()
        return cls(dialog)

    async def choose(self, scope: str) -> None:
        await self.dialog.get_by_role("radio", name=scope).check()

    async def expect_dates(self, days: Sequence[date]) -> None:
        dates = self.dialog.get_by_role("list", name="Dates that go").get_by_role("listitem")
        await expect(dates).to_have_text([re.compile(f"{day:%a} {day.day} {day:%b} {day.year}") for day in days])

    def goes(self, sessions: int) -> Locator:
        name = "Cancel the session" if sessions == 1 else f"Cancel {sessions} sessions"
        return self.dialog.get_by_role("button", name=name, exact=True)


@dataclass(frozen=True, slots=True)
class Summary:
    main: Locator

    @classmethod
    async def on(cls, page: Page) -> Self:
        main = page.get_by_role("main")
        await expect(main.get_by_role("heading", level=1)).to_contain_text("Appointment summary: ")
        return cls(main)

    @property
    def link(self) -> Locator:
        return self.main.get_by_role("status", name="Link")

    async def url(self) -> str:
        await expect(self.link).to_have_text(re.compile("^https?://"))
        return await self.link.inner_text()

    @property
    def messages(self) -> Locator:
        return (
            self.main.get_by_role("region", name="Messages")
            .get_by_role("row")
            .filter(has=self.main.page.get_by_role("cell"))
        )

    @property
    def activity(self) -> Locator:
        """What happened at the link."""
        return self.main.get_by_role("region", name="Link activity")

    async def show_whole_series(self) -> None:
        await self.main.get_by_role("button", name="Whole series").click()

    async def reloaded_until(self, words: str) -> None:
        """A summary is what was so when it was opened."""

        async def said() -> bool:
            await self.main.page.reload()
            await expect(self.main.get_by_role("region", name="Messages")).to_be_visible()
            return words in await self.main.inner_text()

        await eventually(said)


@dataclass(frozen=True, slots=True)
class MessageRules:
    """Of the settings: which message goes when."""

    page: Page

    async def show(self) -> None:
        await self.page.get_by_role("link", name="Settings").click()
        await self.page.get_by_role("link", name="Messages: rules").click()
        await expect(self.page.get_by_role("heading", name="Rules", level=1)).to_be_visible()

    def template_of(self, rule: str) -> Locator:
        return self.page.get_by_role("button", name=re.compile(f"Template: {re.escape(rule)}, "))

    async def choose_template(self, rule: str, template: str) -> None:
        await self.template_of(rule).click()
        await self.page.get_by_role("option", name=template, exact=True).click()
        await expect(self.template_of(rule)).to_contain_text(template)


@dataclass(frozen=True, slots=True)
class MailPage:
    """The page of the mail catcher, where a client's mails can be read."""

    page: Page
    settings: Settings

    async def open(self, address: str, subject: str) -> "ShownMail":
        """Wait for it to come."""
        await self.page.goto(self.settings.mail_url)
        await self.page.get_by_role("textbox", name="Search emails").fill(address)
        await self.page.get_by_role("button").filter(has_text=subject).first.click(timeout=_MAIL)
        await expect(self.page.get_by_role("main").get_by_role("heading", level=1)).to_have_text(re.compile(subject))
        return ShownMail(self.page)


@dataclass(frozen=True, slots=True)
class ShownMail:
    page: Page

    @property
    def body(self) -> Any:
        return self.page.frame_locator("iframe").locator("body")

    async def video_links(self) -> set[str]:
        await expect(self.body).to_contain_text("Hello")
        links = self.page.frame_locator("iframe").get_by_role("link")
        found = [await link.get_attribute("href") for link in await links.all()]
        return {href for href in found if href and "/v/" in href}

    async def only_video_link(self) -> str:
        # The frame may still be filling.
        await expect(self.page.frame_locator("iframe").locator("a[href*='/v/']").first).to_be_attached()
        (link,) = await self.video_links()
        return link


async def type_time(dialog: Locator, at: datetime) -> None:
    """To the minute."""
    group = dialog.get_by_role("group", name="Time")
    for part, number in (("hour", at.hour), ("minute", at.minute)):
        await group.get_by_role("spinbutton", name=part).press_sequentially(str(number).zfill(2))


def weekly(first: date, sessions: int) -> list[date]:
    return [first + timedelta(weeks=number) for number in range(sessions)]
