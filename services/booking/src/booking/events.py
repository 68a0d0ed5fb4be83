"""Between the domain and the contracts, in one place."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

import contracts.call
import contracts.client
import contracts.communications
import contracts.links
import contracts.practice
import contracts.practitioner
import contracts.series
from booking.domain.call import Activity, Call
from booking.domain.client import Client
from booking.domain.communication import Communication
from booking.domain.link import Link
from booking.domain.move import Moved
from booking.domain.practice import Practice
from booking.domain.practitioner import Practitioner
from booking.domain.series import Appointment, Series
from contracts.event import Envelope, Event, envelope
from contracts.sealed import Sealed, TransitKeys, opened_if_any, sealed_if_any
from messaging.actor import Actor
from messaging.version import Version


def practice_changed(practice: Practice, *, keys: TransitKeys, event_id: UUID, by: Actor, at: datetime) -> Envelope:
    event = contracts.practice.PracticeChanged(
        practice=contracts.practice.Practice(
            id=practice.id,
            version=practice.version,
            name=Sealed[str].seal(practice.name, keys),
            zone=practice.zone,
            phone=sealed_if_any(practice.phone, keys),
            phone_hours=sealed_if_any(practice.phone_hours, keys),
            email=sealed_if_any(practice.email, keys),
        )
    )
    return _envelope(event, event_id, by, at)


def practitioner_changed(
    practitioner: Practitioner, *, keys: TransitKeys, event_id: UUID, by: Actor, at: datetime
) -> Envelope:
    event = contracts.practitioner.PractitionerChanged(
        practitioner=contracts.practitioner.Practitioner(
            id=practitioner.id,
            version=practitioner.version,
            name=Sealed[str].seal(practitioner.name, keys),
            subject=sealed_if_any(practitioner.subject, keys),
        )
    )
    return _envelope(event, event_id, by, at)


def client_changed(client: Client, *, keys: TransitKeys, event_id: UUID, by: Actor, at: datetime) -> Envelope:
    recipients = [
        contracts.client.Recipient(
            role=recipient.role,
            name=recipient.name,
            called=recipient.called,
            email=recipient.email,
            phone=recipient.phone,
        )
        for recipient in client.recipients
    ]
    event = contracts.client.ClientChanged(
        client=contracts.client.Client(
            id=client.id,
            version=client.version,
            recipients=Sealed[list[contracts.client.Recipient]].seal(recipients, keys),
        )
    )
    return _envelope(event, event_id, by, at)


def series_created(
    series: Series, *, keys: TransitKeys, change_id: UUID, event_id: UUID, by: Actor, at: datetime
) -> Envelope:
    event = contracts.series.SeriesCreated(series=_series(series, keys), change_id=change_id)
    return _envelope(event, event_id, by, at)


def series_changed(
    series: Series,
    change: contracts.series.Change,
    *,
    appointment_ids: Sequence[UUID],
    notify: bool,
    keys: TransitKeys,
    change_id: UUID,
    event_id: UUID,
    by: Actor,
    at: datetime,
) -> Envelope:
    event = contracts.series.SeriesChanged(
        series=_series(series, keys),
        change=change,
        change_id=change_id,
        appointment_ids=list(appointment_ids),
        notify=notify,
    )
    return _envelope(event, event_id, by, at)


def series_moved(
    series: Series,
    moved: Sequence[Moved],
    *,
    notify: bool,
    announce_from: datetime,
    keys: TransitKeys,
    change_id: UUID,
    event_id: UUID,
    by: Actor,
    at: datetime,
) -> Envelope:
    event = contracts.series.SeriesChangedV2(
        series=_series(series, keys),
        touched=[
            contracts.series.Touched(appointment_id=move.before.id, what=["moved"], was=_place(move.before, series))
            for move in moved
        ],
        change_id=change_id,
        notify=notify,
        announce_from=announce_from,
    )
    return _envelope(event, event_id, by, at)


def series_snapshot(
    series: Series,
    links: Sequence[Link],
    *,
    keys: TransitKeys,
    open_url: Callable[[bytes, UUID], str],
    event_id: UUID,
    by: Actor,
    at: datetime,
) -> Envelope:
    """With what is known of its links; `open_url` opens their URLs, each for its appointment. Raises KeyLacks."""
    event = contracts.series.SeriesSnapshot(
        series=_series(series, keys),
        links=tuple(
            contracts.links.Link(
                appointment_id=link.appointment_id,
                generation=link.generation,
                state=link.state,
                reason=link.reason,
                opens_at=link.opens_at,
                closes_at=link.closes_at,
                url=Sealed[str].seal(open_url(link.sealed_url, link.appointment_id), keys),
            )
            for link in links
        ),
    )
    return _envelope(event, event_id, by, at)


def links_from(
    series_links: contracts.links.SeriesLinks, *, keys: TransitKeys, seal: Callable[[str, UUID], bytes]
) -> list[Link]:
    """`seal` seals their URLs anew, each for its appointment. Raises CannotOpen."""
    return [
        Link(
            appointment_id=link.appointment_id,
            generation=link.generation,
            state=link.state,
            reason=link.reason,
            opens_at=link.opens_at,
            closes_at=link.closes_at,
            sealed_url=seal(link.url.open(keys), link.appointment_id),
        )
        for link in series_links.links
    ]


def call_from(call: contracts.call.Call, *, incarnation: int) -> Call:
    """Raises VersionOutOfBounds. At one of version 0 nobody has been."""
    return Call(
        version=Version.told(incarnation, call.version, least=0),
        client=call.client,
        client_since=call.client_since,
        host_present=call.host_present,
        ended=call.ended,
        ended_at=call.ended_at,
    )


def activities_from(told: contracts.call.CallActivity) -> list[Activity]:
    return [Activity(each.id, each.kind, each.at, each.scanner) for each in told.activities]


def communications_from(
    changed: contracts.communications.CommunicationsChanged | contracts.communications.CommunicationsChangedV2,
    *,
    incarnation: int,
    keys: TransitKeys,
) -> list[Communication]:
    """Raises CannotOpen, VersionOutOfBounds."""
    return [
        Communication(
            id=each.id,
            version=Version.told(incarnation, each.version),
            appointment_id=each.appointment_id,
            trigger=each.trigger,
            channel=each.channel,
            recipient=each.recipient,
            address=opened_if_any(each.address, keys),
            status=each.status,
            told_reason=each.reason,
            detail=opened_if_any(each.detail, keys),
            due_at=each.due_at,
            held_until=each.held_until,
            sent_at=each.sent_at,
            link_of=each.link_of,
        )
        for each in changed.communications
    ]


def _series(series: Series, keys: TransitKeys) -> contracts.series.Series:
    return contracts.series.Series(
        id=series.id,
        version=series.version,
        practitioner_id=series.practitioner_id,
        client_id=series.client_id,
        kind=contracts.series.Kind(
            id=series.kind.id, name=Sealed[str].seal(series.kind.name, keys), video=series.kind.video
        ),
        zone=series.zone,
        recurrence=_recurrence(series),
        skipped_dates=series.skipped_dates,
        skipped_months=series.skipped_months,
        note=sealed_if_any(series.note, keys),
        occurrences=[
            contracts.series.Occurrence(
                id=appointment.id,
                number=appointment.number,
                local_start=appointment.local_start,
                fold=appointment.fold,
                twice=appointment.twice,
                local_end=appointment.local_end,
                utc_offset=appointment.utc_offset,
                end_utc_offset=appointment.end_utc_offset,
                rule_start=appointment.rule_start,
                asked_start=appointment.asked_start,
                starts_at=appointment.starts_at,
                ends_at=appointment.ends_at,
                status=appointment.status,
                schedule_version=appointment.schedule_version,
            )
            for appointment in series.appointments
        ],
    )


def _place(appointment: Appointment, series: Series) -> contracts.series.Place:
    return contracts.series.Place(
        local_start=appointment.local_start,
        fold=appointment.fold,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        practitioner_id=series.practitioner_id,
        kind_id=series.kind.id,
        status=appointment.status,
    )


def _recurrence(series: Series) -> contracts.series.Recurrence | None:
    recurrence = series.recurrence
    if recurrence is None:
        return None
    return contracts.series.Recurrence(
        frequency=recurrence.frequency.value,
        until=recurrence.until,
        count=recurrence.count,
        dtstart=series.starts_local,
        rrule=recurrence.rrule(series.starts_local, series.zone_info),
        exdates=series.left_out,
        words=recurrence.in_words(series.starts_local),
    )


def _envelope(event: Event, event_id: UUID, by: Actor, at: datetime) -> Envelope:
    return envelope(event, event_id=event_id, practice_id=by.practice_id, actor=by.subject, at=at)
