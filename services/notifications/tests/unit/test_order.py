"""First, next, last and following go by the start; a number is a name and decides nothing."""

from dataclasses import replace
from datetime import timedelta

from notifications.domain.rule import Trigger
from notifications.domain.series import Appointment, Series
from notifications.mail.starting_set import starting_set
from services.notifications.tests.unit.examples import BOOKED_AT, a_mail, a_series

TEMPLATES = {rule.trigger: rule.template for rule in starting_set(timedelta(0)).rules}


def moved_alone(appointment: Appointment, by: timedelta) -> Appointment:
    return replace(
        appointment,
        local_start=appointment.local_start + by,
        asked_start=appointment.asked_start + by,
        local_end=appointment.local_end + by,
        starts_at=appointment.starts_at + by,
        ends_at=appointment.ends_at + by,
        schedule_version=2,
    )


def first_behind_the_second(sessions: int = 3) -> Series:
    series = a_series(sessions)
    first, second, *others = series.appointments
    return replace(series, appointments=(second, moved_alone(first, timedelta(days=8)), *others))


def test_the_first_ahead_and_the_next_are_those_that_start_first() -> None:
    series = first_behind_the_second()
    second, first, third = series.appointments
    assert series.first_ahead(BOOKED_AT) == second
    assert series.after(second) == first
    assert series.after(first) == third
    assert series.after(third) is None


def test_every_session_is_reminded_of_but_the_one_whose_link_the_confirmation_brings() -> None:
    series = a_series(3)
    first, second, third = series.appointments
    assert series.reminded(None) == (second, third), "it will bring the first one's"
    assert series.reminded(second.id) == (first, third), "it has brought the second one's"


def test_that_one_too_once_it_was_moved() -> None:
    series = first_behind_the_second()
    second, first, third = series.appointments
    assert series.reminded(first.id) == (second, first, third)


def test_a_session_that_was_moved_alone_is_no_shift_of_the_clocks_and_leaves_the_rule_as_it_is() -> None:
    series = a_series(3)
    first, second, third = series.appointments
    series = replace(series, appointments=(first, second, moved_alone(third, timedelta(hours=4))))
    mail = a_mail(TEMPLATES[Trigger.RECURRING_VIDEO], series)
    assert "3. Thursday 4 November 2027, 2pm" in mail.text
    assert "leave out" not in mail.text
    assert "every week on Thursday at 10am" in " ".join(mail.text.split())


def test_the_rule_in_force_is_the_last_ones() -> None:
    series = a_series(3)
    first, *later = series.appointments
    four_hours = timedelta(hours=4)
    ruled = [replace(moved_alone(each, four_hours), rule_start=each.local_start + four_hours) for each in later]
    mail = a_mail(TEMPLATES[Trigger.RECURRING_VIDEO], replace(series, appointments=(first, *ruled)))
    assert "every week on Thursday at 2pm" in " ".join(mail.text.split())
