"""Messages can be told again."""

from contracts.communications import CommunicationsChanged
from tests.support import commands
from tests.support.notifications import Notifications
from tests.support.sealing_keys import SEALING_KEYS
from tests.support.signing_keys import SIGNING_KEYS, in_environment


async def test_messages_are_told_again_as_they_are(notifications: Notifications) -> None:
    booking = await notifications.books(3)
    await notifications.sends()
    settings = notifications.settings
    ran = await commands.run(
        "notifications.app",
        "resync",
        "all",
        "--as-new",
        environment={
            "STANDING_DATABASE_URL": notifications.urls.application_url,
            "STANDING_DATABASE_RELAY_URL": notifications.urls.relay_url,
            **in_environment(SEALING_KEYS | SIGNING_KEYS),
            "STANDING_STORAGE_KEYS": ",".join(key.get_secret_value() for key in settings.storage_keys),
            "STANDING_ISSUER": settings.issuer,
            "STANDING_AUDIENCE": settings.audience,
            "STANDING_JWKS_URL": settings.jwks_url,
            "STANDING_MAIL_FROM": settings.mail_from,
            "STANDING_PORT": "1",
        },
    )
    assert (ran.status, ran.stdout) == (0, "Told again: series 1.\n"), ran.stderr
    row = (await notifications.fetch("SELECT value FROM outbox ORDER BY id DESC LIMIT 1"))[0]
    told = CommunicationsChanged.model_validate_json(row["value"])
    assert told.series_id == booking.id
    assert sorted(each.status for each in told.communications) == ["scheduled", "scheduled", "sent"]
    assert [row["whole"] for row in await notifications.fetch("SELECT whole FROM incarnations")] == [False]
