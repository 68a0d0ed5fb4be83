"""What is sealed for one place opens nowhere else, whoever pasted it there, and even if they could sign events."""

import json
from datetime import datetime, timedelta
from typing import Any

from uuid_utils.compat import uuid7

from contracts.event import Envelope, Event
from tests.support.eventually import eventually
from tests.support.notifications import Booking, Notifications
from tests.support.topics import publish


def soon(notifications: Notifications, email: str) -> Booking:
    """In the real clock's future, by which the worker goes."""
    notifications.now = datetime.now(notifications.now.tzinfo)
    first = (notifications.now + timedelta(days=3)).replace(tzinfo=None, minute=0, second=0, microsecond=0)
    return notifications.booking(1, first=first, email=email)


def content_of(notifications: Notifications, event: Event) -> dict[str, Any]:
    """As it stands on the topic."""
    content: dict[str, Any] = json.loads(notifications.envelope(event).value)
    return content


def with_content(sent: Envelope, content: dict[str, Any]) -> Envelope:
    return Envelope(sent.topic, sent.key, sent.headers, json.dumps(content).encode())


async def is_parked(notifications: Notifications, *keys: bytes) -> None:
    async def parked() -> bool:
        rows = await notifications.fetch("SELECT key, reason FROM parked_events WHERE key = ANY ($1)", list(keys))
        return [row["reason"].partition(":")[0] for row in rows] == ["CannotOpen"] * len(keys)

    await eventually(parked)


async def test_a_contact_pasted_into_an_event_of_another_practices_client_is_parked_and_no_mail_goes_to_it(
    notifications: Notifications, kafka: str
) -> None:
    attackers, clients = f"attacker-{uuid7()}@example.org", f"tomasz-{uuid7()}@example.org"
    (attackers_contact, *_) = soon(notifications, attackers).about
    stolen = content_of(notifications, attackers_contact)
    notifications.becomes_another_practice()
    booking = soon(notifications, clients)
    (contact, *_) = booking.about
    forged = content_of(notifications, contact)
    forged["client"] |= {"version": 99, "recipients": stolen["client"]["recipients"]}
    sent = [notifications.envelope(event) for event in booking.events]
    of_client = notifications.envelope(contact)
    async with notifications.worker(kafka):
        await publish(kafka, of_client, with_content(of_client, forged))
        await is_parked(notifications, of_client.key)
        await publish(kafka, *sent)

        async def is_held() -> bool:
            """Until an operator has looked: the client hears nothing wrong, and the attacker nothing."""
            rows = await notifications.fetch(
                "SELECT reason FROM communications WHERE series_id = $1 AND trigger = 'single_video'", booking.id
            )
            return [row["reason"] for row in rows] == ["event_parked"]

        await eventually(is_held)
    assert notifications.mailbox.to(attackers) == []


async def test_a_link_pasted_into_another_practices_series_is_parked_and_mailed_to_nobody(
    notifications: Notifications, kafka: str
) -> None:
    stolen = content_of(notifications, soon(notifications, "somebody@example.org").links)
    notifications.becomes_another_practice()
    address = f"tomasz-{uuid7()}@example.org"
    booking = soon(notifications, address)
    forged = content_of(notifications, booking.links)
    forged["series_links"]["version"] = 99
    forged["series_links"]["links"][0]["url"] = stolen["series_links"]["links"][0]["url"]
    of_links = notifications.envelope(booking.links)
    async with notifications.worker(kafka):
        await publish(kafka, with_content(of_links, forged))
        await is_parked(notifications, of_links.key)
    assert await notifications.fetch("SELECT FROM links WHERE series_id = $1", booking.id) == []
