from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from notifications.domain.lead import Lead
from notifications.domain.new_id import NewId
from notifications.domain.rule import Channel, Rule, Trigger
from notifications.domain.template import Template

REMINDER_LEAD = Lead.parse("PT24H")


@dataclass(frozen=True, slots=True)
class StartingTemplate:
    name: str
    subject: str
    body: str

    def of_practice(self, id: UUID) -> Template:
        return Template(id, version=1, name=self.name, channel=Channel.EMAIL, subject=self.subject, body=self.body)


@dataclass(frozen=True, slots=True)
class StartingRule:
    """What a practice starts with for one trigger, with the template that it uses: a delay or a lead, as it has."""

    trigger: Trigger
    delay: timedelta | None
    lead: Lead | None
    template: StartingTemplate

    def of_practice(self, id: UUID, template: Template) -> Rule:
        """Switched on, for every kind of appointment."""
        return Rule(
            id=id,
            version=1,
            trigger=self.trigger,
            kind_id=None,
            channel=template.channel,
            template_id=template.id,
            active=True,
            delay=self.delay,
            lead=self.lead,
        )


@dataclass(frozen=True, slots=True)
class StartingSet:
    """What a practice starts with; `choices` are templates that no rule uses until somebody chooses them."""

    rules: tuple[StartingRule, ...]
    choices: tuple[StartingTemplate, ...]

    def __bool__(self) -> bool:
        return bool(self.rules or self.choices)

    def without(self, triggers: Collection[str], choices: Collection[str]) -> "StartingSet":
        """What is left where there are rules for these triggers, and templates of these names."""
        return StartingSet(
            tuple(rule for rule in self.rules if rule.trigger.value not in triggers),
            tuple(choice for choice in self.choices if choice.name not in choices),
        )

    def of_practice(self, *, new_id: NewId) -> tuple[list[Template], list[Rule]]:
        """Its own templates, and the rules that use them."""
        used = [rule.template.of_practice(new_id()) for rule in self.rules]
        rules = [rule.of_practice(new_id(), template) for rule, template in zip(self.rules, used, strict=True)]
        return [*used, *(choice.of_practice(new_id()) for choice in self.choices)], rules
