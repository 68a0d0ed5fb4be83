import asyncio
import json
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from booking.command_line import checks
from contracts.practice import PracticeChanged
from messaging.doctor import Finding
from services.booking.tests.clinic import Booking, Clinic
from services.booking.tests.commands import runs
from tests.support.commands import Ran
from tests.support.sealing_keys import KEYS

WANTED = {
    "--name": "Harbour Street Physiotherapy",
    "--zone": "Europe/London",
    "--phone": "01632 960 123",
    "--phone-hours": "Monday to Friday, 8:30am to 5:30pm",
    "--email": "desk@harbour.example",
    "--manager-subject": "mo",
    "--manager-name": "Morven Kerr",
}


async def create_practice(booking: Booking, **changed: str | None) -> Ran:
    """As it is wanted, with these options changed, or without those that are None."""
    options = WANTED | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    named = ((name, value) for name, value in options.items() if value is not None)
    return await runs(booking, "practice", "create", *(part for option in named for part in option))


async def test_a_practice_is_made_with_its_first_manager_and_its_id_is_all_that_is_printed(booking: Booking) -> None:
    ran = await create_practice(booking)
    assert (ran.status, ran.stderr) == (0, "")
    practice_id = json.loads(ran.stdout)["practice_id"]
    assert await booking.rows("SELECT id::text, name, zone FROM practices") == [
        (practice_id, "Harbour Street Physiotherapy", "Europe/London")
    ]
    assert await booking.rows("SELECT practice_id::text, subject, name FROM staff") == [
        (practice_id, "mo", "Morven Kerr")
    ]
    assert len(await booking.rows("SELECT FROM appointment_kinds")) == 4
    ((_, event),) = await booking.published()
    assert isinstance(event, PracticeChanged)


async def test_a_practice_that_exists_stays_as_it_is(booking: Booking) -> None:
    practice_id = str(uuid7())
    assert (await create_practice(booking, id=practice_id)).status == 0
    before = await booking.everything()
    again = await create_practice(booking, id=practice_id, name="Another name")
    assert (again.status, json.loads(again.stdout)) == (0, {"practice_id": practice_id})
    assert again.stderr == f"There is a practice {practice_id}; it stays as it is.\n"
    assert await booking.everything() == before


async def test_two_at_once_make_one_practice(booking: Booking) -> None:
    practice_id = str(uuid7())
    ran = await asyncio.gather(*(create_practice(booking, id=practice_id) for _ in range(2)))
    assert [each.status for each in ran] == [0, 0]
    assert len(await booking.rows("SELECT FROM practices")) == 1


async def test_a_practice_that_cannot_be_is_refused_in_one_line(booking: Booking, clinic: Clinic) -> None:
    before = await booking.everything()
    for changed in (
        {"zone": "Europe/Nowhere"},
        {"name": " "},
        {"name": "harbour.example"},
        {"id": "one"},
        {"email": "desk..one@harbour.example"},
        {"phone": None, "email": None},
        {"phone": "ring us"},
        {"phone": "01632 960 123 or 01632 960 124"},
    ):
        ran = await create_practice(booking, **changed)
        assert ran.status != 0
        assert ran.stdout == ""
        assert "Traceback" not in ran.stderr
    assert await booking.everything() == before


@pytest.mark.parametrize("missing", ["phone", "email"])
async def test_a_practice_has_a_telephone_number_or_an_address(booking: Booking, missing: str) -> None:
    assert (await create_practice(booking, **{missing: None})).status == 0
    neither = await create_practice(booking, phone=None, email=None)
    assert neither.status == 1
    assert neither.stderr == (
        "booking: Clients need a telephone number or an email address of the practice. Name --phone or --email.\n"
    )


async def contact_of(booking: Booking, clinic: Clinic) -> tuple[Any, ...]:
    (row,) = await booking.rows(
        "SELECT version, phone, phone_hours, email FROM practices WHERE id = $1", clinic.practice_id
    )
    return tuple(row)


async def test_how_clients_reach_a_practice_is_changed_and_told(booking: Booking, clinic: Clinic) -> None:
    ran = await runs(booking, "practice", "contact", str(clinic.practice_id), "--phone", "+44 (0)20 7946 0958")
    assert (ran.status, ran.stdout, ran.stderr) == (0, "", "")
    hours, email = "Monday to Friday, 8:30am to 5:30pm", "desk@harbour.example"
    assert await contact_of(booking, clinic) == (2, "+44 (0)20 7946 0958", hours, email)
    _, event = (await booking.published())[-1]
    assert isinstance(event, PracticeChanged)
    assert event.practice.phone is not None
    assert (event.practice.version, event.practice.phone.open(KEYS)) == (2, "+44 (0)20 7946 0958")
    rows = await booking.rows("SELECT action FROM audit_entries WHERE subject = 'contact'")
    assert [row["action"] for row in rows] == ["practice_changed"]


async def test_a_contact_that_cannot_be_is_refused_in_one_line(booking: Booking, clinic: Clinic) -> None:
    before = await booking.everything()
    for practice_id, *contact in (
        (clinic.practice_id, "--phone", "ring us"),
        (clinic.practice_id, "--email", "a..b@harbour.example"),
        (uuid7(), "--phone", "01632 960 123"),
    ):
        ran = await runs(booking, "practice", "contact", str(practice_id), *contact)
        assert (ran.status != 0, ran.stdout, "Traceback" in ran.stderr) == (True, "", False)
    assert await booking.everything() == before


async def test_the_doctor_names_practices_that_no_client_can_reach(booking: Booking, clinic: Clinic) -> None:
    async def finding() -> Finding:
        (found,) = [each async for each in checks(booking.settings) if each.check == "practices' contacts"]
        return found

    assert (await finding()).state == "ok"
    await booking.superuser_rows("UPDATE practices SET phone = NULL, email = NULL")
    amiss = await finding()
    assert (amiss.state, str(clinic.practice_id) in amiss.words) == ("look", True)
