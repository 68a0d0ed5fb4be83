from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from notifications.domain.expected import (
    Expected,
    NewPlace,
    expected_of_booking,
    expected_of_cancelling,
    expected_of_moving,
    expected_of_reissuing,
)
from notifications.domain.of_practice import OfPractice
from notifications.domain.rule import Channel
from notifications.domain.series import Series
from notifications.domain.template import Template
from notifications.errors import AppointmentUnknown, ClientNotHeard
from notifications.installation import Installation
from notifications.projections.clients import find_recipients
from notifications.projections.series import series_of
from notifications.queries.booked import Booked, booked
from notifications.store.communications import confirmed_of, may_know, series_told
from notifications.store.rules import rules_of
from notifications.store.templates import find_templates
from notifications.store.told import told_of_each


@dataclass(frozen=True, slots=True)
class ExpectedByRules:
    expected: Expected
    templates: Mapping[UUID, Template]


async def expected_of_dates(
    connection: Connection,
    practice_id: UUID,
    series: Series,
    *,
    client_id: UUID | None,
    now: datetime,
    installation: Installation,
) -> ExpectedByRules:
    """What booking this series would cause, for this client or, without one, for whoever will be chosen.

    Raises ClientNotHeard.
    """
    recipients = await find_recipients(connection, client_id, keys=installation.keys) if client_id else None
    if client_id and recipients is None:
        raise ClientNotHeard(f"No client {client_id} is known to messages.")
    rules = await rules_of(connection, practice_id)
    found = expected_of_booking(series, rules, recipients=recipients, now=now, new_id=installation.new_id)
    return await _with_templates(connection, found)


async def expected_of_cancellation(
    connection: Connection,
    practice_id: UUID,
    appointment_ids: Collection[UUID],
    *,
    now: datetime,
    installation: Installation,
) -> ExpectedByRules:
    """What cancelling these appointments of one series would cause. Raises AppointmentUnknown."""
    about = await _booked(connection, practice_id, appointment_ids, installation=installation)
    found = expected_of_cancelling(
        about.series,
        list(appointment_ids),
        await rules_of(connection, practice_id),
        recipients=about.recipients,
        may_know=await may_know(connection, about.series.id, before=about.series.version.next),
        now=now,
        new_id=installation.new_id,
    )
    return await _with_templates(connection, found)


async def expected_of_move(
    connection: Connection,
    practice_id: UUID,
    series_id: UUID,
    places: Sequence[NewPlace],
    *,
    notify: bool,
    now: datetime,
    installation: Installation,
) -> ExpectedByRules:
    """What moving these appointments of a series would cause. Raises AppointmentUnknown."""
    appointment_ids = {place.appointment_id for place in places}
    about = await _booked(connection, practice_id, appointment_ids, installation=installation)
    if about.series.id != series_id:
        raise AppointmentUnknown("These appointments are another series' own.")
    series = OfPractice(practice_id, series_id)
    known = await told_of_each(connection, {series})
    found = expected_of_moving(
        about.series,
        places,
        await rules_of(connection, practice_id),
        notify=notify,
        recipients=about.recipients,
        known=known[series, "client", Channel.EMAIL],
        may_know=series in await series_told(connection, {series}),
        confirmed=await confirmed_of(connection, series_id),
        now=now,
        new_id=installation.new_id,
    )
    return await _with_templates(connection, found)


async def expected_of_new_link(
    connection: Connection, practice_id: UUID, appointment_id: UUID, *, now: datetime, installation: Installation
) -> ExpectedByRules:
    """What a new link for this appointment would cause. Raises AppointmentUnknown."""
    about = await _booked(connection, practice_id, {appointment_id}, installation=installation)
    found = expected_of_reissuing(
        about.series,
        appointment_id,
        await rules_of(connection, practice_id),
        recipients=about.recipients,
        now=now,
        new_id=installation.new_id,
    )
    return await _with_templates(connection, found)


async def _booked(
    connection: Connection, practice_id: UUID, appointment_ids: Collection[UUID], *, installation: Installation
) -> Booked:
    series = await series_of(connection, OfPractice(practice_id, next(iter(appointment_ids))))
    found = await booked(connection, {series} if series else set(), keys=installation.keys)
    about = found.get(series) if series else None
    if about is None or not set(appointment_ids) <= {each.id for each in about.series.appointments}:
        raise AppointmentUnknown("Not all of these appointments are known to messages, as one series' own.")
    return about


async def _with_templates(connection: Connection, found: Expected) -> ExpectedByRules:
    templates = await find_templates(connection, {each.rule.template_id for each in found.messages})
    return ExpectedByRules(found, templates)
