"""How many series of twelve sessions are booked a second over HTTP by 16 clients, next to their bare statements.

`booking api` is a process of its own, asked without the gateway; every series is of another slot of one of 16
practitioners. The peer runs, over as many connections as the service has, the very statements that such bookings caused
when they were recorded, with their arguments, a transaction each: what Postgres and the driver take, and nothing else.
Each run begins with a copy of the same database.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import httpx
from cryptography.fernet import Fernet
from uuid_utils.compat import uuid4, uuid7

from benchmarks import servers
from benchmarks.measure import Spread, in_turns, table
from benchmarks.statements import Recording, Statements, replayed
from booking.app import create_api, create_installation
from booking.commands.create_practice import create_practice
from booking.domain.practice import Practice
from booking.settings import Settings
from messaging.actor import Actor
from messaging.database import Database
from standing_local import ports
from standing_local.http_probe import answers_ok
from standing_local.ports import HOST
from standing_local.processes import Process, Program
from standing_operator.databases import ServiceDatabase
from tests.support.issuer import Issuer
from tests.support.sealing_keys import SEALING_KEYS
from tests.support.signing_keys import SIGNING_KEYS

_ROUNDS = 5
_CLIENTS = 16
_SERIES = 640  # in each round
_SESSIONS = 12
_CONNECTIONS = 10  # to Postgres: those of the service's pool
_PATH = "/api/booking/v1"


async def measured(directory: Path) -> str:
    issuer = Issuer()
    try:
        async with servers.postgres(directory) as cluster:
            seeded = await cluster.migrated("booking")
            clinic = await _Clinic.opened(seeded, issuer)
            recorded = await clinic.recorded(await cluster.copy("booking", seeded, name="booking_recorded"))

            async def over_http() -> float:
                database = await cluster.copy("booking", seeded, name="booking_http")
                async with clinic.served(database, directory / "booking.log") as port:
                    return await _timed(clinic.requests(port))

            async def bare() -> float:
                database = await cluster.copy("booking", seeded, name="booking_bare")
                return await replayed(
                    database, clinic.practice_id, recorded, clients=_CLIENTS, connections=_CONNECTIONS
                )

            taken = await in_turns({"over HTTP": over_http, "the statements alone": bare}, rounds=_ROUNDS)
    finally:
        issuer.close()
    spreads = {name: Spread.of(values) for name, values in taken.items()}
    peer = spreads["the statements alone"]
    return table(
        ["bookings of 12 sessions", "a second", "ratio"],
        [[name, spread.words("/s"), spread.ratio_to(peer)] for name, spread in spreads.items()],
    )


@dataclass(frozen=True, slots=True)
class _Clinic:
    """A practice with as many practitioners as there are clients who book."""

    issuer: Issuer
    storage_key: str
    practice_id: UUID
    clients: Sequence[str]
    kind_id: str
    practitioners: Sequence[str]

    @classmethod
    async def opened(cls, database: ServiceDatabase, issuer: Issuer) -> Self:
        practice = Practice(uuid7(), 1, "Harbour Street", "Europe/London", "01632 960 123", None, None)
        manager = Actor(practice.id, "mo", "Morven Kerr")
        storage_key = Fernet.generate_key().decode()
        settings = _settings(database, issuer, storage_key)
        async with Database(database.application_url) as opened:
            async with opened.transaction(practice.id) as connection:
                await create_practice(
                    connection,
                    practice,
                    manager=manager,
                    now=datetime.now(UTC),
                    installation=create_installation(settings),
                )
            async with _in_process(settings, opened) as http:
                http.headers.update(issuer.bearer(practice.id, "manager"))
                recipient = {"role": "client", "name": "Grace Whitfield", "email": "grace@mail.example"}
                clients = [
                    (await http.post("/clients", json={"recipients": [recipient]})).raise_for_status().json()["id"]
                    for _ in range(_CLIENTS)
                ]
                kinds = (await http.get("/appointment-kinds")).raise_for_status().json()
                practitioners = [
                    (await http.post("/practitioners", json={"name": f"Dr. {number}"})).raise_for_status().json()["id"]
                    for number in range(_CLIENTS)
                ]
        kind = next(kind["id"] for kind in kinds if kind["video"])
        return cls(issuer, storage_key, practice.id, clients, kind, practitioners)

    def bodies(self) -> list[dict[str, Any]]:
        """Every series' request; no two of them meet."""
        return [
            {
                "practitioner_id": self.practitioners[number % _CLIENTS],
                "client_id": self.clients[number % _CLIENTS],
                "kind_id": self.kind_id,
                "starts_local": _slot(number // _CLIENTS).isoformat(),
                "recurrence": {"frequency": "weekly", "count": _SESSIONS},
                "note": None,
            }
            for number in range(_SERIES)
        ]

    async def recorded(self, database: ServiceDatabase) -> list[Statements]:
        """What each of these bookings says to Postgres."""
        recording = Recording(database.application_url)
        async with recording, _in_process(_settings(database, self.issuer, self.storage_key), recording) as http:
            http.headers.update(self.issuer.bearer(self.practice_id, "receptionist", lives=3600))
            for body in self.bodies():
                answer = await http.post("/series", json=body, headers={"Idempotency-Key": str(uuid4())})
                answer.raise_for_status()
        return recording.transactions

    @asynccontextmanager
    async def served(self, database: ServiceDatabase, log: Path) -> AsyncIterator[int]:
        """The port of `booking api` on this database."""
        port = ports.any_free()
        settings = {
            "database_url": database.application_url,
            "database_relay_url": database.relay_url,
            "host": HOST,
            "port": str(port),
            "storage_keys": self.storage_key,
            **SEALING_KEYS,
            **SIGNING_KEYS,
        } | self.issuer.settings()
        process = await Process.start(
            Program(
                name="Booking",
                command=[Path(sys.executable).with_name("booking"), "api"],
                environment={f"STANDING_{name}".upper(): value for name, value in settings.items()},
                log=log,
            )
        )
        try:
            await process.ready(lambda: answers_ok(port, "/health/ready"))
            yield port
        finally:
            await process.stop()

    def requests(self, port: int) -> list["_Client"]:
        token = self.issuer.bearer(self.practice_id, "receptionist", lives=3600)["Authorization"]
        bodies = self.bodies()
        return [
            _Client(port, [_request(body, token) for body in bodies[number::_CLIENTS]]) for number in range(_CLIENTS)
        ]


@dataclass(frozen=True, slots=True)
class _Client:
    """Books one series after the other on one connection, without a library, whose work would slow the service down."""

    port: int
    requests: Sequence[bytes]

    async def book(self) -> None:
        reader, writer = await asyncio.open_connection(HOST, self.port)
        for request in self.requests:
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.partition(b"content-length: ")[2].split(b"\r\n")[0])
            body = await reader.readexactly(length)
            assert head.startswith(b"http/1.1 201"), body
        writer.close()


