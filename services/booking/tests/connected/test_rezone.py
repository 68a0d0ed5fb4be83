"""When the rules of a zone change after something was booked: it is found, nothing is booked over it, and a command has
it take place at its local time."""

from datetime import UTC, datetime, timedelta

from booking.command_line import checks
from booking.reconciler import Reconciler
from contracts.series import SeriesChanged
from messaging import zones
from services.booking.tests.clinic import Booking, Clinic, booked_by_clocks_an_hour_ahead
from services.booking.tests.commands import runs

TEN = "2057-03-05T10:00"


async def places(booking: Booking) -> list[tuple[datetime, datetime, int, str]]:
    rows = await booking.superuser_rows(
        "SELECT local_start, starts_at, schedule_version, zone_data FROM appointments ORDER BY number"
    )
    return [tuple(row) for row in rows]


async def test_invariant_9_a_series_takes_place_at_its_local_time_again(clinic: Clinic) -> None:
    series = await clinic.books_weekly(TEN, 3)
    booking = clinic.booking
    before = await places(booking)
    await booked_by_clocks_an_hour_ahead(booking, series["id"])
    astray = await places(booking)
    dry = await runs(booking, "rezone", "--dry-run")
    assert (dry.status, await places(booking)) == (0, astray)
    ran = await runs(booking, "rezone")
    assert ran.status == 0
    assert "session 1: 2057-03-05 10:00 Europe/London was 2057-03-05 09:00Z, becomes 2057-03-05 10:00Z" in ran.stdout
    assert f"By zone data {zones.VERSION} 3 moved, 0 hindered. No client is told." in ran.stdout
    assert ran.stdout.replace("3 moved", "3 would move") == dry.stdout
    assert await places(booking) == [(local, at, 2, zones.VERSION) for local, at, _, _ in before]
    (_, event) = (await booking.published())[-1]
    assert isinstance(event, SeriesChanged)
    assert (event.change, event.notify, event.series.version) == ("rescheduled", False, 2)
    assert event.appointment_ids == [each.id for each in event.series.occurrences]
    assert {each.schedule_version for each in event.series.occurrences} == {2}
    (entry,) = await booking.rows("SELECT subject, about::text FROM audit_entries WHERE action = 'rezoned'")
    assert tuple(entry) == ("rezone", series["id"])
    again = await runs(booking, "rezone")
    assert again.stdout == f"By zone data {zones.VERSION} 0 moved, 0 hindered. No client is told.\n"


async def test_no_hour_is_booked_twice_before_the_series_is_back_at_its_local_time(clinic: Clinic) -> None:
    series = await clinic.books_weekly(TEN, 2)
    await booked_by_clocks_an_hour_ahead(clinic.booking, series["id"])
    for hour in ("09", "10"):  # where it is, and where it is to be
        answer = await clinic.asks_for_series(clinic.booking_request(f"2057-03-12T{hour}:00"))
        assert answer.status_code == 409, answer.text
    assert (await clinic.asks_for_series(clinic.booking_request("2057-03-12T11:00"))).status_code == 201


async def test_two_series_of_one_practitioner_move_together_into_each_others_places(clinic: Clinic) -> None:
    for starts in (TEN, "2057-03-05T11:00"):
        series = await clinic.books(starts, duration_minutes=60)
        await booked_by_clocks_an_hour_ahead(clinic.booking, series["id"], zone_data=zones.VERSION)
    await clinic.booking.superuser_rows("UPDATE appointments SET zone_data = '2025c'")
    ran = await runs(clinic.booking, "rezone")
    assert (ran.status, "2 moved, 0 hindered" in ran.stdout) == (0, True), ran.stdout


async def test_what_is_hindered_stays_and_is_named(clinic: Clinic) -> None:
    series = await clinic.books(TEN)
    await booked_by_clocks_an_hour_ahead(clinic.booking, series["id"], zone_data=zones.VERSION)
    other = await clinic.books(TEN)
    await clinic.booking.superuser_rows(
        "UPDATE appointments SET zone_data = '2025c' WHERE series_id::text = $1", series["id"]
    )
    ran = await runs(clinic.booking, "rezone")
    assert f"not moved: appointment {other['appointments'][0]['id']} is there" in ran.stdout
    assert "0 moved, 1 hindered" in ran.stdout


async def test_what_newer_zone_data_said_is_left_to_those_who_have_them(clinic: Clinic) -> None:
    series = await clinic.books(TEN)
    await booked_by_clocks_an_hour_ahead(clinic.booking, series["id"], zone_data="2099z")
    before = await clinic.booking.everything()
    ran = await runs(clinic.booking, "rezone")
    assert "0 moved, 0 hindered" in ran.stdout
    assert await clinic.booking.everything() == before


async def test_what_follows_by_the_zone_data_of_now_too_is_asked_once(clinic: Clinic) -> None:
    """Also of rows from before it was written down."""
    await clinic.books_weekly(TEN, 2)
    booking = clinic.booking
    await booking.superuser_rows("UPDATE appointments SET zone_data = ''")
    now = datetime.now(UTC) + timedelta(minutes=2)
    await Reconciler(booking.database, now=lambda: now).tick()
    assert {zone_data for *_, zone_data in await places(booking)} == {zones.VERSION}


async def test_doctor_names_what_is_not_at_its_local_time(clinic: Clinic) -> None:
    series = await clinic.books_weekly(TEN, 2)
    well, *_ = [finding async for finding in checks(clinic.booking.settings)]
    assert (well.state, zones.VERSION in well.words) == ("ok", True)
    await booked_by_clocks_an_hour_ahead(clinic.booking, series["id"])
    amiss, *_ = [finding async for finding in checks(clinic.booking.settings)]
    assert (amiss.state, amiss.words.split(" are ")[0]) == ("bad", "2 sessions ahead")
