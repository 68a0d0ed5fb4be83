"""The templates that a practice starts with, one for each trigger, in the package's files."""

from datetime import timedelta
from importlib.resources import files

from notifications.domain.rule import Trigger
from notifications.domain.starting import REMINDER_LEAD, StartingRule


def starting_rules(announcement_delay: timedelta) -> tuple[StartingRule, ...]:
    """A file holds the template's name, its subject, and below an empty line its body."""
    return tuple(_starting_rule(trigger, announcement_delay) for trigger in Trigger)


def _starting_rule(trigger: Trigger, announcement_delay: timedelta) -> StartingRule:
    source = files("notifications.mail").joinpath("starting", f"{trigger}.md").read_text(encoding="utf-8")
    head, _, body = source.partition("\n\n")
    name, subject = head.split("\n")
    return StartingRule(
        trigger=trigger,
        delay=_delay(trigger, announcement_delay),
        lead=REMINDER_LEAD if trigger is Trigger.REMINDER else None,
        name=name,
        subject=subject,
        body=body,
    )


def _delay(trigger: Trigger, announcement_delay: timedelta) -> timedelta | None:
    """What was booked can be taken back for a moment; somebody waits for a link."""
    if trigger is Trigger.REMINDER:
        return None
    return timedelta(0) if trigger.brings_current_link else announcement_delay
