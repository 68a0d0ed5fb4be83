"""What the caller chooses to skip is left out and named; all else is booked."""

from typing import Any

from booking.errors import AllSlotsTaken
from contracts.series import SeriesCreated
from services.booking.tests.clinic import Clinic
from tests.support.problems import refused

WEEKLY_6 = {"frequency": "weekly", "count": 6}


async def another_is_booked(clinic: Clinic, *starts: str) -> None:
    priya = (await clinic.adds_client("Priya Nair"))["id"]
    for start in starts:
        await clinic.books(start, client_id=priya)


def skipping(clinic: Clinic, starts: str, **fields: Any) -> dict[str, Any]:
    return clinic.booking_request(starts, on_conflict="skip", **fields)


async def test_taken_dates_are_skipped_and_named_and_the_others_counted_from_one(clinic: Clinic) -> None:
    await another_is_booked(clinic, "2027-10-28T10:00", "2027-11-18T10:15")
    response = await clinic.asks_for_series(skipping(clinic, "2027-10-21T10:00", recurrence=WEEKLY_6))
    assert response.status_code == 201, response.text
    series = response.json()
    assert series["skipped_dates"] == ["2027-10-28", "2027-11-18"]
    assert [(session["number"], session["local_start"][:10]) for session in series["appointments"]] == [
        (1, "2027-10-21"),
        (2, "2027-11-04"),
        (3, "2027-11-11"),
        (4, "2027-11-25"),
    ]
    assert (await clinic.get(f"/series/{series['id']}")).json() == series
    assert [each["of"] for each in await clinic.diary("2027-10-21")] == [4]
    first = series["appointments"][0]["id"]
    assert (await clinic.summary(first))["series"]["skipped_dates"] == ["2027-10-28", "2027-11-18"]


async def test_the_event_carries_the_skipped_dates(clinic: Clinic) -> None:
    await another_is_booked(clinic, "2027-10-28T10:00")
    await clinic.asks_for_series(skipping(clinic, "2027-10-21T10:00", recurrence=WEEKLY_6))
    _, event = (await clinic.booking.published())[-1]
    assert isinstance(event, SeriesCreated)
    assert [day.isoformat() for day in event.series.skipped_dates] == ["2027-10-28"]
    assert event.series.recurrence is not None
    assert [start.isoformat() for start in event.series.recurrence.exdates] == ["2027-10-28T10:00:00"]
    assert [occurrence.number for occurrence in event.series.occurrences] == [1, 2, 3, 4, 5]


async def test_the_first_date_can_be_skipped(clinic: Clinic) -> None:
    await another_is_booked(clinic, "2027-10-21T10:00")
    series = (await clinic.asks_for_series(skipping(clinic, "2027-10-21T10:00", recurrence=WEEKLY_6))).json()
    assert series["appointments"][0]["local_start"] == "2027-10-28T10:00:00"
    assert series["recurrence"]["words"] == "every week on Thursday"
    assert series["recurrence"]["dtstart"] == "2027-10-21T10:00:00"
    assert series["recurrence"]["rrule"].endswith(";UNTIL=20271125T100000Z")
    assert series["recurrence"]["exdates"] == ["2027-10-21T10:00:00"]


async def test_with_nothing_taken_nothing_is_skipped(clinic: Clinic) -> None:
    series = (await clinic.asks_for_series(skipping(clinic, "2027-10-21T10:00", recurrence=WEEKLY_6))).json()
    assert (series["skipped_dates"], len(series["appointments"])) == ([], 6)


async def test_where_all_dates_are_taken_nothing_is_booked(clinic: Clinic) -> None:
    await another_is_booked(clinic, "2027-10-21T10:00", "2027-10-28T10:00")
    before = await clinic.booking.everything()
    request = skipping(clinic, "2027-10-21T10:00", recurrence={"frequency": "weekly", "count": 2})
    response = await clinic.asks_for_series(request)
    assert len(refused(response, AllSlotsTaken)["conflicts"]) == 2
    assert await clinic.booking.everything() == before


async def test_a_refused_attempt_can_be_repeated_as_one_that_skips(clinic: Clinic) -> None:
    """The key of a rolled-back attempt is free, so Save after the choice is made needs no new one."""
    await another_is_booked(clinic, "2027-10-28T10:00")
    request = clinic.booking_request("2027-10-21T10:00", recurrence=WEEKLY_6)
    assert (await clinic.asks_for_series(request, key="save")).status_code == 409
    booked = await clinic.asks_for_series(request | {"on_conflict": "skip"}, key="save")
    assert booked.status_code == 201
    again = await clinic.asks_for_series(request | {"on_conflict": "skip"}, key="save")
    assert again.json() == booked.json()
