"""Contract to domain on the way in, domain to contract on the way out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import contracts.client
import contracts.communications
import contracts.links
import contracts.practice
import contracts.practitioner
import contracts.series
from contracts.event import Envelope, Event, envelope
from contracts.sealed import TransitKeys, opened_if_any, sealed_if_any
from messaging.version import Version
from messaging.zones import find_zone
from notifications.domain.communication import Communication, Status
from notifications.domain.links import Link, SeriesLinks
from notifications.domain.new_id import NewId
from notifications.domain.outcome import Reason
from notifications.domain.people import Client, Practice, Practitioner, Recipient
from notifications.domain.rule import Channel, Trigger
from notifications.domain.series import Appointment, AppointmentStatus, Series

SCHEDULER = "notifications"  # who acts when a message's time has come


def series_from(series: contracts.series.Series, *, incarnation: int, keys: TransitKeys) -> Series:
    """Raises CannotOpen, NoSuchZone, VersionOutOfBounds."""
    return Series(
        id=series.id,
        version=Version.told(incarnation, series.version),
        practitioner_id=series.practitioner_id,
        client_id=series.client_id,
        kind_id=series.kind.id,
        video=series.kind.video,
        zone=series.zone,
        recurrence=series.recurrence.words if series.recurrence else None,
        skipped_dates=series.skipped_dates,
        skipped_months=series.skipped_months,
        note=opened_if_any(series.note, keys),
        appointments=tuple(
            Appointment(
                id=occurrence.id,
                number=occurrence.number,
                local_start=occurrence.local_start,
                fold=occurrence.fold,
                starts_at=occurrence.starts_at,
                ends_at=occurrence.ends_at,
                local_end=occurrence.local_end or _local_end(occurrence, series.zone),
                rule_start=occurrence.rule_start or occurrence.local_start,
                asked_start=occurrence.asked_start or occurrence.rule_start or occurrence.local_start,
                status=_status_from(occurrence.status),
                schedule_version=occurrence.schedule_version,
                twice=occurrence.twice,
            )
            for occurrence in sorted(series.occurrences, key=lambda occurrence: (occurrence.starts_at, occurrence.id))
        ),
    )


def links_from(series_links: contracts.links.SeriesLinks, *, incarnation: int, keys: TransitKeys) -> SeriesLinks:
    """Raises CannotOpen, VersionOutOfBounds."""
    return SeriesLinks(
        series_id=series_links.series_id,
        version=Version.told(incarnation, series_links.version),
        links=tuple(
            Link(
                appointment_id=link.appointment_id,
                generation=link.generation,
                state=link.state,
                reason=link.reason,
                opens_at=link.opens_at,
                closes_at=link.closes_at,
                url=link.url.open(keys),
            )
            for link in series_links.links
        ),
    )


def client_from(client: contracts.client.Client, *, incarnation: int, keys: TransitKeys) -> Client:
    """Raises CannotOpen, VersionOutOfBounds."""
    return Client(
        id=client.id,
        version=Version.told(incarnation, client.version),
        recipients=tuple(
            Recipient(
                role=recipient.role,
                name=recipient.name,
                called=recipient.called,
                email=recipient.email,
                phone=recipient.phone,
            )
            for recipient in client.recipients.open(keys)
        ),
    )


def practitioner_from(
    practitioner: contracts.practitioner.Practitioner, *, incarnation: int, keys: TransitKeys
) -> Practitioner:
    """Raises CannotOpen, VersionOutOfBounds."""
    return Practitioner(practitioner.id, Version.told(incarnation, practitioner.version), practitioner.name.open(keys))


def practice_from(practice: contracts.practice.Practice, *, incarnation: int, keys: TransitKeys) -> Practice:
    """Raises CannotOpen, VersionOutOfBounds."""
    return Practice(
        id=practice.id,
        version=Version.told(incarnation, practice.version),
        name=practice.name.open(keys),
        zone=practice.zone,
        phone=opened_if_any(practice.phone, keys),
        phone_hours=opened_if_any(practice.phone_hours, keys),
        email=opened_if_any(practice.email, keys),
    )


def told_from(
    changed: contracts.communications.CommunicationsChanged | contracts.communications.CommunicationsChangedV2,
    *,
    keys: TransitKeys,
) -> list[Communication]:
    """Messages as this service told of them itself, as far as it can know them again by that: those that have gone, or
    may have, and of those that wait or were withdrawn all that hang on their appointments alone. Raises CannotOpen."""
    return [
        Communication(
            id=told.id,
            version=told.version,
            series_id=changed.series_id,
            appointment_id=told.appointment_id,
            schedule_version=told.schedule_version,
            change_id=told.change_id,
            rule_id=told.rule_id,
            trigger=Trigger(told.trigger),
            channel=Channel(told.channel),
            recipient=told.recipient,
            carries_link=told.link_of is not None and (told.link_generation is not None or told.status not in _GONE),
            link_of=told.link_of,
            link_generation=told.link_generation,
            status=_TAKEN_OVER_AS.get(told.status, Status(told.status)),
            reason=None if told.status == "held" else cast("Reason | None", told.reason),
            address=opened_if_any(told.address, keys),
            due_at=told.due_at,
            sent_at=told.sent_at,
            attempt=told.attempt,
            # Of which version is not told, nor asked of what has gone.
            change_version=Version(0, 0) if told.trigger == "cancelled" else None,
            announce_from=told.due_at if told.trigger == "changed" else None,
        )
        for told in changed.communications
        if (told.change_id or (told.appointment_id and told.schedule_version))
        and (told.status in _GONE or told.trigger not in ("cancelled", "changed", "link_requested", "link_reissued"))
    ]


# What was on its way may have arrived; what was held is looked at again.
_TAKEN_OVER_AS = {"sending": Status.UNKNOWN, "held": Status.SCHEDULED}
_GONE = ("sending", "sent", "unknown", "failed")


def communications_changed(
    series_id: UUID,
    communications: Sequence[Communication],
    *,
    keys: TransitKeys,
    new_id: NewId,
    practice_id: UUID,
    actor: str,
    at: datetime,
) -> list[Envelope]:
    """One event; two where version 1 of the contract has no word for some of the triggers."""
    first = [
        contracts.communications.Communication(trigger=each.trigger.value, **_told(each, keys))
        for each in communications
        if each.trigger is not Trigger.CHANGED
    ]
    second = [
        contracts.communications.CommunicationV2(trigger=each.trigger.value, **_told(each, keys))
        for each in communications
        if each.trigger is Trigger.CHANGED
    ]
    events: list[Event] = []
    if first:
        events.append(contracts.communications.CommunicationsChanged(series_id=series_id, communications=first))
    if second:
        events.append(contracts.communications.CommunicationsChangedV2(series_id=series_id, communications=second))
    return [envelope(event, event_id=new_id(), practice_id=practice_id, actor=actor, at=at) for event in events]


def _told(communication: Communication, keys: TransitKeys) -> dict[str, Any]:
    """All but its trigger."""
    return {
        "id": communication.id,
        "version": communication.version,
        "appointment_id": communication.appointment_id,
        "rule_id": communication.rule_id,
        "channel": communication.channel.value,
        "recipient": communication.recipient,
        "address": sealed_if_any(communication.address, keys),
        "status": communication.status.value,
        "reason": _reason(communication.reason),
        "detail": sealed_if_any(communication.detail, keys),
        "due_at": communication.due_at,
        "held_until": communication.held_until if communication.status is Status.HELD else None,
        "sent_at": communication.sent_at,
        "link_of": communication.link_of,
        "attempt": communication.attempt,
        "schedule_version": communication.schedule_version,
        "change_id": communication.change_id,
        "link_generation": communication.link_generation,
    }


def _reason(reason: Reason | None) -> contracts.communications.Reason | None:
    """The contract's field takes any text; whoever fills it is held to the contract's set."""
    return reason


def _local_end(occurrence: contracts.series.Occurrence, zone: str) -> datetime:
    """Of an event from before booking said it. Raises NoSuchZone."""
    return occurrence.ends_at.astimezone(find_zone(zone)).replace(tzinfo=None)


def _status_from(told: contracts.series.OccurrenceStatus) -> AppointmentStatus:
    """Version 1 of the contract has two words for a session that took place, of which booking says one."""
    return "attended" if told == "concluded" else told
