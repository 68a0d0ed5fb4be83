"""A database that came back from a backup takes over what went since, from its own topic."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import asyncpg
from uuid_utils.compat import uuid7

from tests.support import commands
from tests.support.commands import Ran
from tests.support.eventually import eventually
from tests.support.notifications import Booking, Notifications
from tests.support.topics import publish
from tests.support.transit_keys import TRANSIT_KEYS


async def restored(notifications: Notifications, kafka: str, *arguments: str) -> Ran:
    settings = notifications.settings
    return await commands.run(
        "notifications.app",
        "restored",
        *arguments,
        environment={
            "STANDING_DATABASE_URL": notifications.urls.application_url,
            "STANDING_DATABASE_RELAY_URL": notifications.urls.relay_url,
            "STANDING_KAFKA_BOOTSTRAP": kafka,
            "STANDING_TRANSIT_KEYS": TRANSIT_KEYS,
            "STANDING_STORAGE_KEYS": ",".join(key.get_secret_value() for key in settings.storage_keys),
            "STANDING_ISSUER": settings.issuer,
            "STANDING_AUDIENCE": settings.audience,
            "STANDING_JWKS_URL": settings.jwks_url,
            "STANDING_MAIL_FROM": settings.mail_from,
            "STANDING_PORT": "1",
        },
    )


class Backup:
    """The database as it is now, to come back to: what came later goes."""

    def __init__(self, offsets: Sequence[asyncpg.Record], last_row: int) -> None:
        self._offsets = offsets
        self.last_row = last_row

    @classmethod
    async def of(cls, notifications: Notifications) -> "Backup":
        offsets = await notifications.fetch("SELECT topic, partition, handled_to FROM handled_offsets")
        (row,) = await notifications.fetch("SELECT last_row FROM last_watermark")
        return cls(offsets, row["last_row"])

    async def comes_back(self, notifications: Notifications) -> None:
        await notifications.fetch("TRUNCATE communications, appointments, series, links, series_links, clients, outbox")
        await notifications.fetch("DELETE FROM incarnations")
        await notifications.fetch("UPDATE last_watermark SET last_row = $1, incarnation = 0", self.last_row)
        for row in self._offsets:
            await notifications.fetch(
                "UPDATE handled_offsets SET handled_to = $3 WHERE topic = $1 AND partition = $2", *row
            )


def soon(notifications: Notifications) -> Booking:
    """In the real clock's future, by which the worker goes."""
    notifications.now = datetime.now(UTC)
    first = (notifications.now + timedelta(days=3)).replace(tzinfo=None, minute=0, second=0, microsecond=0)
    return notifications.booking(3, first=first, email=f"tomasz-{uuid7()}@example.org")


async def until_all_is_heard(notifications: Notifications, booking: Booking) -> None:
    async def heard() -> bool:
        rows = await notifications.fetch("SELECT status FROM communications WHERE series_id = $1", booking.id)
        states = sorted(row["status"] for row in rows)
        outbox = await notifications.fetch("SELECT FROM outbox LIMIT 1")
        return states == ["scheduled", "scheduled", "sent"] and not outbox

    await eventually(heard)


async def test_invariant_6_what_went_before_a_database_came_back_does_not_go_again(
    notifications: Notifications, kafka: str
) -> None:
    taken_at = datetime.now(UTC)
    first = soon(notifications)
    await publish(kafka, *(notifications.envelope(event) for event in first.events))
    async with notifications.worker(kafka):
        await until_all_is_heard(notifications, first)
        await until_a_watermark_is_noted(notifications)
    backup = await Backup.of(notifications)
    booking = soon(notifications)
    await publish(kafka, *(notifications.envelope(event) for event in booking.events))
    async with notifications.worker(kafka):
        await until_all_is_heard(notifications, booking)
        await until_a_watermark_is_noted(notifications, behind=backup)
    sent = len(notifications.mailbox.mails)

    for _ in range(2):  # and once more after that
        await backup.comes_back(notifications)
        async with notifications.worker(kafka) as worker:

            async def stands() -> bool:
                return any("notifications restored" in words for words in worker.trouble)

            await eventually(stands)
            ran = await restored(notifications, kafka, "--from", taken_at.isoformat(), "--may-repeat")
            assert ran.status == 0, ran.stderr
            assert ran.stdout.startswith("Taken over as sent: ")
            await until_all_is_heard(notifications, booking)
            await until_a_watermark_is_noted(notifications, behind=backup)
    assert len(notifications.mailbox.mails) == sent


async def until_a_watermark_is_noted(notifications: Notifications, *, behind: Backup | None = None) -> None:
    async def noted() -> bool:
        rows = await notifications.fetch("SELECT last_row FROM last_watermark")
        least = 0 if behind is None else behind.last_row
        return bool(rows) and rows[0]["last_row"] > least

    await eventually(noted)


async def test_where_the_topic_does_not_reach_back_nothing_is_done_unless_somebody_decides_so(
    notifications: Notifications, kafka: str
) -> None:
    ran = await restored(notifications, kafka, "--from", "2001-01-01T00:00+00:00")
    assert ran.status == 1
    assert "does not hold all that was told since 2001-01-01" in ran.stderr
    assert await notifications.fetch("SELECT FROM incarnations") == []
