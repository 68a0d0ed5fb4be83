"""The rules that a practice starts with, one for each trigger, and its templates, in the package's files."""

from datetime import timedelta
from importlib.resources import files

from notifications.domain.rule import Trigger
from notifications.domain.starting import REMINDER_LEAD, StartingRule, StartingSet, StartingTemplate

_CHOICES = ("recurring_video_brief",)


def starting_set(announcement_delay: timedelta) -> StartingSet:
    return StartingSet(
        rules=tuple(_rule(trigger, announcement_delay) for trigger in Trigger),
        choices=tuple(_template(name) for name in _CHOICES),
    )


def _rule(trigger: Trigger, announcement_delay: timedelta) -> StartingRule:
    return StartingRule(
        trigger=trigger,
        delay=_delay(trigger, announcement_delay),
        lead=REMINDER_LEAD if trigger is Trigger.REMINDER else None,
        template=_template(trigger),
    )


def _delay(trigger: Trigger, announcement_delay: timedelta) -> timedelta | None:
    """What was booked can be taken back for a moment; somebody waits for a link. Of a change booking says from when on
    it can be told."""
    if trigger is Trigger.REMINDER:
        return None
    return timedelta(0) if trigger.brings_current_link or trigger is Trigger.CHANGED else announcement_delay


def _template(file: str) -> StartingTemplate:
    """A file holds the template's name, its subject, and below an empty line its body."""
    source = files("notifications.mail").joinpath("starting", f"{file}.md").read_text(encoding="utf-8")
    head, _, body = source.partition("\n\n")
    name, subject = head.split("\n")
    return StartingTemplate(name, subject, body)
