"""On the real broker, by the worker as it runs in the installation."""

from datetime import datetime, timedelta

import asyncpg
from uuid_utils.compat import uuid7

from contracts.communications import CommunicationsChanged
from contracts.topics import NOTIFICATIONS_EVENTS
from tests.support.eventually import eventually
from tests.support.notifications import Booking, Notifications
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
