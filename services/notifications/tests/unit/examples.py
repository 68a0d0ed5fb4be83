from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from uuid_utils.compat import uuid7

from notifications.domain.lead import Lead
from notifications.domain.rule import Channel, Rule, Trigger
from notifications.domain.series import Appointment, Series

LONDON = ZoneInfo("Europe/London")
FIRST = datetime(2027, 10, 21, 10)


def a_series(sessions: int, *, video: bool = True, first: datetime = FIRST) -> Series:
    """Weekly."""
    return a_series_on(*(first + timedelta(weeks=week) for week in range(sessions)), video=video)


def a_series_on(*starts: datetime, zone: str = "Europe/London", video: bool = True) -> Series:
    return Series(
        id=uuid7(),
        version=1,
        practitioner_id=uuid7(),
        client_id=uuid7(),
        kind_id=uuid7(),
        video=video,
        zone=zone,
        recurrence="every week on Thursday",
        skipped_dates=(),
        skipped_months=(),
        note=None,
        appointments=tuple(
            Appointment(
                id=uuid7(),
                number=number,
                local_start=local,
                fold=0,
                starts_at=(start := local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)),
                ends_at=(end := start + timedelta(minutes=30)),
                local_end=end.astimezone(ZoneInfo(zone)).replace(tzinfo=None),
                rule_start=local,
                status="booked",
                schedule_version=1,
            )
            for number, local in enumerate(starts, start=1)
        ),
    )


def a_rule(trigger: Trigger, *, lead: str | None = None, active: bool = True) -> Rule:
    return Rule(
        id=uuid7(),
        version=1,
        trigger=trigger,
        kind_id=None,
        channel=Channel.EMAIL,
        template_id=uuid7(),
        active=active,
        delay=None if lead else timedelta(seconds=20),
        lead=Lead.parse(lead) if lead else None,
    )
