"""What moving a series of 52 takes next to booking it, and its preview next to the booking's; in an almost empty
database, and in one of a million appointments.

The API runs in this process, and each request is answered before the next: what is compared is the same work, so that
what both pay for (HTTP, tokens, the pool) is in both. All appointments of a series move, a day on and back in turns.
"""

import time
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

from benchmarks import servers
from benchmarks.measure import Spread, table
from services.booking.tests.clinic import Booking, Clinic
from tests.support.issuer import Issuer

_SERIES = 30
_SESSIONS = 52
_FILLED = 1_000_000  # appointments
_MONDAY = date(2027, 3, 1)

# Of 400 practitioners over the same weeks as what is measured, each series of a client of its own.
_FILL = """
WITH practitioner AS (
    INSERT INTO practitioners (practice_id, id, version, name, changed_at)
    SELECT $1, gen_random_uuid(), 1, 'Dr. ' || number, now()
      FROM generate_series(1, 400) AS number
    RETURNING id
), wanted AS MATERIALIZED (
    SELECT gen_random_uuid() AS id, gen_random_uuid() AS client_id, practitioner.id AS practitioner_id,
           timestamp '2027-03-01 06:00' + slot * interval '15 min' AS starts_local
      FROM practitioner, generate_series(0, $3::integer - 1) AS slot
), client AS (
    INSERT INTO clients (practice_id, id, version, name, recipients, changed_at)
    SELECT $1, client_id, 1, 'A client', '[]', now()
      FROM wanted
), series AS (
    INSERT INTO series (practice_id, id, version, practitioner_id, client_id, kind_id, kind_name, video, zone,
                        starts_local, frequency, count, skipped_months, skipped_dates, sessions, booked_by, booked_at,
                        changed_by, changed_at)
    SELECT $1, id, 1, practitioner_id, client_id, $2, 'Video follow-up', true, 'Europe/London', starts_local,
           'weekly', 52, '{}', '{}', 52, 'jo', now(), 'jo', now()
      FROM wanted
)
INSERT INTO appointments (practice_id, id, series_id, practitioner_id, number, local_start, fold, twice, starts_at,
                          ends_at, local_end, occupied_from, occupied_to, status, schedule_version, zone_data, accepted)
SELECT $1, gen_random_uuid(), id, practitioner_id, week, local_start, 0, false, starts_at, ends_at,
       local_start + interval '10 min', starts_at, ends_at, 'booked', 1, '2026f', '{}'
  FROM wanted,
       generate_series(1, 52) AS week,
       LATERAL (SELECT starts_local + (week - 1) * interval '7 days' AS local_start) AS place,
       LATERAL (SELECT local_start AT TIME ZONE 'Europe/London' AS starts_at,
                       (local_start + interval '10 min') AT TIME ZONE 'Europe/London' AS ends_at) AS moment
"""


async def measured(directory: Path) -> str:
    issuer = Issuer()
    try:
        async with servers.postgres(directory) as cluster:
            rows = []
            for name, appointments in (("almost empty", 0), ("a million appointments", _FILLED)):
                database = await cluster.migrated("booking", name=f"booking_{appointments}")
                async with Booking.running(database, issuer) as booking:
                    clinic = await Clinic.opened(booking)
                    await _fill(clinic, appointments)
                    rows += _rows(name, await _timed(clinic))
    finally:
        issuer.close()
    return table(["a series of 52", "database", "ms", "ratio"], rows)


async def _fill(clinic: Clinic, appointments: int) -> None:
    if appointments:
        await clinic.booking.superuser_rows(
            _FILL, clinic.practice_id, clinic.kinds["Video follow-up"], appointments // 52 // 400
        )
        await clinic.booking.superuser_rows("ANALYZE")


async def _timed(clinic: Clinic) -> dict[str, Spread]:
    taken: dict[str, list[float]] = {"booked": [], "previewed": [], "moved": [], "move previewed": []}

    async def timed(what: str, asked: Callable[[], Awaitable[Any]]) -> Any:
        since = time.perf_counter()
        answer = await asked()
        taken[what].append((time.perf_counter() - since) * 1000)
        assert answer.status_code < 300, answer.text
        return answer

    for number in range(_SERIES):
        first = datetime.combine(_MONDAY + timedelta(days=number % 5), time_of_day(8 + number // 5))
        to = (first + timedelta(days=1, hours=8)).isoformat()
        request = clinic.booking_request(first.isoformat(), recurrence={"frequency": "weekly", "count": _SESSIONS})
        preview = {key: value for key, value in request.items() if key != "note"}
        await timed("previewed", lambda: clinic.asks("POST", "/series:preview", json=preview))  # noqa: B023
        booked = (await timed("booked", lambda: clinic.asks_for_series(request))).json()  # noqa: B023
        session = booked["appointments"][0]["id"]
        body = {"starts_local": to, "scope": "all_ahead"}
        await timed("move previewed", lambda: clinic.asks("POST", f"/appointments/{session}:preview-move", json=body))  # noqa: B023
        await timed("moved", lambda: clinic.asks_to_move(session, to, "all_ahead"))  # noqa: B023
        await clinic.cancels(session, "all_ahead", version=2)
    return {what: Spread.of(values[3:]) for what, values in taken.items()}  # once connections and plans are there


def _rows(database: str, spreads: dict[str, Spread]) -> list[list[str]]:
    peers = {"moved": "booked", "move previewed": "previewed"}
    return [
        [what, database, spread.words("ms"), spread.ratio_to(spreads[peers.get(what, what)])]
        for what, spread in spreads.items()
    ]
