"""The three services' APIs for two practices, with what stands in the databases of the first."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from uuid_utils.compat import uuid4

from booking.app import create_api
from contracts.series import SeriesCreated
from messaging.database import Database
from messaging.http.health import health_routes
from messaging.http.metrics import metrics_routes
from messaging.http.requests import Requests
from services.booking.tests.clinic import Booking, Clinic
from standing_operator.databases import ServiceDatabases
from tests.support.issuer import Issuer
from tests.support.mailbox import Mailbox
from tests.support.notifications import Notifications
from tests.support.notifications import installed as notifications_installed
from tests.support.problems import DeclaringTransport
from tests.support.video_links import VideoLinks
from tests.support.video_links import installed as video_links_installed

SINGLES = 150  # each request to cancel takes one of its own
SESSIONS = 400  # each request for a room takes one that nobody has been in


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that is good in all but who asks."""

    path: str
    json: object = None
    headers: Mapping[str, str] | None = None


class Installation:
    """`ours` is the practice whose things are asked for, `theirs` another one of the same installation."""

    def __init__(
        self, issuer: Issuer, booking: Booking, clinics: tuple[Clinic, Clinic], links: VideoLinks, mails: Notifications
    ) -> None:
        self.issuer = issuer
        self.booking = booking
        self.links = links
        self.mails = mails
        self.clinic, self.their_clinic = clinics
        self.ours, self.theirs = self.clinic.practice_id, self.their_clinic.practice_id
        self.series: dict[str, Any] = {}
        self.templates: list[str] = []
        self.rules: list[str] = []
        self._days = 0
        self._sessions: Iterator[UUID] = iter(())
        self._singles: Iterator[str] = iter(())
        self.link = ""
        self.planned = ""
        self.apis: dict[str, FastAPI] = {}
        self._http: dict[str, httpx.AsyncClient] = {}

    @classmethod
    @asynccontextmanager
    async def opened(cls, databases: ServiceDatabases, mailbox: Mailbox, issuer: Issuer) -> AsyncIterator[Self]:
        async with AsyncExitStack() as stack:
            booking = await stack.enter_async_context(Booking.running(await databases("booking"), issuer))
            links = await stack.enter_async_context(video_links_installed(databases, issuer))
            mails = await stack.enter_async_context(notifications_installed(databases, mailbox, issuer))
            clinics = (await Clinic.opened(booking), await Clinic.opened(booking))
            installation = cls(issuer, booking, clinics, links, mails)
            await installation._furnish()
            for name, api, database in (
                ("booking", create_api(booking.settings, booking.database), booking.database),
                ("video-links", links.api, links.database),
                ("notifications", mails.api, mails.database),
            ):
                await stack.enter_async_context(installation._serve(name, api, database))
            yield installation

    async def _furnish(self) -> None:
        # All ask from one address here.
        self.links.is_set(unknown_links_a_second=1_000_000, joins_limit=1_000_000)
        self.series = await self.clinic.books_weekly("2027-03-22T10:00", 4)
        singles = [await self.clinic.books(self.next_request()["starts_local"]) for _ in range(SINGLES)]
        self._singles = iter([single["appointments"][0]["id"] for single in singles])
        self.links.practice_id = self.mails.practice_id = self.ours
        booked = await self.links.books_for_now(SESSIONS)
        # The user of the tokens.
        await self.links.hears(self.links.practitioner(version=2, subject="jo"))
        self._sessions = iter([session.id for session in booked.series.occurrences])
        self.link = await self._link_of_its_own()
        self.planned = str((await self.mails.books(4)).sessions[1].id)
        self.templates = [str(row["id"]) for row in await self.mails.fetch("SELECT id FROM templates ORDER BY id")]
        self.rules = [str(row["id"]) for row in await self.mails.fetch("SELECT id FROM rules ORDER BY id")]

    async def _link_of_its_own(self) -> str:
        """Of a series whose rooms no other request of ours changes."""
        booked: SeriesCreated = await self.links.books(1)
        return (await self.links.urls_of(booked))[0].rpartition("/v/")[2]

    @asynccontextmanager
    async def _serve(self, name: str, api: FastAPI, database: Database) -> AsyncIterator[None]:
        """As a process would, but that streams end with their first event."""
        if (end_streams := getattr(api.state, "end_streams", None)) is not None:
            end_streams()
        api.include_router(health_routes(database, None))
        api.include_router(metrics_routes(name, database, None))
        self.apis[name] = api
        transport = DeclaringTransport(api, behind=Requests(api), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://standing.test") as client:
            self._http[name] = client
            yield

    def routes(self) -> set[str]:
        """Every route that there is, sockets and what no document tells of too, such as `GET /v/{token}`."""
        return {
            f"{method} {route.path}"
            for api in self.apis.values()
            for route in iter_route_contexts(api.routes)
            for method in (route.methods or {type(route.original_route).__name__})
        }

    def documented(self) -> dict[str, dict[str, Any]]:
        """What the documents say of each route that they tell of."""
        return {
            f"{method.upper()} {path}": operation
            for api in self.apis.values()
            for path, operations in api.openapi()["paths"].items()
            for method, operation in operations.items()
        }

    async def asks(self, route: str, ask: Ask, headers: Mapping[str, str]) -> httpx.Response:
        method = route.partition(" ")[0]
        if method == "PATCH":  # of a rule: whoever changes it says in which version they saw it
            (rule,) = await self.mails.fetch("SELECT version FROM rules WHERE id = $1::uuid", self.rules[0])
            headers = {"If-Match": f'"{rule["version"]}"'} | dict(headers)
        return await self._of(ask.path).request(
            method, ask.path, json=ask.json, headers=dict(ask.headers or {}) | dict(headers)
        )

    async def sends(
        self, method: str, path: str, content: bytes | AsyncIterator[bytes], headers: Mapping[str, str]
    ) -> httpx.Response:
        """Whatever it is."""
        return await self._of(path).request(method, path, content=content, headers=dict(headers))

    def _of(self, path: str) -> httpx.AsyncClient:
        return self._http[next((name for name in self.apis if f"/api/{name}/" in path), "video-links")]

    async def answers_to(self, paths: Iterable[str], headers: Mapping[str, str]) -> dict[str, int]:
        return {path: (await self.asks(f"GET {path}", Ask(path), headers)).status_code for path in paths}

    async def rows(self) -> dict[str, list[str]]:
        """Every row of every table of all three."""
        return {
            f"{service}.{table}": rows
            for service, tables in (
                ("booking", await self.booking.everything()),
                ("video-links", await self.links.rows()),
                ("notifications", await self.mails.rows()),
            )
            for table, rows in tables.items()
        }

    async def our_rows(self) -> dict[str, list[str]]:
        """Those in which our practice stands."""
        return {
            table: [row for row in rows if str(self.ours) in row or repr(self.ours) in row]
            for table, rows in (await self.rows()).items()
        }

    # What requests name

    def known_ids(self) -> dict[str, list[str]]:
        """Of what there is of each kind, in whichever service."""
        return {
            "appointments": [
                *(session["id"] for session in self.series["appointments"]),
                self.planned,
                self.next_session(),
            ],
            "series": [self.series["id"]],
            "templates": self.templates,
            "rules": self.rules,
            "practitioners": [self.clinic.practitioner_id],
            "clients": [self.clinic.client_id],
            "kinds": list(self.clinic.kinds.values()),
            "links": [self.link],
        }

    @property
    def appointment(self) -> str:
        first: str = self.series["appointments"][0]["id"]
        return first

    def next_session(self) -> str:
        """One of video-links whose room nobody has been in."""
        return str(next(self._sessions))

    def next_single(self) -> str:
        """An appointment of its own, of which nothing has been changed."""
        return next(self._singles)

    def next_request(self) -> dict[str, Any]:
        """A series on a day that is free."""
        self._days += 1
        return self.clinic.booking_request(
            f"{2030 + self._days // 300}-{1 + self._days % 300 // 25:02}-{1 + self._days % 25:02}T10:00"
        )

    def next_place(self) -> dict[str, str]:
        """For an appointment that is moved there."""
        return {"starts_local": self.next_request()["starts_local"].replace("T10", "T16")}

    def next_name(self) -> str:
        return f"Somebody {uuid4()}"


@pytest.fixture(scope="module")
def own_issuer() -> Iterator[Issuer]:
    """Keys of its own, since they are rotated here."""
    issuer = Issuer()
    yield issuer
    issuer.close()


@pytest.fixture(scope="module")
async def installation(module_database: ServiceDatabases, own_issuer: Issuer) -> AsyncIterator[Installation]:
    mailbox = Mailbox()
    await mailbox.open()
    async with Installation.opened(module_database, mailbox, own_issuer) as installation:
        yield installation
    await mailbox.close()
