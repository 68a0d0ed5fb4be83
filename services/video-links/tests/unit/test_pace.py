from hypothesis import given
from hypothesis import strategies as st

from video_links.domain.pace import Pace


@given(st.lists(st.floats(0, 3), max_size=300))
def test_in_no_second_is_it_more_peoples_turn_than_twice_the_pace(pauses: list[float]) -> None:
    pace, now = Pace(5), 0.0
    turns: list[float] = []
    for pause in pauses:
        now += pause / 10
        turn = pace.turn(now)
        if turn is not None:
            assert 0 <= turn <= pace.patience
            turns.append(now + turn)
    for turn in turns:
        assert len([one for one in turns if turn <= one < turn + 0.999]) <= 10


def test_who_comes_first_waits_least_and_who_would_wait_too_long_is_told_so() -> None:
    pace = Pace(10, patience=0.3)
    taken = [pace.turn(100.0) for _ in range(14)]
    assert taken[:10] == [0.0] * 10
    assert [turn and round(turn, 3) for turn in taken[10:]] == [0.1, 0.2, 0.3, None]
    assert pace.turn(100.2) is not None


def test_no_more_wait_than_there_are_places() -> None:
    pace = Pace(1000, patience=60, waiting=5)
    assert len([turn for _ in range(2000) if (turn := pace.turn(0.0))]) == 5
