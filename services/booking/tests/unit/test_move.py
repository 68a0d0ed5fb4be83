"""Which sessions go where, by which scope, and what becomes of their rule."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.domain.conflict import Decisions, Taken
from booking.domain.finding import Finding
from booking.domain.kind import AppointmentKind
from booking.domain.move import Moved, MoveRequest, hindered_by, moved_series, plan_move, settle
from booking.domain.recurrence import Frequency, Recurrence
from booking.domain.scope import Scope
from booking.domain.series import BookingRequest, Series, Status, new_series, plan_series
from booking.errors import (
    AllPlacesTaken,
    AppointmentsOverlap,
    FirstDateNotInSeries,
    NothingToMove,
    PlacesNotAccepted,
    PlacesTaken,
)

FIRST = datetime(2027, 10, 7, 16)  # a Thursday; clocks go back on Sunday 31 October
BEFORE = datetime(2027, 10, 1, tzinfo=UTC)
ANY_ID = UUID(int=99)
KIND = AppointmentKind(ANY_ID, 1, "Video follow-up", True, 30, 5, 10, "blue")
WEEKLY = Recurrence(Frequency.WEEKLY, count=6)


def booked(recurrence: Recurrence | None = WEEKLY, *, first: datetime = FIRST, without: tuple[int, ...] = ()) -> Series:
    """For 30 minutes each, in London; `without` these dates, which were skipped."""
    ids = (UUID(int=number) for number in range(500))
    request = BookingRequest(ANY_ID, ANY_ID, first, recurrence=recurrence)
    plan = plan_series(request, kind=KIND, practice_zone="Europe/London").without(without)
    return new_series(plan, request, client_id=ANY_ID, kind=KIND, booked_by="jo", now=BEFORE, new_id=lambda: next(ids))


def with_status(series: Series, **statuses: Status) -> Series:
    became = {int(number[1:]): status for number, status in statuses.items()}
    return replace(
        series,
        appointments=tuple(replace(each, status=became.get(each.number, "booked")) for each in series.appointments),
    )


def moved(
    series: Series,
    number: int,
    to: datetime,
    scope: Scope = "this",
    *,
    now: datetime = BEFORE,
    minutes: int | None = None,
    along: tuple[int, ...] = (),
) -> Series:
    """As nothing hinders it."""
    moving = plan_move(
        series,
        MoveRequest(
            UUID(int=number), scope, to, duration_minutes=minutes, take_along=frozenset(UUID(int=n) for n in along)
        ),
        now=now,
    )
    return moved_series(moving, moving.going, by="jo", at=now)


def starts(series: Series) -> list[str]:
    return [f"{each.local_start:%m-%d %H:%M}" for each in series.appointments]


def rule_starts(series: Series) -> list[str]:
    return [f"{each.rule_start:%m-%d %H:%M}" for each in series.appointments]


def test_one_session_goes_alone_and_its_rule_stays_where_it_was() -> None:
    series = booked()
    after = moved(series, 3, datetime(2027, 10, 22, 9))
    assert starts(after) == ["10-07 16:00", "10-14 16:00", "10-22 09:00", "10-28 16:00", "11-04 16:00", "11-11 16:00"]
    assert rule_starts(after) == rule_starts(series)
    assert (after.recurrence, after.starts_local) == (series.recurrence, series.starts_local)
    assert [each.is_apart for each in after.appointments] == [False, False, True, False, False, False]
    assert after.left_out == ()
    assert after.version == 2
    third = after.appointments[2]
    assert third.starts_at == datetime(2027, 10, 22, 8, tzinfo=UTC)
    assert (third.occupied_from, third.occupied_to) == (
        third.starts_at - timedelta(minutes=5),
        third.ends_at + timedelta(minutes=10),
    )
    assert third.schedule_version == 2
    assert [each.number for each in after.appointments] == [1, 2, 3, 4, 5, 6]


def test_this_and_following_goes_by_as_many_days_to_the_new_time_on_both_sides_of_a_clock_change() -> None:
    """Scenario 11."""
    after = moved(booked(), 3, datetime(2027, 10, 20, 14), "this_and_following")
    assert starts(after) == ["10-07 16:00", "10-14 16:00", "10-20 14:00", "10-27 14:00", "11-03 14:00", "11-10 14:00"]
    assert [each.utc_offset for each in after.appointments[3:5]] == [timedelta(hours=1), timedelta(0)]
    assert after.recurrence == Recurrence(Frequency.WEEKLY, count=4)
    assert after.starts_local == datetime(2027, 10, 20, 14)
    assert after.recurrence.in_words(after.starts_local) == "every week on Wednesday"
    assert not any(each.is_apart for each in after.appointments)
    assert after.left_out == ()


def test_a_rule_that_ends_on_a_date_ends_as_many_days_later() -> None:
    after = moved(
        booked(Recurrence(Frequency.WEEKLY, until=date(2027, 11, 13))),
        2,
        datetime(2027, 10, 16, 9),
        "this_and_following",
    )
    assert after.recurrence == Recurrence(Frequency.WEEKLY, until=date(2027, 11, 15))
    assert after.left_out == ()


def test_all_ahead_leaves_what_has_begun_and_what_is_over() -> None:
    now = datetime(2027, 10, 14, 15, 10, tzinfo=UTC)  # the 2nd began at 15:00Z
    series = with_status(booked(), n1="attended")
    after = moved(series, 4, datetime(2027, 10, 29, 16), "all_ahead", now=now)
    assert starts(after) == ["10-07 16:00", "10-14 16:00", "10-22 16:00", "10-29 16:00", "11-05 16:00", "11-12 16:00"]


def test_what_was_moved_on_its_own_stays_where_it_was_unless_it_is_taken_along() -> None:
    """Scenario 12."""
    apart = moved(booked(), 5, datetime(2027, 11, 5, 9))
    stays = moved(apart, 3, datetime(2027, 10, 20, 14), "this_and_following")
    assert starts(stays)[2:] == ["10-20 14:00", "10-27 14:00", "11-05 09:00", "11-10 14:00"]
    assert rule_starts(stays)[4] == "11-03 14:00"
    along = moved(apart, 3, datetime(2027, 10, 20, 14), "this_and_following", along=(5,))
    assert starts(along)[2:] == ["10-20 14:00", "10-27 14:00", "11-03 14:00", "11-10 14:00"]
    assert not any(each.is_apart for each in along.appointments)


def test_the_one_that_is_chosen_goes_where_it_is_to_go_though_it_was_moved_before() -> None:
    apart = moved(booked(), 3, datetime(2027, 10, 22, 9))
    after = moved(apart, 3, datetime(2027, 10, 23, 11), "this_and_following")
    assert starts(after)[2:] == ["10-23 11:00", "10-29 11:00", "11-05 11:00", "11-12 11:00"]
    assert [each.is_apart for each in after.appointments[2:]] == [True, False, False, False]


def test_what_is_cancelled_follows_the_rule_and_stays_cancelled() -> None:
    after = moved(with_status(booked(), n4="cancelled"), 3, datetime(2027, 10, 20, 14), "this_and_following")
    assert rule_starts(after)[3] == "10-27 14:00"
    assert after.appointments[3].status == "cancelled"
    assert after.left_out == ()


def test_what_was_left_out_is_left_out_where_the_rule_has_it_now() -> None:
    series = booked(without=(4,))
    assert series.skipped_dates == (date(2027, 10, 28),)
    after = moved(series, 2, datetime(2027, 10, 15, 10), "this_and_following")
    assert after.skipped_dates == (date(2027, 10, 29),)
    assert after.left_out == (datetime(2027, 10, 29, 10),)


def test_a_second_move_of_all_ahead_reaches_back_over_the_first() -> None:
    once = moved(booked(), 4, datetime(2027, 10, 27, 14), "this_and_following")
    twice = moved(once, 2, datetime(2027, 10, 15, 9), "all_ahead")
    assert starts(twice) == ["10-08 09:00", "10-15 09:00", "10-22 09:00", "10-28 09:00", "11-04 09:00", "11-11 09:00"]
    assert twice.recurrence == Recurrence(Frequency.WEEKLY, count=3)
    assert twice.starts_local == datetime(2027, 10, 28, 9)


def test_of_a_rule_by_months_another_day_is_another_rule_whose_dates_are_taken_in_a_row() -> None:
    monthly = booked(Recurrence(Frequency.MONTHLY_BY_DATE, count=5), first=datetime(2027, 10, 12, 9))
    after = moved(monthly, 3, datetime(2027, 12, 31, 10), "this_and_following")
    assert starts(after) == ["10-12 09:00", "11-12 09:00", "12-31 10:00", "01-31 10:00", "03-31 10:00"]
    assert after.recurrence == Recurrence(Frequency.MONTHLY_BY_DATE, count=3)
    assert after.skipped_months == ("2028-02",)
    everything = moved(monthly, 3, datetime(2027, 12, 15, 10), "all_ahead")
    assert starts(everything) == ["10-15 10:00", "11-15 10:00", "12-15 10:00", "01-15 10:00", "02-15 10:00"]
    only_time = moved(monthly, 3, datetime(2027, 12, 12, 11), "this_and_following")
    assert starts(only_time)[2:] == ["12-12 11:00", "01-12 11:00", "02-12 11:00"]


def test_every_weekday_goes_on_from_the_new_first_and_never_to_a_weekend() -> None:
    days = booked(Recurrence(Frequency.EVERY_WEEKDAY, count=5), first=datetime(2027, 10, 4, 9))
    after = moved(days, 2, datetime(2027, 10, 7, 9), "this_and_following")
    assert starts(after) == ["10-04 09:00", "10-07 09:00", "10-08 09:00", "10-11 09:00", "10-12 09:00"]
    with pytest.raises(FirstDateNotInSeries):
        moved(days, 2, datetime(2027, 10, 9, 9), "this_and_following")
    assert starts(moved(days, 2, datetime(2027, 10, 9, 9)))[1] == "10-09 09:00"


def test_a_single_appointment_has_no_rule_to_be_apart_from() -> None:
    after = moved(booked(None), 1, datetime(2027, 10, 8, 9))
    assert starts(after) == ["10-08 09:00"]
    assert not after.appointments[0].is_apart
    assert after.starts_local == datetime(2027, 10, 8, 9)


def test_the_duration_changes_for_all_that_go() -> None:
    after = moved(booked(), 3, datetime(2027, 10, 21, 16), "this_and_following", minutes=45)
    lengths = [(each.ends_at - each.starts_at) // timedelta(minutes=1) for each in after.appointments]
    assert lengths == [30, 30, 45, 45, 45, 45]
    assert [each.schedule_version for each in after.appointments] == [1, 1, 2, 2, 2, 2]
    assert not any(each.is_apart for each in after.appointments)


def test_a_time_that_the_clocks_leave_out_is_shifted_and_not_apart() -> None:
    series = booked(Recurrence(Frequency.WEEKLY, count=3), first=datetime(2028, 3, 17, 9))
    after = moved(series, 1, datetime(2028, 3, 19, 1, 30), "all_ahead")
    assert starts(after) == ["03-19 01:30", "03-26 02:30", "04-02 01:30"]
    assert not any(each.is_apart for each in after.appointments)


@pytest.mark.parametrize(
    ("series", "number", "now", "why"),
    [
        (with_status(booked(), n3="cancelled"), 3, BEFORE, "The session is cancelled."),
        (with_status(booked(), n3="attended"), 3, BEFORE, "The session has begun, or is over."),
        (booked(), 1, datetime(2027, 10, 7, 15, tzinfo=UTC), "The session has begun, or is over."),
    ],
)
def test_what_has_begun_is_over_or_cancelled_is_not_moved(series: Series, number: int, now: datetime, why: str) -> None:
    with pytest.raises(NothingToMove, match=why):
        moved(series, number, datetime(2027, 12, 1, 9), now=now)


def test_where_it_is_already_nothing_is_moved() -> None:
    with pytest.raises(NothingToMove, match="already"):
        moved(booked(), 3, datetime(2027, 10, 21, 16), "this_and_following")


def test_those_that_go_may_not_overlap_one_another() -> None:
    daily = booked(Recurrence(Frequency.DAILY, count=3))
    with pytest.raises(AppointmentsOverlap):
        moved(daily, 1, datetime(2027, 10, 7, 15), "all_ahead", minutes=24 * 60)


def taken_at(number: int) -> Taken:
    at = datetime(2027, 11, 3, 14, tzinfo=UTC)
    return Taken(number, ANY_ID, "Priya Nair", None, at, at + timedelta(minutes=45))


def test_a_new_place_that_is_taken_has_all_stay_or_itself_as_was_decided() -> None:
    moving = plan_move(booked(), MoveRequest(UUID(int=3), "this_and_following", datetime(2027, 10, 20, 14)), now=BEFORE)

    def settled(taken: list[Taken], decided: Decisions, findings: tuple[Finding, ...] = ()) -> list[Moved]:
        return settle(moving, taken, findings, decided, practitioner_name="Dr. Adeyemi")

    with pytest.raises(PlacesTaken, match="3 November is taken"):
        settled([taken_at(5)], Decisions())
    assert [move.before.number for move in settled([taken_at(5)], Decisions("skip"))] == [3, 4, 6]
    with pytest.raises(AllPlacesTaken):
        settled([taken_at(number) for number in (3, 4, 5, 6)], Decisions("skip"))
    elsewhere = (Finding(4, "client_elsewhere", "Maya Lindgren is with Morven Kerr, 14:00 to 14:30", ANY_ID),)
    with pytest.raises(PlacesNotAccepted):
        settled([], Decisions(), elsewhere)
    accepted = settled([], Decisions(accept=frozenset({"client_elsewhere"})), elsewhere)
    assert [move.after.accepted for move in accepted] == [(), ("client_elsewhere",), (), ()]


def test_what_stays_may_hinder_others_which_stay_too() -> None:
    """Each goes to where the next one is: once the last one cannot, none can."""
    daily = booked(Recurrence(Frequency.DAILY, count=4))
    moving = plan_move(daily, MoveRequest(UUID(int=1), "all_ahead", FIRST + timedelta(days=1)), now=BEFORE)
    assert hindered_by(moving, [taken_at(4)], (), Decisions("skip")) == {
        4: ANY_ID,
        3: UUID(int=4),
        2: UUID(int=3),
        1: UUID(int=2),
    }
    with pytest.raises(AllPlacesTaken):
        settle(moving, [taken_at(4)], (), Decisions("skip"), practitioner_name="Dr. Adeyemi")


MOVES = st.tuples(
    st.integers(1, 12),
    st.sampled_from(["this", "this_and_following", "all_ahead"]),
    st.integers(-20, 20),
    st.times(min_value=time(6), max_value=time(20)).map(lambda at: at.replace(minute=0, second=0, microsecond=0)),
)


@given(st.sampled_from(list(Frequency)), st.lists(MOVES, max_size=5))
def test_whatever_is_moved_numbers_stay_nothing_is_lost_and_the_rule_has_every_session_that_is_not_apart(
    frequency: Frequency, moves: list[tuple[int, Scope, int, time]]
) -> None:
    series = booked(Recurrence(frequency, count=12))
    for number, scope, days, at in moves:
        chosen = series.appointment(UUID(int=number))
        to = datetime.combine(chosen.local_start.date() + timedelta(days=days), at)
        try:
            after = moved(series, number, to, scope, now=datetime(2027, 1, 1, tzinfo=UTC))
        except (NothingToMove, AppointmentsOverlap, FirstDateNotInSeries):
            continue
        assert [(each.id, each.number) for each in after.appointments] == [
            (each.id, each.number) for each in series.appointments
        ]
        assert after.appointment(chosen.id).local_start == to
        for before, now in zip(series.appointments, after.appointments, strict=True):
            same = (before.starts_at, before.ends_at) == (now.starts_at, now.ends_at)
            assert now.schedule_version == before.schedule_version + (0 if same else 1)
        assert after.recurrence is not None
        of_rule = after.recurrence.dates(after.starts_local).starts
        pairs = zip(series.appointments, after.appointments, strict=True)
        became = [now.rule_start for before, now in pairs if now.rule_start != before.rule_start]
        one_rule = series.recurrence == Recurrence(frequency, count=12)  # and none before it, by which some still go
        assert all(start in of_rule for start in became) or not one_rule
        series = after


@given(st.sampled_from(list(Frequency)), st.integers(0, 11), st.integers(1, 24))
def test_dates_around_a_start_are_dates_of_one_rule_in_a_row(frequency: Frequency, before: int, count: int) -> None:
    before = min(before, count - 1)
    rule = Recurrence(frequency, count=count)
    if rule.keeps_its_distances:
        return
    dates = rule.dates_around(datetime(2027, 10, 29, 9), before=before, count=count)
    assert dates[before] == datetime(2027, 10, 29, 9)
    assert rule.dates(dates[0]).starts == dates
