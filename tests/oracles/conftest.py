from collections.abc import Mapping, Sequence

import pytest

from messaging.zones import find_zone
from tests.oracles import foreign
from tests.oracles.booked import ZONES, Booked, ClockChange, book_a_thousand, clock_changes
from tests.oracles.foreign import Start


@pytest.fixture(scope="session")
def changes() -> Mapping[str, list[ClockChange]]:
    return {zone: clock_changes(find_zone(zone)) for zone in ZONES}


@pytest.fixture(scope="session")
def booked(changes: Mapping[str, list[ClockChange]]) -> Sequence[Booked]:
    return book_a_thousand(changes)


@pytest.fixture(scope="session")
def python_says(booked: Sequence[Booked]) -> list[list[Start]]:
    return foreign.read_by_python(booked)


@pytest.fixture(scope="session")
async def node_says(booked: Sequence[Booked], changes: Mapping[str, list[ClockChange]]) -> list[list[Start]]:
    await foreign.install()
    return foreign.read_by_node(booked, changes)
