"""From event to command."""

from collections.abc import Sequence

from cryptography.fernet import MultiFernet

from booking.commands.keep_communications import keep_communications
from booking.commands.keep_links import keep_links
from contracts.communications import CommunicationsChanged
from contracts.links import LinksChanged
from contracts.sealed import CannotOpen
from contracts.topics import NOTIFICATIONS_EVENTS, VIDEO_LINKS_EVENTS
from messaging.cause import Cause
from messaging.database import Connection
from messaging.handlers import Handlers


def consumers(storage: MultiFernet) -> Sequence[Handlers]:
    """`storage` seals what is kept of other services' secrets."""
    video_links_events = Handlers(VIDEO_LINKS_EVENTS, unreadable=(CannotOpen,))
    notifications_events = Handlers(NOTIFICATIONS_EVENTS, unreadable=(CannotOpen,))

    @video_links_events.on(LinksChanged)
    async def on_links_changed(connection: Connection, event: LinksChanged, cause: Cause) -> None:
        await keep_links(connection, event.series_links, cause, storage=storage)

    @notifications_events.on(CommunicationsChanged)
    async def on_communications_changed(connection: Connection, event: CommunicationsChanged, cause: Cause) -> None:
        await keep_communications(connection, event, cause)

    return [video_links_events, notifications_events]
