import asyncio
from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

import httpx
import pytest
from uuid_utils.compat import uuid7

from booking import audit
from booking.domain.series import BookingRequest, new_series, plan_series
from booking.errors import AppointmentsOverlap, SlotsTaken
from booking.store.kinds import find_kind
from booking.store.series import add_series
from messaging.http.refusals import Unavailable
from services.booking.tests.clinic import Booking, Clinic
from standing_operator.databases import ServiceDatabases
from tests.support.issuer import Issuer
from tests.support.problems import refused


def local_starts(series: dict[str, list[dict[str, str]]]) -> list[str]:
    return [session["local_start"][:16] for session in series["appointments"]]


async def test_a_weekly_series_is_booked_whole(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 4)
    assert local_starts(series) == ["2027-03-22T10:00", "2027-03-29T10:00", "2027-04-05T10:00", "2027-04-12T10:00"]
    assert [session["number"] for session in series["appointments"]] == [1, 2, 3, 4]
    assert series["recurrence"]["words"] == "every week on Monday"
    assert series["recurrence"]["rrule"] == "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;UNTIL=20270412T090000Z"
    assert series["recurrence"]["exdates"] == []
    assert len(await clinic.diary("2027-03-22", "2027-04-12")) == 4


async def test_invariant_9_local_wall_clock_time_holds_over_a_clock_change(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 2)
    assert [session["utc_offset"] for session in series["appointments"]] == ["+00:00", "+01:00"]
    assert [session["starts_at"] for session in series["appointments"]] == [
        "2027-03-22T10:00:00Z",
        "2027-03-29T09:00:00Z",
    ]
    assert series["clock_changes"] == ["Clocks go forward on Sunday 28 March: still 10:00"]
    stored = await clinic.booking.rows("SELECT local_start, fold, starts_at FROM appointments ORDER BY number")
    assert [(row["local_start"].hour, row["fold"], row["starts_at"].hour) for row in stored] == [
        (10, 0, 10),
        (10, 0, 9),
    ]


