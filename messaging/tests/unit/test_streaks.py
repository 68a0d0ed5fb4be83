"""Which events in a row bring a partition to a stand."""

from uuid import UUID

from messaging.release import RELEASE
from messaging.streaks import LIMIT, Streak

IDS = [UUID(int=number) for number in range(1, 2 * LIMIT + 1)]


def parked(streak: Streak | None, first: int, last: int) -> Streak:
    """Each offset by an event of its own, both ends included."""
    for offset in range(first, last + 1):
        streak = (streak or Streak.begun(offset)).parked(IDS[offset], offset)
    assert streak is not None
    return streak


def test_it_stands_with_the_hundredth_and_not_before() -> None:
    assert not parked(None, 7, 7 + LIMIT - 2).stands
    streak = parked(None, 7, 7 + LIMIT - 1)
    assert (streak.stands, streak.begins, streak.ends) == (True, 7, 7 + LIMIT - 1)


def test_the_same_event_counts_once_whether_it_is_read_again_or_copied() -> None:
    streak = parked(parked(None, 0, 59), 0, 59)
    for offset in range(60, 60 + LIMIT):
        streak = streak.parked(IDS[0], offset)
    assert (len(streak.events), streak.begins, streak.stands) == (60, 0, False)


def test_what_is_handled_behind_all_that_was_parked_ends_it() -> None:
    assert parked(None, 0, 9).handled(10) is None


def test_what_is_handled_among_those_of_another_release_begins_the_count_anew_and_is_remembered_to_their_end() -> None:
    streak = parked(parked(None, 0, LIMIT - 1).tried_again(), 0, 39).handled(40)
    assert streak is not None
    again = parked(streak, 41, 50)
    assert (again.begins, again.ends, len(again.events)) == (41, LIMIT - 1, 10)
    assert again.handled(LIMIT - 2) is not None
    assert again.handled(LIMIT - 1) is None


def test_another_release_counts_for_itself() -> None:
    stands = parked(None, 0, LIMIT - 1)
    again = stands.tried_again()
    assert (again.stands, again.release, again.begins, again.ends) == (False, str(RELEASE), 0, LIMIT - 1)
    assert parked(again, 0, LIMIT - 1).stands


def test_up_to_an_offset_somebody_has_all_parked_and_behind_it_the_limit_holds_again() -> None:
    going_on = parked(None, 0, LIMIT - 1).parked_on(LIMIT + 19)
    assert not parked(going_on, 0, LIMIT + 19).stands
    assert parked(going_on, 0, LIMIT + 19 + 79).stands is False
    from_there = parked(parked(going_on, 0, LIMIT + 19), LIMIT + 20, 2 * LIMIT - 1)
    assert (from_there.begins, len(from_there.events)) == (LIMIT + 20, 80)
    handled = going_on.handled(LIMIT)
    assert handled is not None
    assert handled.park_to == LIMIT + 19
    assert going_on.handled(LIMIT + 19) is None
