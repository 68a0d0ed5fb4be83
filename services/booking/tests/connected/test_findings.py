"""What speaks against a booking beside that a date is taken: said before Save, refused unawares, booked if accepted."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from booking.errors import FindingsNotAccepted, SlotsTaken
from services.booking.tests.clinic import Booking, Clinic, booked_by_clocks_an_hour_ahead
from tests.support.problems import refused

WEEKLY = {"frequency": "weekly", "count": 3}


@pytest.fixture
async def other(clinic: Clinic) -> str:
    """Another practitioner, by their id."""
    return str((await clinic.adds_practitioner("Morven Kerr"))["id"])


async def findings(clinic: Clinic, request: dict[str, Any]) -> list[list[tuple[str, str]]]:
    """Of each date of its preview, code and words."""
    response = await clinic.asks("POST", "/series:preview", json=request)
    assert response.status_code == 200, response.text
    dates = [line for line in response.json()["lines"] if line["line"] == "date"]
    return [[(each["code"], each["words"]) for each in date["findings"]] for date in dates]


def started(minutes_ago: int) -> str:
    """On the clock of UTC."""
    return (datetime.now(UTC) - timedelta(minutes=minutes_ago)).strftime("%Y-%m-%dT%H:%M")


async def test_one_client_with_two_practitioners_at_one_hour_is_said_refused_and_booked_if_accepted(
    clinic: Clinic, other: str
) -> None:
    there = await clinic.books("2027-03-29T10:15", practitioner_id=other)
    request = clinic.booking_request("2027-03-22T10:00", recurrence=WEEKLY)
    words = "Grace Whitfield is with Morven Kerr, 10:15 to 10:45"
    assert await findings(clinic, request) == [[], [("client_elsewhere", words)], []]
    (found,) = refused(await clinic.asks_for_series(request), FindingsNotAccepted)["findings"]
    assert (found["number"], found["date"], found["words"]) == (2, "2027-03-29", words)
    assert found["appointment_id"] == there["appointments"][0]["id"]
    assert len(await clinic.diary("2027-03-22", "2027-04-05")) == 1
    booked = (await clinic.asks_for_series(request | {"accept": ["client_elsewhere"]})).json()
    accepted = [each["accepted"] for each in booked["appointments"]]
    assert accepted == [[], ["client_elsewhere"], []]
    again = (await clinic.get(f"/series/{booked['id']}")).json()
    assert [each["accepted"] for each in again["appointments"]] == accepted
    summary = await clinic.summary(booked["appointments"][1]["id"])
    assert summary["accepted"] == ["client_elsewhere"]
    assert summary["history"][-1]["words"] == (
        "Booked the 3 sessions, although the client was with another practitioner then"
    )


async def test_a_date_that_has_begun_is_said_refused_and_booked_if_accepted(booking: Booking, clinic: Clinic) -> None:
    running = clinic.booking_request(started(10), zone="UTC")
    over = clinic.booking_request("2020-03-23T10:00")
    assert await findings(clinic, running) == [[("in_the_past", "This time has begun")]]
    assert await findings(clinic, over) == [[("in_the_past", "This time is over")]]
    (found,) = refused(await clinic.asks_for_series(over), FindingsNotAccepted)["findings"]
    assert (found["code"], found["appointment_id"]) == ("in_the_past", None)
    booked = (await clinic.asks_for_series(over | {"accept": ["in_the_past"]})).json()
    assert booked["appointments"][0]["accepted"] == ["in_the_past"]
    (entry,) = await booking.rows(
        "SELECT details FROM audit_entries WHERE action = 'series_booked' AND about = $1", UUID(booked["id"])
    )
    assert entry["details"] == '{"accepted": ["in_the_past"]}'


async def test_what_is_to_be_skipped_is_left_out_with_what_is_taken(clinic: Clinic, other: str) -> None:
    await clinic.books("2027-03-22T10:00", practitioner_id=other)
    priya = (await clinic.adds_client("Priya Nair"))["id"]
    await clinic.books("2027-03-29T10:00", client_id=priya)
    request = clinic.booking_request(
        "2027-03-22T10:00", recurrence=WEEKLY, on_conflict="skip", skip=["client_elsewhere"]
    )
    booked = (await clinic.asks_for_series(request)).json()
    assert booked["skipped_dates"] == ["2027-03-22", "2027-03-29"]
    assert [each["local_start"][:10] for each in booked["appointments"]] == ["2027-04-05"]


async def test_taken_cannot_be_accepted_and_names_what_else_was_found(clinic: Clinic, other: str) -> None:
    await clinic.books("2027-03-22T10:00")
    await clinic.books("2027-03-29T10:00", practitioner_id=other)
    request = clinic.booking_request("2027-03-22T10:00", recurrence=WEEKLY, accept=["taken"])
    assert (await clinic.asks_for_series(request)).status_code == 422
    said = refused(await clinic.asks_for_series(request | {"accept": []}), SlotsTaken)
    assert ([each["number"] for each in said["conflicts"]], [each["number"] for each in said["findings"]]) == ([1], [2])


@pytest.mark.parametrize(
    ("starts", "meets"), [("2027-03-22T09:31", True), ("2027-03-22T09:30", False), ("2027-03-22T10:30", False)]
)
async def test_a_client_is_elsewhere_only_while_the_sessions_overlap(
    clinic: Clinic, other: str, starts: str, meets: bool
) -> None:
    await clinic.books("2027-03-22T10:00", practitioner_id=other)
    (found,) = await findings(clinic, clinic.booking_request(starts))
    assert bool(found) is meets


async def test_what_is_cancelled_or_of_another_client_or_practitioner_is_not_elsewhere(
    clinic: Clinic, other: str
) -> None:
    cancelled = await clinic.books("2027-03-22T10:00", practitioner_id=other)
    await clinic.cancels(cancelled["appointments"][0]["id"])
    priya = (await clinic.adds_client("Priya Nair"))["id"]
    await clinic.books("2027-03-22T10:00", practitioner_id=other, client_id=priya)
    await clinic.books("2027-03-22T10:30")
    assert await findings(clinic, clinic.booking_request("2027-03-22T10:00")) == [[]]
    nobody = clinic.booking_request("2027-03-22T10:00")
    del nobody["client_id"]
    assert await findings(clinic, nobody) == [[]]


async def test_a_client_is_elsewhere_where_a_session_is_to_be_once_it_follows_its_zones_new_rules(
    booking: Booking, clinic: Clinic, other: str
) -> None:
    astray = await clinic.books("2027-03-22T10:00", practitioner_id=other)
    await booked_by_clocks_an_hour_ahead(booking, astray["id"])
    for starts in ("2027-03-22T09:00", "2027-03-22T10:00"):
        ((found,),) = await findings(clinic, clinic.booking_request(starts))
        assert found[0] == "client_elsewhere"


async def test_of_two_that_book_one_client_at_once_with_two_practitioners_one_hears_of_the_other(
    clinic: Clinic, other: str
) -> None:
    answers = await asyncio.gather(
        *(
            clinic.asks_for_series(clinic.booking_request("2027-03-22T10:00", practitioner_id=each))
            for each in (clinic.practitioner_id, other)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]


async def test_a_refusal_leaves_the_key_free_and_a_repetition_answers_as_at_first(clinic: Clinic) -> None:
    key, request = str(uuid4()), clinic.booking_request("2020-03-23T10:00")
    refused(await clinic.asks_for_series(request, key=key), FindingsNotAccepted)
    accepting = request | {"accept": ["in_the_past"]}
    first, again = [await clinic.asks_for_series(accepting, key=key) for _ in range(2)]
    assert (first.status_code, first.content) == (201, again.content)
