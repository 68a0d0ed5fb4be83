from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.fernet import MultiFernet

from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection
from video_links import store
from video_links.domain.appointment_times import Window
from video_links.domain.link import SeriesLinks
from video_links.events import links_changed


@dataclass(frozen=True, slots=True)
class Making:
    """What links are made with. `public_url` is what they begin with, `storage` what their tokens are kept under."""

    public_url: str
    storage: MultiFernet
    window: Window
    random_bytes: Callable[[int], bytes]
    new_id: Callable[[], UUID]


async def tell_links(connection: Connection, series_id: UUID, making: Making, *, by: Actor, now: datetime) -> None:
    """All links of the series as they are now. Whoever makes or kills one ends with this."""
    version = await store.raise_series_links(connection, series_id, by.practice_id)
    links = await store.newest_links(connection, series_id, making.storage)
    await outbox.add(
        connection,
        links_changed(
            SeriesLinks(series_id, version, tuple(links)),
            public_url=making.public_url,
            window=making.window,
            event_id=making.new_id(),
            by=by,
            at=now,
        ),
    )
