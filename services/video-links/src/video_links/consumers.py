"""From event to command."""

from typing import Final

from contracts.event import read
from contracts.keyring import CannotRead
from contracts.practice import PracticeChanged
from contracts.practitioner import PractitionerChanged
from contracts.series import SeriesChanged, SeriesChangedV2, SeriesCreated, SeriesSnapshot
from contracts.topics import BOOKING_EVENTS, BOOKING_WATERMARKS
from contracts.watermark import Watermark
from messaging.authenticity import SigningKeys
from messaging.cause import Cause
from messaging.database import Connection
from messaging.handlers import Handlers
from video_links.commands.provide_links import provide_links
from video_links.events import known_links_from, practice_from, practitioner_from, series_from
from video_links.installation import Installation
from video_links.metrics import LINK_AGE
from video_links.projections.practices import keep_practice
from video_links.projections.practitioners import keep_practitioner

AFTER_GAP: Final = "Have it told again: `booking resync since TIME`, with the time at which this worker last ran. "


def booking_events(installation: Installation, *, signed_by: SigningKeys) -> Handlers:
    handlers = Handlers(
        BOOKING_EVENTS,
        watermarks_topic=BOOKING_WATERMARKS,
        signed_by=signed_by,
        read=read,
        unreadable=(CannotRead,),
        watermark=Watermark,
        after_gap=AFTER_GAP,
    )

    @handlers.on(SeriesCreated)
    async def on_series_created(connection: Connection, event: SeriesCreated, cause: Cause) -> None:
        series, now = series_from(event.series, incarnation=cause.incarnation), installation.now()
        if await provide_links(
            connection, series, by=cause.actor, now=now, told_at=cause.time, installation=installation
        ):
            LINK_AGE.observe((now - cause.time).total_seconds())

    @handlers.on(SeriesChanged)
    async def on_series_changed(connection: Connection, event: SeriesChanged, cause: Cause) -> None:
        series, now = series_from(event.series, incarnation=cause.incarnation), installation.now()
        await provide_links(connection, series, by=cause.actor, now=now, told_at=cause.time, installation=installation)

    @handlers.on(SeriesChangedV2)
    async def on_series_changed_v2(connection: Connection, event: SeriesChangedV2, cause: Cause) -> None:
        series, now = series_from(event.series, incarnation=cause.incarnation), installation.now()
        await provide_links(connection, series, by=cause.actor, now=now, told_at=cause.time, installation=installation)

    @handlers.on(SeriesSnapshot)
    async def on_series_snapshot(connection: Connection, event: SeriesSnapshot, cause: Cause) -> None:
        series, now = series_from(event.series, incarnation=cause.incarnation), installation.now()
        await provide_links(
            connection,
            series,
            by=cause.actor,
            now=now,
            told_again=True,
            told_at=cause.time,
            known=known_links_from(event, keys=installation.transit_keys),
            installation=installation,
        )

    @handlers.on(PractitionerChanged)
    async def on_practitioner_changed(connection: Connection, event: PractitionerChanged, cause: Cause) -> None:
        await keep_practitioner(
            connection,
            practitioner_from(event.practitioner, incarnation=cause.incarnation, keys=installation.transit_keys),
            cause.practice_id,
        )

    @handlers.on(PracticeChanged)
    async def on_practice_changed(connection: Connection, event: PracticeChanged, cause: Cause) -> None:
        await keep_practice(
            connection,
            practice_from(event.practice, incarnation=cause.incarnation, keys=installation.transit_keys),
        )

    return handlers
