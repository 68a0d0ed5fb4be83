import pytest

from messaging.errors import VersionOutOfBounds
from messaging.failures import in_words, is_the_events_own
from messaging.version import LARGEST, Version


@pytest.mark.parametrize("number", [-(2**31), -1, 0, LARGEST + 1, 2**31 - 1, 2**63])
def test_a_version_that_nothing_of_ours_has_is_the_events_own_fault_and_says_so(number: int) -> None:
    with pytest.raises(VersionOutOfBounds) as refused:
        Version.told(0, number)
    assert is_the_events_own(refused.value)
    assert in_words(refused.value) == "VersionOutOfBounds"


@pytest.mark.parametrize("number", [1, LARGEST])
def test_the_first_and_the_last_version_are_within_bounds(number: int) -> None:
    assert Version.told(7, number) == Version(7, number)


def test_any_version_of_a_later_incarnation_is_newer_than_all_of_an_earlier_one() -> None:
    assert Version(0, LARGEST) < Version(1, 1) < Version(1, 2) < Version(2, 1)
    assert Version(3, 4).next == Version(3, 5)
