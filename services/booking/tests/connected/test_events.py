"""What booking tells the other services: whole states by the contract, with no name in clear."""

from uuid import UUID

from contracts.client import ClientChanged
from contracts.practice import PracticeChanged
from contracts.practitioner import PractitionerChanged
from contracts.series import SeriesCreated
from services.booking.tests.clinic import Booking, Clinic
from tests.support.sealing_keys import KEYS

NAMES = (
    "Harbour",
    "01632 960",
    "8:30am",
    "desk@",
    "Adeyemi",
    "Grace",
    "Whitfield",
    "grace@",
    "Video follow",
    "chair",
    "Joanne",
)


async def test_every_write_is_told_with_its_whole_state(booking: Booking, clinic: Clinic) -> None:
    booked = await clinic.books_weekly("2027-03-22T10:00", 2, note="Please have a chair nearby.")
    practice, practitioner, client, series = (event for _, event in await booking.published())
    assert isinstance(practice, PracticeChanged)
    assert (practice.practice.id, practice.practice.version) == (clinic.practice_id, 1)
    assert practice.practice.name.open(KEYS) == "Harbour Street Physiotherapy"
    assert isinstance(practitioner, PractitionerChanged)
    assert practitioner.practitioner.name.open(KEYS) == "Dr. Adeyemi"
    assert isinstance(client, ClientChanged)
    assert [(each.role, each.name, each.email) for each in client.client.recipients.open(KEYS)] == [
        ("client", "Grace Whitfield", "grace@mail.example")
    ]
    assert isinstance(series, SeriesCreated)
    state = series.series
    assert (state.id, state.version, state.zone) == (UUID(booked["id"]), 1, "Europe/London")
    assert (state.kind.name.open(KEYS), state.kind.video) == ("Video follow-up", True)
    assert state.recurrence is not None
    assert (state.recurrence.words, state.recurrence.count) == ("every week on Monday", 2)
    assert state.note is not None
    assert state.note.open(KEYS) == "Please have a chair nearby."
    assert [
        (each.number, each.local_start.isoformat(), each.starts_at.isoformat(), each.schedule_version)
        for each in state.occurrences
    ] == [
        (1, "2027-03-22T10:00:00", "2027-03-22T10:00:00+00:00", 1),
        (2, "2027-03-29T10:00:00", "2027-03-29T09:00:00+00:00", 1),
    ]


async def test_headers_are_those_of_cloudevents_and_the_key_is_the_aggregates_id(
    booking: Booking, clinic: Clinic
) -> None:
    series = await clinic.books("2027-03-22T10:00")
    headers, _ = (await booking.published())[-1]
    assert {name: headers[name] for name in ("ce_type", "ce_source", "ce_subject", "ce_practiceid", "ce_actor")} == {
        "ce_type": "series.created.v1",
        "ce_source": "/booking",
        "ce_subject": series["id"],
        "ce_practiceid": str(clinic.practice_id),
        "ce_actor": "jo",
    }
    assert headers["traceparent"]
    (row,) = await booking.superuser_rows("SELECT topic, key FROM outbox ORDER BY id DESC LIMIT 1")
    assert (row["topic"], row["key"].decode()) == ("booking.events.v1", series["id"])


async def test_no_name_no_address_and_no_note_stands_in_clear_in_the_outbox(booking: Booking, clinic: Clinic) -> None:
    await clinic.books_weekly("2027-03-22T10:00", 2, note="Please have a chair nearby.")
    rows = await booking.superuser_rows("SELECT key, headers, value FROM outbox")
    in_clear = b"".join(part for row in rows for part in (row["key"], *row["headers"], row["value"])).decode()
    assert [name for name in NAMES if name in in_clear] == []


async def test_types_of_appointment_are_told_with_their_series_alone(booking: Booking, clinic: Clinic) -> None:
    before = len(await booking.published())
    await clinic.adds_kind("Assessment")
    assert len(await booking.published()) == before
