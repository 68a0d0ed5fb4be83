"""From the first schema of each service, and from the first release's last, to the newest: with what was in it, and
with the first release at work on it until the second phase."""

import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, timedelta
from typing import Final
from uuid import UUID

import pytest

from messaging.migrations import migrate
from services.booking.tests.clinic import Booking, Clinic
from standing_operator.databases import ServiceDatabase, ServiceDatabases
from tests.support import notifications, video_links
from tests.support.issuer import Issuer
from tests.support.link_users import Page
from tests.support.mailbox import Mailbox
from tests.upgrade import first_schema
from tests.upgrade.catalogue import schema_of
from tests.upgrade.first_schema import FIRST_SESSION, GRACE, PRACTICE, SECOND_SESSION, SERIES, STARTS, URLS, Row, fill
from tests.upgrade.former import FIRST, SERVICES, TODAY, digests, leave_as_the_first_release_did, migrations_of
from tests.upgrade.recording import RECORDED, STORAGE_KEY, Recording, replayed

RELEASES: Final = ["0.1.0"]

type Upgraded = Callable[[str], Awaitable[ServiceDatabase]]

ROWS: Final[dict[str, Callable[[], Sequence[Row]]]] = {
    "booking": first_schema.of_booking,
    "video_links": first_schema.of_video_links,
    "notifications": first_schema.of_notifications,
}


@pytest.fixture
def from_first_schema(empty_database: ServiceDatabases) -> Upgraded:
    """`await from_first_schema("booking")`: with made-up rows, upgraded in both phases."""

    async def upgraded(service: str) -> ServiceDatabase:
        database = await empty_database(service)
        await leave_as_the_first_release_did(database, service, up_to=FIRST)
        await fill(database, ROWS[service]())
        for after in (False, True):
            await migrate(database.owner_url, migrations_of(service), after=after)
        return database

    return upgraded


def upgraded_from(recording: Recording, empty_database: ServiceDatabases) -> Upgraded:
    """With what a release wrote that was recorded, upgraded in both phases, between which it went on."""

    async def upgraded(service: str) -> ServiceDatabase:
        database = await empty_database(service)
        await leave_as_the_first_release_did(database, service, up_to=TODAY)
        assert await replayed(database.application_url, recording.before) > 10
        await migrate(database.owner_url, migrations_of(service))
        assert await replayed(database.application_url, recording.during) > 10
        await migrate(database.owner_url, migrations_of(service), after=True)
        return database

    return upgraded


async def test_booking_reads_what_the_first_schema_held(from_first_schema: Upgraded, issuer: Issuer) -> None:
    async with Booking.running(await from_first_schema("booking"), issuer, storage_key=STORAGE_KEY) as booking:
        clinic = Clinic(booking, PRACTICE)
        (shown,) = await clinic.diary("2027-10-20")
        assert (shown["id"], shown["client"]["name"]) == (str(FIRST_SESSION), GRACE["name"])
        summary = await clinic.summary(str(SECOND_SESSION))
        assert (summary["note"], summary["status"], summary["link"]["url"]) == ("Left knee", "booked", URLS[1])
        assert [each["trigger"] for each in summary["messages"]] == ["reminder"]
        assert "Robin Ames" in {each["who"] for each in summary["history"]}
        found = (await clinic.get("/clients", params={"query": "grace"})).json()
        assert [each["name"] for each in found] == [GRACE["name"]]
        await clinic.cancels(str(SECOND_SESSION))
        assert (await clinic.summary(str(SECOND_SESSION)))["status"] == "cancelled"


async def test_links_of_the_first_schema_lead_into_their_room(from_first_schema: Upgraded, issuer: Issuer) -> None:
    async with video_links.installed(from_first_schema, issuer, storage_key=STORAGE_KEY) as links:
        links.practice_id = PRACTICE
        links.now = STARTS[0]
        await links.browser().joins(URLS[0])
        await links.staff().reissues(SECOND_SESSION)
        assert "There is a newer link for you" in Page(await links.opens(URLS[1])).words


async def test_a_message_that_the_first_schema_held_is_sent(
    from_first_schema: Upgraded, issuer: Issuer, mailbox: Mailbox
) -> None:
    async with notifications.installed(from_first_schema, mailbox, issuer, storage_key=STORAGE_KEY) as service:
        service.practice_id = PRACTICE
        (mail,) = await service.sends(at=STARTS[1] - timedelta(hours=23))
        assert (mail.recipients, mail.subject) == (["grace@mail.example"], "Your session on Wednesday 27 October")
        assert notifications.holds_only(mail, URLS[1])
        assert await service.states(SERIES) == [("reminder", "sent", None)]
        await service.hears(service.practice(2))
        async with service.client(issuer.bearer(PRACTICE, "manager", subject="jo")) as manager:
            rules = {rule["trigger"]: rule for rule in (await manager.get("/rules")).json()}
        assert len(rules) == 9, "what later releases start practices with is there too"


