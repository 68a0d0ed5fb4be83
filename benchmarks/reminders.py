"""How 10,000 reminders go out that fall due within one minute, from two workers over 16 connections in all.

The mail server is a process that takes 20 ms for each command and refuses 1 % of recipients for the moment. The peer
is bare aiosmtplib: two processes as well, with as many connections and the same mails, ready-made, each sent when it is
due and not before; what is refused for the moment it tries again after as long a pause. The workers are the scheduler
alone, without relay and consumers, which the benchmark `events` measures.
"""

import asyncio
import json
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import asyncpg
from aiosmtplib import SMTP, SMTPResponseException
from cryptography.fernet import Fernet
from uuid_utils.compat import uuid7

from benchmarks import servers
from benchmarks.measure import Spread, in_turns, percentile, table
from benchmarks.servers import Cluster
from contracts.practice import Practice, PracticeChanged
from contracts.sealed import Sealed
from contracts.topics import BOOKING_EVENTS, VIDEO_LINKS_EVENTS
from messaging.actor import Actor
from messaging.cause import Cause
from messaging.database import Database
from notifications import app, consumers
from notifications.projections.clients import RECIPIENTS
from notifications.projections.links import URL
from notifications.settings import Settings
from standing_local import checkout
from standing_local.ports import HOST
from standing_operator.databases import ServiceDatabase
from tests.support.sealing_keys import KEYS, SEALING_KEYS
from tests.support.signing_keys import SIGNING_KEYS, signing

_ROUNDS = 3
_MESSAGES = int(os.environ.get("STANDING_BENCH_REMINDERS", "10000"))
_WITHIN = 60.0 * _MESSAGES / 10_000  # seconds
_WORKERS = 2
_CONNECTIONS = 8  # of each worker
_COMMAND = 0.02  # seconds
_REFUSED = 0.01  # of the recipients, for the moment
_PAUSE = 10.0  # seconds before such a one is tried again
_HEAD_START = 15.0  # seconds for the workers to be there before the first is due
_PRACTICE = uuid7()


@dataclass(frozen=True, slots=True)
class Round:
    """What the mail server saw."""

    rate: float  # a second, from when the first was due to when the last was taken over
    lateness: Sequence[float]  # ms, of each
    repeated: int
    refusals: int

    def percentile(self, part: float) -> float:
        return percentile(self.lateness, part)


async def measured(directory: Path) -> str:
    async with servers.postgres(directory) as cluster:
        seeded = _Seeded(cluster, await cluster.migrated("notifications", name="seeded"))
        await seeded.fill()
        taken = await in_turns(
            {"the scheduler": seeded.scheduled, "bare aiosmtplib": _bare}, rounds=_ROUNDS, unmeasured=0
        )
    spreads = {name: Spread.of(one.rate for one in rounds) for name, rounds in taken.items()}
    halves = {name: Spread.of(one.percentile(0.5) for one in rounds) for name, rounds in taken.items()}
    mosts = {name: Spread.of(one.percentile(0.99) for one in rounds) for name, rounds in taken.items()}
    rows = [
        [
            name,
            spreads[name].words("/s", digits=1),
            spreads[name].ratio_to(spreads["bare aiosmtplib"]),
            halves[name].words("ms"),
            mosts[name].words("ms"),
            str(sum(one.refusals for one in rounds)),
            str(sum(one.repeated for one in rounds)),
        ]
        for name, rounds in taken.items()
    ]
    headings = ["10,000 reminders", "a second", "ratio", "half late by", "99 % late by", "tried again", "sent twice"]
    return table(headings, rows)


@dataclass(slots=True)
class _Seeded:
    cluster: Cluster
    database: ServiceDatabase
    rounds: int = 0

    async def fill(self) -> None:
        """Each of so many clients has one session, and its reminder is planned."""
        settings = _settings(self.database, port=1)
        installation = app.create_installation(settings)
        handlers = consumers.booking_events(installation, signed_by=signing("booking"))
        practice = Practice(
            id=_PRACTICE,
            version=1,
            name=Sealed[str].seal("Harbour Street Physiotherapy", KEYS),
            zone="Europe/London",
            phone=Sealed[str].seal("01632 960 123", KEYS),
            phone_hours=Sealed[str].seal("Monday to Friday, 8:30am to 5:30pm", KEYS),
            email=Sealed[str].seal("hello@harbourstreet.example", KEYS),
        )
        found = handlers.find(PracticeChanged.type)
        assert found is not None
        async with (
            Database(self.database.application_url, connections=1) as database,
            database.transaction(_PRACTICE) as connection,
        ):
            cause = Cause(uuid7(), datetime.now(UTC), Actor(_PRACTICE, "jo"))
            await found.handler(connection, PracticeChanged(practice=practice), cause)
        connection = await asyncpg.connect(self.database.superuser_url)
        try:
            rule_id = await connection.fetchval("SELECT id FROM rules WHERE trigger = 'reminder'")
            await _copy_rows(connection, rule_id, installation)
            await connection.execute("DELETE FROM outbox")
            await connection.execute("ANALYZE")
        finally:
            await connection.close()

    async def scheduled(self) -> Round:
        self.rounds += 1
        database = await self.cluster.copy("notifications", self.database, name=f"round_{self.rounds}")
        async with _mail_server() as mail:
            first = time.time() + _HEAD_START
            connection = await asyncpg.connect(database.superuser_url)
            try:
                await connection.execute(_FALL_DUE, datetime.fromtimestamp(first, UTC), timedelta(seconds=_WITHIN))
                await connection.execute("VACUUM ANALYZE communications, appointments")
            finally:
                await connection.close()
            environment = _environment(database, port=mail.port)
            async with _processes("worker", environment):
                return await mail.until_all(first)


