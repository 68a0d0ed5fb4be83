from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from messaging.at_rest import AtRest
from messaging.database import Connection
from notifications.domain.communication import Communication
from notifications.domain.material import Material, appointment_led_to
from notifications.domain.of_practice import OfPractice
from notifications.domain.rule import Rule, Trigger, reminder_leads
from notifications.projections.links import links_of
from notifications.queries.booked import booked
from notifications.store.communications import find_cancelled_by_waiting, series_told, series_told_before
from notifications.store.templates import find_templates
from notifications.store.told import told_of_each


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
    changed = {series[each.id] for _, each, _ in communications if each.trigger is Trigger.CHANGED}
    booked_series = await booked(connection, set(series.values()), keys=keys)
    known = await told_of_each(connection, set(series.values()))
    cancelled = await find_cancelled_by_waiting(connection, changed)
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
    told_at_all = await series_told(connection, changed)
    without_links = []
    for communication, rule, rules in ruled:
        of = series[communication.id]
        about = booked_series[of]
        without_links.append(
            Material(
                communication=communication,
                rule=rule,
                template=templates.get(rule.template_id) if rule else None,
                series=about.series,
                recipients=about.recipients,
                practitioner=about.practitioner,
                practice=about.practice,
                link=None,
                reminder_leads=reminder_leads(rules, about.series.kind_id),
                told=of in told_at_all
                if communication.trigger is Trigger.CHANGED
                else communication.change_version is None or (of, communication.change_version) in told,
                known=known[of, communication.recipient, communication.channel],
                told_by_others=cancelled[of],
            )
        )
    led_to = [_led_to(material, now) for material in without_links]
    links = await links_of(connection, {each for each in led_to if each}, keys=keys)
    return [
        replace(material, link=links.get(each) if each else None)
        for material, each in zip(without_links, led_to, strict=True)
    ]


def _led_to(material: Material, now: datetime) -> OfPractice | None:
    """The appointment whose link may go in a message."""
    communication = material.communication
    found = [each.appointment for each in material.differences(now)]
    if communication.carries_link and (led_to := appointment_led_to(communication, material.series, now)):
        found.append(led_to)
    return OfPractice(material.practice.id, found[0].id) if found else None
