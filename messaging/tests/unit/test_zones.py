import zoneinfo

import pytest

from messaging import zones
from messaging.errors import NoSuchZone


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../../etc/passwd", "Europe", "a\0b", "europe/london", "Factory"])
def test_a_zone_that_there_is_not_is_refused(name: str) -> None:
    with pytest.raises(NoSuchZone):
        zones.find_zone(name)


def test_the_machines_zone_data_are_not_asked() -> None:
    assert zoneinfo.TZPATH == ()
