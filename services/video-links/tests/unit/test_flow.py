from hypothesis import given
from hypothesis import strategies as st

from video_links.domain.flow import CHARACTERS, CHARACTERS_AT_ONCE, FRAMES, FRAMES_AT_ONCE, Flow


@given(st.lists(st.tuples(st.integers(0, 65_536), st.floats(0, 2)), max_size=100))
def test_nobody_says_more_than_the_rate_and_what_was_saved_up(said: list[tuple[int, float]]) -> None:
    flow, now, frames, characters = Flow(0.0), 0.0, 0, 0
    for size, idle in said:
        now += idle
        frames, characters = frames + 1, characters + size
        now += flow.pause(size, now)
        assert frames <= FRAMES_AT_ONCE + FRAMES * now + 1e-6
        assert characters <= CHARACTERS_AT_ONCE + CHARACTERS * now + 1e-3


def test_a_call_that_begins_waits_for_nothing() -> None:
    flow = Flow(0.0)
    assert sum(flow.pause(2_000, 0.0) for _ in range(150)) == 0


def test_whoever_says_too_much_is_slowed_down() -> None:
    flow, now = Flow(0.0), 0.0
    for _ in range(1_900):
        now += flow.pause(65_536, now)
    assert now > 1_800
