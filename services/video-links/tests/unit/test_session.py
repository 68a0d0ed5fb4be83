from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from video_links.domain.appointment_times import AppointmentTimes, LinkPageState
from video_links.domain.link import LinkEnd
from video_links.domain.series import AppointmentStatus

LONDON = ZoneInfo("Europe/London")


def times_of_an_appointment(
    local_start: datetime = datetime(2027, 10, 20, 10),
    *,
    zone: ZoneInfo = LONDON,
    minutes: int = 30,
    status: AppointmentStatus = "booked",
) -> AppointmentTimes:
    starts_at = local_start.replace(tzinfo=zone).astimezone(UTC)
    ends_at = starts_at + timedelta(minutes=minutes)
    local_end = ends_at.astimezone(zone).replace(tzinfo=None)
    return AppointmentTimes(zone.key, local_start, local_end, starts_at, ends_at, status)


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON).astimezone(UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (london(2027, 10, 19, 23, 59, 59), LinkPageState.ANOTHER_DAY),
        (london(2027, 10, 20, 0, 0), LinkPageState.EARLY),
        (london(2027, 10, 20, 9, 44, 59), LinkPageState.EARLY),
        (london(2027, 10, 20, 9, 45), LinkPageState.OPEN),
        (london(2027, 10, 20, 10, 59, 59), LinkPageState.OPEN),
        (london(2027, 10, 20, 11, 0), LinkPageState.EXPIRED),
        (london(2027, 10, 27, 10, 0), LinkPageState.EXPIRED),
    ],
)
def test_one_can_join_from_15_minutes_before_until_30_minutes_after(now: datetime, state: LinkPageState) -> None:
    assert times_of_an_appointment().by_the_clock(now) == state


def test_another_day_goes_by_the_clinics_calendar() -> None:
    times = times_of_an_appointment(datetime(2027, 10, 20, 8), zone=ZoneInfo("Pacific/Auckland"))
    assert times.starts_at.date().day == 19
    assert times.by_the_clock(times.starts_at - timedelta(hours=2)) == LinkPageState.EARLY


def test_a_session_just_after_midnight_can_be_joined_the_evening_before() -> None:
    times = times_of_an_appointment(datetime(2027, 10, 20, 0, 5))
    assert times.by_the_clock(london(2027, 10, 19, 23, 50)) == LinkPageState.OPEN


@pytest.mark.parametrize(
    ("status", "dead", "state"),
    [
        ("cancelled", None, LinkPageState.CANCELLED),
        ("booked", "cancelled", LinkPageState.CANCELLED),
        ("cancelled", "reissued", LinkPageState.CANCELLED),
        ("attended", None, LinkPageState.ENDED),
        ("booked", "concluded", LinkPageState.ENDED),
        ("booked", "abandoned", LinkPageState.ENDED),
        ("booked", "expired", LinkPageState.EXPIRED),
        ("booked", "missed", LinkPageState.MISSED),
        ("missed", "expired", LinkPageState.MISSED),
        ("booked", "reissued", LinkPageState.REISSUED),
    ],
)
def test_what_has_happened_counts_more_than_the_time(
    status: AppointmentStatus, dead: LinkEnd | None, state: LinkPageState
) -> None:
    assert times_of_an_appointment(status=status).settled(dead) == state


def test_invariant_9_moments_beside_a_session_are_told_by_its_own_clocks() -> None:
    """The clocks go back from 2am to 1am meanwhile."""
    times = times_of_an_appointment(datetime(2027, 10, 31, 0, 50), minutes=80)
    assert times.local(times.opens_at) == datetime(2027, 10, 31, 0, 35)
    assert times.local(times.ends_at) == times.local_end == datetime(2027, 10, 31, 1, 10)
    assert times.local(times.closes_at) == datetime(2027, 10, 31, 1, 40)


def test_invariant_9_the_wall_clock_that_was_booked_is_told_whatever_the_zone_data_are_here() -> None:
    """As when a country drops summer time and booking's zone data are newer than ours."""
    told_with_newer_zone_data = AppointmentTimes(
        "Europe/London",
        local_start=datetime(2027, 7, 1, 10),
        local_end=datetime(2027, 7, 1, 10, 30),
        starts_at=datetime(2027, 7, 1, 10, tzinfo=UTC),
        ends_at=datetime(2027, 7, 1, 10, 30, tzinfo=UTC),
        status="booked",
    )
    assert told_with_newer_zone_data.local(told_with_newer_zone_data.opens_at) == datetime(2027, 7, 1, 9, 45)
    assert told_with_newer_zone_data.local(told_with_newer_zone_data.closes_at) == datetime(2027, 7, 1, 11)
