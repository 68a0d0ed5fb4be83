"""notifications as its neighbours meet it: their events go in, mails and events come out."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Literal
from unittest import mock
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import httpx
import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from uuid_utils.compat import uuid7

from contracts.call import LinkRequested
from contracts.client import Client, ClientChanged, Recipient
from contracts.communications import Communication, CommunicationsChanged, CommunicationsChangedV2, CommunicationV2
from contracts.event import Envelope, Event, envelope
from contracts.links import Link, LinksChanged, SeriesLinks
from contracts.practice import Practice, PracticeChanged
from contracts.practitioner import Practitioner, PractitionerChanged
from contracts.sealed import Sealed
from contracts.series import (
    Kind,
    Occurrence,
    Place,
    Recurrence,
    Series,
    SeriesChanged,
    SeriesChangedV2,
    SeriesCreated,
    SeriesSnapshot,
    Touched,
)
from contracts.topics import BOOKING_EVENTS, VIDEO_LINKS_EVENTS
from messaging.actor import Actor
from messaging.cause import Cause
from messaging.database import Database
from messaging.handlers import Handlers
from messaging.worker import Worker
from notifications import app, consumers
from notifications.installation import Installation
from notifications.scheduler import Scheduler
from notifications.settings import Settings
from standing_operator.databases import ServiceDatabase, ServiceDatabases
from tests.support.carried import carried, in_outbox
from tests.support.issuer import AUDIENCE, Issuer
from tests.support.mailbox import Mailbox, Received
from tests.support.problems import DeclaringTransport
from tests.support.sealing_keys import KEYS, SEALING_KEYS
from tests.support.signing_keys import SIGNING_KEYS, signing

BOOKED_AT = datetime(2027, 10, 18, 9, tzinfo=UTC)
FIRST = datetime(2027, 10, 21, 10)
ANNOUNCED_AFTER = timedelta(minutes=1)  # of a change, during which it may be taken back
PUBLIC_URL = "https://video.harbourstreet.example"


class Booking:
    """A booked series, and the events that tell of all that its messages need."""

    def __init__(self, series: SeriesCreated, links: LinksChanged, about: Sequence[Event]) -> None:
        self.series = series
        self.links = links
        self.about = list(about)

    @property
    def id(self) -> UUID:
        return self.series.series.id

    @property
    def sessions(self) -> list[Occurrence]:
        return self.series.series.occurrences

    @property
    def urls(self) -> list[str]:
        return [link.url.open(KEYS) for link in self.links.series_links.links]

    @property
    def events(self) -> list[Event]:
        links = [self.links] if self.links.series_links.links else []
        return [self.series, *links, *self.about]


class Notifications:
    """The service for one practice, with its database, a mail server and a clock that stands still until moved."""

    def __init__(self, urls: ServiceDatabase, settings: Settings, database: Database, mailbox: Mailbox) -> None:
        self.urls = urls
        self.settings = settings
        self.database = database
        self.mailbox = mailbox
        self.now = BOOKED_AT
        self.practice_id = uuid7()
        self.practitioner_id = uuid7()
        self.kind_id = uuid7()
        self.api = app.create_api(settings, database)
        self.installation = app.create_installation(settings, now=lambda: self.now)
        self.api.state.installation = self.installation
        self.scheduler = self.another_scheduler()
        self._tables = [
            consumers.booking_events(self.installation, signed_by=signing("booking")),
            consumers.video_links_events(self.installation, signed_by=signing("video_links")),
        ]

    def another_scheduler(self, **settings: Any) -> Scheduler:
        return app.create_scheduler(self.settings.model_copy(update=settings), self.database, self.installation)

    # What the neighbours tell

    def booking(
        self,
        sessions: int = 4,
        *,
        video: bool = True,
        first: datetime = FIRST,
        every: timedelta = timedelta(weeks=1),
        minutes: int = 30,
        zone: str = "Europe/London",
        repeats: str = "every week on Thursday",
        name: str = "Tomasz Zieliński",
        called: str | None = "Tomasz",
        email: str | None = "tomasz@example.org",
        clinic: str = "Harbour Street Physiotherapy",
        practitioner: str = "Dr. Adeyemi",
        note: str | None = None,
        skipped: Sequence[date] = (),
    ) -> Booking:
        """Weekly on the practice's clock, unless told otherwise; one session has no recurrence."""
        starts = [first + every * i for i in range(sessions)]
        occurrences = [
            Occurrence(
                id=uuid7(),
                number=number,
                local_start=local,
                starts_at=(start := local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)),
                ends_at=(end := start + timedelta(minutes=minutes)),
                local_end=end.astimezone(ZoneInfo(zone)).replace(tzinfo=None),
                status="booked",
                schedule_version=1,
            )
            for number, local in enumerate((start for start in starts if start.date() not in skipped), start=1)
        ]
        client_id = uuid7()
        series = Series(
            id=uuid7(),
            version=1,
            practitioner_id=self.practitioner_id,
            client_id=client_id,
            kind=Kind(id=self.kind_id, name=Sealed[str].seal("Video follow-up", KEYS), video=video),
            zone=zone,
            recurrence=Recurrence(frequency="weekly", count=sessions, rrule="FREQ=WEEKLY", words=repeats)
            if sessions > 1
            else None,
            skipped_dates=tuple(skipped),
            note=Sealed[str].seal(note, KEYS) if note else None,
            occurrences=occurrences,
        )
        recipient = Recipient(role="client", name=name, called=called, email=email)
        return Booking(
            SeriesCreated(series=series, change_id=uuid7()),
            self.links(series),
            [
                ClientChanged(
                    client=Client(id=client_id, version=1, recipients=Sealed[list[Recipient]].seal([recipient], KEYS))
                ),
                self.practice(name=clinic),
                PractitionerChanged(
                    practitioner=Practitioner(
                        id=self.practitioner_id, version=1, name=Sealed[str].seal(practitioner, KEYS)
                    )
                ),
            ],
        )

    def links(
        self,
        series: Series,
        *,
        version: int = 1,
        generation: int = 1,
        dead: Sequence[int] = (),
        opens: timedelta | None = None,
        closes: timedelta | None = None,
    ) -> LinksChanged:
        """One for each session of a video series; `dead` are sessions' numbers, `opens` how long before the start,
        `closes` how long after the end."""
        return LinksChanged(
            series_links=SeriesLinks(
                series_id=series.id,
                version=version,
                links=[
                    Link(
                        appointment_id=occurrence.id,
                        generation=generation,
                        state="dead" if occurrence.number in dead else "live",
                        opens_at=opens and occurrence.starts_at - opens,
                        closes_at=closes and occurrence.ends_at + closes,
                        url=Sealed[str].seal(f"{PUBLIC_URL}/v/{occurrence.id.hex[-16:]}.{generation}", KEYS),
                    )
                    for occurrence in series.occurrences
                    if series.kind.video
                ],
            )
        )

    def changed(
        self,
        booking: Booking,
        change: Literal["attended", "missed", "cancelled"],
        *numbers: int,
        version: int = 2,
        notify: bool = False,
        before: Sequence[int] = (),
    ) -> SeriesChanged:
        """The sessions of these numbers are that from now on, like those that were `before`."""
        series = booking.series.series
        ids = [session.id for session in series.occurrences if session.number in numbers]
        sessions = [
            session.model_copy(update={"status": change}) if session.number in (*before, *numbers) else session
            for session in series.occurrences
        ]
        return SeriesChanged(
            series=series.model_copy(update={"version": version, "occurrences": sessions}),
            change=change,
            change_id=uuid7(),
            appointment_ids=ids,
            notify=notify,
        )

    def moved(
        self,
        series: Series,
        places: Mapping[int, datetime],
        *,
        what: str = "moved",
        alone: bool = False,
        notify: bool = True,
        announce_in: timedelta = ANNOUNCED_AFTER,
    ) -> SeriesChangedV2:
        """The sessions of these numbers are at these local starts from now on, by the rule or each `alone`."""
        zone = ZoneInfo(series.zone)
        sessions = []
        for session in series.occurrences:
            local = places.get(session.number, session.local_start)
            start = local.replace(tzinfo=zone).astimezone(UTC)
            end = start + (session.ends_at - session.starts_at)
            place = {
                "local_start": local,
                "asked_start": local,
                "rule_start": session.rule_start or session.local_start if alone else local,
                "starts_at": start,
                "ends_at": end,
                "local_end": end.astimezone(zone).replace(tzinfo=None),
                "schedule_version": session.schedule_version + 1,
            }
            sessions.append(session.model_copy(update=place) if session.number in places else session)
        return SeriesChangedV2(
            series=series.model_copy(update={"version": series.version + 1, "occurrences": sessions}),
            touched=[
                Touched(
                    appointment_id=was.id,
                    what=[what],
                    was=Place(
                        local_start=was.local_start,
                        fold=was.fold,
                        starts_at=was.starts_at,
                        ends_at=was.ends_at,
                        practitioner_id=series.practitioner_id,
                        kind_id=series.kind.id,
                        status=was.status,
                    ),
                )
                for was in series.occurrences
                if was.number in places
            ],
            change_id=uuid7(),
            notify=notify,
            announce_from=self.now + announce_in,
        )

    def snapshot(self, booking: Booking, *, version: int = 1) -> SeriesSnapshot:
        return SeriesSnapshot(series=booking.series.series.model_copy(update={"version": version}))

    def link_requested(
        self,
        booking: Booking,
        number: int = 1,
        *,
        cause: Literal["client", "reissued"] = "client",
        generation: int | None = 1,
    ) -> LinkRequested:
        return LinkRequested(
            series_id=booking.id,
            appointment_id=booking.sessions[number - 1].id,
            request_id=uuid7(),
            cause=cause,
            generation=generation,
        )

    def practice(self, version: int = 1, **changes: str | None) -> PracticeChanged:
        known = {
            "name": "Harbour Street Physiotherapy",
            "phone": "01632 960 123",
            "phone_hours": "Monday to Friday, 8:30am to 5:30pm",
            "email": "hello@harbourstreet.example",
        } | changes
        sealed: Any = {field: Sealed[str].seal(value, KEYS) for field, value in known.items() if value is not None}
        return PracticeChanged(practice=Practice(id=self.practice_id, version=version, zone="Europe/London", **sealed))

    async def hears(self, *events: Event, at: datetime | None = None, incarnation: int = 0) -> None:
        """Handle the events as the consumers do: from JSON, one transaction each. `at`: when they were decided,
        `incarnation` their owner's."""
        for event in events:
            handled = next(found for table in self._tables if (found := table.find(event.type)))
            cause = Cause(uuid7(), at or self.now, Actor(self.practice_id, "receptionist-1"), incarnation)
            async with self.database.transaction(self.practice_id) as connection:
                await handled.handler(connection, carried(event, self.practice_id), cause)

    async def books(self, sessions: int = 4, **how: Any) -> Booking:
        booking = self.booking(sessions, **how)
        await self.hears(*booking.events)
        return booking

    def envelope(self, event: Event) -> Envelope:
        return envelope(event, event_id=uuid7(), practice_id=self.practice_id, actor="receptionist-1", at=self.now)

    def becomes_another_practice(self) -> None:
        self.practice_id = uuid7()

    async def has_heard(
        self, topic: str, *, ago: timedelta = timedelta(0), partitions: int = 1, incarnation: int = 0
    ) -> None:
        """How far a topic has been heard, by Postgres's clock, which no test can move."""
        await self.fetch(
            """
            INSERT INTO watermarks (topic, partition, partitions, committed_before, incarnation)
            VALUES ($1, 0, $2, clock_timestamp() - $3::interval, $4)
            ON CONFLICT (topic, partition) DO UPDATE
               SET partitions = excluded.partitions,
                   committed_before = excluded.committed_before,
                   incarnation = excluded.incarnation
            """,
            topic,
            partitions,
            ago,
            incarnation,
        )

    # What comes of it

    async def sends(self, *, at: datetime | None = None) -> list[Received]:
        """Send what is due, by then; the mails that arrived."""
        self.now = at or self.now
        before = len(self.mailbox.mails)
        await self.scheduler.send_due()
        return self.mailbox.mails[before:]

    async def tells(self) -> list[CommunicationsChanged | CommunicationsChangedV2]:
        """What stands in the outbox."""
        rows = await self.fetch("SELECT headers, value FROM outbox ORDER BY id")
        second = CommunicationsChangedV2.type.encode()
        return [
            in_outbox(CommunicationsChangedV2, row["headers"], row["value"])
            if second in row["headers"]
            else in_outbox(CommunicationsChanged, row["headers"], row["value"])
            for row in rows
        ]

    async def history(self, series_id: UUID) -> list[Communication | CommunicationV2]:
        """As the summary would show it: the newest version of each message, in order of its time."""
        newest: dict[UUID, Communication | CommunicationV2] = {}
        for told in await self.tells():
            for communication in told.communications:
                known = newest.get(communication.id)
                if told.series_id == series_id and (known is None or known.version < communication.version):
                    newest[communication.id] = communication
        return sorted(newest.values(), key=lambda communication: (communication.due_at, communication.id))

    async def states(self, series_id: UUID) -> list[tuple[str, str, str | None]]:
        """Trigger, status and reason of each message."""
        return [(message.trigger, message.status, message.reason) for message in await self.history(series_id)]

    @asynccontextmanager
    async def client(self, headers: dict[str, str]) -> AsyncIterator[httpx.AsyncClient]:
        transport = DeclaringTransport(self.api)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://test/api/notifications/v1", headers=headers
        ) as client:
            yield client

    @asynccontextmanager
    async def worker(self, bootstrap: str, *, hears_watermarks: bool = False) -> AsyncIterator[Worker]:
        """As it runs in the installation, by the real clock. Unless it is to hear them, the watermarks that other tests
        have had written pass it by: both topics have been heard, as `has_heard` says."""
        settings = self.settings.model_copy(update={"kafka_bootstrap": bootstrap})
        with ExitStack() as patches:
            if not hears_watermarks:
                patches.enter_context(mock.patch.object(app, "create_handlers", _without_watermarks))
            worker = app.create_worker(settings, self.database)
        running = asyncio.create_task(worker.run())
        try:
            yield worker
        finally:
            worker.stop()
            await running

    # Behind the scenes

    async def fetch(self, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        """As a superuser, who sees everything."""
        connection = await asyncpg.connect(self.urls.superuser_url)
        try:
            return await connection.fetch(sql, *arguments)
        finally:
            await connection.close()

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


def links_in(part: str) -> set[str]:
    return set(re.findall(rf"{re.escape(PUBLIC_URL)}/v/[\w.-]+", part))


def holds_only(mail: Received, url: str) -> bool:
    return links_in(mail.text) == links_in(mail.html) == {url}


async def rule(client: httpx.AsyncClient, trigger: str = "reminder") -> dict[str, Any]:
    rules: list[dict[str, Any]] = (await client.get("/rules")).json()
    return next(rule for rule in rules if rule["trigger"] == trigger)


@asynccontextmanager
async def installed(
    service_database: ServiceDatabases, mailbox: Mailbox, issuer: Issuer, *, storage_key: str | None = None
) -> AsyncIterator[Notifications]:
    """The service with a database of its own."""
    urls = await service_database("notifications")
    settings = Settings(
        database_url=SecretStr(urls.application_url),
        database_relay_url=SecretStr(urls.relay_url),
        port=1,
        **SEALING_KEYS,
        **SIGNING_KEYS,
        storage_keys=[SecretStr(storage_key or Fernet.generate_key().decode())],
        smtp_port=mailbox.port,
        smtp_timeout=2,
        mail_from="hello@harbourstreet.example",
        announcement_delay=0,
        issuer=issuer.url,
        audience=AUDIENCE,
        jwks_url=issuer.jwks_url,
    )
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(settings.database())
        notifications = Notifications(urls, settings, database, mailbox)
        for topic in (BOOKING_EVENTS, VIDEO_LINKS_EVENTS):
            # For as long as a test lasts, also by its own clock.
            await notifications.has_heard(topic, ago=-timedelta(days=3650))
        yield notifications
        await notifications.scheduler.close()


async def patch(client: httpx.AsyncClient, path: str, changes: object, *, seen: int | None = None) -> httpx.Response:
    """A rule, as it is now or as it was in the version that was `seen`."""
    if seen is None:
        rules = (await client.get("/rules")).json()
        seen = next((each["version"] for each in rules if isinstance(each, dict) and path.endswith(each["id"])), 1)
    return await client.patch(path, json=changes, headers={"If-Match": f'"{seen}"'})


@pytest.fixture
async def notifications(
    service_database: ServiceDatabases, mailbox: Mailbox, issuer: Issuer
) -> AsyncIterator[Notifications]:
    async with installed(service_database, mailbox, issuer) as notifications:
        yield notifications


_create_handlers: Final = app.create_handlers


def _without_watermarks(settings: Settings, installation: Installation) -> Sequence[Handlers]:
    tables = _create_handlers(settings, installation)
    for table in tables:
        table.watermarks_topic = None
    return tables
