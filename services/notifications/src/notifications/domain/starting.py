from dataclasses import dataclass
from datetime import timedelta

from notifications.domain.lead import Lead
from notifications.domain.rule import Trigger

REMINDER_LEAD = Lead.parse("PT24H")


@dataclass(frozen=True, slots=True)
class StartingTemplate:
    name: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class StartingRule:
    """What a practice starts with for one trigger, with the template that it uses: a delay or a lead, as it has."""

    trigger: Trigger
    delay: timedelta | None
    lead: Lead | None
    template: StartingTemplate


@dataclass(frozen=True, slots=True)
class StartingSet:
    """What a practice starts with; `choices` are templates that no rule uses until somebody chooses them."""

    rules: tuple[StartingRule, ...]
    choices: tuple[StartingTemplate, ...]
