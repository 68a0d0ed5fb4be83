from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from video_links.domain.link import DeadReason
from video_links.domain.series import AppointmentStatus
from video_links.domain.session import Session, Standing

LONDON = ZoneInfo("Europe/London")


def a_session(
    local_start: datetime = datetime(2027, 10, 20, 10),
    *,
    zone: ZoneInfo = LONDON,
    minutes: int = 30,
    status: AppointmentStatus = "booked",
    dead: DeadReason | None = None,
) -> Session:
    starts_at = local_start.replace(tzinfo=zone).astimezone(UTC)
    return Session(zone, local_start, starts_at, starts_at + timedelta(minutes=minutes), status, dead)


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON).astimezone(UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("now", "standing"),
    [
        (london(2027, 10, 19, 23, 59, 59), Standing.ANOTHER_DAY),
        (london(2027, 10, 20, 0, 0), Standing.EARLY),
        (london(2027, 10, 20, 9, 44, 59), Standing.EARLY),
        (london(2027, 10, 20, 9, 45), Standing.OPEN),
        (london(2027, 10, 20, 10, 59, 59), Standing.OPEN),
        (london(2027, 10, 20, 11, 0), Standing.EXPIRED),
        (london(2027, 10, 27, 10, 0), Standing.EXPIRED),
    ],
)
def test_one_can_join_from_15_minutes_before_until_30_minutes_after(now: datetime, standing: Standing) -> None:
    assert a_session().stands(now) == standing


def test_another_day_goes_by_the_clinics_calendar() -> None:
    session = a_session(datetime(2027, 10, 20, 8), zone=ZoneInfo("Pacific/Auckland"))
    assert session.starts_at.date().day == 19
    assert session.stands(session.starts_at - timedelta(hours=2)) == Standing.EARLY


def test_a_session_just_after_midnight_can_be_joined_the_evening_before() -> None:
    session = a_session(datetime(2027, 10, 20, 0, 5))
    assert session.stands(london(2027, 10, 19, 23, 50)) == Standing.OPEN


@pytest.mark.parametrize("now", [london(2027, 10, 1, 12), london(2027, 10, 20, 10), london(2028, 1, 1, 12)])
@pytest.mark.parametrize(
    ("status", "dead", "standing"),
    [
        ("cancelled", None, Standing.CANCELLED),
        ("booked", "cancelled", Standing.CANCELLED),
        ("cancelled", "reissued", Standing.CANCELLED),
        ("concluded", None, Standing.ENDED),
        ("booked", "concluded", Standing.ENDED),
        ("booked", "abandoned", Standing.ENDED),
        ("booked", "expired", Standing.EXPIRED),
        ("booked", "reissued", Standing.REISSUED),
    ],
)
def test_what_has_happened_counts_more_than_the_time(
    status: AppointmentStatus, dead: DeadReason | None, standing: Standing, now: datetime
) -> None:
    assert a_session(status=status, dead=dead).stands(now) == standing


def test_invariant_9_times_are_told_by_the_clinics_clock_when_it_changes_in_between() -> None:
    session = a_session(datetime(2027, 10, 31, 0, 50), minutes=30)
    assert session.local(session.opens_at) == datetime(2027, 10, 31, 0, 35)
    # 01:20 British Summer Time; the clocks go back 40 minutes later.
    assert session.local(session.ends_at) == datetime(2027, 10, 31, 1, 20)
    assert session.local(session.ends_at + timedelta(minutes=45)) == datetime(2027, 10, 31, 1, 5)


def test_invariant_9_the_wall_clock_that_was_booked_is_told_even_where_the_zone_is_known_otherwise_here() -> None:
    """As when a country drops summer time and booking's zone data are newer than ours."""
    told_with_newer_zone_data = Session(
        LONDON,
        local_start=datetime(2027, 7, 1, 10),
        starts_at=datetime(2027, 7, 1, 10, tzinfo=UTC),
        ends_at=datetime(2027, 7, 1, 10, 30, tzinfo=UTC),
        status="booked",
        dead=None,
    )
    assert told_with_newer_zone_data.local(told_with_newer_zone_data.opens_at) == datetime(2027, 7, 1, 9, 45)
