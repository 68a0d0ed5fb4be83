"""Which sessions go, at which time, by which scope."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from booking.domain.cancellation import cancel
from booking.domain.history import HistoryEntry
from booking.domain.kind import AppointmentKind
from booking.domain.recurrence import Frequency, Recurrence
from booking.domain.scope import Scope
from booking.domain.series import BookingRequest, Series, Status, new_series, plan_series
from booking.errors import NothingToCancel

FIRST = datetime(2057, 3, 5, 10, tzinfo=UTC)
ANY_ID = UUID(int=99)
KIND = AppointmentKind(ANY_ID, 1, "Video follow-up", True, 30, 0, 0, "blue")


def four_sessions(*statuses: Status) -> Series:
    """Weekly from FIRST, for 30 minutes each; booked where no status is named."""
    ids = iter(UUID(int=number) for number in range(5))
    recurrence = Recurrence(Frequency.WEEKLY, count=4)
    request = BookingRequest(ANY_ID, ANY_ID, FIRST.replace(tzinfo=None), recurrence=recurrence)
    plan = plan_series(request, kind=KIND, practice_zone="Europe/London")
    series = new_series(plan, request, client_id=ANY_ID, kind=KIND, booked_by="jo", now=FIRST, new_id=lambda: next(ids))
    became = dict(enumerate(statuses, start=1))
    return replace(
        series,
        appointments=tuple(replace(each, status=became.get(each.number, "booked")) for each in series.appointments),
    )


def cancelled(series: Series, scope: Scope, number: int, *, now: datetime = FIRST - timedelta(days=1)) -> list[int]:
    """The numbers of the sessions that go."""
    done = cancel(series, scope, UUID(int=number), by="jo", now=now)
    numbers = [each.number for each in done.appointments]
    before = {each.number: each for each in series.appointments}
    for each in done.series.appointments:
        went = each.number in numbers
        assert each == (replace(before[each.number], status="cancelled") if went else before[each.number])
    assert done.series.version == series.version + 1
    return numbers


@pytest.mark.parametrize(
    ("scope", "number", "gone"),
    [
        ("this", 2, [2]),
        ("this_and_following", 2, [2, 3, 4]),
        ("this_and_following", 4, [4]),
        ("all_ahead", 3, [1, 2, 3, 4]),
    ],
)
def test_a_scope_says_which_sessions_go(scope: Scope, number: int, gone: list[int]) -> None:
    assert cancelled(four_sessions(), scope, number) == gone


@pytest.mark.parametrize(
    ("scope", "minutes", "gone"),
    [
        ("this", 10, [2]),
        ("this_and_following", 10, [2, 3, 4]),
        ("all_ahead", 10, [3, 4]),
        ("this_and_following", 30, [3, 4]),
        ("all_ahead", 0, [3, 4]),
    ],
)
def test_one_that_is_running_goes_where_it_is_named_and_one_that_is_over_stays(
    scope: Scope, minutes: int, gone: list[int]
) -> None:
    now = FIRST + timedelta(weeks=1, minutes=minutes)
    assert cancelled(four_sessions(), scope, 2, now=now) == gone


def test_what_is_attended_missed_or_cancelled_stays() -> None:
    series = four_sessions("attended", "cancelled", "booked", "missed")
    assert cancelled(series, "this_and_following", 1) == [3]


@pytest.mark.parametrize(
    ("statuses", "scope", "words"),
    [
        (["cancelled"], "this", "The session is cancelled already."),
        (["attended"], "this", "The session took place, and stays so."),
        (["missed"], "this", "The session was missed, and stays so."),
        (["cancelled"] * 4, "this_and_following", "No session that could be cancelled lies ahead."),
        (["cancelled"] * 4, "all_ahead", "No session that could be cancelled lies ahead."),
    ],
)
def test_where_nothing_can_be_cancelled_it_is_refused(statuses: list[Status], scope: Scope, words: str) -> None:
    with pytest.raises(NothingToCancel, match=words):
        cancel(four_sessions(*statuses), scope, UUID(int=1), by="jo", now=FIRST - timedelta(days=1))


def test_one_that_is_over_cannot_be_cancelled() -> None:
    with pytest.raises(NothingToCancel, match="The session is over"):
        cancel(four_sessions(), "this", UUID(int=1), by="jo", now=FIRST + timedelta(minutes=30))


@pytest.mark.parametrize(
    ("action", "number", "about", "sessions", "words"),
    [
        ("cancelled", 1, 1, 1, "Cancelled the appointment"),
        ("cancelled", 2, 1, 4, "Cancelled the 2nd session"),
        ("cancelled", 2, 3, 4, "Cancelled the 3 sessions from the 2nd on"),
        ("cancelled_untold", 2, 1, 4, "Cancelled the 2nd session, without a message to the client"),
    ],
)
def test_the_history_says_how_much_was_cancelled(
    action: str, number: int, about: int, sessions: int, words: str
) -> None:
    entry = HistoryEntry(FIRST, "Jo", action, ANY_ID, about, times=1)
    assert entry.in_words(number=number, of=sessions) == words
