"""A video session that can be joined now, and who meets there."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from playwright.async_api import Page

from standing_local.demo.clinic import Clinic
from standing_local.settings import Settings
from tests.e2e.callers import COMPUTER, PHONE, Client, Host, frames_flow
from tests.e2e.windows import NewWindow
from tests.support.eventually import eventually
from tests.support.udp_relay import UdpRelay

_SOON = timedelta(minutes=5)
_MINUTES = 60
_PATIENCE = 60.0  # s


@dataclass(frozen=True, slots=True)
class Meeting:
    """`client` and `practitioner` are names, `url` is the link's."""

    appointment: Any
    url: str
    client: str
    practitioner: str

    @classmethod
    async def booked(cls, clinic: Clinic, *, starts_in: timedelta = _SOON, subject: str | None = None) -> Self:
        """By somebody who may add practitioners. `subject` is the practitioner's user; without one all stand in."""
        name = secrets.token_hex(3)
        client, practitioner = f"Ida Frost {name}", f"Dr Ada Okafor {name}"
        zone = ZoneInfo((await clinic.practice())["zone"])
        starts = (datetime.now(UTC) + starts_in).astimezone(zone).replace(second=0, microsecond=0, tzinfo=None)
        series = await clinic.book(
            practitioner=await clinic.add_practitioner(practitioner, subject=subject),
            client=await clinic.add_client(client, f"client-{name}@client.example"),
            kind=await clinic.kind(video=True),
            starts_local=starts,
            duration_minutes=_MINUTES,
            accept=["in_the_past"],
        )
        (appointment,) = series["appointments"]

        async def link() -> str | None:
            url: str | None = (await clinic.summary(appointment))["link"].get("url")
            return url

        url = await eventually(link, within=_PATIENCE, each=0.2)
        assert url is not None
        return cls(appointment, url, client, practitioner)

    @property
    def token(self) -> str:
        return self.url.rpartition("/")[2]

    def url_at(self, port: int) -> str:
        """The same page by another way to it."""
        return f"http://127.0.0.1:{port}/v/{self.token}"


@dataclass(slots=True)
class Appointed:
    """Who has to do with one session, and windows for them."""

    settings: Settings
    meeting: Meeting
    clinician: Clinic
    new_window: NewWindow
    callers: list[Client | Host] = field(default_factory=list)

    async def client(self, *, device: str = PHONE, relay: UdpRelay | None = None, **wishes: Any) -> Client:
        client = await Client.on(await self._window(relay, user_agent=device), **wishes)
        self.callers.append(client)
        return client

    async def host(self, *, bypass_csp: bool = False, relay: UdpRelay | None = None, **wishes: Any) -> Host:
        """In the room."""
        host = await Host.on(await self._window(relay, user_agent=COMPUTER, bypass_csp=bypass_csp), **wishes)
        self.callers.append(host)
        await host.signs_in(self.settings)
        await host.opens_room(self.settings, self.meeting.appointment)
        await host.stands_in()
        return host

    async def call(self, host: Host, client: Client, *, url: str | None = None) -> None:
        """Stands."""
        await client.opens(url or self.meeting.url)
        await client.joins()
        await host.admits()
        await frames_flow(host, client)

    async def happened(self, kind: str, *, scanner: bool = False) -> int:
        """How often."""
        activities = (await self.clinician.room(self.meeting.appointment))["activities"]
        return sum(one["kind"] == kind and one["scanner"] is scanner for one in activities)

    async def confided(self) -> set[str]:
        cookies = [cookie for caller in self.callers for cookie in await caller.page.context.cookies()]
        browsers = {cookie["value"] for cookie in cookies if cookie["name"].startswith("__Host-")}
        return {self.meeting.token} | browsers | {ticket for caller in self.callers for ticket in caller.tickets}

    async def _window(self, relay: UdpRelay | None, **context: Any) -> Page:
        page = await self.new_window(**context)
        if relay is not None:
            await relay.lies_between(page.context)
        return page