async def test_a_session_in_the_hour_that_the_clocks_leave_out_is_shifted_and_said_so(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-21T01:30", 2)
    assert local_starts(series) == ["2027-03-21T01:30", "2027-03-28T02:30"]
    assert [session["shifted"] for session in series["appointments"]] == [
        None,
        "That time does not exist on 28 March: 02:30 instead of 01:30",
    ]
    again = (await clinic.get(f"/series/{series['id']}")).json()
    assert again == series


async def test_without_a_recurrence_it_is_a_single_appointment(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00")
    assert (len(series["appointments"]), series["recurrence"]) == (1, None)


async def test_of_two_times_that_look_alike_the_fold_says_which(clinic: Clinic) -> None:
    first = await clinic.books("2027-10-31T01:30", fold=0)
    second = await clinic.books("2027-10-31T01:30", fold=1)
    assert [each["appointments"][0]["starts_at"] for each in (first, second)] == [
        "2027-10-31T00:30:00Z",
        "2027-10-31T01:30:00Z",
    ]


async def test_a_zone_of_its_own_and_a_duration_of_its_own_are_kept(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00", zone="Australia/Sydney", duration_minutes=75)
    session = series["appointments"][0]
    assert (series["zone"], session["utc_offset"]) == ("Australia/Sydney", "+11:00")
    assert (session["starts_at"], session["ends_at"]) == ("2027-03-21T23:00:00Z", "2027-03-22T00:15:00Z")
    # The diary is the practice's, and in its zone.
    assert [each["local_start"] for each in await clinic.diary("2027-03-21")] == ["2027-03-21T23:00:00"]


async def test_skipped_months_are_named(clinic: Clinic) -> None:
    series = await clinic.books("2028-01-30T10:00", recurrence={"frequency": "monthly_by_date", "until": "2028-03-30"})
    assert local_starts(series) == ["2028-01-30T10:00", "2028-03-30T10:00"]
    assert series["skipped_months"] == [{"month": "2028-02", "words": "February has no 30th: no session that month"}]


async def test_the_answer_says_where_the_series_is_and_which_version(clinic: Clinic) -> None:
    response = await clinic.asks_for_series(clinic.booking_request("2027-03-22T10:00"))
    assert response.headers["Location"] == f"/api/booking/v1/series/{response.json()['id']}"
    assert response.headers["ETag"] == '"1"'
    again = await clinic.get(f"/series/{response.json()['id']}")
    assert (again.json(), again.headers["ETag"]) == (response.json(), '"1"')


async def test_every_conflict_is_named_at_once_with_whom_and_when(clinic: Clinic) -> None:
    priya = (await clinic.adds_client("Priya Nair"))["id"]
    taken = [
        await clinic.books("2027-11-04T10:15", client_id=priya, duration_minutes=45),
        await clinic.books("2027-11-18T09:45", client_id=priya, duration_minutes=45),
    ]
    before = await clinic.booking.everything()
    request = clinic.booking_request("2027-10-21T10:00", recurrence={"frequency": "weekly", "until": "2027-11-25"})
    response = await clinic.asks_for_series(request)
    problem = refused(response, SlotsTaken)
    assert problem["detail"] == "4 November, 18 November are taken."
    assert [(each["number"], each["date"], each["words"]) for each in problem["conflicts"]] == [
        (3, "2027-11-04", "Dr. Adeyemi is with Priya Nair, 10:15 to 11:00"),
        (5, "2027-11-18", "Dr. Adeyemi is with Priya Nair, 09:45 to 10:30"),
    ]
    assert problem["conflicts"][0]["taken_by"] == {
        "appointment_id": taken[0]["appointments"][0]["id"],
        "client_name": "Priya Nair",
        "starts_at": "2027-11-04T10:15:00+00:00",
        "ends_at": "2027-11-04T11:00:00+00:00",
        "local_start": "2027-11-04T10:15",
        "local_end": "2027-11-04T11:00",
    }
    assert await clinic.booking.everything() == before


async def test_sessions_may_follow_one_another_without_a_pause(clinic: Clinic) -> None:
    await clinic.books("2027-03-22T10:00")
    await clinic.books("2027-03-22T10:30")
    await clinic.books("2027-03-22T09:30")


async def test_the_kinds_buffers_are_kept_free(clinic: Clinic) -> None:
    await clinic.adds_kind("Assessment", buffer_before_minutes=10, buffer_after_minutes=20)
    await clinic.books("2027-03-22T10:00", kind="Assessment")
    for free in ("2027-03-22T09:20", "2027-03-22T10:50"):
        await clinic.books(free)
    await clinic.books("2027-03-22T14:00")
    for taken in ("2027-03-22T13:21", "2027-03-22T14:30"):
        response = await clinic.asks_for_series(clinic.booking_request(taken, kind="Assessment"))
        assert (response.status_code, len(response.json()["conflicts"])) == (409, 1), taken


async def test_the_longest_buffers_are_kept_free_too(clinic: Clinic) -> None:
    await clinic.adds_kind("Theatre", buffer_before_minutes=240, buffer_after_minutes=240, duration_minutes=1440)
    await clinic.books("2027-03-22T10:00", kind="Theatre")
    for taken in ("2027-03-22T05:45", "2027-03-23T13:45"):
        response = await clinic.asks_for_series(clinic.booking_request(taken))
        assert (response.status_code, len(response.json()["conflicts"])) == (409, 1), taken
    for free in ("2027-03-22T05:30", "2027-03-23T14:00"):
        await clinic.books(free)


async def test_a_session_of_a_day_and_one_in_its_midst_conflict(clinic: Clinic) -> None:
    await clinic.books("2027-03-22T10:00", duration_minutes=1440)
    await clinic.books("2027-03-25T09:30")
    for request in (
        clinic.booking_request("2027-03-23T09:30"),
        clinic.booking_request("2027-03-24T10:00", duration_minutes=1440),
    ):
        response = await clinic.asks_for_series(request)
        assert (response.status_code, len(response.json()["conflicts"])) == (409, 1)


async def test_another_practitioner_is_free_at_the_same_time(clinic: Clinic) -> None:
    await clinic.books("2027-03-22T10:00")
    other = await clinic.adds_practitioner("Morven Kerr")
    await clinic.books("2027-03-22T10:00", practitioner_id=other["id"], accept=["client_elsewhere"])


async def test_a_series_whose_sessions_would_overlap_one_another_is_refused(clinic: Clinic) -> None:
    await clinic.adds_kind("Retreat", duration_minutes=1440, buffer_after_minutes=60)
    request = clinic.booking_request("2027-03-22T10:00", kind="Retreat", recurrence={"frequency": "daily", "count": 3})
    refused(await clinic.asks_for_series(request), AppointmentsOverlap)


async def test_invariant_1_64_concurrent_bookings_of_the_same_slots_end_in_exactly_one_series_and_no_deadlock(
    service_database: ServiceDatabases, issuer: Issuer
) -> None:
    async with Booking.running(await service_database("booking"), issuer, connections=64) as booking:
        clinic = await Clinic.opened(booking)
        # All want the Monday of 24 May, among weeks that only some want, so that they meet in different places.
        requests = [
            clinic.booking_request(f"2027-{month_and_day}T10:00", recurrence={"frequency": "weekly", "count": 10})
            for month_and_day in ("03-22", "03-29", "04-12", "05-24")
        ] * 16
        answers = await asyncio.gather(*(clinic.asks_for_series(request) for request in requests))
        assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 63}
        won = next(answer.json() for answer in answers if answer.status_code == 201)
        assert all(_names_every_conflict(answer, won) for answer in answers if answer.status_code == 409)
        assert await booking.rows("SELECT id, sessions FROM series") == [(UUID(won["id"]), 10)]
        assert len(await booking.rows("SELECT FROM appointments")) == 10
        assert [type(event).__name__ for _, event in await booking.published()].count("SeriesCreated") == 1


async def test_invariant_1_the_database_refuses_two_at_once_even_where_nobody_looked(clinic: Clinic) -> None:
    await clinic.books_weekly("2027-03-22T10:00", 4)
    before = await clinic.booking.everything()
    with pytest.raises(SlotsTaken):
        await _write_without_looking(clinic, datetime(2027, 4, 12, 10, 15))
    assert await clinic.booking.everything() == before


async def test_invariant_1_what_fails_after_the_appointments_were_written_leaves_none_of_them(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise OSError

    before = await clinic.booking.everything()
    with monkeypatch.context() as broken:
        broken.setattr(audit, "add", fails)
        refused(await clinic.asks_for_series(clinic.booking_request("2027-03-22T10:00")), Unavailable)
    assert await clinic.booking.everything() == before
    await clinic.books("2027-03-22T10:00")


async def test_what_was_cancelled_leaves_its_slot_free(clinic: Clinic) -> None:
    await clinic.books("2027-03-22T10:00")
    await clinic.booking.rows("UPDATE appointments SET status = 'cancelled'")
    await clinic.books("2027-03-22T10:00")


async def _write_without_looking(clinic: Clinic, starts_local: datetime) -> None:
    request = BookingRequest(
        practitioner_id=UUID(clinic.practitioner_id),
        kind_id=UUID(clinic.kinds["Follow-up"]),
        starts_local=starts_local,
    )
    async with clinic.booking.database.transaction(clinic.practice_id) as connection:
        kind = await find_kind(connection, request.kind_id)
        plan = plan_series(request, kind=kind, practice_zone="Europe/London")
        series = new_series(
            plan,
            request,
            client_id=UUID(clinic.client_id),
            kind=kind,
            booked_by="jo",
            now=datetime.now(UTC),
            new_id=uuid7,
        )
        await add_series(connection, clinic.practice_id, series)


def _names_every_conflict(answer: httpx.Response, won: dict[str, list[dict[str, str]]]) -> bool:
    booked = {session["id"] for session in won["appointments"]}
    named = [conflict["taken_by"]["appointment_id"] for conflict in answer.json()["conflicts"]]
    return len(named) == len(set(named)) >= 1 and set(named) <= booked
