"""`<service> doctor` finds what is broken on purpose, and nothing in a service that is as it has to be."""

import asyncio
import json
import os
import secrets
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import asyncpg
import pytest
from cryptography.fernet import Fernet

import booking.app
import notifications.app
import notifications.command_line
import notifications.settings
import video_links.app
import video_links.settings
from messaging import doctor
from messaging.doctor import Finding, examine
from standing_local import checkout, ports
from standing_operator import databases
from standing_operator.databases import ServiceDatabase, ServiceDatabases
from tests.support.issuer import Issuer
from tests.support.mailbox import Mailbox
from tests.support.pooler import Pooling
from tests.support.sealing_keys import SEALING_KEYS
from tests.support.signing_keys import SIGNING_KEYS, in_environment

OWNER_URL = "STANDING_DATABASE_OWNER_URL"

type Change = Callable[["Patient"], None]


READ = {
    "booking": ["video-links.events.v1", "notifications.events.v1"],
    "video-links": ["booking.events.v1"],
    "notifications": ["booking.events.v1", "video-links.events.v1"],
}


class Patient:
    """A service with its environment, as it would be started."""

    def __init__(self, service: str, urls: ServiceDatabase, issuer: Issuer, mailbox: Mailbox, kafka: str) -> None:
        self.service = service
        self.urls = urls
        self.environment = {
            "STANDING_DATABASE_URL": urls.application_url,
            "STANDING_DATABASE_RELAY_URL": urls.relay_url,
            "STANDING_KAFKA_BOOTSTRAP": kafka,
            "STANDING_PORT": "1",
            "STANDING_ISSUER": issuer.url,
            "STANDING_AUDIENCE": "https://api.standing.test",
            "STANDING_JWKS_URL": issuer.jwks_url,
            **in_environment({**SEALING_KEYS, **SIGNING_KEYS}),
            "STANDING_STORAGE_KEYS": Fernet.generate_key().decode(),
            "STANDING_PUBLIC_URL": "https://video.example",
            "STANDING_SMTP_PORT": str(mailbox.port),
            "STANDING_SMTP_TIMEOUT": "5",
            "STANDING_MAIL_FROM": "desk@harbour.example",
        }

    async def demands_signatures(self) -> Self:
        await self.executes(
            *(f"INSERT INTO demanded_signatures VALUES ('{topic}', 0, 0)" for topic in READ[self.service])
        )
        return self

    async def executes(self, *statements: str) -> None:
        connection = await asyncpg.connect(self.urls.superuser_url)
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    async def finds(self, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
        for name, value in self.environment.items():
            monkeypatch.setenv(name, value)
        migrations = checkout.SERVICES / self.service / "migrations"
        match self.service:
            case "booking":
                found = examine(self.service, booking.settings.Settings, migrations, booking.app.create_handlers)
            case "video-links":
                found = examine(
                    self.service, video_links.settings.Settings, migrations, video_links.app.create_handlers
                )
            case _:
                found = examine(
                    self.service,
                    notifications.settings.Settings,
                    migrations,
                    lambda settings: notifications.app.create_handlers(
                        settings, notifications.app.create_installation(settings)
                    ),
                    notifications.command_line.checks,
                )
        return [finding async for finding in found]


@pytest.fixture
async def booking_service(service_database: ServiceDatabases, issuer: Issuer, mailbox: Mailbox, kafka: str) -> Patient:
    patient = Patient("booking", await service_database("booking"), issuer, mailbox, kafka)
    return await patient.demands_signatures()


@pytest.fixture
async def notifications_service(
    service_database: ServiceDatabases, issuer: Issuer, mailbox: Mailbox, kafka: str
) -> Patient:
    patient = Patient("notifications", await service_database("notifications"), issuer, mailbox, kafka)
    return await patient.demands_signatures()


def troubles(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.check, finding.state) for finding in findings if finding.state != "ok"]


