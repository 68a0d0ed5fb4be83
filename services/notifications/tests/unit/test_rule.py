from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from notifications.domain.lead import Lead
from notifications.domain.rule import Channel, Rule, Trigger, rules_for
from notifications.errors import TimingDoesNotFit

KIND = uuid7()


def a_rule(trigger: Trigger = Trigger.RECURRING_VIDEO, *, kind_id: UUID | None = None, active: bool = True) -> Rule:
    reminder = trigger is Trigger.REMINDER
    return Rule(
        id=uuid7(),
        version=1,
        trigger=trigger,
        kind_id=kind_id,
        channel=Channel.EMAIL,
        template_id=uuid7(),
        active=active,
        delay=None if reminder else timedelta(seconds=20),
        lead=Lead.parse("PT24H") if reminder else None,
    )


def test_a_booking_fires_its_own_trigger_only() -> None:
    own, other = a_rule(Trigger.RECURRING_VIDEO), a_rule(Trigger.RECURRING)
    assert rules_for([other, own], Trigger.RECURRING_VIDEO, KIND) == [own]
    assert rules_for([other], Trigger.RECURRING_VIDEO, KIND) == []


def test_a_rule_for_the_kind_beats_a_general_one() -> None:
    general, for_kind, for_another = a_rule(), a_rule(kind_id=KIND), a_rule(kind_id=uuid7())
    assert rules_for([general, for_kind, for_another], Trigger.RECURRING_VIDEO, KIND) == [for_kind]
    assert rules_for([general, for_another], Trigger.RECURRING_VIDEO, KIND) == [general]


def test_a_rule_for_the_kind_that_is_off_is_no_reason_to_use_the_general_one() -> None:
    general, off = a_rule(), a_rule(kind_id=KIND, active=False)
    assert rules_for([general, off], Trigger.RECURRING_VIDEO, KIND) == [off]


def test_each_channel_is_chosen_for_itself() -> None:
    email, text = a_rule(kind_id=KIND), replace(a_rule(), channel=Channel.SMS)
    assert rules_for([email, text], Trigger.RECURRING_VIDEO, KIND) == [email, text]


def test_a_change_counts_a_version_and_no_change_counts_none() -> None:
    rule = a_rule(Trigger.REMINDER)
    changed = rule.changed(lead=Lead.parse("P1D"))
    assert (changed.version, str(changed.lead)) == (2, "P1D")
    assert changed.difference(rule) == {"lead": {"from": "PT24H", "to": "P1D"}}
    assert rule.changed(active=True, lead=Lead.parse("PT24H")) is rule


def test_a_reminder_has_no_delay_and_an_announcement_no_lead() -> None:
    with pytest.raises(TimingDoesNotFit):
        a_rule(Trigger.REMINDER).changed(delay=timedelta(0))
    with pytest.raises(TimingDoesNotFit):
        a_rule(Trigger.SINGLE).changed(lead=Lead.parse("P1D"))
