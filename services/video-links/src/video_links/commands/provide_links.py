from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from cryptography.fernet import MultiFernet

from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection
from video_links import store
from video_links.domain.link import Link, SeriesLinks
from video_links.domain.series import Series
from video_links.domain.token import RANDOM_BYTES, Token
from video_links.events import links_changed


async def provide_links(
    connection: Connection,
    series: Series,
    *,
    storage: MultiFernet,
    public_url: str,
    random_bytes: Callable[[int], bytes],
    new_id: Callable[[], UUID],
    by: Actor,
    now: datetime,
) -> None:
    """Give each booked video session of the series its link, and tell of all of them at once.

    A series that is known already, or known better, changes nothing.
    """
    if not await store.lock_and_replace_series(connection, series, by.practice_id):
        return
    links = await store.newest_links(connection, series.id, storage)
    new = [
        Link(new_id(), appointment_id, generation=1, token=Token.of(random_bytes(RANDOM_BYTES)))
        for appointment_id in series.in_want_of_links(links)
    ]
    if not new:
        return
    version = await store.add_links(connection, series.id, new, by.practice_id, storage, now=now)
    series_links = SeriesLinks(series.id, version, (*links, *new))
    await outbox.add(connection, links_changed(series_links, public_url=public_url, event_id=new_id(), by=by, at=now))
