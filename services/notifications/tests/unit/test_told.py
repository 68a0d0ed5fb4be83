"""What a client is told of is what they know otherwise: no more, and in the end all of it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from notifications.domain.series import Appointment, Series
from notifications.domain.told import Told, differences, what_is_told
from services.notifications.tests.unit.examples import BOOKED_AT, a_series

SESSIONS = 4


def at(series: Series, number: int, hours: int) -> Series:
    """The session of this number so many hours after the time at which it was booked."""
    moved = (_moved(each, hours) if each.number == number else each for each in series.appointments)
    return replace(series, appointments=tuple(sorted(moved, key=lambda each: each.place_in_order)))


def _moved(each: Appointment, hours: int) -> Appointment:
    by = each.rule_start + timedelta(hours=hours) - each.local_start
    return replace(
        each,
        local_start=each.local_start + by,
        local_end=each.local_end + by,
        starts_at=each.starts_at + by,
        ends_at=each.ends_at + by,
    )


def known_of(series: Series) -> dict[UUID, Told]:
    return {each.id: what_is_told(each, series, None, at=BOOKED_AT) for each in series.appointments}


def places(series: Series) -> dict[UUID, tuple[object, ...]]:
    return {each.id: (each.local_start, each.fold, each.local_end) for each in series.appointments}


moves = st.lists(
    st.tuples(st.integers(1, SESSIONS), st.integers(-200, 200), st.booleans()),
    max_size=20,
)


@given(moves=moves)
def test_whatever_moves_and_whenever_it_is_told_each_difference_is_one_and_none_is_left_after_the_last(
    moves: list[tuple[int, int, bool]],
) -> None:
    series = a_series(SESSIONS)
    known = known_of(series)
    for number, hours, told in [*moves, (1, 0, True)]:
        series = at(series, number, hours)
        if told:
            for each in differences(series, known, touched=[], now=BOOKED_AT - timedelta(days=30)):
                now_told = what_is_told(each.appointment, series, None, at=BOOKED_AT)
                assert each.told == known[each.appointment.id]
                assert each.only_moved
                assert now_told.place != each.told.place
                known[each.appointment.id] = now_told
    assert {id: told.place for id, told in known.items()} == places(series)


def test_moved_and_moved_back_is_no_difference() -> None:
    series = a_series(2)
    assert differences(at(at(series, 2, 4), 2, 0), known_of(series), touched=[], now=BOOKED_AT) == ()


def test_another_moment_at_the_same_local_time_is_no_difference() -> None:
    """The rules of the zone have changed, and nothing of what the client reads."""
    series = a_series(2)
    hour = timedelta(hours=1)
    rezoned = tuple(
        replace(each, starts_at=each.starts_at + hour, ends_at=each.ends_at + hour) for each in series.appointments
    )
    assert differences(replace(series, appointments=rezoned), known_of(series), touched=[], now=BOOKED_AT) == ()


def test_another_practitioner_and_another_kind_are_differences() -> None:
    series = a_series(2)
    for other in (replace(series, practitioner_id=uuid7()), replace(series, kind_id=uuid7())):
        found = differences(other, known_of(series), touched=[], now=BOOKED_AT)
        assert len(found) == 2
        assert not any(each.only_moved for each in found)


def test_of_what_they_were_not_told_they_are_told_where_it_was_touched() -> None:
    series = a_series(3)
    second, third = series.appointments[1:]
    known = {id: told for id, told in known_of(series).items() if id not in (second.id, third.id)}
    (found,) = differences(series, known, touched=[third.id], now=BOOKED_AT)
    assert (found.appointment, found.told) == (third, None)


def test_what_is_over_is_no_difference() -> None:
    series = a_series(2)
    moved = at(series, 1, 4)
    over = moved.appointments[0].ends_at
    assert differences(moved, known_of(series), touched=[], now=over) == ()
    assert len(differences(moved, known_of(series), touched=[], now=over - timedelta(seconds=1))) == 1


def test_what_another_message_says_is_cancelled_is_left_to_that() -> None:
    series = a_series(2)
    first, second = series.appointments
    cancelled = replace(series, appointments=(first, replace(second, status="cancelled")))
    known = known_of(series)
    assert len(differences(cancelled, known, touched=[], now=BOOKED_AT)) == 1
    assert differences(cancelled, known, touched=[], told_by_others=[second.id], now=BOOKED_AT) == ()
