import asyncio
import json

from uuid_utils.compat import uuid7

from contracts.practice import PracticeChanged
from services.booking.tests.clinic import Booking, Clinic
from services.booking.tests.commands import runs
from tests.support.commands import Ran

WANTED = {
    "--name": "Harbour Street Physiotherapy",
    "--zone": "Europe/London",
    "--phone": "01632 960 123",
    "--phone-hours": "Monday to Friday, 8:30am to 5:30pm",
    "--email": "desk@harbour.example",
    "--manager-subject": "mo",
    "--manager-name": "Morven Kerr",
}


async def create_practice(booking: Booking, **changed: str) -> Ran:
    options = WANTED | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    return await runs(booking, "practice", "create", *(part for option in options.items() for part in option))


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
    ):
        ran = await create_practice(booking, **changed)
        assert ran.status != 0
        assert ran.stdout == ""
        assert "Traceback" not in ran.stderr
    assert await booking.everything() == before