async def _bare() -> Round:
    async with _mail_server() as mail:
        first = time.time() + _HEAD_START
        async with _processes("bare", {}, str(mail.port), str(first)):
            return await mail.until_all(first)


# A session's start moves with its reminder. The watermarks are as fresh as the relays would keep them.
_FALL_DUE = """
WITH numbered AS (
    SELECT id, appointment_id, row_number() OVER (ORDER BY id) AS number, count(*) OVER () AS messages
      FROM communications
), moved AS (
    UPDATE communications
       SET due_at = $1::timestamptz + $2::interval * (numbered.number - 1) / numbered.messages
      FROM numbered
     WHERE numbered.id = communications.id
)
UPDATE appointments
   SET starts_at = $1::timestamptz + interval '24 h' + $2::interval * (numbered.number - 1) / numbered.messages,
       ends_at = $1::timestamptz + interval '25 h' + $2::interval * (numbered.number - 1) / numbered.messages
  FROM numbered
 WHERE numbered.appointment_id = appointments.id
"""


async def _copy_rows(connection: Any, rule_id: Any, installation: Any) -> None:
    keys, practitioner, kind = installation.keys, uuid7(), uuid7()
    ids = [(uuid7(), uuid7(), uuid7(), uuid7()) for _ in range(_MESSAGES)]
    soon = datetime.now(UTC) + timedelta(days=30)
    local = soon.replace(tzinfo=None)

    async def copy(table: str, columns: str, rows: Sequence[tuple[Any, ...]]) -> None:
        await connection.copy_records_to_table(table, columns=columns.split(), records=rows)

    await copy("practitioners", "id practice_id version name", [(practitioner, _PRACTICE, 1, "Dr. Adeyemi")])
    await copy(
        "clients",
        "id practice_id version recipients",
        [
            (
                client,
                _PRACTICE,
                1,
                keys.seal(
                    json.dumps(
                        [
                            {
                                "role": "client",
                                "name": "Tomasz Zieliński",
                                "called": "Tomasz",
                                "email": _address(number),
                                "phone": None,
                            }
                        ]
                    ),
                    RECIPIENTS,
                    client,
                ),
            )
            for number, (client, *_) in enumerate(ids)
        ],
    )
    await copy(
        "series",
        "id practice_id version practitioner_id client_id kind_id video zone skipped_dates skipped_months",
        [(s, _PRACTICE, 1, practitioner, client, kind, True, "Europe/London", [], []) for client, s, *_ in ids],
    )
    await copy(
        "appointments",
        "id practice_id series_id number local_start fold starts_at ends_at status schedule_version",
        [(a, _PRACTICE, s, 1, local, 0, soon, soon + timedelta(minutes=30), "booked", 1) for _, s, a, _ in ids],
    )
    await copy("series_links", "series_id practice_id version", [(s, _PRACTICE, 1) for _, s, *_ in ids])
    await copy(
        "links",
        "appointment_id practice_id series_id generation state url",
        [
            (a, _PRACTICE, s, 1, "live", keys.seal(f"https://video.example/v/{a.hex[:22]}", URL, a))
            for _, s, a, _ in ids
        ],
    )
    await copy(
        "communications",
        "id practice_id version series_id appointment_id schedule_version rule_id trigger channel recipient "
        "carries_link link_of status due_at attempt",
        [
            (c, _PRACTICE, 1, s, a, 1, rule_id, "reminder", "email", "client", True, a, "scheduled", soon, 0)
            for _, s, a, c in ids
        ],
    )
    heard = datetime.now(UTC) + timedelta(days=1)
    await copy(
        "watermarks",
        "topic partition partitions committed_before",
        [(topic, 0, 1, heard) for topic in (BOOKING_EVENTS, VIDEO_LINKS_EVENTS)],
    )


def _address(number: int) -> str:
    return f"client-{number}@example.org"


def _environment(database: ServiceDatabase, *, port: int) -> dict[str, str]:
    settings = _settings(database, port=port)
    values = settings.model_dump() | {
        "database_url": database.application_url,
        "database_relay_url": database.relay_url,
        **SEALING_KEYS,
        **SIGNING_KEYS,
        "storage_keys": _STORAGE_KEY,
    }
    return {f"STANDING_{name}".upper(): str(value) for name, value in values.items() if value is not None}


_STORAGE_KEY = Fernet.generate_key().decode()


