from collections.abc import Sequence
from datetime import datetime

from messaging.at_rest import AtRest
from messaging.database import Connection
from notifications.domain.communication import Communication
from notifications.domain.material import Material, appointment_led_to
from notifications.domain.rule import Rule, reminder_lead
from notifications.projections.links import links_of
from notifications.queries.booked import booked
from notifications.store.communications import series_told_before
from notifications.store.templates import find_templates


async def materials(
    connection: Connection,
    communications: Sequence[tuple[Communication, Sequence[Rule]]],
    *,
    keys: AtRest,
    now: datetime,
) -> list[Material]:
    """What claimed messages are made from, each with its practice's rules: the claim has seen that its practice,
    practitioner and client are known."""
    known = await booked(connection, {communication.series_id for communication, _ in communications}, keys=keys)
    appointments = {
        communication.id: appointment.id
        for communication, _ in communications
        if (appointment := appointment_led_to(communication, known[communication.series_id].series, now))
    }
    carrying = [appointments.get(communication.id) for communication, _ in communications if communication.carries_link]
    links = await links_of(connection, [appointment_id for appointment_id in carrying if appointment_id], keys=keys)
    ruled = [
        (communication, next((rule for rule in rules if rule.id == communication.rule_id), None), rules)
        for communication, rules in communications
    ]
    templates = await find_templates(connection, {rule.template_id for _, rule, _ in ruled if rule})
    told = await series_told_before(
        connection,
        [
            (communication.series_id, communication.change_version)
            for communication, _ in communications
            if communication.change_version is not None
        ],
    )
    found = []
    for communication, rule, rules in ruled:
        about = known[communication.series_id]
        appointment_id = appointments.get(communication.id)
        found.append(
            Material(
                communication=communication,
                rule=rule,
                template=templates.get(rule.template_id) if rule else None,
                series=about.series,
                recipients=about.recipients,
                practitioner=about.practitioner,
                practice=about.practice,
                link=links.get(appointment_id) if appointment_id and communication.carries_link else None,
                reminder_lead=reminder_lead(rules, about.series.kind_id),
                told=communication.change_version is None
                or (communication.series_id, communication.change_version) in told,
            )
        )
    return found
