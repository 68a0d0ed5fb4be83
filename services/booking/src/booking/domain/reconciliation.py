"""What a series ought to have, and what is there: its appointments' links, its confirmation, its reminders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Literal
from uuid import UUID

from booking.domain.communication import Communication, Reason
from booking.domain.rezone import astray
from booking.domain.series import Appointment, Series
from booking.domain.words import moment_in_words
from messaging.wall_clock import clock_of_24, ordinal

SETTLED = timedelta(seconds=60)  # what is younger may be on its way
ENDED_ITSELF = ("abandoned", "concluded", "expired", "missed")  # why a booked appointment's link may rightly be dead

type Code = Literal[
    "event_parked",
    "zone_changed",
    "no_link",
    "link_dead",
    "stray_link",
    "no_confirmation",
    "no_reminder",
    "message_overdue",
    "message_held",
    "message_retried",
    "message_failed",
    "message_unknown",
    "no_address",
    "not_set_up",
    "message_withdrawn",
]
type Concerns = Literal["operator", "practice", "nobody"]

# Whose it is to mend. With those of nobody nothing is wrong: they say why a message did not go.
CONCERNS: dict[Code, Concerns] = {
    "event_parked": "operator",
    "zone_changed": "operator",
    "no_link": "operator",
    "link_dead": "operator",
    "stray_link": "operator",
    "no_confirmation": "operator",
    "no_reminder": "operator",
    "message_overdue": "operator",
    "message_held": "operator",
    "message_retried": "operator",
    "message_failed": "practice",
    "no_address": "practice",
    "not_set_up": "practice",
    "message_unknown": "nobody",
    "message_withdrawn": "nobody",
}
_ORDER = {code: place for place, code in enumerate(CONCERNS)}


@dataclass(frozen=True, slots=True)
class KnownLink:
    """An appointment's link, as video-links says."""

    state: Literal["live", "dead"]
    reason: str | None
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    """All that there is of a series. `parked_at` is when something that another service said of it could first not be
    read."""

    series: Series
    client_name: str
    reachable: bool
    links: dict[UUID, KnownLink]
    communications: Sequence[Communication]
    parked_at: datetime | None
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Finding:
    """`appointment_id` is None where it is about the whole series, `since` where that is not known; `reason` is the
    message's."""

    code: Code
    words: str
    since: datetime | None
    appointment_id: UUID | None = None
    reason: Reason | None = None

    @property
    def concerns(self) -> Concerns:
        return CONCERNS[self.code]


def reconcile(found: Found, *, now: datetime) -> list[Finding]:
    """What deviates for longer than a minute, and why messages did not go; what weighs most first."""
    findings = [
        *_of_series(found, now),
        *_of_times(found, now),
        *_of_links(found, now),
        *_of_reminders(found, now),
        *_of_messages(found, now),
    ]
    settled = [
        each for each in findings if each.since is None or each.since <= now - SETTLED or each.concerns != "operator"
    ]
    return sorted(settled, key=lambda each: (_ORDER[each.code], each.since or now))


def of_appointment(findings: Sequence[Finding], appointment_id: UUID) -> list[Finding]:
    """Those that bear on one appointment."""
    return [each for each in findings if each.appointment_id in (None, appointment_id)]


def deviations(found: Found, findings: Sequence[Finding], *, now: datetime) -> list[Finding]:
    """Those that somebody can still mend: not of an appointment that is over."""
    ahead = {each.id for each in found.series.appointments if each.ends_at > now}
    return [
        each
        for each in findings
        if each.concerns != "nobody"
        and (each.appointment_id in ahead or each.code == "stray_link" or (each.appointment_id is None and ahead))
    ]


def missing_in_words(missing: Sequence[Finding]) -> str | None:
    """Something is missing: The 2nd session has no link. (And 2 more.)"""
    if not missing:
        return None
    more = f" (And {len(missing) - 1} more.)" if len(missing) > 1 else ""
    return f"Something is missing: {missing[0].words}{more}"


def _of_series(found: Found, now: datetime) -> list[Finding]:
    findings = []
    if found.parked_at is not None:
        words = "Something that was told of this series could not be read. Somebody has to look at it."
        findings.append(Finding("event_parked", words, found.parked_at))
    if not _ahead(found, now):
        return findings
    if not any(each.is_confirmation for each in found.communications):
        words = "Nothing is known of a confirmation."
        findings.append(Finding("no_confirmation", words, found.series.changed_at))
    if not found.reachable:
        words = f"{found.client_name} has no email address, so nothing can be sent."
        findings.append(Finding("no_address", words, found.series.booked_at, reason="no_address"))
    return findings


