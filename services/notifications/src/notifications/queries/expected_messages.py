from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from messaging.database import Connection
from notifications.domain.expected import Expected, expected, expected_of_cancelling
from notifications.domain.template import Template
from notifications.installation import Installation
from notifications.store.rules import rules_of
from notifications.store.templates import find_templates


@dataclass(frozen=True, slots=True)
class ExpectedByRules:
    expected: Expected
    templates: Mapping[UUID, Template]


async def expected_messages(
    connection: Connection,
    practice_id: UUID,
    *,
    kind_id: UUID,
    video: bool,
    appointments: int,
    change: Literal["cancelled"] | None,
    now: datetime,
    installation: Installation,
) -> ExpectedByRules:
    """What booking so many appointments, or cancelling them, would cause by the rules as they are."""
    ask = expected_of_cancelling if change == "cancelled" else expected
    rules = await rules_of(connection, practice_id)
    found = ask(rules, kind_id=kind_id, video=video, appointments=appointments, now=now, new_id=installation.new_id)
    templates = await find_templates(connection, {each.rule.template_id for each in found.messages})
    return ExpectedByRules(found, templates)