async def _timed(clients: Sequence[_Client]) -> float:
    """Bookings a second, after each client has booked one, so that connections and plans are there."""
    first = [_Client(client.port, client.requests[:1]) for client in clients]
    others = [_Client(client.port, client.requests[1:]) for client in clients]
    await asyncio.gather(*(client.book() for client in first))
    since = time.perf_counter()
    await asyncio.gather(*(client.book() for client in others))
    return sum(len(client.requests) for client in others) / (time.perf_counter() - since)


def _settings(database: ServiceDatabase, issuer: Issuer, storage_key: str) -> Settings:
    return Settings.model_validate(
        {
            "database_url": database.application_url,
            "database_relay_url": database.relay_url,
            "port": 1,
            **SEALING_KEYS,
            **SIGNING_KEYS,
            "storage_keys": storage_key,
        }
        | issuer.settings()
    )


@asynccontextmanager
async def _in_process(settings: Settings, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_api(settings, database))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://booking.test{_PATH}") as http:
        yield http


def _slot(number: int) -> datetime:
    """Ten hours of each working day, for as many weeks as a series has sessions; then the next such weeks."""
    block, slot = divmod(number, 50)
    weekday, hour = divmod(slot, 10)
    day = date(2027, 1, 4) + timedelta(weeks=_SESSIONS * block, days=weekday)
    return datetime.combine(day, time_of_day(8 + hour))


def _request(body: dict[str, Any], token: str) -> bytes:
    content = json.dumps(body).encode()
    return (
        f"POST {_PATH}/series HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: {token}\r\nIdempotency-Key: {uuid4()}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    ).encode() + content