@pytest.mark.parametrize("service", ["booking", "video-links", "notifications"])
async def test_nothing_is_found_in_a_service_that_is_as_it_has_to_be(
    service: str,
    service_database: ServiceDatabases,
    issuer: Issuer,
    mailbox: Mailbox,
    kafka: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    patient = Patient(service, await service_database(service.replace("-", "_")), issuer, mailbox, kafka)
    found = await (await patient.demands_signatures()).finds(monkeypatch)
    expected = [("watermarks", "look")] if service == "notifications" else []
    assert troubles(found) == expected
    assert {"settings", "Postgres", "clock", "application role", "relay role", "migrations", "outbox"} <= {
        finding.check for finding in found
    }


@pytest.mark.parametrize(
    ("check", "words", "statements"),
    [
        ("relay role", "can also use clients", ["GRANT SELECT ON clients TO booking_relay"]),
        ("relay role", "cannot read and empty the outbox", ["REVOKE DELETE ON outbox FROM booking_relay"]),
        ("row-level security", "not forced in clients", ["ALTER TABLE clients NO FORCE ROW LEVEL SECURITY"]),
        ("application role", "owns notes", ["CREATE TABLE notes ()", "ALTER TABLE notes OWNER TO booking_application"]),
        (
            "migrations",
            "not applied: service/0001_initial.sql",
            ["DELETE FROM migrations WHERE name = '0001_initial.sql'"],
        ),
        ("migrations", "edited", ["UPDATE migrations SET sha256 = 'x' WHERE name = '0001_initial.sql'"]),
        (
            "migrations",
            "not applied as they are now",
            ["UPDATE migrations SET sha256 = 'x' WHERE name = 'backlog.sql'"],
        ),
        ("migrations", "never migrated", ["ALTER TABLE migrations DROP COLUMN folder"]),
        ("migrations", "the database serves 99.0.0 and newer", ["UPDATE migrations SET serves = '99.0'"]),
        (
            "outbox",
            "1 waiting, the first for 2 min",
            [
                """
                INSERT INTO outbox (topic, key, headers, value, added_at)
                VALUES ('t', 'k', '{}', 'v', clock_timestamp() - interval '2 minutes')
                """
            ],
        ),
        (
            "parked events",
            "1 parked",
            [
                """
                INSERT INTO parked_events
                       (id, practice_id, topic, partition, "offset", published_at, headers, reason)
                VALUES (gen_random_uuid(), gen_random_uuid(), 't', 0, 0, now(), '{}', 'unreadable')
                """
            ],
        ),
        (
            "partitions",
            "video-links.events.v1 stands at offset 5 of partition 2: 100 events in a row, up to offset 150",
            [
                """
                INSERT INTO parked_streaks (topic, partition, begins, ends, events, release, park_to)
                SELECT 'video-links.events.v1', 2, 5, 150, array_agg(gen_random_uuid()), '0.1.0', -1
                  FROM generate_series(1, 100)
                """
            ],
        ),
        ("Postgres", "UndefinedTableError", ["DROP TABLE outbox CASCADE"]),
    ],
)
async def test_what_is_wrong_in_the_database_is_bad_and_says_what_to_do(
    booking_service: Patient, monkeypatch: pytest.MonkeyPatch, check: str, words: str, statements: list[str]
) -> None:
    await booking_service.executes(*statements)
    found = await booking_service.finds(monkeypatch)
    bad = [finding for finding in found if finding.state == "bad"]
    assert check in {finding.check for finding in bad}
    assert any(words in finding.words and finding.do for finding in bad), bad


@pytest.mark.parametrize(
    ("behind", "told", "trouble"),
    [
        (["DATABASE"], "none", [("pooler", "bad")]),
        (["DATABASE"], "transaction", []),
        (["DATABASE", "DATABASE_RELAY"], "transaction", [("pooler", "bad")]),
        ([], "transaction", [("pooler", "look")]),
    ],
)
async def test_a_pooler_that_the_service_is_not_told_of_or_that_stands_before_its_relay_is_bad(
    booking_service: Patient,
    pooling: Pooling,
    monkeypatch: pytest.MonkeyPatch,
    behind: list[str],
    told: str,
    trouble: list[tuple[str, str]],
) -> None:
    booking_service.environment["STANDING_DATABASE_POOLER"] = told
    async with pooling(booking_service.urls.application_url, booking_service.urls.relay_url) as through:
        for name in behind:
            setting = f"STANDING_{name}_URL"
            booking_service.environment[setting] = through(booking_service.environment[setting])
        found = await booking_service.finds(monkeypatch)
    assert troubles(found) == trouble
    assert all(finding.do for finding in found if finding.state != "ok")


async def test_a_database_newer_than_the_code_is_worth_a_look(
    booking_service: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    await booking_service.executes(
        """
        INSERT INTO migrations (folder, name, sha256, serves, release)
        VALUES ('service', '9999_ahead.sql', 'x', '0.1', '9.0')
        """
    )
    assert troubles(await booking_service.finds(monkeypatch)) == [("migrations", "look")]


async def test_a_database_of_somebody_else_that_lets_the_service_in_is_worth_a_look(
    booking_service: Patient, superuser: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"shop_{secrets.token_hex(4)}"
    await superuser.execute(f"CREATE DATABASE {name}")
    try:
        found = await booking_service.finds(monkeypatch)
        assert troubles(found) == [("other databases", "look")]
        [do] = [finding.do for finding in found if finding.state == "look"]
        await superuser.execute(do.rpartition(": ")[2])
        assert troubles(await booking_service.finds(monkeypatch)) == []
    finally:
        await databases.drop_database(superuser, name)


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        (lambda it: it.environment.update(STANDING_DATABASE_URL=it.urls.superuser_url), ("application role", "bad")),
        (lambda it: it.environment.update(STANDING_DATABASE_URL=it.urls.owner_url), ("application role", "bad")),
        (lambda it: it.environment.update(STANDING_DATABASE_RELAY_URL=it.urls.application_url), ("relay role", "bad")),
        (lambda it: it.environment.update(STANDING_DATABASE_URL=nobodys_address()), ("Postgres", "bad")),
        (
            lambda it: it.environment.update(STANDING_JWKS_URL=f"http://{ports.HOST}:{ports.any_free()}/jwks"),
            ("identity provider", "bad"),
        ),
        (lambda it: it.environment.update(STANDING_STORAGE_KEYS="s3cret"), ("settings", "bad")),
        (lambda it: it.environment.update(STANDING_PORT="one"), ("settings", "bad")),
        (
            lambda it: it.environment.update(STANDING_KAFKA_BOOTSTRAP=f"{ports.HOST}:{ports.any_free()}"),
            ("Kafka", "bad"),
        ),
        (lambda it: it.environment.update(STANDING_KAFKA_SECURITY_PROTOCOL="SASL_SSL"), ("settings", "bad")),
    ],
    ids=[
        "superuser",
        "owner",
        "relay",
        "no Postgres",
        "no keys",
        "storage keys",
        "settings",
        "no Kafka",
        "no user for Kafka",
    ],
)
async def test_a_setting_that_is_wrong_is_found(
    booking_service: Patient, monkeypatch: pytest.MonkeyPatch, change: Change, trouble: tuple[str, str]
) -> None:
    change(booking_service)
    found = await booking_service.finds(monkeypatch)
    assert trouble in troubles(found)
    said = " ".join(finding.words for finding in found)
    assert booking_service.urls.application_url.partition("@")[0] not in said, "no password is shown"
    assert "s3cret" not in said


def nobodys_address() -> str:
    return f"postgresql://booking_application:application@{ports.HOST}:{ports.any_free()}/booking"


async def test_a_clock_that_differs_is_found(booking_service: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    for ahead, state in ((timedelta(seconds=5), "look"), (timedelta(hours=-1), "bad")):
        monkeypatch.setattr(doctor, "_now", lambda ahead=ahead: datetime.now(UTC) + ahead)
        assert troubles(await booking_service.finds(monkeypatch)) == [("clock", state)]


async def test_a_topic_that_has_not_been_heard_of_is_bad_and_so_is_a_partition(
    notifications_service: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    await notifications_service.executes(
        "INSERT INTO watermarks VALUES ('booking.events.v1', 0, 1, now() - interval '3 minutes')",
        "INSERT INTO watermarks VALUES ('video-links.events.v1', 0, 2, now())",
        "INSERT INTO watermarks VALUES ('well', 0, 1, now())",
        "INSERT INTO watermarks VALUES ('of 2099', 0, 1, '2099-01-01')",
    )
    assert troubles(await notifications_service.finds(monkeypatch)) == [
        ("watermark of booking.events.v1", "bad"),
        ("watermark of of 2099", "bad"),
        ("watermark of video-links.events.v1", "bad"),
    ]


async def test_what_a_release_before_left_open_is_worth_a_look(
    booking_service: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    await booking_service.executes("DELETE FROM demanded_signatures WHERE topic = 'notifications.events.v1'")
    booking_service.environment["STANDING_TRANSIT_KEYS"] = Fernet.generate_key().decode()
    found = await booking_service.finds(monkeypatch)
    assert troubles(found) == [("sealing", "look"), ("signatures", "look")]
    assert [finding.words for finding in found if finding.state == "look"] == [
        "as former releases do: what is sealed opens in any event",
        "not asked for: who can write to notifications.events.v1 can tell anything",
    ]
    booking_service.environment["STANDING_SEAL_BOUND"] = "true"
    (bound, _) = [finding for finding in await booking_service.finds(monkeypatch) if finding.state == "look"]
    assert "Remove STANDING_TRANSIT_KEYS" in bound.do


async def test_a_mail_server_that_does_not_greet_is_found(
    notifications_service: Patient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await mailbox.close()
    assert ("mail server", "bad") in troubles(await notifications_service.finds(monkeypatch))


async def test_the_command_says_a_json_object_a_line_and_ends_with_1_where_something_is_bad(
    booking_service: Patient,
) -> None:
    for change, status in (({}, 0), ({"STANDING_DATABASE_RELAY_URL": nobodys_address()}, 1)):
        command = await asyncio.create_subprocess_exec(
            Path(sys.executable).with_name("booking"),
            "doctor",
            env=os.environ | booking_service.environment | change,
            stdout=asyncio.subprocess.PIPE,
        )
        said, _ = await command.communicate()
        found = [Finding(**json.loads(line)) for line in said.decode().splitlines()]
        assert command.returncode == status
        assert any(finding.state == "bad" for finding in found) == bool(status)
        assert all(replace(finding).check for finding in found)
