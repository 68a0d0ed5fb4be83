"""What is booked can be told again, so that other services mend what they lost. Nothing changes by it."""

from argparse import Namespace
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from booking import command_line
from contracts.client import ClientChanged
from contracts.event import Event
from contracts.practice import PracticeChanged
from contracts.practitioner import PractitionerChanged
from contracts.series import SeriesSnapshot
from services.booking.tests.clinic import Booking, Clinic
from services.booking.tests.commands import runs
from services.booking.tests.neighbours import links_of, url_of
from tests.support.sealing_keys import KEYS


async def told_again(booking: Booking, *arguments: str) -> tuple[str, list[tuple[dict[str, str], Event]]]:
    """What the command printed, and what it told."""
    before = await booking.everything()
    published = len(await booking.published())
    ran = await runs(booking, "resync", *arguments)
    assert ran.status == 0, ran.stderr
    after = await booking.everything()
    assert {table for table in after if after[table] != before[table]} <= {"outbox"}
    return ran.stdout, (await booking.published())[published:]


async def test_a_series_is_told_again_whole_and_with_its_version(booking: Booking, clinic: Clinic) -> None:
    booked = await clinic.books_weekly("2057-03-05T10:00", 3, note="Please have a chair nearby.")
    await clinic.books("2057-03-05T12:00")
    await clinic.cancels(booked["appointments"][1]["id"])
    printed, told = await told_again(booking, "series", booked["id"])
    assert printed == "Told again: practices 0, practitioners 0, clients 0, series 1.\n"
    ((headers, event),) = told
    assert isinstance(event, SeriesSnapshot)
    assert (event.series.id, event.series.version) == (UUID(booked["id"]), 2)
    assert [each.status for each in event.series.occurrences] == ["booked", "cancelled", "booked"]
    assert event.series.note is not None
    assert event.series.note.open(KEYS) == "Please have a chair nearby."
    assert (headers["ce_practiceid"], headers["ce_actor"]) == (str(clinic.practice_id), "resync")


async def test_a_practice_is_told_again_with_all_that_it_has_and_no_other(booking: Booking, clinic: Clinic) -> None:
    other = await Clinic.opened(booking)
    await other.books("2057-03-05T10:00")
    for hour in (10, 12, 14):
        await clinic.books(f"2057-03-05T{hour}:00")
    printed, told = await told_again(booking, "practice", str(clinic.practice_id))
    assert printed == "Told again: practices 1, practitioners 1, clients 1, series 3.\n"
    assert {headers["ce_practiceid"] for headers, _ in told} == {str(clinic.practice_id)}
    events = [event for _, event in told]
    assert [event.type for event in events] == [
        PracticeChanged.type,
        PractitionerChanged.type,
        ClientChanged.type,
        *[SeriesSnapshot.type] * 3,
    ]
    client = next(event for event in events if isinstance(event, ClientChanged)).client
    assert (str(client.id), client.version) == (clinic.client_id, 1)


async def test_of_every_practice_what_changed_since_a_time_is_told_again(booking: Booking, clinic: Clinic) -> None:
    old = await clinic.books("2057-03-05T10:00")
    cancelled = await clinic.books("2057-03-05T12:00")
    other = await Clinic.opened(booking)
    elsewhere = await other.books("2057-03-05T10:00")
    for table in ("practices", "practitioners", "clients", "series"):
        await booking.rows(f"UPDATE {table} SET changed_at = changed_at - interval '2 days'")
    await clinic.cancels(cancelled["appointments"][0]["id"])
    new = await other.books("2057-03-05T12:00")
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    printed, told = await told_again(booking, "since", yesterday)
    assert printed == "Told again: practices 0, practitioners 0, clients 0, series 2.\n"
    assert {str(event.subject) for _, event in told} == {cancelled["id"], new["id"]}
    _, told = await told_again(booking, "since", (datetime.now(UTC) - timedelta(days=3)).isoformat())
    everything = {str(event.subject) for _, event in told}
    assert {old["id"], cancelled["id"], elsewhere["id"], new["id"], clinic.client_id, other.client_id} <= everything
    assert Counter(type(event) for _, event in told)[PracticeChanged] == 2


