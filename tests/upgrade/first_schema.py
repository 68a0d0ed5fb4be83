"""Made-up data as the first schema of each service held it: a practice, and two weekly video sessions of Grace's."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg
from cryptography.fernet import Fernet

from standing_operator.databases import ServiceDatabase
from tests.support.link_users import PUBLIC_URL
from tests.upgrade.recording import STORAGE_KEY
from video_links.domain.token import Token

PRACTICE, PRACTITIONER, CLIENT, KIND, SERIES = (UUID(int=number) for number in range(1, 6))
FIRST_SESSION, SECOND_SESSION = UUID(int=6), UUID(int=7)
STARTS: Final = (datetime(2027, 10, 20, 9, tzinfo=UTC), datetime(2027, 10, 27, 9, tzinfo=UTC))
HALF_AN_HOUR: Final = timedelta(minutes=30)
TOKENS: Final = (Token.of(bytes(range(16))), Token.of(bytes(range(16, 32))))
URLS: Final = tuple(f"{PUBLIC_URL}/v/{token.text}" for token in TOKENS)
GRACE: Final = {
    "role": "client",
    "name": "Gráce Whitfield",
    "called": None,
    "email": "grace@mail.example",
    "phone": None,
}
TEMPLATE: Final = "Hello {{ client.first_name }}, here is {{ link }}."

type Row = tuple[str, dict[str, Any]]


def sealed(text: str) -> bytes:
    return Fernet(STORAGE_KEY).encrypt(text.encode())


def _sessions() -> list[dict[str, Any]]:
    return [
        {
            "id": session,
            "practice_id": PRACTICE,
            "series_id": SERIES,
            "number": number,
            "local_start": starts.replace(tzinfo=None) + timedelta(hours=1),  # summer time
            "starts_at": starts,
            "ends_at": starts + HALF_AN_HOUR,
            "status": "booked",
        }
        for number, (session, starts) in enumerate(zip((FIRST_SESSION, SECOND_SESSION), STARTS, strict=True), start=1)
    ]


def of_booking() -> list[Row]:
    its: dict[str, Any] = {"practice_id": PRACTICE}
    kind = {"name": "Video follow-up", "video": True, "duration_minutes": 30, "colour": "blue"}
    return [
        ("practices", {"id": PRACTICE, "version": 1, "name": "Harbour Street Physiotherapy", "zone": "Europe/London"}),
        ("staff", its | {"subject": "receptionist-1", "name": "Robin Ames"}),
        ("practitioners", its | {"id": PRACTITIONER, "version": 1, "name": "Dr. Adeyemi"}),
        (
            "clients",
            its | {"id": CLIENT, "version": 1, "name": GRACE["name"], "recipients": json.dumps([GRACE])},
        ),
        (
            "appointment_kinds",
            its | kind | {"id": KIND, "version": 1, "buffer_before_minutes": 0, "buffer_after_minutes": 0},
        ),
        (
            "series",
            its
            | {
                "id": SERIES,
                "version": 1,
                "practitioner_id": PRACTITIONER,
                "client_id": CLIENT,
                "kind_id": KIND,
                "kind_name": "Video follow-up",
                "video": True,
                "zone": "Europe/London",
                "starts_local": datetime(2027, 10, 20, 10),
                "frequency": "weekly",
                "count": 2,
                "skipped_months": [],
                "note": "Left knee",
                "sessions": 2,
                "booked_by": "receptionist-1",
                "booked_at": datetime(2027, 10, 1, 12, tzinfo=UTC),
            },
        ),
        *(
            (
                "appointments",
                session
                | {
                    "practitioner_id": PRACTITIONER,
                    "fold": 0,
                    "occupied_from": session["starts_at"],
                    "occupied_to": session["ends_at"],
                    "schedule_version": 1,
                },
            )
            for session in _sessions()
        ),
        (
            "audit_log",
            its
            | {
                "at": datetime(2027, 10, 1, 12, tzinfo=UTC),
                "subject": "receptionist-1",
                "action": "series.booked",
                "about": SERIES,
            },
        ),
        ("series_links", its | {"series_id": SERIES, "version": 1}),
        *(
            (
                "links",
                its
                | {
                    "appointment_id": session["id"],
                    "series_id": SERIES,
                    "generation": 1,
                    "state": "live",
                    "url": sealed(url),
                },
            )
            for session, url in zip(_sessions(), URLS, strict=True)
        ),
        (
            "communications",
            its
            | {
                "id": UUID(int=20),
                "series_id": SERIES,
                "version": 1,
                "appointment_id": SECOND_SESSION,
                "trigger": "reminder",
                "channel": "email",
                "recipient": "client",
                "status": "scheduled",
                "due_at": STARTS[1] - timedelta(days=1),
            },
        ),
    ]


def of_video_links() -> list[Row]:
    its: dict[str, Any] = {"practice_id": PRACTICE}
    return [
        ("practices", {"id": PRACTICE, "version": 1, "name": "Harbour Street Physiotherapy"}),
        ("practitioners", its | {"id": PRACTITIONER, "version": 1, "name": "Dr. Adeyemi"}),
        (
            "series",
            its
            | {
                "id": SERIES,
                "version": 1,
                "practitioner_id": PRACTITIONER,
                "zone": "Europe/London",
                "video": True,
            },
        ),
        *(("appointments", session) for session in _sessions()),
        *(
            (
                "links",
                its
                | {
                    "id": UUID(int=30 + number),
                    "series_id": SERIES,
                    "appointment_id": session["id"],
                    "generation": 1,
                    "token_hash": token.sha256,
                    "token_sealed": sealed(token.text),
                    "state": "live",
                    "made_at": datetime(2027, 10, 1, 12, tzinfo=UTC),
                },
            )
            for number, (session, token) in enumerate(zip(_sessions(), TOKENS, strict=True))
        ),
        ("series_links", its | {"series_id": SERIES, "version": 1}),
    ]


def of_notifications() -> list[Row]:
    its: dict[str, Any] = {"practice_id": PRACTICE}
    practice = {"version": 1, "name": "Harbour Street Physiotherapy", "zone": "Europe/London", "phone": "01632 960 123"}
    rules = {trigger: UUID(int=40 + number) for number, trigger in enumerate(("recurring_video", "reminder"))}
    return [
        ("practices", practice | {"id": PRACTICE}),
        ("practitioners", its | {"id": PRACTITIONER, "version": 1, "name": "Dr. Adeyemi"}),
        ("clients", its | {"id": CLIENT, "version": 1, "recipients": sealed(json.dumps([GRACE]))}),
        (
            "series",
            its
            | {
                "id": SERIES,
                "version": 1,
                "practitioner_id": PRACTITIONER,
                "client_id": CLIENT,
                "kind_id": KIND,
                "video": True,
                "zone": "Europe/London",
                "recurrence": "every week on Wednesday",
                "skipped_dates": [],
                "skipped_months": [],
            },
        ),
        *(("appointments", session | {"fold": 0, "schedule_version": 1}) for session in _sessions()),
        ("series_links", its | {"series_id": SERIES, "version": 1}),
        *(
            (
                "links",
                its
                | {
                    "appointment_id": session["id"],
                    "series_id": SERIES,
                    "generation": 1,
                    "state": "live",
                    "url": sealed(url),
                },
            )
            for session, url in zip(_sessions(), URLS, strict=True)
        ),
        *(
            (
                "templates",
                its
                | {
                    "id": UUID(int=50 + number),
                    "name": trigger,
                    "channel": "email",
                    "subject": "Your session on {{ session.short_date }}",
                    "body": TEMPLATE,
                },
            )
            for number, trigger in enumerate(rules)
        ),
        *(
            (
                "rules",
                its
                | {
                    "id": rule,
                    "trigger": trigger,
                    "channel": "email",
                    "template_id": UUID(int=50 + number),
                    "active": True,
                    "delay": None if trigger == "reminder" else timedelta(seconds=45),
                    "lead": "PT24H" if trigger == "reminder" else None,
                },
            )
            for number, (trigger, rule) in enumerate(rules.items())
        ),
        (
            "communications",
            its
            | {
                "id": UUID(int=60),
                "version": 1,
                "series_id": SERIES,
                "appointment_id": SECOND_SESSION,
                "schedule_version": 1,
                "rule_id": rules["reminder"],
                "trigger": "reminder",
                "channel": "email",
                "recipient": "client",
                "carries_link": True,
                "status": "scheduled",
                "due_at": STARTS[1] - timedelta(days=1),
                "attempt": 0,
            },
        ),
    ]


async def fill(database: ServiceDatabase, rows: Sequence[Row]) -> None:
    connection = await asyncpg.connect(database.owner_url)
    try:
        for table, row in rows:
            places = ", ".join(f"${number}" for number in range(1, len(row) + 1))
            await connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", *row.values())
    finally:
        await connection.close()
