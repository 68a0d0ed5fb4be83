from datetime import UTC, datetime

import pytest

from booking.errors import KindNameTaken, UserTaken
from messaging.http.refusals import NotEntitled
from services.booking.tests.clinic import Booking, Clinic
from tests.support.problems import refused


async def test_the_practice_is_shown_to_its_staff(clinic: Clinic) -> None:
    practice = (await clinic.get("/practice")).json()
    clock = practice.pop("clock")
    assert {clock["utc_offset"], clock["utc_offset_then"]} == {"+00:00", "+01:00"}
    assert datetime.fromisoformat(clock["changes_at"]) > datetime.now(UTC)
    assert practice == {
        "id": str(clinic.practice_id),
        "version": 1,
        "name": "Harbour Street Physiotherapy",
        "zone": "Europe/London",
        "zone_words": "UK time",
        "phone": "01632 960 123",
        "phone_hours": "Monday to Friday, 8:30am to 5:30pm",
        "email": "desk@harbour.example",
    }


async def test_a_practice_starts_with_types_of_appointment_those_with_video_first(clinic: Clinic) -> None:
    kinds = (await clinic.get("/appointment-kinds")).json()
    assert [(kind["name"], kind["video"], kind["duration_minutes"]) for kind in kinds] == [
        ("Video first session", True, 50),
        ("Video follow-up", True, 30),
        ("First session", False, 50),
        ("Follow-up", False, 30),
    ]


@pytest.mark.parametrize("role", ["receptionist", "clinician"])
async def test_managers_alone_add_practitioners_and_types_of_appointment(clinic: Clinic, role: str) -> None:
    before = await clinic.booking.everything()
    kind = {"name": "Phone review", "video": False, "duration_minutes": 15, "colour": "pink"}
    for path, body in (("/practitioners", {"name": "Morven Kerr"}), ("/appointment-kinds", kind)):
        response = await clinic.asks("POST", path, role=role, json=body)
        refused(response, NotEntitled)
    after = await clinic.booking.everything()
    assert len(after["audit_entries"]) == len(before["audit_entries"]) + 2  # that they were refused stands there
    assert after | {"audit_entries": []} == before | {"audit_entries": []}


@pytest.mark.parametrize("role", ["receptionist", "clinician", "manager"])
async def test_all_staff_add_clients_and_book(clinic: Clinic, role: str) -> None:
    body = {"recipients": [{"role": "client", "name": "Priya Nair"}]}
    client = await clinic.asks("POST", "/clients", role=role, json=body)
    assert client.status_code == 201
    request = clinic.booking_request("2027-03-22T10:00", client_id=client.json()["id"])
    assert (await clinic.asks_for_series(request, role=role)).status_code == 201


async def test_a_client_has_guardians_and_carers_who_are_told_too(clinic: Clinic) -> None:
    recipients = [
        {"role": "client", "name": "Kit Mbeki", "called": "Kit", "email": None, "phone": None},
        {
            "role": "guardian",
            "name": "Ada Mbeki",
            "called": None,
            "email": "ada@mail.example",
            "phone": "07700 900 345",
        },
    ]
    response = await clinic.asks("POST", "/clients", json={"recipients": recipients})
    assert (response.json()["name"], response.json()["recipients"]) == ("Kit Mbeki", recipients)
    assert (await clinic.get("/clients")).json()[0] == response.json()


@pytest.mark.parametrize(
    ("email", "phone"),
    [
        ("o'hara+clinic@mail.example", "+44 7700 900345"),
        ("x@sub.mail.example", "(01632) 960-123"),
        (" grace@mail.example ", " 07700/900345 "),
        ("grace@bücher.example", "01632 960 123"),
    ],
)
async def test_addresses_and_numbers_are_taken_as_people_write_them(clinic: Clinic, email: str, phone: str) -> None:
    made = await clinic.adds_client("Grace Whitfield", email=email, phone=phone)
    assert (made["recipients"][0]["email"], made["recipients"][0]["phone"]) == (email.strip(), phone.strip())


async def test_a_type_of_appointment_has_a_name_of_its_own(clinic: Clinic) -> None:
    kind = {"name": "Follow-up", "video": False, "duration_minutes": 15, "colour": "pink"}
    response = await clinic.asks("POST", "/appointment-kinds", role="manager", json=kind)
    refused(response, KindNameTaken)


async def test_a_user_is_one_practitioner_at_most(clinic: Clinic) -> None:
    await clinic.adds_practitioner("Morven Kerr", subject="mo")
    response = await clinic.asks(
        "POST", "/practitioners", role="manager", json={"name": "Somebody else", "subject": "mo"}
    )
    refused(response, UserTaken)


async def test_every_write_is_in_the_audit_log_with_who_and_when_and_no_name_of_a_client(
    booking: Booking, clinic: Clinic
) -> None:
    series = await clinic.books("2027-03-22T10:00")
    await clinic.adds_kind("Assessment")
    rows = await booking.rows("SELECT action, subject, about::text FROM audit_entries ORDER BY at, id")
    assert [(row["action"], row["subject"]) for row in rows] == [
        ("practice_created", "mo"),
        ("practitioner_added", "jo"),
        ("client_added", "jo"),
        ("series_booked", "jo"),
        ("kind_added", "jo"),
    ]
    assert [row["about"] for row in rows][:4] == [
        str(clinic.practice_id),
        clinic.practitioner_id,
        clinic.client_id,
        series["id"],
    ]
    assert await booking.rows("SELECT subject, name FROM staff ORDER BY subject") == [
        ("jo", "Joanne Price"),
        ("mo", "Morven Kerr"),
    ]


async def test_the_history_shows_the_name_that_somebody_has_now(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00")
    bearer = clinic.booking.issuer.bearer(clinic.practice_id, "manager", name="Joanne Price-Lee")
    await clinic.booking.request("POST", "/practitioners", json={"name": "Morven Kerr"}, headers=bearer)
    summary = await clinic.summary(series["appointments"][0]["id"])
    assert (summary["booked_by"], summary["history"][0]["who"]) == ("Joanne Price-Lee", "Joanne Price-Lee")


async def test_a_clinician_knows_which_practitioner_they_are(clinic: Clinic) -> None:
    await clinic.adds_practitioner("Morven Kerr", subject="morven")
    bearer = clinic.booking.issuer.bearer(clinic.practice_id, "clinician", subject="morven")
    practitioners = (await clinic.booking.request("GET", "/practitioners", headers=bearer)).json()
    assert [(each["name"], each["own"]) for each in practitioners] == [("Dr. Adeyemi", False), ("Morven Kerr", True)]
