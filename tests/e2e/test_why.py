"""`standing why` names the cause of six troubles in its first line, and shows no link, no name and no address."""

import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from aiokafka import AIOKafkaProducer
from uuid_utils.compat import uuid7

from standing_local import ports
from standing_local.demo.clinic import Clinic
from tests.e2e.running_stack import RunningStack
from tests.e2e.story import LONDON
from tests.support.eventually import eventually

_NO_DOMAIN = f"{'a' * 64}.example"  # longer than a part of a domain may be


@dataclass
class Trouble:
    """A booked series of which something is not as it ought to be."""

    stack: RunningStack
    manager: Clinic
    name: str = field(default_factory=lambda: f"Ida Frost {secrets.token_hex(3)}")
    series: Any = None

    async def books(self, *, address: str | None = "", sessions: int = 3, client: Any = None) -> None:
        """`address`: one that works, where none is named; None: without."""
        private = f"client-{secrets.token_hex(3)}@client.example" if address == "" else address
        self.series = await self.manager.book(
            practitioner=await self.manager.add_practitioner(f"Dr Ada Okafor ({secrets.token_hex(3)})"),
            client=client or await self.manager.add_client(self.name, private),
            kind=await self.manager.kind(video=True),
            starts_local=datetime.now(LONDON).replace(tzinfo=None, second=0, microsecond=0) + timedelta(days=9),
            recurrence={"frequency": "weekly", "count": sessions},
        )

    async def client_of_before(self, address: str) -> Any:
        """With an address that was taken as it was typed, before there was a judge of addresses."""
        client = await self.manager.add_client(self.name, "ida@client.example")
        since = datetime.now(UTC).isoformat()
        async with self.stack.superuser("booking") as connection:
            await connection.execute(
                """
                UPDATE clients
                   SET recipients = jsonb_set(recipients, '{0,email}', to_jsonb($2::text)),
                       version = version + 1,
                       changed_at = clock_timestamp()
                 WHERE id = $1
                """,
                UUID(client["id"]),
                address,
            )
        await self.stack.service("booking", "resync", "since", since)

        async def is_told() -> bool:
            async with self.stack.superuser("notifications") as connection:
                known = await connection.fetchval("SELECT version FROM clients WHERE id = $1", UUID(client["id"]))
            return bool(known == client["version"] + 1)

        await eventually(is_told)
        return client

    @property
    def sessions(self) -> list[Any]:
        sessions: list[Any] = self.series["appointments"]
        return sessions

    async def is_explained_by(self, *causes: str, session: int = 1) -> None:
        """One of these stands in the first line."""

        async def explained() -> bool:
            status, said = await self.stack.run("why", self.sessions[session - 1]["id"])
            assert status == 0, said
            for private in (self.name, "@", "/v/", "http"):
                assert private not in said
            assert self.series["id"] in said
            return any(cause in said.splitlines()[0] for cause in causes)

        await eventually(explained, within=60, each=0.5)

    async def is_well(self) -> None:
        await self.is_explained_by("All is as it ought to be.")


@pytest.fixture
def trouble(stack: RunningStack, manager: Clinic) -> Trouble:
    return Trouble(stack, manager)


async def test_where_nothing_is_wrong_it_says_so(trouble: Trouble) -> None:
    await trouble.books()
    await trouble.is_well()


async def test_no_message_is_set_up(trouble: Trouble) -> None:
    async with switched_off(trouble.manager, "recurring_video"):
        await trouble.books()
        await trouble.is_explained_by("Recurring video confirmation is not sent. The rule was off.")


async def test_a_message_is_held_since_its_link_is_not_there(trouble: Trouble) -> None:
    async with trouble.stack.standing_still("video-links", "video-links-2"):
        await trouble.books()
        await trouble.is_explained_by("Waiting for this session's link.", "has no link", "latest changes of links")
    await trouble.is_well()


async def test_an_event_is_parked(trouble: Trouble) -> None:
    await trouble.books()
    await trouble.is_well()
    await tell_what_cannot_be_read(trouble)
    events = {service: await parked(trouble.stack, service) for service in ("notifications", "video_links")}
    await trouble.stack.make_reminder_due(trouble.sessions[1]["id"])
    await trouble.is_explained_by("could not be read. Somebody has to look at it.", session=2)
    for service, event in events.items():
        await trouble.stack.service(service, "parked", "discard", event, "--reason", "told for a test")
    await trouble.is_explained_by("All is as it ought to be.", session=2)


async def test_a_mail_failed(trouble: Trouble) -> None:
    await trouble.books(client=await trouble.client_of_before(f"ida@{_NO_DOMAIN}"))
    await trouble.is_explained_by("Recurring video confirmation failed. The email address is not one.")


async def test_a_session_was_cancelled_before_its_reminder_went(trouble: Trouble) -> None:
    await trouble.books()
    await trouble.is_well()
    await trouble.manager.cancel(trouble.series, trouble.sessions[1])
    await trouble.is_explained_by(
        "Reminder of the 2nd session was withdrawn before it was sent. The session was cancelled.", session=2
    )


async def test_a_client_has_no_email_address(trouble: Trouble) -> None:
    await trouble.books(address=None)
    await trouble.is_explained_by("The client has no email address, so nothing can be sent.")


async def test_an_appointment_that_there_is_not_is_said_in_one_line(stack: RunningStack) -> None:
    assert await stack.run("why", str(uuid7())) == (1, "standing: There is no such appointment in this practice.\n")


@asynccontextmanager
async def switched_off(manager: Clinic, trigger: str) -> AsyncIterator[None]:
    (rule,) = await manager.rules(trigger)
    await manager.change_rule(rule, active=False)
    try:
        yield
    finally:
        await manager.change_rule(rule, active=True)


async def tell_what_cannot_be_read(trouble: Trouble) -> None:
    """As if booking had said something of the series that nobody understands."""
    practice = await trouble.manager.practice()
    headers = {
        "ce_id": str(uuid7()),
        "ce_type": "series.changed.v1",
        "ce_time": datetime.now(LONDON).isoformat(),
        "ce_source": "booking",
        "ce_specversion": "1.0",
        "ce_practiceid": practice["id"],
        "ce_actor": "booking",
    }
    producer = AIOKafkaProducer(bootstrap_servers=f"{ports.HOST}:{trouble.stack.settings.ports.kafka}")
    await producer.start()
    try:
        await producer.send_and_wait(
            "booking.events.v1",
            json.dumps({"series": "?"}).encode(),
            key=trouble.series["id"].encode(),
            headers=[(name, value.encode()) for name, value in headers.items()],
        )
    finally:
        await producer.stop()


async def parked(stack: RunningStack, service: str) -> str:
    """The id of the one event that the service has parked, once it has."""

    async def listed() -> list[str]:
        return (await stack.service(service, "parked", "list")).split()

    return (await eventually(listed, each=0.5))[0]