@pytest.mark.parametrize("release", RELEASES)
async def test_booking_reads_what_a_former_release_wrote_before_and_during_the_upgrade(
    release: str, empty_database: ServiceDatabases, issuer: Issuer
) -> None:
    recording = Recording.of(release, "booking")
    facts = recording.facts
    database = await upgraded_from(recording, empty_database)("booking")
    async with Booking.running(database, issuer, storage_key=STORAGE_KEY) as booking:
        clinic = Clinic(booking, UUID(facts["practice"]))
        first, second, third, fourth = facts["appointments"]
        statuses = [(await clinic.summary(each))["status"] for each in (first, second, third, fourth, facts["other"])]
        assert statuses == ["attended", "booked", "cancelled", "cancelled", "booked"]
        summary = await clinic.summary(second)
        assert summary["link"]["url"] == f"https://video.example/v/token-of-{second}"
        assert [each["trigger"] for each in summary["messages"]] == ["reminder"]
        acts = [each["action"] for each in summary["history"]]
        assert (acts.count("cancelled"), acts.count("series_booked")) == (2, 1), "one of them during the upgrade"
        (changed,) = await booking.rows("SELECT changed_by FROM series WHERE id = $1::uuid", facts["series"])
        assert changed["changed_by"] == "jo"
        names = [each["name"] for each in (await clinic.get("/clients", params={"query": "a"})).json()]
        assert "Asha Patel" in names
        assert len(await clinic.diary("2027-03-22", "2027-03-28")) == 2


@pytest.mark.parametrize("release", RELEASES)
async def test_video_links_reads_what_a_former_release_wrote_before_and_during_the_upgrade(
    release: str, empty_database: ServiceDatabases, issuer: Issuer
) -> None:
    recording = Recording.of(release, "video_links")
    facts, upgraded = recording.facts, upgraded_from(recording, empty_database)
    async with video_links.installed(upgraded, issuer, storage_key=STORAGE_KEY) as links:
        links.practice_id = UUID(facts["practice"])
        links.now = STARTS[0]
        concluded, next_week = facts["urls"]
        assert "has ended" in Page(await links.opens(concluded)).words
        assert Page(await links.opens(next_week)).response.status_code == 200
        (other,) = facts["other_urls"]
        await links.browser().joins(other)


@pytest.mark.parametrize("release", RELEASES)
async def test_notifications_reads_what_a_former_release_wrote_before_and_during_the_upgrade(
    release: str, empty_database: ServiceDatabases, issuer: Issuer, mailbox: Mailbox
) -> None:
    recording = Recording.of(release, "notifications")
    facts, upgraded = recording.facts, upgraded_from(recording, empty_database)
    async with notifications.installed(upgraded, mailbox, issuer, storage_key=STORAGE_KEY) as service:
        service.practice_id = UUID(facts["practice"])
        for series, states in (("series", "states"), ("other", "other_states")):
            told = await service.states(UUID(facts[series]))
            assert [list(each) for each in told] == facts[states]
        the_day_before = notifications.FIRST.replace(tzinfo=UTC) + timedelta(days=6, hours=12)
        mails = await service.sends(at=the_day_before)
        assert [mail.recipients for mail in mails] == [["tomasz@example.org"]] * 2, "both series' second sessions"


@pytest.mark.parametrize("release", RELEASES)
def test_what_a_former_release_applied_is_shipped_as_it_was(release: str) -> None:
    applied = json.loads((RECORDED / release / "migrations.json").read_text())
    shipped = digests()
    assert {title: shipped.get(title) for title in applied} == applied


@pytest.mark.parametrize("up_to", [FIRST, TODAY])
@pytest.mark.parametrize("service", SERVICES)
async def test_an_upgraded_schema_is_the_fresh_one(
    service: str, up_to: int, empty_database: ServiceDatabases, database_template: ServiceDatabases
) -> None:
    database = await empty_database(service)
    await leave_as_the_first_release_did(database, service, up_to=up_to)
    for after in (False, True):
        await migrate(database.owner_url, migrations_of(service), after=after)
    upgraded = await schema_of(database.superuser_url)
    fresh = await schema_of((await database_template(service)).superuser_url)
    assert len(fresh["columns"]) > 50
    for kind, rows in fresh.items():
        assert upgraded[kind] == rows, kind
