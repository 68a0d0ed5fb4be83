from cryptography.fernet import MultiFernet

from booking import room_store
from booking.domain.link import Link
from contracts.links import SeriesLinks
from messaging.cause import Cause
from messaging.database import Connection


async def keep_links(connection: Connection, series_links: SeriesLinks, cause: Cause, *, storage: MultiFernet) -> None:
    """Keep a series' links for the diary and the summary, unless newer ones are known. Raises CannotOpen."""
    links = [
        Link(
            appointment_id=link.appointment_id,
            generation=link.generation,
            state=link.state,
            reason=link.reason,
            opens_at=link.opens_at,
            closes_at=link.closes_at,
            sealed_url=storage.encrypt(link.url.open().encode()),
        )
        for link in series_links.links
    ]
    await room_store.replace_links(connection, cause.practice_id, series_links.series_id, series_links.version, links)
