from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from messaging.at_rest import AtRest
from messaging.database import Connection
from notifications.domain.communication import Communication
from notifications.domain.material import Material, appointment_led_to
from notifications.domain.of_practice import OfPractice
from notifications.domain.rule import Rule, reminder_lead
from notifications.projections.links import links_of
from notifications.queries.booked import booked
from notifications.store.communications import series_told_before
from notifications.store.templates import find_templates


async def materials(
    connection: Connection,
    communications: Sequence[tuple[UUID, Communication, Sequence[Rule]]],
    *,
    keys: AtRest,
    now: datetime,
) -> list[Material]:
    """What claimed messages are made from, each with its practice and that one's rules: the claim has seen that its
    practice, practitioner and client are known."""
    series = {
        communication.id: OfPractice(practice_id, communication.series_id)
        for practice_id, communication, _ in communications
    }
    known = await booked(connection, set(series.values()), keys=keys)
    appointments = {
        communication.id: OfPractice(practice_id, led_to.id)
        for practice_id, communication, _ in communications
        if (led_to := appointment_led_to(communication, known[series[communication.id]].series, now))
    }
    carrying = {
        appointments[communication.id]
        for _, communication, _ in communications
        if communication.carries_link and communication.id in appointments
    }
    links = await links_of(connection, carrying, keys=keys)
    ruled = [
        (communication, next((rule for rule in rules if rule.id == communication.rule_id), None), rules)
        for _, communication, rules in communications
    ]
    templates = await find_templates(connection, {rule.template_id for _, rule, _ in ruled if rule})
    told = await series_told_before(
        connection,
        [
            (series[communication.id], communication.change_version)
            for _, communication, _ in communications
            if communication.change_version is not None
        ],
    )
    found = []
    for communication, rule, rules in ruled:
        about = known[series[communication.id]]
        appointment = appointments.get(communication.id)
        found.append(
            Material(
                communication=communication,
                rule=rule,
                template=templates.get(rule.template_id) if rule else None,
                series=about.series,
                recipients=about.recipients,
                practitioner=about.practitioner,
                practice=about.practice,
                link=links.get(appointment) if appointment and communication.carries_link else None,
                reminder_lead=reminder_lead(rules, about.series.kind_id),
                told=communication.change_version is None
                or (series[communication.id], communication.change_version) in told,
            )
        )
    return found
