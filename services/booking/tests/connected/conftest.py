from collections.abc import AsyncIterator

import pytest

from services.booking.tests.clinic import Booking, Clinic
from standing_operator.databases import ServiceDatabases
from tests.support.issuer import Issuer

fixtures_of = ["tests.support.servers", "tests.support.issuer"]


@pytest.fixture
async def booking(service_database: ServiceDatabases, issuer: Issuer) -> AsyncIterator[Booking]:
    async with Booking.running(await service_database("booking"), issuer) as booking:
        yield booking


@pytest.fixture
async def clinic(booking: Booking) -> Clinic:
    return await Clinic.opened(booking)
