"""From the domain to the contracts, in one place."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import contracts.client
import contracts.practice
import contracts.practitioner
import contracts.series
from booking.domain.client import Client
from booking.domain.practice import Practice
from booking.domain.practitioner import Practitioner
from booking.domain.series import Series
from contracts.event import Envelope, Event, envelope
from contracts.sealed import Sealed, SealedText
from messaging.actor import Actor


def practice_changed(practice: Practice, *, event_id: UUID, by: Actor, at: datetime) -> Envelope:
    event = contracts.practice.PracticeChanged(
        practice=contracts.practice.Practice(
            id=practice.id,
            version=practice.version,
            name=SealedText.seal(practice.name),
            zone=practice.zone,
            phone=_sealed(practice.phone),
            phone_hours=_sealed(practice.phone_hours),
            email=_sealed(practice.email),
        )
    )
    return _envelope(event, event_id, by, at)


def practitioner_changed(practitioner: Practitioner, *, event_id: UUID, by: Actor, at: datetime) -> Envelope:
    event = contracts.practitioner.PractitionerChanged(
        practitioner=contracts.practitioner.Practitioner(
            id=practitioner.id, version=practitioner.version, name=SealedText.seal(practitioner.name)
        )
    )
    return _envelope(event, event_id, by, at)


def client_changed(client: Client, *, event_id: UUID, by: Actor, at: datetime) -> Envelope:
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
            recipients=Sealed[list[contracts.client.Recipient]].seal(recipients),
        )
    )
    return _envelope(event, event_id, by, at)


def series_created(series: Series, *, change_id: UUID, event_id: UUID, by: Actor, at: datetime) -> Envelope:
    return _envelope(contracts.series.SeriesCreated(series=_series(series), change_id=change_id), event_id, by, at)


def series_changed(
    series: Series,
    change: contracts.series.Change,
    *,
    appointment_ids: Sequence[UUID],
    notify: bool,
    change_id: UUID,
    event_id: UUID,
    by: Actor,
    at: datetime,
) -> Envelope:
    event = contracts.series.SeriesChanged(
        series=_series(series),
        change=change,
        change_id=change_id,
        appointment_ids=list(appointment_ids),
        notify=notify,
    )
    return _envelope(event, event_id, by, at)


def series_snapshot(series: Series, *, event_id: UUID, by: Actor, at: datetime) -> Envelope:
    return _envelope(contracts.series.SeriesSnapshot(series=_series(series)), event_id, by, at)


def _series(series: Series) -> contracts.series.Series:
    return contracts.series.Series(
        id=series.id,
        version=series.version,
        practitioner_id=series.practitioner_id,
        client_id=series.client_id,
        kind=contracts.series.Kind(id=series.kind.id, name=SealedText.seal(series.kind.name), video=series.kind.video),
        zone=series.zone,
        recurrence=_recurrence(series),
        skipped_dates=series.skipped_dates,
        skipped_months=series.skipped_months,
        note=_sealed(series.note),
        occurrences=[
            contracts.series.Occurrence(
                id=occurrence.id,
                number=occurrence.number,
                local_start=occurrence.local_start,
                fold=occurrence.fold,
                starts_at=occurrence.starts_at,
                ends_at=occurrence.ends_at,
                status=occurrence.status,
                schedule_version=occurrence.schedule_version,
            )
            for occurrence in series.occurrences
        ],
    )


def _recurrence(series: Series) -> contracts.series.Recurrence | None:
    recurrence = series.recurrence
    if recurrence is None:
        return None
    return contracts.series.Recurrence(
        frequency=recurrence.frequency.value,
        until=recurrence.until,
        count=recurrence.count,
        rrule=recurrence.rrule(series.starts_local, series.zone_info),
        words=recurrence.in_words(series.starts_local),
    )


def _sealed(text: str | None) -> SealedText | None:
    return None if text is None else SealedText.seal(text)


def _envelope(event: Event, event_id: UUID, by: Actor, at: datetime) -> Envelope:
    return envelope(event, event_id=event_id, practice_id=by.practice_id, actor=by.subject, at=at)
