"""The fields that a template can use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from messaging import wall_clock
from messaging.unlinked import unlinked
from notifications.domain import words
from notifications.domain.dates import DateLine, appointment_line, date_lines, zone_line
from notifications.domain.links import Link
from notifications.domain.material import Material, Ready, cancelled_of
from notifications.domain.rule import Trigger
from notifications.domain.series import Appointment, Series
from notifications.domain.told import Difference, Told, as_known
from notifications.mail.cleaned import cleaned

# Before the start and after the end, until video-links has said when a link lets its client in.
JOIN_EARLY = timedelta(minutes=15)
JOIN_LATE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Button:
    """`{{ link }}`: the session's one-time link."""

    url: str
    label: str
    join_from: str
    works_until: str


@dataclass(frozen=True, slots=True)
class Dates:
    """`{{ series.dates }}`: all dates, and what stands between them."""

    lines: Sequence[DateLine]


@dataclass(frozen=True, slots=True)
class Note:
    """`{{ note }}`: the clinic's own words for this booking, as its paragraphs."""

    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True)
class CancelledDates:
    """`{{ cancelled.dates }}`: the sessions that do not take place."""

    lines: Sequence[DateLine]


@dataclass(frozen=True, slots=True)
class ChangedSession:
    """One session as its recipient knew it, if they did, and as it is: the day and the time of each."""

    before: tuple[str, str] | None
    now: tuple[str, str]


@dataclass(frozen=True, slots=True)
class ChangedDates:
    """`{{ changed.dates }}`: the sessions that are not as before, old and new side by side, and whose the times are."""

    sessions: Sequence[ChangedSession]
    zone: str


type Block = Button | Dates | Note | CancelledDates | ChangedDates


@dataclass(frozen=True, slots=True)
class ClientFields:
    first_name: str


@dataclass(frozen=True, slots=True)
class PractitionerFields:
    name: str


@dataclass(frozen=True, slots=True)
class ClinicFields:
    name: str
    phone: str | None
    phone_hours: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class SessionFields:
    date: str
    short_date: str
    start: str
    time: str
    minutes: str
    number: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class SeriesFields:
    count: int
    in_words: str
    dates: Dates


@dataclass(frozen=True, slots=True)
class NextSessionFields:
    short_date: str
    start: str


@dataclass(frozen=True, slots=True)
class CancelledFields:
    """`is_all`: no session lies ahead any more; `others_ahead`: some still do."""

    count: int
    dates: CancelledDates
    is_all: bool
    others_ahead: bool


@dataclass(frozen=True, slots=True)
class ChangedFields:
    """`others_ahead`: sessions that are as before lie ahead too; `has_link`: the client has the link that goes in the
    message; where none does, that of one of these sessions."""

    count: int
    verb: str
    dates: ChangedDates
    is_video: bool
    has_link: bool
    others_ahead: bool


@dataclass(frozen=True, slots=True)
class Fields:
    """`reminder` says when later links come ("the day before"); None where no reminder goes. `session` is the one that
    the message leads to; of a cancellation the first that is cancelled, of changes the first that is not as before."""

    client: ClientFields
    practitioner: PractitionerFields
    clinic: ClinicFields
    session: SessionFields
    next_session: NextSessionFields | None
    series: SeriesFields
    cancelled: CancelledFields | None
    changed: ChangedFields | None
    reminder: str | None
    link: Button | None
    note: Note | None


# As whoever writes a template reads them, in the order in which they are offered.
FIELDS_IN_WORDS = {
    "client.first_name": "What the client is called",
    "practitioner.name": "The practitioner's name",
    "clinic.name": "The clinic's name",
    "clinic.phone": "The clinic's telephone number",
    "clinic.phone_hours": "When the clinic can be rung",
    "clinic.email": "The clinic's email address",
    "session.date": "Thursday 28 October 2027",
    "session.short_date": "Thursday 28 October",
    "session.start": "10am",
    "session.time": "10am to 10:30am, UK time",
    "session.minutes": "30 minutes",
    "session.number": "2nd, of the series",
    "next_session.short_date": "The date of the session after this one",
    "next_session.start": "The time of the session after this one",
    "series.count": "How many sessions are booked",
    "series.in_words": "every week on Thursday at 10am, for 30 minutes",
    "series.dates": "All dates, with clock changes and what is left out",
    "cancelled.count": "How many sessions are cancelled",
    "cancelled.dates": "The dates that are cancelled",
    "changed.count": "How many sessions are not as before",
    "changed.verb": "moved; or changed, where not all of them have moved",
    "changed.dates": "The sessions that are not as before, old and new side by side",
    "reminder": "When later links come: the day before",
    "link": "The session's own link, as a button",
    "note": "The clinic's note for this booking",
}


def fields(material: Material, ready: Ready, now: datetime) -> Fields:
    series, appointment = material.series, ready.appointment
    later = series.after(appointment)
    return Fields(
        client=ClientFields(first_name=_name(ready.recipient.called or ready.recipient.name)),
        practitioner=PractitionerFields(_name(material.practitioner)),
        clinic=ClinicFields(
            _name(material.practice.name),
            _cleaned_if_any(material.practice.phone),
            _cleaned_if_any(material.practice.phone_hours),
            _cleaned_if_any(material.practice.email),
        ),
        session=_session(series, _as_named(material, appointment)),
        next_session=_next_session(later) if later else None,
        series=SeriesFields(
            count=len(series.not_cancelled),
            in_words=_in_words(series),
            dates=Dates([*date_lines(series), zone_line(series)]),
        ),
        cancelled=_cancelled(material, now),
        changed=_changed(material, ready, now),
        reminder=material.reminder_lead.in_words if material.reminder_lead else None,
        link=_button(ready.link, series, appointment) if ready.link else None,
        note=_note(series.note),
    )


