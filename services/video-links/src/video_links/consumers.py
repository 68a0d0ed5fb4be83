import secrets
from datetime import UTC, datetime

from cryptography.fernet import MultiFernet
from uuid_utils.compat import uuid7

from contracts.practice import PracticeChanged
from contracts.practitioner import PractitionerChanged
from contracts.sealed import CannotOpen
from contracts.series import SeriesCreated
from contracts.topics import BOOKING_EVENTS
from messaging.cause import Cause
from messaging.database import Connection
from messaging.handlers import Handlers
from video_links import store
from video_links.commands.provide_links import provide_links
from video_links.events import practice_from, practitioner_from, series_from


def booking_events(*, public_url: str, storage: MultiFernet) -> Handlers:
    handlers = Handlers(BOOKING_EVENTS, unreadable=(CannotOpen,))

    @handlers.on(SeriesCreated)
    async def on_series_created(connection: Connection, event: SeriesCreated, cause: Cause) -> None:
        await provide_links(
            connection,
            series_from(event.series),
            storage=storage,
            public_url=public_url,
            random_bytes=secrets.token_bytes,
            new_id=uuid7,
            by=cause.actor,
            now=datetime.now(UTC),
        )

    @handlers.on(PractitionerChanged)
    async def on_practitioner_changed(connection: Connection, event: PractitionerChanged, cause: Cause) -> None:
        await store.replace_practitioner(connection, practitioner_from(event.practitioner), cause.practice_id)

    @handlers.on(PracticeChanged)
    async def on_practice_changed(connection: Connection, event: PracticeChanged, _: Cause) -> None:
        await store.replace_practice(connection, practice_from(event.practice))

    return handlers
