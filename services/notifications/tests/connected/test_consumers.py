"""On the real broker, by the worker as it runs in the installation."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from contracts.communications import CommunicationsChanged
from contracts.topics import BOOKING_EVENTS, NOTIFICATIONS_EVENTS
from tests.support import commands
from tests.support.booking_watermarks import how_far_booking_is
from tests.support.commands import Ran
from tests.support.eventually import eventually
from tests.support.notifications import Booking, Notifications, holds_only
from tests.support.sealing_keys import SEALING_KEYS
from tests.support.signing_keys import SIGNING_KEYS, in_environment
from tests.support.topics import publish, published


def soon(notifications: Notifications, *, email: str) -> Booking:
    """In the real clock's future, by which the worker goes."""
    notifications.now = datetime.now(notifications.now.tzinfo)
    first = (notifications.now + timedelta(days=3)).replace(tzinfo=None, minute=0, second=0, microsecond=0)
    return notifications.booking(3, first=first, email=email)


def an_address() -> str:
    """Nobody else's: the topics of the run may hold what other tests have booked."""
    return f"tomasz-{uuid7()}@example.org"


async def test_a_booked_series_comes_in_and_its_mail_and_its_history_go_out(
    notifications: Notifications, kafka: str
) -> None:
    address = an_address()
    booking = soon(notifications, email=address)
    await publish(kafka, *(notifications.envelope(event) for event in booking.events))
    async with notifications.worker(kafka):

        async def history() -> list[tuple[str, str]]:
            records = await published(kafka, NOTIFICATIONS_EVENTS, str(booking.id).encode())
            told = [CommunicationsChanged.model_validate_json(record.value) for record in records]
            confirmation = [m for each in told for m in each.communications if m.trigger == "recurring_video"]
            return [(message.status, message.recipient) for message in confirmation]

        async def sent() -> bool:
            return [status for status, _ in await history()] == ["scheduled", "sending", "sent"]

        await eventually(sent)
    (mail,) = notifications.mailbox.to(address)
    assert booking.urls[0] in mail.text
    records = await published(kafka, NOTIFICATIONS_EVENTS, str(booking.id).encode())
    headers = {name: value.decode() for name, value in records[0].headers}
    assert headers["ce_type"] == "communications.changed.v1"
    assert headers["ce_source"] == "/notifications"
    assert headers["ce_practiceid"] == str(notifications.practice_id)
    assert headers["ce_actor"] == "receptionist-1"
    for record in records:
        for secret in (b"tomasz", b"Tomasz", b"/v/", b"Harbour"):
            assert secret not in record.value


async def test_invariant_7_both_topics_read_again_from_their_start_change_nothing_and_send_nothing(
    notifications: Notifications, kafka: str
) -> None:
    address, last_address = an_address(), an_address()
    booking, last = soon(notifications, email=address), soon(notifications, email=last_address)
    records = [notifications.envelope(event) for event in booking.events]

    async def first_is_sent() -> bool:
        return len(notifications.mailbox.to(address)) == 1 and await notifications.fetch("SELECT FROM outbox") == []

    async def last_is_sent() -> bool:
        return len(notifications.mailbox.to(last_address)) == 1

    async with notifications.worker(kafka):
        await publish(kafka, *records)
        await eventually(first_is_sent)
        before = await rows_of(notifications, booking)
        await publish(kafka, *records, *reversed(records))
        await publish(kafka, *(notifications.envelope(event) for event in last.events))
        await eventually(last_is_sent)
    assert await rows_of(notifications, booking) == before
    assert len(notifications.mailbox.to(address)) == 1


async def rows_of(notifications: Notifications, booking: Booking) -> list[asyncpg.Record]:
    return await notifications.fetch(
        "SELECT ctid, xmin, * FROM communications WHERE series_id = $1 ORDER BY id", booking.id
    )


