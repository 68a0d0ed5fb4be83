from dataclasses import replace
from datetime import date, datetime

from notifications.domain.dates import date_lines
from notifications.domain.series import Series
from services.notifications.tests.unit.examples import a_series_on


def said(series: Series) -> list[str]:
    return [f"{line.number} {line.text} {line.time}" if line.number else line.text for line in date_lines(series)]


def on(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute)


def test_invariant_9_the_list_says_when_clocks_change_and_that_the_time_stays() -> None:
    assert said(a_series_on(on(10, 28), on(11, 4))) == [
        "1 Thursday 28 October 2027 10am",
        "Clocks go back on 31 October. Your time stays 10am.",
        "2 Thursday 4 November 2027 10am",
    ]
    assert said(a_series_on(on(3, 25), on(4, 1)))[1] == "Clocks go forward on 28 March. Your time stays 10am."


def test_a_session_on_the_day_of_the_change_has_it_before_or_behind_it_as_the_clocks_have() -> None:
    daily = a_series_on(on(10, 30), on(10, 31), on(11, 1))
    assert said(daily)[1:3] == ["Clocks go back on 31 October. Your time stays 10am.", "2 Sunday 31 October 2027 10am"]
    at_night = a_series_on(on(10, 31, 0, 15), on(11, 1, 0, 15))
    assert said(at_night)[1] == "Clocks go back on 31 October. Your time stays 12:15am."


def test_where_the_change_leaves_the_time_out_it_is_not_said_to_stay() -> None:
    assert said(a_series_on(on(3, 27, 1, 30), on(3, 28, 2, 30)))[1] == "Clocks go forward on 28 March."


def test_a_session_that_the_clocks_move_says_so_and_to_which_day() -> None:
    series = a_series_on(on(3, 27, 1, 30), on(3, 28, 2, 30))
    before, moved = series.appointments
    series = replace(series, appointments=(before, replace(moved, asked_start=on(3, 28, 1, 30))))
    assert said(series)[1:] == [
        "Clocks go forward on 28 March.",
        "2 Sunday 28 March 2027 2:30am",
        "On 28 March the clocks leave out 1:30am: this session is at 2:30am.",
    ]
    in_nuuk = a_series_on(on(3, 28, 0, 30), zone="America/Nuuk")
    asked = replace(in_nuuk.appointments[0], asked_start=on(3, 27, 23, 30))
    assert said(replace(in_nuuk, appointments=(asked,)))[1] == (
        "On 27 March the clocks leave out 11:30pm: this session is on Sunday 28 March at 12:30am."
    )


def test_of_two_times_that_look_alike_each_says_which_it_is() -> None:
    series = a_series_on(on(10, 31, 1, 30), on(11, 1, 1, 30))
    night, once = series.appointments
    for fold, said_of_it in ((0, "before the clocks go back"), (1, "after the clocks have gone back")):
        of_two = replace(series, appointments=(replace(night, twice=True, fold=fold), once))
        assert f"1 Sunday 31 October 2027 1:30am ({said_of_it})" in said(of_two)


def test_skipped_dates_and_months_stand_where_they_would_have_been() -> None:
    series = replace(a_series_on(on(11, 11), on(11, 25), on(12, 30)), skipped_dates=(date(2027, 11, 18),))
    assert said(series)[1] == "There is no session on 18 November."
    series = replace(a_series_on(on(1, 30), on(3, 30), zone="Asia/Tokyo"), skipped_months=("2027-02",))
    assert said(series) == [
        "1 Saturday 30 January 2027 10am",
        "There is no session in February.",
        "2 Tuesday 30 March 2027 10am",
    ]


def test_sessions_are_counted_as_they_are_booked() -> None:
    series = a_series_on(on(11, 4), on(11, 11), on(11, 18))
    cancelled = replace(series.appointments[1], status="cancelled")
    series = replace(series, appointments=(series.appointments[0], cancelled, series.appointments[2]))
    assert said(series) == ["1 Thursday 4 November 2027 10am", "2 Thursday 18 November 2027 10am"]
