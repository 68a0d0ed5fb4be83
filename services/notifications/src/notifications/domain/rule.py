from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from notifications.domain.lead import Lead, in_units
from notifications.errors import TimingDoesNotFit


class Trigger(StrEnum):
    SINGLE = "single"
    RECURRING = "recurring"
    SINGLE_VIDEO = "single_video"
    RECURRING_VIDEO = "recurring_video"
    REMINDER = "reminder"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    LINK_REQUESTED = "link_requested"
    LINK_REISSUED = "link_reissued"

    @property
    def brings_current_link(self) -> bool:
        """Its message brings one appointment's link for its own sake, as long as it is live."""
        return self in (Trigger.LINK_REQUESTED, Trigger.LINK_REISSUED)

    @property
    def announces_booking(self) -> bool:
        """Its message is the confirmation of what was booked."""
        return self in (Trigger.SINGLE, Trigger.RECURRING, Trigger.SINGLE_VIDEO, Trigger.RECURRING_VIDEO)

    @property
    def concerns_one_appointment(self) -> bool:
        """And not the whole series."""
        return self is Trigger.REMINDER or self.brings_current_link


class Channel(StrEnum):
    EMAIL = "email"
    SMS = "sms"


@dataclass(frozen=True, slots=True)
class Rule:
    """Which template goes when. An announcement has a delay after its event, a reminder a lead before the start.

    Without a `kind_id` it is for every kind of appointment.
    """

    id: UUID
    version: int
    trigger: Trigger
    kind_id: UUID | None
    channel: Channel
    template_id: UUID
    active: bool
    delay: timedelta | None
    lead: Lead | None

    @property
    def brings_links(self) -> bool:
        """Whether it is by its messages that clients get their links."""
        return self.trigger not in (Trigger.SINGLE, Trigger.RECURRING, Trigger.CANCELLED)

    def when(self, session: str = "") -> str:
        """As staff read it: "at once", "20 s after booking", "24 h before each later session"."""
        if self.lead is not None:
            return self.lead.before_in_words(session)
        if not self.delay:
            return "at once"
        return f"{in_units(self.delay)} after {'booking' if self.trigger.announces_booking else 'that'}"

    def changed(
        self,
        *,
        active: bool | None = None,
        delay: timedelta | None = None,
        lead: Lead | None = None,
        template_id: UUID | None = None,
    ) -> "Rule":
        """None leaves as it is. Raises TimingDoesNotFit."""
        if lead is not None and self.lead is None:
            raise TimingDoesNotFit("This rule goes after its event: it has a delay and no lead.")
        if delay is not None and self.delay is None:
            raise TimingDoesNotFit("This rule goes before the session: it has a lead and no delay.")
        changed = replace(
            self,
            active=self.active if active is None else active,
            delay=self.delay if delay is None else delay,
            lead=self.lead if lead is None else lead,
            template_id=self.template_id if template_id is None else template_id,
        )
        return self if changed == self else replace(changed, version=self.version + 1)

    def difference(self, before: "Rule") -> dict[str, object]:
        """What is not as before, in words that can be kept: `lead` from "PT24H" to "P1D"."""
        fields = ("active", "delay", "lead", "template_id")
        pairs = ((field, getattr(before, field), getattr(self, field)) for field in fields)
        return {field: {"from": _plain(old), "to": _plain(new)} for field, old, new in pairs if old != new}


def _plain(value: object) -> object:
    if isinstance(value, timedelta):
        return value.total_seconds()
    return str(value) if isinstance(value, Lead | UUID) else value


def rules_for(rules: Sequence[Rule], trigger: Trigger, kind_id: UUID | None) -> list[Rule]:
    """The practice's rules that speak of this: on each channel those for the kind, if any, else the general ones.

    Switched-off rules are among them: a rule for the kind that is off is no reason to use the general one.
    """
    fitting = [rule for rule in rules if rule.trigger is trigger and rule.kind_id in (None, kind_id)]
    by_kind = {rule.channel for rule in fitting if rule.kind_id is not None}
    return [rule for rule in fitting if rule.kind_id is not None or rule.channel not in by_kind]


def reminder_leads(rules: Sequence[Rule], kind_id: UUID) -> tuple[Lead, ...]:
    """Those of the reminders which go for this kind."""
    return tuple(rule.lead for rule in rules_for(rules, Trigger.REMINDER, kind_id) if rule.active and rule.lead)
