from datetime import UTC, datetime, timedelta
from uuid import UUID

from messaging.version import Version
from video_links.domain.link import Link
from video_links.domain.series import Appointment, AppointmentStatus, Series
from video_links.domain.token import Token

NOON = datetime(2027, 10, 20, 12, tzinfo=UTC)


def an_appointment(number: int, status: AppointmentStatus = "booked") -> Appointment:
    return Appointment(
        id=UUID(int=number),
        number=number,
        local_start=NOON.replace(tzinfo=None),
        starts_at=NOON,
        ends_at=NOON + timedelta(minutes=30),
        local_end=NOON.replace(tzinfo=None) + timedelta(minutes=30),
        status=status,
    )


def a_series(*appointments: Appointment, video: bool = True) -> Series:
    return Series(UUID(int=100), Version(0, 1), UUID(int=101), "UTC", video, appointments)


def a_link_for(number: int) -> Link:
    return Link(UUID(int=1000 + number), UUID(int=number), 1, Token.of(bytes(16)), NOON, NOON + timedelta(minutes=30))


def wanting(series: Series, *links: Link) -> list[UUID]:
    return [appointment.id for appointment in series.in_want_of_links(links)]


def test_every_booked_video_session_wants_a_link() -> None:
    assert wanting(a_series(an_appointment(1), an_appointment(2))) == [UUID(int=1), UUID(int=2)]


def test_a_session_that_is_cancelled_over_or_missed_wants_none() -> None:
    series = a_series(
        an_appointment(1, "cancelled"),
        an_appointment(2, "attended"),
        an_appointment(3, "missed"),
    )
    assert wanting(series) == []


def test_a_series_that_is_not_by_video_wants_none() -> None:
    assert wanting(a_series(an_appointment(1), video=False)) == []


def test_a_session_that_has_a_link_wants_no_other() -> None:
    assert wanting(a_series(an_appointment(1), an_appointment(2)), a_link_for(1)) == [UUID(int=2)]
