"""From event to command."""

from typing import Final

from contracts.call import LinkRequested
from contracts.client import ClientChanged
from contracts.event import read
from contracts.keyring import CannotRead
from contracts.links import LinksChanged
from contracts.practice import PracticeChanged
from contracts.practitioner import PractitionerChanged
from contracts.series import SeriesChanged, SeriesChangedV2, SeriesCreated, SeriesSnapshot
from contracts.topics import BOOKING_EVENTS, BOOKING_WATERMARKS, VIDEO_LINKS_EVENTS, VIDEO_LINKS_WATERMARKS
from contracts.watermark import Watermark
from messaging.authenticity import SigningKeys
from messaging.cause import Cause
from messaging.database import Connection
from messaging.handlers import Handlers
from notifications.commands.announce_cancellation import announce_cancellation
from notifications.commands.announce_change import announce_change
from notifications.commands.announce_series import announce_series
from notifications.commands.ensure_practice import ensure_practice
from notifications.commands.follow_links import follow_links
from notifications.commands.follow_series import follow_series
from notifications.commands.mail_link import mail_link
from notifications.domain.rule import Trigger
from notifications.events import client_from, links_from, practice_from, practitioner_from, series_from
from notifications.installation import Installation
from notifications.projections.clients import keep_client
from notifications.projections.practices import keep_practice
from notifications.projections.practitioners import keep_practitioner
from notifications.store.communications import wake_scheduler

_TRIGGERS = {"client": Trigger.LINK_REQUESTED, "reissued": Trigger.LINK_REISSUED}

AFTER_GAP_OF_BOOKING: Final = (
    "Have it told again: `booking resync since TIME`, with the time at which this worker last ran. "
)
# What happens to links and not to their series would be missing from that.
AFTER_GAP_OF_VIDEO_LINKS: Final = "Have it told again: `booking resync practice ID`, for each practice. "


def booking_events(installation: Installation, *, signed_by: SigningKeys) -> Handlers:
    handlers = Handlers(
        BOOKING_EVENTS,
        watermarks_topic=BOOKING_WATERMARKS,
        signed_by=signed_by,
        read=read,
        unreadable=(CannotRead,),
        watermark=Watermark,
        after_gap=AFTER_GAP_OF_BOOKING,
        keep_watermarks=True,
    )

    @handlers.on(SeriesCreated)
    async def on_series_created(connection: Connection, event: SeriesCreated, cause: Cause) -> None:
        await announce_series(
            connection,
            series_from(event.series, incarnation=cause.incarnation, keys=installation.transit_keys),
            change_id=event.change_id,
            cause=cause,
            now=installation.now(),
            installation=installation,
        )

    @handlers.on(SeriesChanged)
    async def on_series_changed(connection: Connection, event: SeriesChanged, cause: Cause) -> None:
        series, now = (
            series_from(event.series, incarnation=cause.incarnation, keys=installation.transit_keys),
            installation.now(),
        )
        await follow_series(connection, series, cause=cause, now=now, installation=installation)
        if event.change == "cancelled" and event.notify:
            await announce_cancellation(
                connection,
                series,
                change_id=event.change_id,
                cancelled=event.appointment_ids,
                cause=cause,
                now=now,
                installation=installation,
            )

    @handlers.on(SeriesChangedV2)
    async def on_series_changed_v2(connection: Connection, event: SeriesChangedV2, cause: Cause) -> None:
        series, now = (
            series_from(event.series, incarnation=cause.incarnation, keys=installation.transit_keys),
            installation.now(),
        )
        await follow_series(
            connection,
            series,
            not_before=event.announce_from,
            cause=cause,
            now=now,
            installation=installation,
        )
        if event.notify:
            await announce_change(
                connection,
                series,
                change_id=event.change_id,
                touched=[each.appointment_id for each in event.touched],
                announce_from=event.announce_from,
                cause=cause,
                now=now,
                installation=installation,
            )

    @handlers.on(SeriesSnapshot)
    async def on_series_snapshot(connection: Connection, event: SeriesSnapshot, cause: Cause) -> None:
        await follow_series(
            connection,
            series_from(event.series, incarnation=cause.incarnation, keys=installation.transit_keys),
            told_again=True,
            cause=cause,
            now=installation.now(),
            installation=installation,
        )

    @handlers.on(ClientChanged)
    async def on_client_changed(connection: Connection, event: ClientChanged, cause: Cause) -> None:
        await ensure_practice(connection, cause.practice_id, installation=installation)
        await keep_client(
            connection,
            cause.practice_id,
            client_from(event.client, incarnation=cause.incarnation, keys=installation.transit_keys),
            keys=installation.keys,
        )
        await wake_scheduler(connection)

    @handlers.on(PractitionerChanged)
    async def on_practitioner_changed(connection: Connection, event: PractitionerChanged, cause: Cause) -> None:
        await ensure_practice(connection, cause.practice_id, installation=installation)
        await keep_practitioner(
            connection,
            cause.practice_id,
            practitioner_from(event.practitioner, incarnation=cause.incarnation, keys=installation.transit_keys),
        )
        await wake_scheduler(connection)

    @handlers.on(PracticeChanged)
    async def on_practice_changed(connection: Connection, event: PracticeChanged, cause: Cause) -> None:
        practice = practice_from(event.practice, incarnation=cause.incarnation, keys=installation.transit_keys)
        await ensure_practice(connection, practice.id, installation=installation)
        await keep_practice(connection, practice)
        await wake_scheduler(connection)

    return handlers


def video_links_events(installation: Installation, *, signed_by: SigningKeys) -> Handlers:
    handlers = Handlers(
        VIDEO_LINKS_EVENTS,
        watermarks_topic=VIDEO_LINKS_WATERMARKS,
        signed_by=signed_by,
        read=read,
        unreadable=(CannotRead,),
        watermark=Watermark,
        after_gap=AFTER_GAP_OF_VIDEO_LINKS,
        keep_watermarks=True,
    )

    @handlers.on(LinksChanged)
    async def on_links_changed(connection: Connection, event: LinksChanged, cause: Cause) -> None:
        await follow_links(
            connection,
            links_from(event.series_links, incarnation=cause.incarnation, keys=installation.transit_keys),
            practice_id=cause.practice_id,
            now=installation.now(),
            installation=installation,
        )

    @handlers.on(LinkRequested)
    async def on_link_requested(connection: Connection, event: LinkRequested, cause: Cause) -> None:
        await mail_link(
            connection,
            _TRIGGERS[event.cause],
            series_id=event.series_id,
            appointment_id=event.appointment_id,
            request_id=event.request_id,
            generation=event.generation,
            cause=cause,
            now=installation.now(),
            installation=installation,
        )

    return handlers
