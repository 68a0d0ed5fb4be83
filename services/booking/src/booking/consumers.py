"""From event to command."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from cryptography.fernet import MultiFernet
from uuid_utils.compat import uuid7

from booking.commands.keep_call import keep_call
from booking.commands.keep_communications import keep_communications
from booking.commands.keep_links import keep_links
from booking.domain.call import Activity, Call
from contracts.call import CallActivity
from contracts.communications import CommunicationsChanged
from contracts.links import LinksChanged
from contracts.sealed import CannotOpen
from contracts.topics import NOTIFICATIONS_EVENTS, VIDEO_LINKS_EVENTS
from contracts.watermark import Watermark
from messaging.cause import Cause
from messaging.database import Connection
from messaging.handlers import Handlers

AFTER_GAP: Final = "Have it told again: `booking resync practice ID`, for each practice. "


def consumers(storage: MultiFernet) -> Sequence[Handlers]:
    """`storage` seals what is kept of other services' secrets."""
    video_links_events = Handlers(
        VIDEO_LINKS_EVENTS, unreadable=(CannotOpen,), after_gap=AFTER_GAP, watermark=Watermark
    )
    notifications_events = Handlers(NOTIFICATIONS_EVENTS, unreadable=(CannotOpen,), after_gap=AFTER_GAP)

    @video_links_events.on(LinksChanged)
    async def on_links_changed(connection: Connection, event: LinksChanged, cause: Cause) -> None:
        await keep_links(connection, event.series_links, cause, storage=storage)

    @video_links_events.on(CallActivity)
    async def on_call_activity(connection: Connection, event: CallActivity, cause: Cause) -> None:
        call = event.call
        await keep_call(
            connection,
            call.appointment_id,
            Call(call.version, call.client, call.client_since, call.host_present, call.ended, call.ended_at),
            [Activity(each.id, each.kind, each.at, each.scanner) for each in event.activities],
            cause,
            now=datetime.now(UTC),
            new_id=uuid7,
        )

    @notifications_events.on(CommunicationsChanged)
    async def on_communications_changed(connection: Connection, event: CommunicationsChanged, cause: Cause) -> None:
        await keep_communications(connection, event, cause)

    return [video_links_events, notifications_events]
