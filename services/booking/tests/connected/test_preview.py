"""What is read before Save is what Save then does."""

from typing import Any
from uuid import UUID

import pytest

from contracts.series import SeriesCreated
from services.booking.tests.clinic import Booking, Clinic


async def preview(clinic: Clinic, starts: str, **fields: Any) -> dict[str, Any]:
    response = await clinic.asks("POST", "/series:preview", json=clinic.booking_request(starts, **fields))
    assert response.status_code == 200, response.text
    previewed: dict[str, Any] = response.json()
    return previewed


def in_short(previewed: dict[str, Any]) -> list[str]:
    return [
        line["words"] if line["line"] == "note" else f"{line['number']} {line['local_start'][:16]} {line['state']}"
        for line in previewed["lines"]
    ]


def weekly(count: int) -> dict[str, Any]:
    return {"frequency": "weekly", "count": count}


async def test_every_date_is_read_in_order_with_what_is_taken_and_by_whom(clinic: Clinic) -> None:
    priya = (await clinic.adds_client("Priya Nair"))["id"]
    taken = await clinic.books("2027-11-18T10:00", client_id=priya, duration_minutes=45)
    previewed = await preview(clinic, "2027-10-21T10:00", recurrence=weekly(6))
    assert in_short(previewed) == [
        "1 2027-10-21T10:00 free",
        "2 2027-10-28T10:00 free",
        "Clocks go back on Sunday 31 October: still 10:00",
        "3 2027-11-04T10:00 free",
        "4 2027-11-11T10:00 free",
        "None 2027-11-18T10:00 taken",
        "5 2027-11-25T10:00 free",
    ]
    assert (previewed["free"], previewed["taken"]) == (5, 1)
    assert previewed["recurrence"]["words"] == "every week on Thursday"
    assert previewed["zone"] == "Europe/London"
    dates = [line for line in previewed["lines"] if line["line"] == "date"]
    assert [date["utc_offset"] for date in dates] == ["+01:00"] * 2 + ["+00:00"] * 4
    assert {date["local_end"][11:16] for date in dates} == {"10:30"}
    assert dates[4]["conflicts"] == [
        {
            "appointment_id": taken["appointments"][0]["id"],
            "words": "Dr. Adeyemi is with Priya Nair, 10:00 to 10:45",
            "booked_by": "Joanne Price",
        }
    ]


async def test_of_two_times_that_look_alike_preview_booking_diary_and_event_say_which_it_is(
    booking: Booking, clinic: Clinic
) -> None:
    for fold, starts_at in enumerate(("2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z")):
        request = {"fold": fold, "recurrence": {"frequency": "daily", "count": 2}}
        dates = [each for each in (await preview(clinic, "2027-10-30T01:30", **request))["lines"] if "fold" in each]
        assert [(each["fold"], each["twice"]) for each in dates] == [(0, False), (fold, True)]
        booked = await clinic.books("2027-10-31T01:30", fold=fold)
        assert [(each["fold"], each["twice"], each["starts_at"]) for each in booked["appointments"]] == [
            (fold, True, starts_at)
        ]
        (event,) = [event for _, event in await booking.published() if event.subject == UUID(booked["id"])]
        assert isinstance(event, SeriesCreated)
        assert [(each.fold, each.twice) for each in event.series.occurrences] == [(fold, True)]
    assert [(each["fold"], each["twice"]) for each in await clinic.diary("2027-10-31")] == [(0, True), (1, True)]


async def test_who_booked_what_is_taken_may_have_no_name(clinic: Clinic) -> None:
    request = clinic.booking_request("2027-10-21T10:00")
    nameless = clinic.booking.issuer.bearer(clinic.practice_id, "receptionist", subject="a-program", name=None)
    booked = await clinic.asks_for_series(request, bearer=nameless)
    assert booked.status_code == 201, booked.text
    (date,) = (await preview(clinic, "2027-10-21T10:00"))["lines"]
    assert [conflict["booked_by"] for conflict in date["conflicts"]] == [None]


async def test_all_that_stands_in_the_way_of_one_date_is_named(clinic: Clinic) -> None:
    for start in ("2027-10-21T10:00", "2027-10-21T10:30"):
        await clinic.books(start)
    (line,) = (await preview(clinic, "2027-10-21T10:00", duration_minutes=60))["lines"]
    assert [conflict["words"] for conflict in line["conflicts"]] == [
        "Dr. Adeyemi is with Grace Whitfield, 10:00 to 10:30",
        "Dr. Adeyemi is with Grace Whitfield, 10:30 to 11:00",
    ]


async def test_the_client_need_not_be_chosen_yet(clinic: Clinic) -> None:
    request = clinic.booking_request("2027-10-21T10:00")
    del request["client_id"]
    assert (await clinic.asks("POST", "/series:preview", json=request)).status_code == 200


async def test_a_preview_stores_nothing_and_waits_for_nobody(clinic: Clinic) -> None:
    before = await clinic.booking.everything()
    async with clinic.booking.database.transaction(clinic.practice_id) as connection:
        await connection.execute("SELECT FROM practitioners FOR UPDATE")
        await preview(clinic, "2027-10-21T10:00", recurrence=weekly(6))
    assert await clinic.booking.everything() == before


@pytest.mark.parametrize(
    "recurrence",
    [
        weekly(10),
        {"frequency": "daily", "until": "2027-11-05"},
        {"frequency": "every_2_weeks", "count": 8},
        {"frequency": "monthly_by_date", "count": 5},
        {"frequency": "monthly_by_weekday", "until": "2028-05-31"},
    ],
)
@pytest.mark.parametrize("starts", ["2027-10-29T10:00", "2027-10-29T01:30"])
async def test_invariant_1_what_is_previewed_is_what_is_booked(
    clinic: Clinic, starts: str, recurrence: dict[str, Any]
) -> None:
    everything = in_short(await preview(clinic, starts, recurrence=recurrence))
    dates = [line.split()[1] for line in everything if line.endswith(" free")]
    for taken in dates[1::3]:
        await clinic.books(taken)
    previewed = await preview(clinic, starts, recurrence=recurrence, on_conflict="skip")
    free = [line for line in previewed["lines"] if line["line"] == "date" and line["state"] == "free"]
    series = (
        await clinic.asks_for_series(clinic.booking_request(starts, recurrence=recurrence, on_conflict="skip"))
    ).json()
    assert [[each[field] for field in ("number", "local_start", "utc_offset", "starts_at")] for each in free] == [
        [each[field] for field in ("number", "local_start", "utc_offset", "starts_at")]
        for each in series["appointments"]
    ]
    skipped = [line["local_start"][:10] for line in previewed["lines"] if line.get("state") == "taken"]
    assert series["skipped_dates"] == skipped
    assert (previewed["free"], previewed["taken"]) == (len(series["appointments"]), len(skipped))
    assert previewed["recurrence"] == series["recurrence"]


async def test_what_a_preview_calls_taken_is_what_save_refuses(clinic: Clinic) -> None:
    await clinic.books("2027-10-28T10:15")
    previewed = await preview(clinic, "2027-10-21T10:00", recurrence=weekly(3))
    refused = (await clinic.asks_for_series(clinic.booking_request("2027-10-21T10:00", recurrence=weekly(3)))).json()
    taken = [line for line in previewed["lines"] if line.get("state") == "taken"]
    assert [conflict for line in taken for conflict in line["conflicts"]] == [
        {"appointment_id": each["taken_by"]["appointment_id"], "words": each["words"], "booked_by": "Joanne Price"}
        for each in refused["conflicts"]
    ]