def _of_times(found: Found, now: datetime) -> list[Finding]:
    return [
        Finding(
            "zone_changed",
            f"{_the_session(each, found.series)} is not at {clock_of_24(each.local_start)} any more: the rules of its"
            " zone have changed since it was booked.",
            None,
            each.id,
        )
        for each in astray(found.series, now=now)
    ]


def _of_links(found: Found, now: datetime) -> list[Finding]:
    findings = []
    for appointment in found.series.appointments:
        link = found.links.get(appointment.id)
        booked = appointment.status == "booked" and found.series.kind.video
        subject = _the_session(appointment, found.series)

        def add(
            code: Code, words: str, since: datetime = found.series.changed_at, about: UUID = appointment.id
        ) -> None:
            findings.append(Finding(code, words, since, about))

        if booked and appointment.ends_at > now:
            if link is None:
                add("no_link", f"{subject} has no link.")
            elif link.state == "dead" and link.reason not in ENDED_ITSELF:
                add("link_dead", f"{subject} has no link that works.")
        elif link is not None and link.state == "live":
            if not booked:
                add("stray_link", f"{subject} is {_became(appointment)}, and its link still works.")
            elif link.closes_at is not None and link.closes_at < now:
                add("stray_link", f"{subject} is over, and its link still works.", link.closes_at)
    return findings


def _of_reminders(found: Found, now: datetime) -> list[Finding]:
    """The first appointment's link is in the confirmation."""
    told = {each.appointment_id for each in found.communications} | {each.link_of for each in found.communications}
    return [
        Finding(
            "no_reminder",
            f"Nothing is known of a reminder for {_the_session(appointment, found.series, begins=False)}.",
            found.series.changed_at,
            appointment.id,
        )
        for appointment in _ahead(found, now)
        if appointment.number > 1 and appointment.id not in told
    ]


def _of_messages(found: Found, now: datetime) -> list[Finding]:
    appointments = {each.id: each for each in found.series.appointments}
    goes = {_about(each) for each in found.communications if each.is_to_go or each.status in ("sent", "unknown")}
    findings = []
    for message in found.communications:
        appointment = appointments.get(message.appointment_id) if message.appointment_id else None
        code = _code(message, now=now, instead=_about(message) in goes, video=found.series.kind.video)
        if code is not None:
            of = f" of {_the_session(appointment, found.series, begins=False)}" if appointment else ""
            words = f"{message.title}{of} {_PREDICATES[code](message, found.zone)}"
            because = message.reason_in_words(found.client_name, found.zone)
            findings.append(
                Finding(
                    code,
                    f"{words} {because}" if because else words,
                    message.due_at if message.due_at <= now else None,
                    message.appointment_id,
                    message.reason,
                )
            )
    return findings


def _code(message: Communication, *, now: datetime, instead: bool, video: bool) -> Code | None:
    """`instead`: whether another message of the same goes or went."""
    match message.status:
        case "held":
            return "message_held"
        case "failed":
            return "message_failed"
        case "unknown":
            return "message_unknown"
        case "scheduled" | "sending" if message.due_at < now - SETTLED:
            return "message_overdue"
        case "scheduled" if message.reason is not None:
            return "message_retried"
        case "suppressed" | "cancelled" if instead or message.reason == "already_told":
            return None
        case "suppressed" if message.reason == "no_address":
            return "no_address"
        case "suppressed" if message.not_set_up and (video or message.is_confirmation):
            return "not_set_up"
        case "suppressed" | "cancelled":
            return "message_withdrawn"
        case _:
            return None


def _about(message: Communication) -> tuple[str, UUID | None]:
    return "confirmation" if message.is_confirmation else message.trigger, message.appointment_id


_PREDICATES: dict[Code, Callable[[Communication, tzinfo], str]] = {
    "message_held": lambda _, __: "is held.",
    "message_failed": lambda _, __: "failed.",
    "message_unknown": lambda _, __: "may have arrived.",
    "message_overdue": lambda message, zone: (
        f"was due on {moment_in_words(message.due_at.astimezone(zone))}, and has not gone."
    ),
    "message_retried": lambda message, zone: (
        f"has not gone yet; it is tried again on {moment_in_words(message.due_at.astimezone(zone))}."
    ),
    "no_address": lambda _, __: "was not sent.",
    "not_set_up": lambda _, __: "is not sent.",
    "message_withdrawn": lambda _, __: "was withdrawn before it was sent.",
}


def _ahead(found: Found, now: datetime) -> list[Appointment]:
    return [each for each in found.series.appointments if each.status == "booked" and each.ends_at > now]


def _the_session(appointment: Appointment, series: Series, *, begins: bool = True) -> str:
    """The 2nd session"""
    the = "The" if begins else "the"
    return f"{the} {ordinal(appointment.number)} session" if len(series.appointments) > 1 else f"{the} session"


def _became(appointment: Appointment) -> str:
    return "not by video" if appointment.status == "booked" else appointment.status
