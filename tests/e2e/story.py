"""What the browser's tests begin with."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from playwright.async_api import Page

from tests.e2e.front_desk import FrontDesk, MailPage, NewAppointment, OpenedAppointment, weekly

LONDON: Final = ZoneInfo("Europe/London")
VIDEO: Final = "Video follow-up"


@dataclass(frozen=True, slots=True)
class Story:
    """A receptionist before the diary of somebody who has nothing booked, and a client with an inbox."""

    desk: FrontDesk
    mail: MailPage
    client: str
    address: str
    first: datetime
    """Of the sessions: next week's Wednesday at ten."""

    @property
    def page(self) -> Page:
        return self.desk.page

    def days(self, sessions: int) -> list[date]:
        return weekly(self.first.date(), sessions)

    async def elsewhere(self, page: Page) -> "Story":
        """The same, by somebody else at the same time."""
        desk = replace(self.desk, page=page)
        await desk.sign_in("Morgan Reed")
        return replace(self, desk=desk)

    async def begin_series(self, kind: str, *, sessions: int) -> NewAppointment:
        """All but Save."""
        modal = await self.begin(kind)
        await modal.repeat("Every week on")
        await modal.end_after(sessions)
        await modal.expect_dates(self.days(sessions))
        return modal

    async def begin(self, kind: str) -> NewAppointment:
        await self.desk.look_at_week_of(self.first.date())
        modal = await self.desk.click_slot(self.first)
        await modal.choose_client(self.client)
        await modal.choose_type(kind)
        return modal

    async def booked(self, kind: str, *, sessions: int) -> OpenedAppointment:
        """A series, with its first session opened."""
        modal = await self.begin_series(kind, sessions=sessions)
        await modal.save()
        await modal.expect_closed()
        return await self.desk.open(self.desk.appointments_on(self.first.date()))