def _session(series: Series, appointment: Appointment) -> SessionFields:
    counted = [each.id for each in series.not_cancelled]
    if appointment.id not in counted:
        counted = [each.id for each in series.appointments]
    position = counted.index(appointment.id)
    return SessionFields(
        date=wall_clock.long_date(appointment.local_start),
        short_date=wall_clock.short_date(appointment.local_start),
        start=wall_clock.start_in_words(appointment),
        time=f"{wall_clock.span_in_words(appointment)}, {wall_clock.zone_in_words(series.zone)}",
        minutes=words.minutes(appointment.ends_at - appointment.starts_at),
        number=wall_clock.ordinal(position + 1),
        is_first=position == 0,
    )


def _cancelled(material: Material, now: datetime) -> CancelledFields | None:
    if material.communication.trigger is not Trigger.CANCELLED:
        return None
    series = material.series
    cancelled = [_as_named(material, each) for each in cancelled_of(material.communication, series)]
    others_ahead = series.first_ahead(now) is not None
    return CancelledFields(
        count=len(cancelled),
        dates=CancelledDates(
            [*(appointment_line(number, each) for number, each in enumerate(cancelled, start=1)), zone_line(series)]
        ),
        is_all=len(cancelled) > 1 and not others_ahead,
        others_ahead=others_ahead,
    )


def _as_named(material: Material, appointment: Appointment) -> Appointment:
    """A session that is cancelled is named at the place at which its recipient knows it."""
    if material.communication.trigger is not Trigger.CANCELLED:
        return appointment
    return as_known(appointment, material.known.get(appointment.id))


def _changed(material: Material, ready: Ready, now: datetime) -> ChangedFields | None:
    series, changed = material.series, ready.differences
    if not changed:
        return None
    told_of = {each.appointment.id for each in changed}
    return ChangedFields(
        count=len(changed),
        verb="moved" if all(each.only_moved for each in changed) else "changed",
        dates=ChangedDates(
            [_changed_session(each, _name(material.practitioner)) for each in changed],
            wall_clock.whose_times(series.zone),
        ),
        is_video=series.video,
        has_link=series.video and any(_has_link(each, ready.link) for each in changed),
        others_ahead=any(each.ends_at > now and each.id not in told_of for each in series.booked),
    )


def _changed_session(difference: Difference, practitioner: str) -> ChangedSession:
    appointment, told = difference.appointment, difference.told
    day, time = wall_clock.long_date(appointment.local_start), wall_clock.span_in_words(appointment)
    others = [
        *([f"with {practitioner}"] if difference.with_another else []),
        *(["another type of session"] if difference.of_another_kind else []),
    ]
    return ChangedSession(
        before=_as_it_was(told) if told and not (told.doubtful and not difference.moved) else None,
        now=("Cancelled", "") if appointment.status == "cancelled" else (day, ", ".join([time, *others])),
    )


def _has_link(difference: Difference, link: Link | None) -> bool:
    told = difference.told
    if told is None or (link and link.appointment_id != told.appointment_id):
        return False
    return told.link_generation == link.generation if link else told.link_generation is not None


def _as_it_was(told: Told) -> tuple[str, str]:
    if told.status == "cancelled":
        return "Cancelled", ""
    return wall_clock.long_date(told.local_start), wall_clock.span_in_words(told)


def _next_session(appointment: Appointment) -> NextSessionFields:
    return NextSessionFields(wall_clock.short_date(appointment.local_start), wall_clock.start_in_words(appointment))


def _in_words(series: Series) -> str:
    """every week on Thursday at 10am, for 30 minutes: by the rule in force, whatever was moved on its own."""
    latest = (series.not_cancelled or series.appointments)[::-1]
    by_rule = next((each for each in latest if each.asked_start == each.rule_start), latest[0])
    start, length = wall_clock.clock(by_rule.rule_start), words.minutes(by_rule.ends_at - by_rule.starts_at)
    return f"{series.recurrence} at {start}, for {length}" if series.recurrence else f"for {length} each"


def _button(link: Link, series: Series, appointment: Appointment) -> Button:
    first_of_many = len(series.not_cancelled) > 1 and appointment == series.not_cancelled[0]
    return Button(
        url=link.url,
        label="Open my first session" if first_of_many else "Open my session",
        join_from=_beside(appointment, link.opens_at or appointment.starts_at - JOIN_EARLY),
        works_until=_beside(appointment, link.closes_at or appointment.ends_at + JOIN_LATE),
    )


def _beside(appointment: Appointment, moment: datetime) -> str:
    """9:45am; with its day where that is not the appointment's."""
    local = appointment.local(moment)
    same_day = local.date() == appointment.local_start.date()
    return wall_clock.clock(local) if same_day else f"{wall_clock.clock(local)} on {wall_clock.short_date(local)}"


def _note(note: str | None) -> Note | None:
    paragraphs = [paragraph for line in (note or "").splitlines() if (paragraph := cleaned(line))]
    return Note(paragraphs) if paragraphs else None


def _name(name: str) -> str:
    """What people trust most in a mail leads nowhere."""
    return unlinked(cleaned(name))


def _cleaned_if_any(text: str | None) -> str | None:
    return cleaned(text) or None if text else None
