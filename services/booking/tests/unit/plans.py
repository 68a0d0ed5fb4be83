"""Series and plans, as judges are asked about them."""

from datetime import UTC, datetime
from uuid import UUID

from booking.domain.conflict import Taken
from booking.domain.kind import AppointmentKind
from booking.domain.recurrence import Frequency, Recurrence
from booking.domain.series import BookingRequest, Plan, Series, new_series, plan_series

ANY_ID = UUID(int=99)
BOOKED_AT = datetime(2057, 2, 1, 9, tzinfo=UTC)


def a_kind(*, video: bool = True) -> AppointmentKind:
    return AppointmentKind(ANY_ID, 1, "Video follow-up" if video else "Follow-up", video, 30, 0, 0, "blue")


def a_request(starts: str, frequency: Frequency = Frequency.WEEKLY, count: int | None = None) -> BookingRequest:
    """For one appointment where no `count` is named."""
    recurrence = None if count is None else Recurrence(frequency, count=count)
    return BookingRequest(ANY_ID, ANY_ID, datetime.fromisoformat(starts), recurrence=recurrence)


def a_plan(
    starts: str, frequency: Frequency = Frequency.WEEKLY, count: int | None = None, *, zone: str = "Europe/London"
) -> Plan:
    return plan_series(a_request(starts, frequency, count), kind=a_kind(), practice_zone=zone)


def a_series(starts: str, count: int, *, video: bool = True) -> Series:
    """Its appointments' ids are their numbers."""
    ids = iter(UUID(int=number) for number in range(count + 1))
    request, kind = a_request(starts, count=count), a_kind(video=video)
    plan = plan_series(request, kind=kind, practice_zone="Europe/London")
    return new_series(
        plan, request, client_id=ANY_ID, kind=kind, booked_by="jo", now=BOOKED_AT, new_id=lambda: next(ids)
    )


def taken(number: int, starts_at: datetime, ends_at: datetime, *, booked_by: str | None = "Joanne Price") -> Taken:
    return Taken(number, ANY_ID, "Priya Nair", booked_by, starts_at, ends_at)
