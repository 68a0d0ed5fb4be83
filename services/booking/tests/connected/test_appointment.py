from datetime import timedelta
from typing import Any
from uuid import UUID

from services.booking.tests.clinic import Booking, Clinic
from services.booking.tests.neighbours import DUE, links_of, message, messages_of, url_of


async def opened(clinic: Clinic, appointment_id: str) -> dict[str, Any]:
    response = await clinic.get(f"/appointments/{appointment_id}")
    assert response.status_code == 200, response.text
    appointment: dict[str, Any] = response.json()
    return appointment


async def test_an_opened_appointment_says_which_of_how_many_it_is_and_from_when_it_can_be_joined(
    clinic: Clinic,
) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 4)
    appointment = await opened(clinic, series["appointments"][1]["id"])
    assert (appointment["position"], appointment["number"], appointment["of"]) == ("2nd of 4", 2, 4)
    assert (appointment["local_start"], appointment["local_end"]) == ("2027-03-29T10:00:00", "2027-03-29T10:30:00")
    assert (appointment["starts_at"], appointment["join_from"]) == ("2027-03-29T09:00:00Z", "2027-03-29T09:45:00+01:00")
    assert (appointment["ends_at"], appointment["join_until"]) == ("2027-03-29T09:30:00Z", "2027-03-29T11:00:00+01:00")
    assert appointment["client"]["recipients"][0]["email"] == "grace@mail.example"
    assert [session["status"] for session in appointment["series"]["appointments"]] == ["booked"] * 4


async def test_a_single_appointment_without_video_has_no_position_and_no_room(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00", kind="Follow-up")
    appointment = await opened(clinic, series["appointments"][0]["id"])
    assert [appointment[field] for field in ("position", "join_from", "join_until")] == [None, None, None]
    assert appointment["link"] == {"state": "none", "reason": None, "words": "This type has no video link."}


async def test_opening_shows_no_link_and_records_none(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 2)
    await clinic.booking.receives(links_of(series), clinic.practice_id)
    first = series["appointments"][0]
    before = await clinic.booking.everything()
    response = await clinic.get(f"/appointments/{first['id']}")
    assert response.json()["link"] == {"state": "live", "reason": None, "words": None}
    assert url_of(first) not in response.text
    assert await clinic.booking.everything() == before
    assert (await clinic.summary(first["id"]))["link"]["url"] == url_of(first)


async def test_the_last_message_and_the_next_are_those_of_the_series(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 3)
    ids = [UUID(session["id"]) for session in series["appointments"]]

    def reminder(number: int, **fields: Any) -> Any:
        session = ids[number - 1]
        due = DUE + timedelta(weeks=number)
        return message(trigger="reminder", appointment_id=session, link_of=session, due_at=due, **fields)

    assert [(await opened(clinic, str(ids[0])))[which] for which in ("last_message", "next_message")] == [None, None]
    messages = [
        message(status="sent", sent_at=DUE, link_of=ids[0]),
        reminder(1, status="suppressed", reason="already_told"),
        reminder(3),
        reminder(2),
    ]
    await clinic.booking.receives(messages_of(series, *messages), clinic.practice_id)
    appointment = await opened(clinic, str(ids[0]))
    assert (appointment["last_message"]["title"], appointment["last_message"]["state"]) == (
        "Recurring video confirmation",
        "sent",
    )
    assert (appointment["next_message"]["title"], appointment["next_message"]["number"]) == ("Reminder", 2)


async def test_with_no_confirmation_set_up_it_says_so(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00")
    refused = message(trigger="single_video", status="suppressed", reason="no_rule")
    await clinic.booking.receives(messages_of(series, refused), clinic.practice_id)
    appointment = await opened(clinic, series["appointments"][0]["id"])
    assert appointment["notice"] == "No confirmation is set up, so nothing was sent."


async def test_invariant_8_another_practices_appointment_is_not_there(booking: Booking, clinic: Clinic) -> None:
    other = await Clinic.opened(booking)
    series = await clinic.books("2027-03-22T10:00")
    assert (await other.get(f"/appointments/{series['appointments'][0]['id']}")).status_code == 404
