"""A clinic that uses booking's API, as its front end would, on a real database."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Self
from uuid import UUID

import asyncpg
import httpx
from cryptography.fernet import Fernet
from uuid_utils.compat import uuid4, uuid7

from booking.app import create_api, create_handlers, create_installation
from booking.commands.create_practice import create_practice
from booking.domain.practice import Practice
from booking.settings import Settings
from contracts.event import Event
from contracts.keyring import Keyring
from contracts.registry import EVENTS
from messaging.actor import Actor
from messaging.cause import Cause
from messaging.database import Database
from messaging.http.requests import Requests
from standing_operator.databases import ServiceDatabase
from tests.support.carried import carried, on_topic
from tests.support.issuer import Issuer
from tests.support.problems import DeclaringTransport
from tests.support.sealing_keys import SEALING_KEYS
from tests.support.signing_keys import SIGNING_KEYS


class Booking:
    """The service: its API in this process, its database, and the way in for other services' events."""

    def __init__(self, settings: Settings, database: Database, urls: ServiceDatabase, issuer: Issuer) -> None:
        self.settings = settings
        self.database = database
        self.urls = urls
        self.issuer = issuer
        self.storage = settings.at_rest(Keyring)
        self.installation = create_installation(settings)
        self._handlers = create_handlers(settings)
        api = create_api(settings, database)
        self._http = httpx.AsyncClient(
            transport=DeclaringTransport(api, behind=Requests(api), raise_app_exceptions=False),
            base_url="http://booking.test/api/booking/v1",
        )

    @classmethod
    @asynccontextmanager
    async def running(
        cls, urls: ServiceDatabase, issuer: Issuer, *, connections: int = 10, storage_key: str | None = None
    ) -> AsyncIterator[Self]:
        settings = Settings.model_validate(
            {
                "database_url": urls.application_url,
                "database_relay_url": urls.relay_url,
                "port": 1,
                **SEALING_KEYS,
                **SIGNING_KEYS,
                "storage_keys": storage_key or Fernet.generate_key().decode(),
            }
            | issuer.settings()
        )
        async with settings.database(connections=connections) as database:
            booking = cls(settings, database, urls, issuer)
            yield booking
            await booking._http.aclose()

    async def request(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        return await self._http.request(method, path, **arguments)

    async def receives(
        self, event: Event, practice_id: UUID, *, by: str = "another-service", incarnation: int = 0
    ) -> None:
        """As the consumer does it: find the handler, open the transaction for the event's practice."""
        await self.handles(carried(event, practice_id), practice_id, by=by, incarnation=incarnation)

    async def handles(
        self, event: Event, practice_id: UUID, *, by: str = "another-service", incarnation: int = 0
    ) -> None:
        """What was read."""
        handled = next(found for table in self._handlers if (found := table.find(event.type)))
        cause = Cause(uuid7(), datetime.now(UTC), Actor(practice_id, by), incarnation)
        async with self.database.transaction(practice_id) as connection:
            await handled.handler(connection, event, cause)

    async def rows(self, sql: str, *arguments: Any) -> list[Any]:
        """As the owner, who sees every practice."""
        return await _fetch(self.urls.owner_url, sql, *arguments)

    async def superuser_rows(self, sql: str, *arguments: Any) -> list[Any]:
        """The outbox, which the owner does not read."""
        return await _fetch(self.urls.superuser_url, sql, *arguments)

    async def everything(self) -> dict[str, list[str]]:
        """Every row of every table, but for the logs of migrations."""
        connection = await asyncpg.connect(self.urls.superuser_url)
        try:
            tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            return {
                table: sorted(row[0] for row in await connection.fetch(f'SELECT t::text FROM "{table}" AS t'))
                for (table,) in tables
            }
        finally:
            await connection.close()

    async def published(self) -> list[tuple[dict[str, str], Event]]:
        """What stands in the outbox, in order: headers, and the event as a consumer reads it."""
        rows = await self.superuser_rows("SELECT headers, value FROM outbox ORDER BY id")
        types = {event.type: event for event in EVENTS}
        published = []
        for row in rows:
            parts = [part.decode() for part in row["headers"]]
            headers = dict(zip(parts[::2], parts[1::2], strict=True))
            published.append((headers, on_topic(types[headers["ce_type"]], headers, row["value"])))
        return published


class Clinic:
    """A practice in London, with Dr. Adeyemi, Grace Whitfield, and the types of appointment that one starts with."""

    def __init__(self, booking: Booking, practice_id: UUID) -> None:
        self.booking = booking
        self.practice_id = practice_id
        self.practitioner_id = ""
        self.client_id = ""
        self.kinds: dict[str, str] = {}

    @classmethod
    async def opened(cls, booking: Booking, *, zone: str = "Europe/London") -> Self:
        practice = Practice(
            uuid7(),
            1,
            "Harbour Street Physiotherapy",
            zone,
            "01632 960 123",
            "Monday to Friday, 8:30am to 5:30pm",
            "desk@harbour.example",
        )
        async with booking.database.transaction(practice.id) as connection:
            manager = Actor(practice.id, "mo", "Morven Kerr")
            await create_practice(
                connection, practice, manager=manager, now=datetime.now(UTC), installation=booking.installation
            )
        clinic = cls(booking, practice.id)
        clinic.practitioner_id = (await clinic.adds_practitioner("Dr. Adeyemi"))["id"]
        clinic.client_id = (await clinic.adds_client("Grace Whitfield", email="grace@mail.example"))["id"]
        clinic.kinds = {kind["name"]: kind["id"] for kind in (await clinic.get("/appointment-kinds")).json()}
        return clinic

    async def get(self, path: str, *, role: str = "receptionist", **arguments: Any) -> httpx.Response:
        return await self.asks("GET", path, role=role, **arguments)

    async def asks(
        self,
        method: str,
        path: str,
        *,
        role: str = "receptionist",
        bearer: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> httpx.Response:
        bearer = bearer or self.booking.issuer.bearer(self.practice_id, role)
        return await self.booking.request(method, path, headers=bearer | (headers or {}), **more)

    async def adds_practitioner(self, name: str, **fields: Any) -> dict[str, Any]:
        return _made(await self.asks("POST", "/practitioners", role="manager", json={"name": name} | fields))

    async def adds_client(self, name: str, **fields: Any) -> dict[str, Any]:
        recipient = {"role": "client", "name": name} | fields
        return _made(await self.asks("POST", "/clients", json={"recipients": [recipient]}))

    async def adds_kind(self, name: str, **fields: Any) -> dict[str, Any]:
        kind = {"name": name, "video": True, "duration_minutes": 30, "colour": "blue"} | fields
        made = _made(await self.asks("POST", "/appointment-kinds", role="manager", json=kind))
        self.kinds[name] = made["id"]
        return made

    def booking_request(self, starts: str, *, kind: str = "Video follow-up", **fields: Any) -> dict[str, Any]:
        return {
            "practitioner_id": self.practitioner_id,
            "client_id": self.client_id,
            "kind_id": self.kinds[kind],
            "starts_local": starts,
        } | fields

    async def asks_for_series(self, request: dict[str, Any], *, key: str | None = None, **more: Any) -> httpx.Response:
        headers = {"Idempotency-Key": key or str(uuid4()), "Content-Type": "application/json"}
        return await self.asks("POST", "/series", content=json.dumps(request), headers=headers, **more)

    async def books(self, starts: str, **fields: Any) -> dict[str, Any]:
        return _made(await self.asks_for_series(self.booking_request(starts, **fields)))

    async def books_weekly(self, starts: str, count: int, **fields: Any) -> dict[str, Any]:
        return await self.books(starts, recurrence={"frequency": "weekly", "count": count}, **fields)

    async def asks_to_cancel(
        self,
        appointment_id: str,
        scope: str = "this",
        *,
        notify: bool = True,
        version: int = 1,
        etag: str | None = None,
        key: str | None = None,
        **more: Any,
    ) -> httpx.Response:
        headers = {"Idempotency-Key": key or str(uuid4()), "If-Match": etag or f'"{version}"'}
        body = {"scope": scope, "notify": notify}
        return await self.asks("POST", f"/appointments/{appointment_id}:cancel", json=body, headers=headers, **more)

    async def cancels(self, appointment_id: str, scope: str = "this", **more: Any) -> dict[str, Any]:
        response = await self.asks_to_cancel(appointment_id, scope, **more)
        assert response.status_code == 200, response.text
        series: dict[str, Any] = response.json()
        return series

    async def asks_to_move(
        self,
        appointment_id: str,
        to: str,
        scope: str = "this",
        *,
        notify: bool = True,
        version: int = 1,
        key: str | None = None,
        **fields: Any,
    ) -> httpx.Response:
        headers = {"Idempotency-Key": key or str(uuid4()), "If-Match": f'"{version}"'}
        body = {"starts_local": to, "scope": scope, "notify": notify} | fields
        return await self.asks("POST", f"/appointments/{appointment_id}:move", json=body, headers=headers)

    async def moves(self, appointment_id: str, to: str, scope: str = "this", **more: Any) -> dict[str, Any]:
        response = await self.asks_to_move(appointment_id, to, scope, **more)
        assert response.status_code == 200, response.text
        series: dict[str, Any] = response.json()
        return series

    async def previews_move(self, appointment_id: str, to: str, scope: str = "this", **fields: Any) -> dict[str, Any]:
        body = {"starts_local": to, "scope": scope} | fields
        response = await self.asks("POST", f"/appointments/{appointment_id}:preview-move", json=body)
        assert response.status_code == 200, response.text
        preview: dict[str, Any] = response.json()
        return preview

    async def diary(self, first: str, last: str | None = None, **more: Any) -> list[dict[str, Any]]:
        response = await self.get("/diary", params={"from": first, "to": last or first} | more)
        assert response.status_code == 200, response.text
        appointments: list[dict[str, Any]] = response.json()["appointments"]
        return appointments

    async def summary(self, appointment_id: str) -> dict[str, Any]:
        response = await self.get(f"/appointments/{appointment_id}/summary")
        assert response.status_code == 200, response.text
        summary: dict[str, Any] = response.json()
        return summary


async def booked_by_clocks_an_hour_ahead(booking: Booking, series_id: str, zone_data: str = "2025c") -> None:
    """As if the rules of its zone had changed since the series was booked: its local times are other moments now."""
    await booking.superuser_rows(
        """
        UPDATE appointments
           SET starts_at = starts_at - interval '1 hour',
               ends_at = ends_at - interval '1 hour',
               occupied_from = occupied_from - interval '1 hour',
               occupied_to = occupied_to - interval '1 hour',
               zone_data = $2
         WHERE series_id = $1
        """,
        UUID(series_id),
        zone_data,
    )


async def _fetch(url: str, sql: str, *arguments: Any) -> list[Any]:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetch(sql, *arguments)
    finally:
        await connection.close()


def _made(response: httpx.Response) -> dict[str, Any]:
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made
