"""video-links as its neighbours meet it: booking's events go in, links come out, clients open them."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import httpx
import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from uuid_utils.compat import uuid7

from contracts.event import Envelope, Event, envelope
from contracts.links import Link, LinksChanged
from contracts.practice import Practice, PracticeChanged
from contracts.practitioner import Practitioner, PractitionerChanged
from contracts.sealed import Sealed, sealed_if_any
from contracts.series import Kind, Occurrence, OccurrenceStatus, Recurrence, Series, SeriesCreated
from messaging.actor import Actor
from messaging.cause import Cause
from messaging.database import Database
from messaging.worker import Worker
from standing_local import ports
from standing_operator.databases import ServiceDatabase, ServiceDatabases
from tests.support.carried import carried, in_outbox
from tests.support.eventually import eventually
from tests.support.issuer import Issuer
from tests.support.link_users import FIREFOX, PUBLIC_URL, Browser, Host
from tests.support.problems import DeclaringTransport
from tests.support.sealing_keys import KEYS, SEALING_KEYS
from tests.support.signing_keys import SIGNING_KEYS, in_environment, signing
from video_links import app, consumers
from video_links.commands.enter_room import Seat, enter_room, stay_in_room
from video_links.commands.leave_room import leave_room, lose_page
from video_links.commands.pass_signal import pass_signal
from video_links.domain.token import Token
from video_links.errors import TicketRefused
from video_links.lookups import find_ticket
from video_links.settings import Settings
from video_links.sweeper import Sweeper

LONDON = ZoneInfo("Europe/London")
FIRST = datetime(2027, 10, 20, 10)


class VideoLinks:
    """The service for one practice, with its database. `now` is what it takes for the time."""

    def __init__(self, urls: ServiceDatabase, settings: Settings, database: Database, issuer: Issuer) -> None:
        self.urls = urls
        self.database = database
        self.issuer = issuer
        self.practice_id = uuid7()
        self.practitioner_id = uuid7()
        self._stopped_at: datetime | None = datetime(2027, 10, 20, 8, 12, tzinfo=UTC)
        self.is_set_up(settings)

    @property
    def now(self) -> datetime:
        return self._stopped_at or datetime.now(UTC)

    @now.setter
    def now(self, now: datetime) -> None:
        self._stopped_at = now

    def goes_by_the_wall_clock(self) -> None:
        self._stopped_at = None

    def is_set_up(self, settings: Settings) -> None:
        self.settings = settings
        self.installation = app.create_installation(settings, now=lambda: self.now)
        self.api = app.create_api(settings, self.database)
        self.api.state.installation = self.installation
        self._handlers = consumers.booking_events(self.installation, signed_by=signing("booking"))
        self.sweeper = Sweeper(self.database, self.installation)

    def is_set(self, **settings: Any) -> None:
        """As if the installation had been started with these settings."""
        self.is_set_up(self.settings.model_copy(update=settings))

    def practice(self, version: int = 1, **changes: Any) -> PracticeChanged:
        known = {
            "name": "Harbour Street Physiotherapy",
            "phone": "01632 960 123",
            "phone_hours": "Monday to Friday, 8:30am to 5:30pm",
        } | changes
        sealed = {field: Sealed[str].seal(value, KEYS) for field, value in known.items() if value is not None}
        return PracticeChanged(practice=Practice(id=self.practice_id, version=version, zone="Europe/London", **sealed))

    def practitioner(
        self, version: int = 1, name: str = "Dr. Adeyemi", *, subject: str | None = "clinician-1"
    ) -> PractitionerChanged:
        """The user of whom `staff` is, unless it names somebody else."""
        return PractitionerChanged(
            practitioner=Practitioner(
                id=self.practitioner_id,
                version=version,
                name=Sealed[str].seal(name, KEYS),
                subject=sealed_if_any(subject, KEYS),
            )
        )

    def series(
        self,
        sessions: int = 4,
        *,
        video: bool = True,
        version: int = 1,
        series_id: UUID | None = None,
        zone: ZoneInfo = LONDON,
        first: datetime = FIRST,
        minutes: int = 30,
        statuses: Sequence[OccurrenceStatus] = (),
        occurrences: Sequence[Occurrence] | None = None,
    ) -> SeriesCreated:
        """Weekly, on the practice's clock."""
        starts = [first + timedelta(weeks=week) for week in range(sessions)]
        return SeriesCreated(
            change_id=uuid7(),
            series=Series(
                id=series_id or uuid7(),
                version=version,
                practitioner_id=self.practitioner_id,
                client_id=uuid7(),
                kind=Kind(id=uuid7(), name=Sealed[str].seal("Video follow-up", KEYS), video=video),
                zone=zone.key,
                recurrence=Recurrence(
                    frequency="weekly", count=sessions, rrule=f"FREQ=WEEKLY;COUNT={sessions}", words="every week"
                ),
                occurrences=list(occurrences)
                if occurrences is not None
                else [
                    Occurrence(
                        id=uuid7(),
                        number=number,
                        local_start=local,
                        starts_at=(start := local.replace(tzinfo=zone).astimezone(UTC)),
                        ends_at=(end := start + timedelta(minutes=minutes)),
                        local_end=end.astimezone(zone).replace(tzinfo=None),
                        status=statuses[number - 1] if statuses else "booked",
                        schedule_version=1,
                    )
                    for number, local in enumerate(starts, start=1)
                ],
            ),
        )

    def handles(self, event: type[Event]) -> bool:
        return self._handlers.find(event.type) is not None

    async def hears(self, *events: Event, incarnation: int = 0, at: datetime | None = None) -> None:
        """Handle the events as the consumer would: from JSON, one transaction each. `incarnation` is booking's, `at`
        when they were decided."""
        for event in events:
            handled = self._handlers.find(event.type)
            assert handled is not None
            cause = Cause(uuid7(), at or datetime.now(UTC), Actor(self.practice_id, "receptionist-1"), incarnation)
            async with self.database.transaction(self.practice_id) as connection:
                await handled.handler(connection, carried(event, self.practice_id), cause)

    async def books(self, sessions: int = 4, **how: Any) -> SeriesCreated:
        event = self.series(sessions, **how)
        await self.hears(event)
        return event

    async def books_for_now(self, sessions: int = 4) -> SeriesCreated:
        """Weekly sessions, of which the first begins now: on 20 October 2027, at 10am, until 10:30am."""
        await self.hears(self.practice(), self.practitioner())
        booked = await self.books(sessions)
        self.now = booked.series.occurrences[0].starts_at
        return booked

    async def urls_of(self, event: SeriesCreated) -> list[str]:
        return [link.url.open(KEYS) for link in await self.links_of(event)]

    async def states_of(self, event: SeriesCreated) -> list[str]:
        """Of each link as last told: live, or why it is dead."""
        return [link.reason or link.state for link in await self.links_of(event)]

    def rotates_storage_keys(self) -> None:
        """A new key seals from now on; the old ones still open."""
        keys = [SecretStr(Fernet.generate_key().decode()), *self.settings.storage_keys]
        self.is_set(storage_keys=keys)

    def becomes_another_practice(self) -> None:
        self.practice_id = uuid7()

    def envelope(self, event: Event) -> Envelope:
        return envelope(
            event, event_id=uuid7(), practice_id=self.practice_id, actor="receptionist-1", at=datetime.now(UTC)
        )

    async def tells(self) -> list[LinksChanged]:
        """What stands in the outbox of links."""
        return await self.told(LinksChanged)

    async def told[E: Event](self, event: type[E]) -> list[E]:
        """What stands in the outbox of this type."""
        rows = await self.fetch(
            "SELECT headers, value FROM outbox WHERE convert_to($1, 'UTF8') = ANY (headers) ORDER BY id", event.type
        )
        return [in_outbox(event, row["headers"], row["value"]) for row in rows]

    async def links_of(self, event: SeriesCreated) -> list[Link]:
        """As last told to the other services."""
        return [told for told in await self.tells() if told.subject == event.series.id][-1].series_links.links

    async def opens(self, url: str, *, method: Literal["GET", "HEAD", "POST"] = "GET") -> httpx.Response:
        transport = DeclaringTransport(self.api)
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as client:
            return await client.request(method, url)

    def browser(self, agent: str = FIREFOX, address: str = "203.0.113.7", *, raises: bool = True) -> Browser:
        return Browser(self.api, agent, address, raises=raises)

    def staff(self, role: str = "clinician", *, subject: str | None = None, name: str = "Joanne Price") -> Host:
        return Host(self.api, self.issuer.bearer(self.practice_id, role, subject=subject or f"{role}-1", name=name))

    async def enters(self, ticket: str, *, participant: UUID | None = None) -> Seat:
        """A page comes into the room, as over its socket. Raises TicketRefused."""
        async with self.database.transaction() as connection:
            found = await find_ticket(connection, Token(ticket))
        seat: Seat | None = None
        if found is not None:
            async with self.database.transaction(found.practice_id) as connection:
                seat = await enter_room(
                    connection,
                    found.ticket_id,
                    participant or uuid7(),
                    found.practice_id,
                    now=self.now,
                    installation=self.installation,
                )
        if seat is None:
            raise TicketRefused
        return seat

    async def stays(self, *seats: Seat) -> None:
        """The pages say that they are there."""
        for seat in seats:
            async with self.database.transaction(seat.practice_id) as connection:
                assert await stay_in_room(connection, seat, now=self.now)

    async def says(self, sender: Seat, recipient: Seat) -> None:
        """Something that the other page has not taken yet."""
        async with self.database.transaction(sender.practice_id) as connection:
            await pass_signal(connection, sender, 1, "{}", recipient=recipient.participant_id, now=self.now)

    async def leaves(self, seat: Seat) -> None:
        """For now, by the button."""
        async with self.database.transaction(seat.practice_id) as connection:
            await leave_room(connection, seat, now=self.now, installation=self.installation)

    async def is_cut_off(self, seat: Seat) -> None:
        async with self.database.transaction(seat.practice_id) as connection:
            await lose_page(connection, seat, now=self.now, installation=self.installation)

    async def someone_waits_for_a_lock(self) -> None:
        async def waits() -> bool:
            return bool(await self.waiting())

        await eventually(waits)

    async def waiting(self) -> set[datetime]:
        """When each of the transactions began that wait for a lock."""
        rows = await self.fetch(
            "SELECT xact_start FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return {row["xact_start"] for row in rows}

    async def fetch(self, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        """As a superuser, who sees everything."""
        connection = await asyncpg.connect(self.urls.superuser_url)
        try:
            return await connection.fetch(sql, *arguments)
        finally:
            await connection.close()

    async def count(self, table: str) -> int:
        return len(await self.fetch(f"SELECT FROM {table}"))

    async def rows(self) -> dict[str, list[str]]:
        """Every row of every table with where it lies and who wrote it, so that even a rewriting is seen."""
        tables = await self.fetch("SELECT relname FROM pg_stat_user_tables ORDER BY relname")
        return {
            name: [
                str(tuple(row))
                for row in await self.fetch(f"SELECT ctid, xmin, {name}::text FROM {name} ORDER BY ctid")
            ]
            for (name,) in tables
        }

    def environment(self, port: int) -> dict[str, str]:
        """What the installation tells the service's processes."""
        keys = [key.get_secret_value() for key in self.settings.storage_keys]
        return os.environ | {
            "STANDING_DATABASE_URL": self.urls.application_url,
            "STANDING_DATABASE_RELAY_URL": self.urls.relay_url,
            "STANDING_PORT": str(port),
            "STANDING_ISSUER": self.settings.issuer,
            "STANDING_AUDIENCE": self.settings.audience,
            "STANDING_JWKS_URL": self.settings.jwks_url,
            **in_environment({**SEALING_KEYS, **SIGNING_KEYS}),
            "STANDING_STORAGE_KEYS": ",".join(keys),
            "STANDING_PUBLIC_URL": self.settings.public_url,
            "STANDING_UNKNOWN_LINKS_A_SECOND": str(self.settings.unknown_links_a_second),
        }

    @asynccontextmanager
    async def process(self, command: str, log: Path) -> AsyncIterator[httpx.AsyncClient]:
        """The service as a process of its own, with a client to ask it. What it writes goes to `log`."""
        port = ports.any_free()
        with log.open("wb") as output:
            running = await asyncio.create_subprocess_exec(
                sys.executable,
                "-c",
                "from video_links.app import main; main()",
                command,
                env=self.environment(port),
                stdout=output,
                stderr=output,
            )
        try:
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:

                async def ready() -> bool:
                    try:
                        return (await client.get("/health/ready")).status_code == 200
                    except httpx.TransportError:
                        return False

                await eventually(ready)
                yield client
        finally:
            running.terminate()
            await running.wait()

    @asynccontextmanager
    async def worker(self, bootstrap: str) -> AsyncIterator[Worker]:
        worker = app.create_worker(self.settings.model_copy(update={"kafka_bootstrap": bootstrap}), self.database)
        running = asyncio.create_task(worker.run())
        try:
            yield worker
        finally:
            worker.stop()
            await running


@asynccontextmanager
async def installed(
    service_database: ServiceDatabases, issuer: Issuer, *, storage_key: str | None = None
) -> AsyncIterator[VideoLinks]:
    """The service with a database of its own."""
    urls = await service_database("video_links")
    settings = Settings(
        database_url=SecretStr(urls.application_url),
        database_relay_url=SecretStr(urls.relay_url),
        port=1,
        **issuer.settings(),
        **SEALING_KEYS,
        **SIGNING_KEYS,
        storage_keys=[SecretStr(storage_key or Fernet.generate_key().decode())],
        public_url=PUBLIC_URL,
    )
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(settings.database())
        yield VideoLinks(urls, settings, database, issuer)


@pytest.fixture
async def video_links(service_database: ServiceDatabases, issuer: Issuer) -> AsyncIterator[VideoLinks]:
    async with installed(service_database, issuer) as video_links:
        yield video_links
