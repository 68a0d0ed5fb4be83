"""Records what this release says to its databases, for the releases after it: `python -m tests.upgrade.record`.

Run it with the code of the release that is recorded, when it is made; the files are never edited.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any
from uuid import UUID

from messaging.migrations import migrate
from messaging.release import RELEASE
from services.booking.tests.clinic import Booking, Clinic
from services.booking.tests.neighbours import Room, activity, links_of, message, messages_of
from standing_operator import databases
from standing_operator.databases import Passwords, ServiceDatabase
from tests.support import notifications, video_links
from tests.support.issuer import Issuer
from tests.support.mailbox import Mailbox
from tests.support.servers import open_directory, running_postgres
from tests.upgrade.former import digests, migrations_of
from tests.upgrade.recording import RECORDED, STORAGE_KEY, Recording

type Migrated = Callable[[str], Awaitable[ServiceDatabase]]


async def of_booking(migrated: Migrated, issuer: Issuer) -> Recording:
    recording = Recording()
    async with Booking.running(await migrated("booking"), issuer, storage_key=STORAGE_KEY) as booking:
        with recording.kept(recording.before):
            clinic = await Clinic.opened(booking)
            series = await clinic.books_weekly("2027-03-22T10:00", 4, note="Left knee")
            await booking.receives(links_of(series, opens=timedelta(minutes=15)), clinic.practice_id)
            await booking.receives(
                messages_of(series, message(appointment_id=UUID(series["appointments"][1]["id"]), trigger="reminder")),
                clinic.practice_id,
            )
            await Room(clinic, series).is_told(
                Room(clinic, series).stands(1, activity("joined"), client="waiting"),
                Room(clinic, series).ended(2, "concluded"),
            )
            last = series["appointments"][3]["id"]
            await clinic.cancels(last, version=(await clinic.summary(last))["series"]["version"])
        with recording.kept(recording.during):
            other = await clinic.books("2027-03-23T14:00")
            await clinic.diary("2027-03-22", "2027-03-28")
            await clinic.summary(series["appointments"][1]["id"])
            await clinic.get("/clients", params={"query": "Grace"})
            await booking.receives(links_of(other), clinic.practice_id)
            await clinic.adds_client("Asha Patel", email="asha@mail.example")
            third = series["appointments"][2]["id"]
            await clinic.cancels(third, version=(await clinic.summary(third))["series"]["version"])
        recording.facts = {
            "practice": str(clinic.practice_id),
            "series": series["id"],
            "appointments": [each["id"] for each in series["appointments"]],
            "other": other["appointments"][0]["id"],
        }
    return recording


async def of_video_links(migrated: Migrated, issuer: Issuer) -> Recording:
    recording = Recording()
    async with video_links.installed(migrated, issuer, storage_key=STORAGE_KEY) as links:
        with recording.kept(recording.before):
            booked = await links.books_for_now(2)
            first, second = await links.urls_of(booked)
            client = links.browser()
            await client.joins(first)
        with recording.kept(recording.during):
            host = links.staff()
            appointment = booked.series.occurrences[0].id
            await host.sees(appointment)
            await links.enters(await host.opens_room(appointment))
            await links.enters(await client.joins(first))
            await host.admits(appointment)
            await host.concludes(appointment)
            other = await links.books(1)
            await links.sweeper.sweep()
        recording.facts = {
            "practice": str(links.practice_id),
            "series": str(booked.series.id),
            "urls": [first, second],
            "other_urls": await links.urls_of(other),
        }
    return recording


async def of_notifications(migrated: Migrated, issuer: Issuer) -> Recording:
    recording = Recording()
    mailbox = Mailbox()
    await mailbox.open()
    async with notifications.installed(migrated, mailbox, issuer, storage_key=STORAGE_KEY) as service:
        with recording.kept(recording.before):
            booking = await service.books(3)
            await service.sends()
            await service.hears(service.changed(booking, "cancelled", 3, notify=True))
        with recording.kept(recording.during):
            await service.sends(at=service.now + timedelta(minutes=5))
            other = await service.books(2)
            await service.hears(service.link_requested(other, 1))
            await service.sends(at=service.now + timedelta(minutes=5))
            async with service.client(issuer.bearer(service.practice_id, "manager", subject="jo")) as manager:
                (await manager.get("/rules")).raise_for_status()
                (await manager.get("/templates")).raise_for_status()
        recording.facts = {
            "practice": str(service.practice_id),
            "practitioner": str(service.practitioner_id),
            "series": str(booking.id),
            "other": str(other.id),
            "states": [list(state) for state in await service.states(booking.id)],
            "other_states": [list(state) for state in await service.states(other.id)],
        }
    await mailbox.close()
    return recording


async def record() -> None:
    async with AsyncExitStack() as stack:
        directory = stack.enter_context(open_directory())
        postgres = (await stack.enter_async_context(running_postgres(directory))).address
        issuer = Issuer()
        stack.callback(issuer.close)

        async def migrated(service: str) -> ServiceDatabase:
            passwords = Passwords(owner="owner", application="application", relay="relay")
            database = await databases.provision(postgres, service, passwords)
            await migrate(database.owner_url, migrations_of(service))
            return database

        scenarios: dict[str, Callable[[Migrated, Issuer], Awaitable[Any]]] = {
            "booking": of_booking,
            "video_links": of_video_links,
            "notifications": of_notifications,
        }
        for service, scenario in scenarios.items():
            (await scenario(migrated, issuer)).save(str(RELEASE), service)
    (RECORDED / str(RELEASE) / "migrations.json").write_text(json.dumps(digests(), indent=2) + "\n")


if __name__ == "__main__":
    asyncio.run(record())
