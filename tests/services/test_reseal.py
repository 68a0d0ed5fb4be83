"""What is kept sealed at rest opens in its own row alone, and a storage key can be retired."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID, uuid4

import asyncpg
import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from booking.projections.links import URL
from contracts.keyring import Keyring
from messaging.at_rest import AtRest, KeyLacks, SealedColumn
from messaging.settings import StorageSettings
from notifications.projections import clients, links, series
from notifications.store import communications
from services.booking.tests.clinic import Booking, Clinic
from services.booking.tests.neighbours import links_of, url_of
from standing_operator.databases import ServiceDatabase, ServiceDatabases
from tests.support import commands, video_links
from tests.support import notifications as notifications_support
from tests.support.commands import Ran
from tests.support.issuer import Issuer
from tests.support.mailbox import Mailbox
from video_links.store.links import TOKEN

OLD: Final = Fernet.generate_key().decode()
NEW: Final = Fernet.generate_key().decode()


def at_rest(*keys: str, former: bool = False) -> AtRest:
    """As a service has it; `former`: beside which a former release may run."""
    transit = [SecretStr(OLD)] if former else []
    settings = StorageSettings(storage_keys=[SecretStr(key) for key in keys], transit_keys=transit)
    return settings.at_rest(Keyring)


async def reseals(package: str, database: ServiceDatabase, *keys: str, **more: str) -> Ran:
    environment = {"STANDING_DATABASE_OWNER_URL": database.owner_url, "STANDING_STORAGE_KEYS": ",".join(keys), **more}
    return await commands.run(f"{package}.app", "reseal", environment=environment)


async def kept(database: ServiceDatabase, column: SealedColumn) -> Mapping[UUID, bytes]:
    owner = await asyncpg.connect(database.owner_url)
    try:
        found = await owner.fetch(f"SELECT {column.row}, {column.column} FROM {column.table}")
        return {row_id: sealed for row_id, sealed in found if sealed is not None}
    finally:
        await owner.close()


async def open_by_the_new_key_alone(database: ServiceDatabase, *columns: SealedColumn) -> list[str]:
    return [
        at_rest(NEW).open(sealed, column, row_id)
        for column in columns
        for row_id, sealed in (await kept(database, column)).items()
    ]


def test_what_is_sealed_for_one_row_opens_in_no_other_row_column_or_table() -> None:
    ours, row_id = at_rest(OLD), uuid4()
    sealed = ours.seal("a link", URL, row_id)
    assert ours.open(sealed, URL, row_id) == "a link"
    for column, other in ((URL, uuid4()), (links.URL, uuid4()), (SealedColumn("links", "other"), row_id)):
        with pytest.raises(KeyLacks):
            ours.open(sealed, column, other)
    assert ours.open_if_any(ours.seal_if_any(None, URL, row_id), URL, row_id) is None


def test_beside_a_former_release_it_is_sealed_as_that_reads_it_and_what_it_sealed_opens_always() -> None:
    row_id, former = uuid4(), Fernet(OLD.encode())
    sealed = at_rest(OLD, former=True).seal("a link", URL, row_id)
    assert former.decrypt(sealed) == b"a link"
    for keys in (at_rest(OLD, former=True), at_rest(OLD), at_rest(NEW, OLD)):
        assert keys.open(sealed, URL, row_id) == "a link"
    with pytest.raises(KeyLacks):
        at_rest(NEW).open(sealed, URL, row_id)


@pytest.mark.parametrize("by_a_former_release", [True, False])
async def test_a_key_is_retired_by_reseal_which_can_be_run_again_and_names_what_does_not_open(
    service_database: ServiceDatabases, issuer: Issuer, by_a_former_release: bool
) -> None:
    database = await service_database("booking")
    async with Booking.running(database, issuer, storage_key=OLD) as service:
        clinic = await Clinic.opened(service)
        booked = await clinic.books_weekly("2027-03-22T10:00", 3)
        await service.receives(links_of(booked), clinic.practice_id)
    appointments = booked["appointments"]
    if by_a_former_release:
        await reseal_as_before(database, [(UUID(each["id"]), url_of(each)) for each in appointments])
    beside = await reseals("booking", database, NEW, OLD, STANDING_TRANSIT_KEYS=OLD)
    assert (beside.status, "STANDING_SEAL_BOUND first" in beside.stderr) == (1, True)
    ran = await reseals("booking", database, NEW, OLD)
    assert (ran.status, ran.stdout) == (0, "links.url: 3 sealed anew\n")
    assert (await reseals("booking", database, NEW, OLD)).stdout == "links.url: 0 sealed anew\n"
    assert sorted(await open_by_the_new_key_alone(database, URL)) == sorted(map(url_of, appointments))
    async with Booking.running(database, issuer, storage_key=NEW) as service:
        summary = await Clinic(service, clinic.practice_id).summary(appointments[0]["id"])
        assert summary["link"]["url"] == url_of(appointments[0])
    lost = await reseals("booking", database, OLD)
    assert lost.status == 1
    assert lost.stderr.startswith("booking: 3 do not open with any of STANDING_STORAGE_KEYS: links ")


async def reseal_as_before(database: ServiceDatabase, rows: list[tuple[UUID, str]]) -> None:
    """As the release before has it."""
    owner = await asyncpg.connect(database.owner_url)
    fernet = Fernet(OLD.encode())
    await owner.executemany(
        "UPDATE links SET url = $2 WHERE appointment_id = $1",
        [(row_id, fernet.encrypt(url.encode())) for row_id, url in rows],
    )
    await owner.close()


async def test_all_that_notifications_and_video_links_keep_sealed_is_sealed_anew(
    service_database: ServiceDatabases, issuer: Issuer, mailbox: Mailbox
) -> None:
    columns = (clients.RECIPIENTS, links.URL, series.NOTE, communications.ADDRESS, communications.DETAIL)
    async with notifications_support.installed(service_database, mailbox, issuer, storage_key=OLD) as service:
        booking = await service.books(2, note="Please have a chair nearby.", email="tomasz@example.org")
        await service.sends()
        ran = await reseals("notifications", service.urls, NEW, OLD)
        assert (ran.status, len(ran.stdout.splitlines())) == (0, len(columns))
        opened = await open_by_the_new_key_alone(service.urls, *columns)
        assert {*booking.urls, "Please have a chair nearby.", "tomasz@example.org"} <= set(opened)
    async with video_links.installed(service_database, issuer, storage_key=OLD) as other:
        booked = await other.books(3)
        urls = await other.urls_of(booked)
        assert (await reseals("video_links", other.urls, NEW, OLD)).stdout == "links.token_sealed: 3 sealed anew\n"
        tokens = await open_by_the_new_key_alone(other.urls, TOKEN)
        assert sorted(tokens) == sorted(url.rpartition("/")[2] for url in urls)