async def command(notifications: Notifications, kafka: str, *arguments: str) -> Ran:
    settings = notifications.settings
    return await commands.run(
        "notifications.app",
        *arguments,
        environment={
            "STANDING_DATABASE_URL": notifications.urls.application_url,
            "STANDING_DATABASE_RELAY_URL": notifications.urls.relay_url,
            "STANDING_KAFKA_BOOTSTRAP": kafka,
            **in_environment(SEALING_KEYS | SIGNING_KEYS),
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
    first = soon(notifications, email=an_address())
    await publish(kafka, *(notifications.envelope(event) for event in first.events))
    async with notifications.worker(kafka):
        await until_all_is_heard(notifications, first)
        await until_a_watermark_is_noted(notifications)
    backup = await Backup.of(notifications)
    booking = soon(notifications, email=an_address())
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
            ran = await command(notifications, kafka, "restored", "--from", taken_at.isoformat())
            assert ran.status == 0, ran.stderr
            assert ran.stdout.startswith("Taken over: ")
            await until_all_is_heard(notifications, booking)
            await until_a_watermark_is_noted(notifications, behind=backup)
    assert len(notifications.mailbox.mails) == sent


async def until_a_watermark_is_noted(notifications: Notifications, *, behind: Backup | None = None) -> None:
    async def noted() -> bool:
        rows = await notifications.fetch("SELECT last_row FROM last_watermark")
        least = 0 if behind is None else behind.last_row
        return bool(rows) and rows[0]["last_row"] > least

    await eventually(noted)


async def test_invariant_6_where_the_topic_does_not_reach_back_what_was_due_is_held_and_an_operator_decides(
    notifications: Notifications, kafka: str
) -> None:
    kept, given_up = (soon(notifications, email=an_address()) for _ in range(2))
    notifications.now = datetime.now(UTC)
    await notifications.hears(*kept.events, *given_up.events)
    ran = await command(notifications, kafka, "restored", "--from", "2001-01-01T00:00+00:00")
    assert ran.status == 0, ran.stderr
    assert "does not hold what was told before" in ran.stdout
    await notifications.fetch("UPDATE in_doubt SET due_by = now() + interval '1 minute'")  # the topic's oldest is older
    assert await notifications.sends(at=datetime.now(UTC) + timedelta(seconds=30)) == []
    listed = (await command(notifications, kafka, "in-doubt", "list")).stdout.splitlines()
    assert len(listed) == 2
    assert all("recurring_video" in line and "held (restored)" in line for line in listed)
    assert (await command(notifications, kafka, "in-doubt", "release")).status == 1
    released = await command(notifications, kafka, "in-doubt", "release", "--series", str(kept.id))
    assert (released.status, len(released.stdout.splitlines())) == (0, 1)
    dropped = await command(notifications, kafka, "in-doubt", "drop", "--all")
    assert "suppressed (not_repeated)" in dropped.stdout
    assert (await command(notifications, kafka, "in-doubt", "list")).stdout == ""
    assert (await command(notifications, kafka, "in-doubt", "drop", "--all")).status == 1
    (mail,) = await notifications.sends()
    assert holds_only(mail, kept.urls[0])


async def test_invariant_5_a_watermark_that_comes_before_the_cancellation_was_handled_lets_nothing_go(
    notifications: Notifications, kafka: str
) -> None:
    address = an_address()
    booking = soon(notifications, email=address)
    await notifications.has_heard(BOOKING_EVENTS, ago=timedelta(minutes=1))
    await notifications.hears(*booking.events)
    cancelled = notifications.changed(booking, "cancelled", 1, 2, 3, notify=True)
    await publish(kafka, notifications.envelope(cancelled))
    # Whatever another test has had said of late: what stands last is what is read.
    await publish(kafka, await how_far_booking_is(kafka, ago=timedelta(minutes=1)))
    said = await how_far_booking_is(kafka)

    async def confirmation() -> tuple[str, str | None]:
        (message,) = await notifications.fetch(
            "SELECT status, reason FROM communications WHERE series_id = $1 AND trigger = 'recurring_video'", booking.id
        )
        return message["status"], message["reason"]

    async def is_held() -> bool:
        return await confirmation() == ("held", "diary_behind")

    async def is_withdrawn() -> bool:
        return await confirmation() == ("cancelled", "session_cancelled")

    async def is_believed() -> bool:
        rows = await notifications.fetch(
            "SELECT FROM watermarks WHERE topic = $1 AND committed_before = $2",
            BOOKING_EVENTS,
            datetime.fromisoformat(dict(said.headers)[b"ce_time"].decode()),
        )
        return len(rows) == 4

    handling = await asyncpg.connect(notifications.urls.superuser_url)
    try:
        until_it_ends_the_handler_waits = handling.transaction()
        await until_it_ends_the_handler_waits.start()
        await handling.execute("SELECT FROM series WHERE id = $1 FOR UPDATE", booking.id)
        async with notifications.worker(kafka, hears_watermarks=True):
            await eventually(is_held)
            await publish(kafka, said)
            with pytest.raises(TimeoutError):
                await eventually(is_believed, within=3)
            assert await is_held()
            await until_it_ends_the_handler_waits.rollback()
            await eventually(is_withdrawn)
            await eventually(is_believed)
    finally:
        await handling.close()
    assert notifications.mailbox.to(address) == []
