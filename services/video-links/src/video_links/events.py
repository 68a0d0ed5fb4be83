"""Between the contracts and the domain, in both directions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import contracts.call as call_contract
import contracts.links as links_contract
import contracts.practice as practice_contract
import contracts.practitioner as practitioner_contract
import contracts.series as series_contract
from contracts.event import Envelope, envelope
from contracts.sealed import Sealed, TransitKeys, opened_if_any
from messaging.actor import Actor
from messaging.version import Version
from messaging.zones import find_zone
from video_links.domain.activity import Activity
from video_links.domain.appointment_times import Window
from video_links.domain.call import Call
from video_links.domain.link import REASONS, DeadReason, KnownLink, SeriesLinks
from video_links.domain.practice import Practice, Practitioner
from video_links.domain.series import Appointment, AppointmentStatus, Series
from video_links.domain.token import find_token


def practice_from(told: practice_contract.Practice, *, incarnation: int, keys: TransitKeys) -> Practice:
    """Raises CannotOpen, VersionOutOfBounds."""
    return Practice(
        id=told.id,
        version=Version.told(incarnation, told.version),
        name=told.name.open(keys),
        phone=opened_if_any(told.phone, keys),
        phone_hours=opened_if_any(told.phone_hours, keys),
        email=opened_if_any(told.email, keys),
        zone=told.zone,
    )


def practitioner_from(told: practitioner_contract.Practitioner, *, incarnation: int, keys: TransitKeys) -> Practitioner:
    """Raises CannotOpen, VersionOutOfBounds."""
    return Practitioner(
        id=told.id,
        version=Version.told(incarnation, told.version),
        name=told.name.open(keys),
        subject=opened_if_any(told.subject, keys),
    )


def series_from(told: series_contract.Series, *, incarnation: int) -> Series:
    """An appointment that is named twice is one. Raises NoSuchZone, VersionOutOfBounds."""
    zone = find_zone(told.zone)
    by_id = {occurrence.id: occurrence for occurrence in told.occurrences}
    return Series(
        id=told.id,
        version=Version.told(incarnation, told.version),
        practitioner_id=told.practitioner_id,
        zone=zone.key,
        video=told.kind.video,
        appointments=tuple(
            Appointment(
                id=occurrence.id,
                number=occurrence.number,
                local_start=occurrence.local_start,
                starts_at=occurrence.starts_at,
                ends_at=occurrence.ends_at,
                # An event from before booking said it.
                local_end=occurrence.local_end or occurrence.ends_at.astimezone(zone).replace(tzinfo=None),
                status=_status_from(occurrence.status),
                fold=occurrence.fold,
                twice=occurrence.twice,
            )
            for occurrence in by_id.values()
        ),
    )


def known_links_from(told: series_contract.SeriesSnapshot, *, keys: TransitKeys) -> list[KnownLink]:
    """What booking knows of the series' links, but for what is no address of ours. Raises CannotOpen."""
    known = []
    for link in told.links:
        token = find_token(link.url.open(keys).rpartition("/v/")[2])
        if token is not None:
            reason = _reason_from(link.reason) if link.state == "dead" else None
            known.append(KnownLink(link.appointment_id, link.generation, token, link.state, reason))
    return known


def links_changed(
    series_links: SeriesLinks,
    *,
    public_url: str,
    window: Window,
    keys: TransitKeys,
    event_id: UUID,
    by: Actor,
    at: datetime,
) -> Envelope:
    event = links_contract.LinksChanged(
        series_links=links_contract.SeriesLinks(
            series_id=series_links.series_id,
            version=series_links.version,
            links=[
                links_contract.Link(
                    appointment_id=link.appointment_id,
                    generation=link.generation,
                    state=link.state,
                    reason=link.reason,
                    opens_at=link.starts_at - window.before,
                    closes_at=link.ends_at + window.after,
                    url=Sealed[str].seal(f"{public_url}/v/{link.token.text}", keys),
                )
                for link in series_links.links
            ],
        )
    )
    return envelope(event, event_id=event_id, practice_id=by.practice_id, actor=by.subject, at=at)


def call_activity(
    call: Call,
    activities: Sequence[Activity],
    *,
    event_id: UUID,
    by: Actor,
    at: datetime,
) -> Envelope:
    event = call_contract.CallActivity(
        call=call_contract.Call(
            appointment_id=call.appointment_id,
            series_id=call.series_id,
            version=call.version,
            client=call.told.client,
            client_since=call.told.client_since,
            host_present=call.told.host,
            ended=call.ended,
            ended_at=call.ended_at,
        ),
        activities=[
            call_contract.Activity(
                id=activity.id,
                kind=activity.kind,
                at=activity.at,
                generation=activity.generation,
                scanner=activity.scanner,
            )
            for activity in activities
        ],
    )
    return envelope(event, event_id=event_id, practice_id=by.practice_id, actor=by.subject, at=at)


def link_requested(
    series_id: UUID,
    appointment_id: UUID,
    generation: int,
    *,
    cause: Literal["client", "reissued"],
    request_id: UUID,
    event_id: UUID,
    by: Actor,
    at: datetime,
) -> Envelope:
    event = call_contract.LinkRequested(
        series_id=series_id,
        appointment_id=appointment_id,
        generation=generation,
        request_id=request_id,
        cause=cause,
    )
    return envelope(event, event_id=event_id, practice_id=by.practice_id, actor=by.subject, at=at)


def _reason_from(told: str | None) -> DeadReason:
    """One that is not known here is of a later release."""
    return told if told in REASONS else "expired"


def _status_from(told: series_contract.OccurrenceStatus) -> AppointmentStatus:
    """Version 1 of the contract has two words for a session that took place, of which booking says one."""
    return "attended" if told == "concluded" else told