def _settings(database: ServiceDatabase, *, port: int) -> Settings:
    """Nobody signs in here."""
    return Settings.model_validate(
        {
            "database_url": database.application_url,
            "database_relay_url": database.relay_url,
            "port": 1,
            **SEALING_KEYS,
            **SIGNING_KEYS,
            "issuer": "http://127.0.0.1",
            "audience": "none",
            "jwks_url": "http://127.0.0.1/jwks",
            "storage_keys": _STORAGE_KEY,
            "smtp_host": HOST,
            "smtp_port": port,
            "smtp_connections": _CONNECTIONS,
            "mail_from": "hello@harbourstreet.example",
        }
    )


@dataclass(frozen=True, slots=True)
class _MailServer:
    process: Process
    port: int

    async def until_all(self, first: float) -> Round:
        """When all have been taken over."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        taken: dict[str, float] = {}
        times: Counter[str] = Counter()
        async with asyncio.timeout(20 * _WITHIN + 120):
            while len(taken) < _MESSAGES:
                await asyncio.sleep(0.25)
                self.process.stdin.write(b"\n")
                state = json.loads(await self.process.stdout.readline())
                for address, at in state["taken"]:
                    taken.setdefault(address, at)
                    times[address] += 1
        assert state["most_at_once"] <= _WORKERS * _CONNECTIONS, state["most_at_once"]
        due = {_address(number): first + _WITHIN * number / _MESSAGES for number in range(_MESSAGES)}
        return Round(
            rate=_MESSAGES / (max(taken.values()) - first),
            lateness=[(at - due[address]) * 1000 for address, at in taken.items()],
            repeated=sum(number - 1 for number in times.values()),
            refusals=state["refusals"],
        )


@asynccontextmanager
async def _mail_server() -> AsyncIterator[_MailServer]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.mail_server", str(_COMMAND), str(_REFUSED)),
        cwd=checkout.ROOT,
        stdin=PIPE,
        stdout=PIPE,
        limit=2**26,
    )
    assert process.stdout is not None
    try:
        yield _MailServer(process, int(await process.stdout.readline()))
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def _processes(role: str, environment: dict[str, str], *arguments: str) -> AsyncIterator[None]:
    running = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "benchmarks.reminders", role, str(number), *arguments),
            cwd=checkout.ROOT,
            env=os.environ | environment,
        )
        for number in range(_WORKERS)
    ]
    try:
        yield
    finally:
        for process in running:
            process.terminate()
        for process in running:
            await process.wait()


async def _work() -> None:
    """As `notifications worker` runs the scheduler."""
    settings = Settings()
    async with Database(settings.database_url.get_secret_value()) as database:
        scheduler = app.create_scheduler(settings, database, app.create_installation(settings))
        for stop_signal in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(stop_signal, scheduler.stop)
        await scheduler.run()


class _Bare:
    """Each mail over the connection that is free when it is due."""

    def __init__(self, number: int, port: int, first: float) -> None:
        self._port = port
        self._waiting: asyncio.PriorityQueue[tuple[float, int, bytes]] = asyncio.PriorityQueue()
        for message in range(number, _MESSAGES, _WORKERS):
            self._waiting.put_nowait((first + _WITHIN * message / _MESSAGES, message, _ready_made(message)))

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(_CONNECTIONS):
                group.create_task(self._send())

    async def _send(self) -> None:
        smtp = SMTP(hostname=HOST, port=self._port, use_tls=False, start_tls=False)
        await smtp.connect()
        await smtp.ehlo()
        while True:
            due, message, content = await self._waiting.get()
            await asyncio.sleep(max(0.0, due - time.time()))
            try:
                await smtp.mail("hello@harbourstreet.example")
                await smtp.rcpt(_address(message))
                await smtp.data(content)
            except SMTPResponseException:
                await smtp.rset()
                self._waiting.put_nowait((time.time() + _PAUSE, message, content))


def _ready_made(number: int) -> bytes:
    """As long as a reminder is."""
    message = EmailMessage()
    message["Message-ID"] = f"<{number}@harbourstreet.example>"
    message["From"] = "Harbour Street Physiotherapy <hello@harbourstreet.example>"
    message["To"] = f"Tomasz Zieliński <{_address(number)}>"
    message["Subject"] = "Your video session: Thursday 28 October, 10am"
    message.set_content("This is the 2nd of your 5 video sessions with Dr. Adeyemi.\n" * 15, cte="quoted-printable")
    message.add_alternative(f"<p>{'Open my session. ' * 15}</p>\n" * 20, subtype="html", cte="quoted-printable")
    return message.as_bytes()


async def _send_bare(number: int, port: int, first: float) -> None:
    running = asyncio.create_task(_Bare(number, port, first).run())
    for stop_signal in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(stop_signal, running.cancel)
    try:
        await running
    except asyncio.CancelledError:
        return


if __name__ == "__main__":
    if sys.argv[1] == "worker":
        asyncio.run(_work())
    else:
        asyncio.run(_send_bare(int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])))
