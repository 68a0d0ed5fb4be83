from services.booking.tests.clinic import Clinic


async def test_a_weekly_series_is_booked_whole(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 4)
    assert [session["local_start"] for session in series["occurrences"]] == [
        "2027-03-22T10:00:00",
        "2027-03-29T10:00:00",
        "2027-04-05T10:00:00",
        "2027-04-12T10:00:00",
    ]
    assert [session["utc_offset"] for session in series["occurrences"]] == ["+00:00", "+01:00", "+01:00", "+01:00"]
    assert series["clock_changes"] == ["Clocks go forward on Sunday 28 March: still 10:00"]
    assert len(await clinic.diary("2027-03-22", "2027-04-12")) == 4
    print(await clinic.summary(series["occurrences"][0]["id"]))
