"""Booking's commands, as somebody runs them from a shell."""

from services.booking.tests.clinic import Booking
from tests.support import commands
from tests.support.commands import Ran
from tests.support.sealing_keys import SEALING_KEYS
from tests.support.signing_keys import in_environment


async def runs(booking: Booking, *arguments: str) -> Ran:
    """As the application, with nothing in the environment but what the command needs."""
    return await commands.run(
        "booking.app",
        *arguments,
        environment={
            "STANDING_DATABASE_URL": booking.urls.application_url,
            **in_environment(SEALING_KEYS),
            "STANDING_STORAGE_KEYS": ",".join(key.get_secret_value() for key in booking.settings.storage_keys),
        },
    )
