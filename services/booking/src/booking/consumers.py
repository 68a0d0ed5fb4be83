"""From event to command, or to what is kept of it where nothing is decided."""

from collections.abc import Sequence
from typing import Final

from booking.commands.keep_call import keep_call
from booking.events import activities_from, call_from, communications_from, links_from
from booking.installation import Installation
from booking.projections.communications import keep_communications
from booking.projections.links import URL, keep_links
from contracts.call import CallActivity
from contracts.communications import CommunicationsChanged, CommunicationsChangedV2
from contracts.event import read
from contracts.keyring import CannotRead
from contracts.links import LinksChanged
from contracts.topics import NOTIFICATIONS_EVENTS, NOTIFICATIONS_WATERMARKS, VIDEO_LINKS_EVENTS, VIDEO_LINKS_WATERMARKS
from contracts.watermark import Watermark
from messaging.authenticity import SigningKeys
from messaging.cause import Cause
from messaging.database import Connection
from messaging.handlers import Handlers
from messaging.version import Version

AFTER_GAP: Final = "Have it told again: `booking resync practice ID`, for each practice. "


def consumers(
    installation: Installation,
    *,
    signed_by_video_links: SigningKeys,
    signed_by_notifications: SigningKeys,
) -> Sequence[Handlers]:
    video_links_events = Handlers(
        VIDEO_LINKS_EVENTS,
        watermarks_topic=VIDEO_LINKS_WATERMARKS,
        signed_by=signed_by_video_links,
        read=read,
        unreadable=(CannotRead,),
        after_gap=AFTER_GAP,
        watermark=Watermark,
    )
    notifications_events = Handlers(
        NOTIFICATIONS_EVENTS,
        watermarks_topic=NOTIFICATIONS_WATERMARKS,
        signed_by=signed_by_notifications,
        read=read,
        unreadable=(CannotRead,),
        after_gap=AFTER_GAP,
    )

    @video_links_events.on(LinksChanged)
    async def on_links_changed(connection: Connection, event: LinksChanged, cause: Cause) -> None:
        told = event.series_links
        links = links_from(
            told,
            keys=installation.transit_keys,
            seal=lambda url, appointment_id: installation.storage.seal(url, URL, appointment_id),
        )
        version = Version.told(cause.incarnation, told.version)
        await keep_links(connection, cause.practice_id, told.series_id, version, links)

    @video_links_events.on(CallActivity)
    async def on_call_activity(connection: Connection, event: CallActivity, cause: Cause) -> None:
        await keep_call(
            connection,
            event.call.appointment_id,
            call_from(event.call, incarnation=cause.incarnation),
            activities_from(event),
            cause,
            now=installation.now(),
            installation=installation,
        )

    @notifications_events.on(CommunicationsChanged)
    async def on_communications_changed(connection: Connection, event: CommunicationsChanged, cause: Cause) -> None:
        communications = communications_from(event, incarnation=cause.incarnation, keys=installation.transit_keys)
        await keep_communications(connection, cause.practice_id, event.series_id, communications)

    @notifications_events.on(CommunicationsChangedV2)
    async def on_communications_changed_v2(
        connection: Connection, event: CommunicationsChangedV2, cause: Cause
    ) -> None:
        communications = communications_from(event, incarnation=cause.incarnation, keys=installation.transit_keys)
        await keep_communications(connection, cause.practice_id, event.series_id, communications)

    return [video_links_events, notifications_events]
