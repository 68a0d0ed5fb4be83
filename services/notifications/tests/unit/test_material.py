from dataclasses import replace
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from notifications.domain.communication import Communication
from notifications.domain.material import nothing_ahead
from notifications.domain.outcome import Withdrawn
from notifications.domain.rule import Trigger
from notifications.domain.series import AppointmentStatus, Series
from services.notifications.tests.unit.examples import a_series


def message(
    series: Series, trigger: Trigger, *, of: UUID | None = None, concerns: tuple[UUID, ...] = ()
) -> Communication:
    return Communication.without_rule(
        id=uuid7(),
        series_id=series.id,
        appointment_id=of,
        trigger=trigger,
        carries_link=False,
        concerns=concerns,
        due_at=series.appointments[0].starts_at,
    )


def that_is(series: Series, status: AppointmentStatus) -> Series:
    return replace(series, appointments=tuple(replace(each, status=status) for each in series.appointments))


@pytest.mark.parametrize(
    ("status", "why"),
    [("cancelled", Withdrawn("suppressed", "session_over")), ("booked", Withdrawn("suppressed", "not_cancelled"))],
)
def test_a_cancellation_of_what_is_not_cancelled_does_not_say_that_it_is_over(
    status: AppointmentStatus, why: Withdrawn
) -> None:
    series = that_is(a_series(1), status)
    cancellation = message(series, Trigger.CANCELLED, concerns=(series.appointments[0].id,))
    assert nothing_ahead(cancellation, series) == why


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("cancelled", Withdrawn("cancelled", "session_cancelled")),
        ("attended", Withdrawn("cancelled", "session_over")),
        ("booked", Withdrawn("suppressed", "session_over")),
    ],
)
def test_a_reminder_says_what_became_of_its_session(status: AppointmentStatus, why: Withdrawn) -> None:
    series = that_is(a_series(2), status)
    assert nothing_ahead(message(series, Trigger.REMINDER, of=series.appointments[1].id), series) == why


def test_a_reminder_of_a_session_that_the_series_does_not_have_does_not_say_that_it_was_cancelled() -> None:
    series = a_series(1)
    reminder = message(series, Trigger.REMINDER, of=uuid7())
    assert nothing_ahead(reminder, series) == Withdrawn("cancelled", "session_not_known")
