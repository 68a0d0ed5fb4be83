from datetime import datetime
from uuid import UUID

from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection
from video_links.domain.link import SeriesLinks
from video_links.events import links_changed
from video_links.installation import Installation
from video_links.queries.newest_links import load_newest_links
from video_links.store.links import save_next_version


async def tell_links(
    connection: Connection, series_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """All links of the series as they are now. Whoever makes or kills one ends with this."""
    version = await save_next_version(connection, series_id, by.practice_id)
    links = await load_newest_links(connection, series_id, keys=installation.keys)
    await outbox.add(
        connection,
        links_changed(
            SeriesLinks(series_id, version, tuple(links)),
            public_url=installation.public_url,
            window=installation.window,
            keys=installation.transit_keys,
            event_id=installation.new_id(),
            by=by,
            at=now,
        ),
    )
