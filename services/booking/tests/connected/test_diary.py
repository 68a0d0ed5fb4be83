from services.booking.tests.clinic import Booking, Clinic
from services.booking.tests.neighbours import links_of


async def test_the_diary_shows_who_is_with_whom_for_what(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 4)
    (shown,) = await clinic.diary("2027-03-29")
    assert (shown["id"], shown["series_id"]) == (series["appointments"][1]["id"], series["id"])
    assert (shown["number"], shown["of"], shown["status"]) == (2, 4, "booked")
    assert (shown["local_start"], shown["local_end"]) == ("2027-03-29T10:00:00", "2027-03-29T10:30:00")
    assert (shown["practitioner"]["name"], shown["client"]["name"]) == ("Dr. Adeyemi", "Grace Whitfield")
    assert (shown["kind"]["name"], shown["kind"]["video"], shown["kind"]["colour"]) == ("Video follow-up", True, "blue")


async def test_the_diarys_days_are_the_practices_and_inclusive(booking: Booking) -> None:
    clinic = await Clinic.opened(booking, zone="Pacific/Auckland")
    await clinic.books("2027-03-22T00:00")
    await clinic.books("2027-03-23T23:30")
    await clinic.books("2027-03-24T00:00")
    assert [each["local_start"] for each in await clinic.diary("2027-03-22", "2027-03-23")] == [
        "2027-03-22T00:00:00",
        "2027-03-23T23:30:00",
    ]


async def test_a_session_over_midnight_is_on_both_days_and_one_that_ends_then_on_one(clinic: Clinic) -> None:
    await clinic.books("2027-03-22T10:00", duration_minutes=1440)
    await clinic.books("2027-03-23T23:30")
    late = await clinic.books("2027-03-24T23:45")
    on = {day: [each["local_start"] for each in await clinic.diary(f"2027-03-{day}")] for day in range(22, 27)}
    assert on == {
        22: ["2027-03-22T10:00:00"],
        23: ["2027-03-22T10:00:00", "2027-03-23T23:30:00"],
        24: ["2027-03-24T23:45:00"],
        25: ["2027-03-24T23:45:00"],
        26: [],
    }
    (shown,) = await clinic.diary("2027-03-25", practitioner_id=clinic.practitioner_id)
    assert (shown["id"], shown["local_end"]) == (late["appointments"][0]["id"], "2027-03-25T00:15:00")


async def test_a_day_of_23_hours_is_shown_whole(clinic: Clinic) -> None:
    await clinic.books("2027-03-28T00:00")
    await clinic.books("2027-03-28T23:30")
    await clinic.books("2027-03-29T00:00")
    assert len(await clinic.diary("2027-03-28")) == 2


async def test_the_diary_can_be_one_practitioners(clinic: Clinic) -> None:
    kerr = (await clinic.adds_practitioner("Morven Kerr"))["id"]
    await clinic.books("2027-03-22T10:00")
    await clinic.books("2027-03-22T09:00", practitioner_id=kerr)
    assert [each["practitioner"]["name"] for each in await clinic.diary("2027-03-22")] == ["Morven Kerr", "Dr. Adeyemi"]
    assert len(await clinic.diary("2027-03-22", practitioner_id=kerr)) == 1


async def test_the_diary_shows_the_state_of_each_link(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00")
    await clinic.books("2027-03-22T11:00")
    await clinic.books("2027-03-22T12:00", kind="Follow-up")
    await clinic.booking.receives(links_of(series), clinic.practice_id)
    assert [each["link"] for each in await clinic.diary("2027-03-22")] == ["live", "pending", "none"]


async def test_62_days_can_be_shown(clinic: Clinic) -> None:
    assert await clinic.diary("2027-01-01", "2027-03-03") == []


async def test_invariant_8_a_diary_is_its_practices_alone(booking: Booking, clinic: Clinic) -> None:
    other = await Clinic.opened(booking)
    await clinic.books("2027-03-22T10:00")
    await other.books("2027-03-22T10:00")
    assert len(await clinic.diary("2027-03-22")) == len(await other.diary("2027-03-22")) == 1
    assert await other.diary("2027-03-22", practitioner_id=clinic.practitioner_id) == []
