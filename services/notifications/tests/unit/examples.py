from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from uuid_utils.compat import uuid7

from messaging.version import Version
from notifications.domain.communication import Communication, Status
from notifications.domain.lead import Lead
from notifications.domain.links import Link
from notifications.domain.mail import Mail
from notifications.domain.material import Material, Ready
from notifications.domain.people import Practice, Recipient
from notifications.domain.rule import Channel, Rule, Trigger
from notifications.domain.series import Appointment, Series
from notifications.domain.starting import StartingTemplate
from notifications.domain.told import what_is_told
from notifications.mail.render import render
from notifications.mail.starting_set import starting_set

LONDON = ZoneInfo("Europe/London")
FIRST = datetime(2027, 10, 21, 10)
BOOKED_AT = datetime(2027, 10, 18, 9, tzinfo=UTC)
TIMES = tuple(FIRST + timedelta(weeks=week) for week in (0, 1, 2, 3, 5))  # over a clock change, with a date left out
PRACTICE = Practice(
    id=uuid7(),
    version=Version(0, 1),
    name="Harbour Street Physiotherapy",
    zone="Europe/London",
    phone="01632 960 123",
    phone_hours="Monday to Friday, 8:30am to 5:30pm",
    email="desk@harbour.example",
)


def a_series(sessions: int, *, video: bool = True, first: datetime = FIRST) -> Series:
    """Weekly."""
    return a_series_on(*(first + timedelta(weeks=week) for week in range(sessions)), video=video)


def a_series_on(*starts: datetime, zone: str = "Europe/London", video: bool = True) -> Series:
    return Series(
        id=uuid7(),
        version=Version(0, 1),
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
                asked_start=local,
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


def a_mail(
    template: StartingTemplate,
    series: Series,
    *,
    trigger: Trigger | None = None,
    cancelled: int = 0,
    moved: int = 0,
    link_known: bool = True,
    carries_link: bool = True,
    practice: Practice = PRACTICE,
) -> Mail:
    """What a starting template makes of a series; the first `cancelled` of its sessions do not take place, the first
    `moved` were a day earlier."""
    trigger = trigger or series.booking_trigger
    appointments = tuple(
        replace(each, status="cancelled") if each.number <= cancelled else each for each in series.appointments
    )
    series = replace(series, appointments=appointments)
    led_to = appointments[0]
    link = Link(led_to.id, 1, "live", None, None, None, "https://video.example/v/mN3vQe81TzKfRb0uYhPxSg")
    generation = 1 if link_known else None
    known = {
        each.id: replace(
            what_is_told(each, series, None, at=BOOKED_AT),
            link_generation=generation,
            local_start=each.local_start - timedelta(days=1),
            local_end=each.local_end - timedelta(days=1),
        )
        for each in appointments[:moved]
    }
    communication = Communication(
        id=uuid7(),
        version=1,
        series_id=series.id,
        appointment_id=led_to.id if trigger.concerns_one_appointment else None,
        schedule_version=None,
        change_id=uuid7(),
        rule_id=None,
        trigger=trigger,
        channel=Channel.EMAIL,
        recipient="client",
        carries_link=series.video and not cancelled and not moved,
        link_of=None,
        concerns=tuple(each.id for each in appointments[:cancelled]),
        status=Status.SCHEDULED,
        due_at=BOOKED_AT,
    )
    recipient = Recipient("client", "Tomasz Zieliński", "Tomasz", "tomasz@mail.example", None)
    material = Material(
        communication=communication,
        rule=None,
        template=template.of_practice(uuid7()),
        series=series,
        recipients=(recipient,),
        practitioner="Dr. Adeyemi",
        practice=practice,
        link=link,
        reminder_leads=(Lead.parse("P1D"),),
        told=True,
        known=known,
    )
    ready = Ready(
        appointment=led_to,
        recipient=recipient,
        address="tomasz@mail.example",
        link=link if communication.carries_link or (moved and series.video and carries_link) else None,
        template=template.of_practice(uuid7()),
        series_version=Version(0, 1),
        differences=material.differences(BOOKED_AT),
    )
    return render(material, ready, domain="clinic.example", now=BOOKED_AT)


def starting_mails() -> dict[str, Mail]:
    """By what they tell of: each starting template with each kind of booking that it is for."""
    several, one = a_series_on(*TIMES), a_series_on(TIMES[0])
    noted = replace(several, note="Please have a chair nearby.\n\nAnd a towel.", skipped_dates=(date(2027, 11, 18),))
    plain = replace(a_series_on(*TIMES, video=False), note="Please have a chair nearby.")
    starting = starting_set(timedelta(0))
    of = {rule.trigger: rule.template for rule in starting.rules}
    (brief,) = starting.choices
    return {
        "recurring_video": a_mail(of[Trigger.RECURRING_VIDEO], noted),
        "recurring_video_brief": a_mail(brief, noted),
        "single_video": a_mail(of[Trigger.SINGLE_VIDEO], one),
        "recurring": a_mail(of[Trigger.RECURRING], plain),
        "single": a_mail(of[Trigger.SINGLE], a_series_on(TIMES[0], video=False)),
        "reminder": a_mail(of[Trigger.REMINDER], several, trigger=Trigger.REMINDER),
        "reminder_without_video": a_mail(of[Trigger.REMINDER], plain, trigger=Trigger.REMINDER),
        "link_requested": a_mail(of[Trigger.LINK_REQUESTED], several, trigger=Trigger.LINK_REQUESTED),
        "link_reissued": a_mail(of[Trigger.LINK_REISSUED], several, trigger=Trigger.LINK_REISSUED),
        "changed_one": a_mail(of[Trigger.CHANGED], several, trigger=Trigger.CHANGED, moved=1),
        "changed_some": a_mail(of[Trigger.CHANGED], several, trigger=Trigger.CHANGED, moved=2, carries_link=False),
        "changed_all": a_mail(
            of[Trigger.CHANGED],
            several,
            trigger=Trigger.CHANGED,
            moved=len(TIMES),
            link_known=False,
            carries_link=False,
        ),
        "changed_without_video": a_mail(of[Trigger.CHANGED], plain, trigger=Trigger.CHANGED, moved=2),
        "cancelled_one": a_mail(of[Trigger.CANCELLED], several, trigger=Trigger.CANCELLED, cancelled=1),
        "cancelled_some": a_mail(of[Trigger.CANCELLED], several, trigger=Trigger.CANCELLED, cancelled=2),
        "cancelled_all": a_mail(of[Trigger.CANCELLED], several, trigger=Trigger.CANCELLED, cancelled=len(TIMES)),
    }