async def test_many_are_told_in_batches_each_once(booking: Booking, clinic: Clinic, monkeypatch: Any) -> None:
    booked = [(await clinic.books(f"2057-03-05T{hour}:00"))["id"] for hour in range(10, 18)]
    monkeypatch.setattr(command_line, "BATCH", 3)
    published = len(await booking.published())
    arguments = Namespace(id=clinic.practice_id, as_new=False)
    await command_line.run_resync_practice(arguments, booking.database, installation=booking.installation)
    told = [event for _, event in (await booking.published())[published:] if isinstance(event, SeriesSnapshot)]
    assert sorted(str(event.subject) for event in told) == sorted(booked)


async def test_what_is_not_known_is_refused_and_nothing_is_told(booking: Booking, clinic: Clinic) -> None:
    booked = await clinic.books("2057-03-05T10:00")
    before = await booking.everything()
    stranger = str(uuid7())
    for arguments, words in (
        (["series", booked["id"], stranger], f"booking: No such series, and nothing was told: {stranger}."),
        (["practice", stranger], f"booking: No such practice, and nothing was told: {stranger}."),
        (["since", "2027-10-20T09:00"], "name its offset too"),
        (["since", "yesterday"], "invalid"),
    ):
        ran = await runs(booking, "resync", *arguments)
        assert ran.status != 0
        assert words in ran.stderr
        assert "Traceback" not in ran.stderr
    assert await booking.everything() == before


async def test_what_is_told_as_new_is_of_a_new_incarnation_and_keeps_its_version(
    booking: Booking, clinic: Clinic
) -> None:
    booked = await clinic.books_weekly("2057-03-05T10:00", 3)
    ran = await runs(booking, "resync", "series", booked["id"], "--as-new")
    assert (ran.status, ran.stdout) == (0, "Told again: practices 0, practitioners 0, clients 0, series 1.\n")
    assert [row["whole"] for row in await booking.rows("SELECT whole FROM incarnations")] == [False]
    _, snapshot = (await booking.published())[-1]
    assert isinstance(snapshot, SeriesSnapshot)
    assert snapshot.series.version == 1


async def test_nothing_begins_anew_where_what_is_named_is_not_there(booking: Booking, clinic: Clinic) -> None:
    for what in (("series", str(uuid7())), ("practice", str(uuid7()))):
        ran = await runs(booking, "resync", *what, "--as-new")
        assert ran.status == 1
    assert await booking.rows("SELECT FROM incarnations") == []


async def test_a_database_that_came_back_tells_everything_each_time_of_a_later_incarnation(
    booking: Booking, clinic: Clinic
) -> None:
    await clinic.books("2057-03-05T10:00")
    began = []
    for _ in range(2):
        ran = await runs(booking, "restored")
        assert (ran.status, ran.stdout) == (0, "Told again: practices 1, practitioners 1, clients 1, series 1.\n")
        rows = await booking.rows("SELECT incarnation, whole FROM incarnations ORDER BY incarnation DESC")
        assert rows[0]["whole"]
        began.append(rows[0]["incarnation"])
    assert began[0] < began[1]
    assert abs(began[1] / 1000 - datetime.now(UTC).timestamp()) < 3600


async def test_all_of_every_practice_is_told_again(booking: Booking, clinic: Clinic) -> None:
    await (await Clinic.opened(booking)).books("2057-03-05T10:00")
    await clinic.books("2057-03-05T10:00")
    printed, _ = await told_again(booking, "all")
    assert printed == "Told again: practices 2, practitioners 2, clients 2, series 2.\n"


async def test_what_is_known_of_a_series_links_goes_along_for_whoever_has_lost_them(
    booking: Booking, clinic: Clinic
) -> None:
    booked = await clinic.books_weekly("2057-03-05T10:00", 2)
    await booking.receives(links_of(booked, version=3), clinic.practice_id)
    _, ((_, snapshot),) = await told_again(booking, "series", booked["id"])
    assert isinstance(snapshot, SeriesSnapshot)
    assert {
        (str(link.appointment_id), link.generation, link.state, link.url.open(KEYS)) for link in snapshot.links
    } == {(each["id"], 3, "live", url_of(each)) for each in booked["appointments"]}
