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
from contracts.sealed import SealedText
from contracts.series import Kind, Occurrence, OccurrenceStatus, Recurrence, Series, SeriesCreated
from messaging.actor import Actor
from messaging.cause import Cause
from messaging.database import Database
from messaging.worker import Worker
from standing import ports
from standing.databases import ServiceDatabase, ServiceDatabases
from tests.support.eventually import eventually
from video_links import app, consumers
from video_links.routes.dependencies import now as clock
from video_links.settings import Settings

LONDON = ZoneInfo("Europe/London")
FIRST = datetime(2027, 10, 20, 10)
PUBLIC_URL = "https://video.harbourstreet.example"


class VideoLinks:
    """The service for one practice, with its database. `now` is what its page takes for the time."""

    def __init__(self, urls: ServiceDatabase, settings: Settings, database: Database) -> None:
        self.urls = urls
        self.settings = settings
        self.database = database
        self.practice_id = uuid7()
        self.practitioner_id = uuid7()
        self.now = datetime(2027, 10, 20, 8, 12, tzinfo=UTC)
        api = app.create_api(settings, database)
        api.dependency_overrides[clock] = lambda: self.now
        self.api = api
        self._handlers = consumers.booking_events(app.making_of(settings))

    def practice(self, version: int = 1, **changes: Any) -> PracticeChanged:
        known = {
            "name": "Harbour Street Physiotherapy",
            "phone": "01632 960 123",
            "phone_hours": "Monday to Friday, 8:30am to 5:30pm",
        } | changes
        sealed = {field: SealedText.seal(value) for field, value in known.items() if value is not None}
        return PracticeChanged(practice=Practice(id=self.practice_id, version=version, zone="Europe/London", **sealed))

    def practitioner(self, version: int = 1, name: str = "Dr. Adeyemi") -> PractitionerChanged:
        return PractitionerChanged(
            practitioner=Practitioner(id=self.practitioner_id, version=version, name=SealedText.seal(name))
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
                kind=Kind(id=uuid7(), name=SealedText.seal("Video follow-up"), video=video),
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
                        ends_at=start + timedelta(minutes=minutes),
                        status=statuses[number - 1] if statuses else "booked",
                        schedule_version=1,
                    )
                    for number, local in enumerate(starts, start=1)
                ],
            ),
        )

    def handles(self, event: type[Event]) -> bool:
        return self._handlers.find(event.type) is not None

    async def hears(self, *events: Event) -> None:
        """Handle the events as the consumer would: from JSON, one transaction each."""
        for event in events:
            handled = self._handlers.find(event.type)
            assert handled is not None
            told = handled.event.model_validate_json(event.model_dump_json().encode())
            cause = Cause(uuid7(), datetime.now(UTC), Actor(self.practice_id, "receptionist-1"))
            async with self.database.transaction(self.practice_id) as connection:
                await handled.handler(connection, told, cause)

    async def books(self, sessions: int = 4, **how: Any) -> SeriesCreated:
        event = self.series(sessions, **how)
        await self.hears(event)
        return event

    def rotates_storage_keys(self) -> None:
        """A new key seals from now on; the old ones still open."""
        keys = [SecretStr(Fernet.generate_key().decode()), *self.settings.storage_keys]
        self.settings = self.settings.model_copy(update={"storage_keys": keys})
        self._handlers = consumers.booking_events(app.making_of(self.settings))

    def becomes_another_practice(self) -> None:
        self.practice_id = uuid7()

    def envelope(self, event: Event) -> Envelope:
        return envelope(
            event, event_id=uuid7(), practice_id=self.practice_id, actor="receptionist-1", at=datetime.now(UTC)
        )

    async def tells(self) -> list[LinksChanged]:
        """What stands in the outbox."""
        rows = await self.fetch("SELECT value FROM outbox ORDER BY id")
        return [LinksChanged.model_validate_json(row["value"]) for row in rows]

    async def links_of(self, event: SeriesCreated) -> list[Link]:
        """As last told to the other services."""
        return [told for told in await self.tells() if told.subject == event.series.id][-1].series_links.links

    async def opens(self, url: str, *, method: Literal["GET", "HEAD", "POST"] = "GET") -> httpx.Response:
        transport = httpx.ASGITransport(app=self.api)
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as client:
            return await client.request(method, url)

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
            "STANDING_STORAGE_KEYS": ",".join(keys),
            "STANDING_PUBLIC_URL": self.settings.public_url,
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


@pytest.fixture
async def video_links(service_database: ServiceDatabases) -> AsyncIterator[VideoLinks]:
    urls = await service_database("video_links")
    settings = Settings(
        database_url=SecretStr(urls.application_url),
        database_relay_url=SecretStr(urls.relay_url),
        port=0,
        issuer="https://identity.example",
        audience="standing",
        jwks_url="https://identity.example/jwks",
        storage_keys=[SecretStr(Fernet.generate_key().decode())],
        public_url=PUBLIC_URL,
    )
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(Database(urls.application_url))
        yield VideoLinks(urls, settings, database)
