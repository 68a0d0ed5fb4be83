from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from booking.commands.show_summary import Summary
from booking.domain.call import ActivityKind
from booking.domain.client import Recipient
from booking.domain.communication import Communication, Reason, last_sent, next_due, nothing_set_up
from booking.domain.link import JOIN_EARLY, JOIN_LATE, LinkState, link_in_words, state_of_link
from booking.domain.series import Appointment, Status
from booking.domain.wall_time import find_zone
from booking.projections.links import URL
from booking.queries.appointment import Opened
from booking.routes.models.diary import CallResponse, DiaryKind, Named
from booking.routes.models.local_time import FoldOfTwo, LocalDateTime, Twice, ZoneWords, beside, on_clock
from booking.routes.models.series import Accepted, RecurrenceResponse, SeriesAppointment, SkippedMonthResponse
from contracts.utc_offset import UtcOffset
from messaging.at_rest import AtRest
from messaging.wall_clock import ordinal, zone_in_words


class SummaryClient(Named):
    recipients: list[Recipient]


class LinkResponse(BaseModel):
    state: LinkState
    reason: str | None
    words: str | None


class SummaryLink(LinkResponse):
    """`url` is there while the link is live. Its showing is recorded."""

    url: str | None


class SummaryMessage(BaseModel):
    """`number` is the session that it speaks of (none: the whole series), `link_of` the one whose link it carries."""

    id: UUID
    appointment_id: UUID | None
    number: int | None
    trigger: str
    title: str
    channel: str
    recipient: str
    address: str | None
    state: str
    reason: Annotated[Reason | None, Field(description="`other`: one that messages have and booking does not know")]
    words: Annotated[str | None, Field(description="The reason in words, or else whose link it carries")]
    detail: str | None
    due_at: AwareDatetime
    held_until: Annotated[AwareDatetime | None, Field(description="By when one that is held goes at the latest")]
    sent_at: AwareDatetime | None
    link_of: int | None


class SummaryHistoryEntry(BaseModel):
    at: AwareDatetime
    who: str
    action: str
    words: str


class SummaryActivity(BaseModel):
    """What happened at the link or in the room. `count`: openings of the same hour stand here once, and mail scanners'
    on their own. `who` is there where it was one of the staff."""

    kind: ActivityKind
    at: AwareDatetime
    scanner: Annotated[bool, Field(description="It looked like a program and not like a person")]
    count: int
    who: str | None


class SummarySeries(BaseModel):
    id: UUID
    version: int
    recurrence: RecurrenceResponse | None
    appointments: list[SeriesAppointment]
    skipped_dates: list[date]
    skipped_months: list[SkippedMonthResponse]
    clock_changes: list[str]


class AppointmentResponse(BaseModel):
    """`notice` is there where no confirmation went out since none is set up.

    The room can be used, and the link lets the client in, from `join_from` until `join_until`; null: no video.
    """

    id: UUID
    number: int
    of: int
    position: Annotated[str | None, Field(description="Of several sessions", examples=["2nd of 4"])]
    status: Status
    zone: str
    zone_words: ZoneWords
    local_start: LocalDateTime
    fold: FoldOfTwo
    twice: Twice
    local_end: LocalDateTime
    utc_offset: UtcOffset
    end_utc_offset: UtcOffset
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    join_from: AwareDatetime | None
    join_until: AwareDatetime | None
    shifted: str | None
    accepted: Accepted
    practitioner: Named
    client: SummaryClient
    kind: DiaryKind
    note: str | None
    booked_by: str
    booked_at: AwareDatetime
    series: SummarySeries
    notice: str | None
    call: Annotated[CallResponse | None, Field(description="Null: nobody has been at its link")]


class OpenedAppointment(AppointmentResponse):
    """An appointment without its link. The messages are those of the whole series."""

    link: LinkResponse
    last_message: SummaryMessage | None
    next_message: SummaryMessage | None

    @classmethod
    def of_opened(cls, opened: Opened) -> Self:
        last, following = last_sent(opened.communications), next_due(opened.communications)
        return cls(
            **_appointment(opened),
            link=LinkResponse(**_known_link(opened)),
            last_message=_message(last, opened) if last else None,
            next_message=_message(following, opened) if following else None,
        )


class SummaryResponse(AppointmentResponse):
    link: SummaryLink
    missing: Annotated[
        str | None,
        Field(
            description="What somebody ought to look at",
            examples=["Something is missing: The 2nd session has no link."],
        ),
    ]
    messages: Annotated[list[SummaryMessage], Field(description="Of the whole series, furthest ahead first")]
    history: Annotated[list[SummaryHistoryEntry], Field(description="Who did what, the newest 1000 first")]
    activities: Annotated[list[SummaryActivity], Field(description="In this session's room, the newest 1000 first")]

    @classmethod
    def of_summary(cls, summary: Summary, *, storage: AtRest) -> Self:
        opened = summary.opened
        numbers = _numbers(opened)
        return cls(
            **_appointment(opened),
            link=_link(opened, storage),
            missing=summary.missing,
            messages=[_message(each, opened) for each in opened.communications],
            history=[
                SummaryHistoryEntry(
                    at=on_clock(entry.at, opened.series.zone),
                    who=entry.who,
                    action=entry.action,
                    words=entry.in_words(
                        number=numbers.get(entry.appointment_id) if entry.appointment_id else None, of=len(numbers)
                    ),
                )
                for entry in summary.history
            ],
            activities=[
                SummaryActivity(
                    kind=activity.kind,
                    at=on_clock(activity.at, opened.series.zone),
                    scanner=activity.scanner,
                    count=activity.times,
                    who=activity.who,
                )
                for activity in summary.activities
            ],
        )


def _appointment(opened: Opened) -> dict[str, Any]:
    """The fields of an AppointmentResponse."""
    series, appointment = opened.series, opened.appointment
    booked, of = series.appointment(appointment.appointment_id), len(series.appointments)
    join_from, join_until = _join_window(opened, booked) if series.kind.video else (None, None)
    return {
        "id": booked.id,
        "number": booked.number,
        "of": of,
        "position": f"{ordinal(booked.number)} of {of}" if of > 1 else None,
        "status": booked.status,
        "zone": series.zone,
        "zone_words": zone_in_words(series.zone),
        "local_start": booked.local_start,
        "fold": booked.fold,
        "twice": booked.twice,
        "local_end": booked.local_end,
        "utc_offset": booked.utc_offset,
        "end_utc_offset": booked.end_utc_offset,
        "starts_at": booked.starts_at,
        "ends_at": booked.ends_at,
        "join_from": join_from,
        "join_until": join_until,
        "shifted": booked.shift,
        "accepted": list(booked.accepted),
        "practitioner": Named(id=series.practitioner_id, name=appointment.practitioner_name),
        "client": SummaryClient(
            id=series.client_id, name=appointment.recipients[0].name, recipients=list(appointment.recipients)
        ),
        "kind": DiaryKind(id=series.kind.id, name=series.kind.name, video=series.kind.video, colour=appointment.colour),
        "note": series.note,
        "booked_by": appointment.booked_by,
        "booked_at": on_clock(series.booked_at, series.zone),
        "series": SummarySeries(
            id=series.id,
            version=series.version,
            recurrence=RecurrenceResponse.of(series),
            appointments=[SeriesAppointment.of(each) for each in series.appointments],
            skipped_dates=list(series.skipped_dates),
            skipped_months=SkippedMonthResponse.all_of(series),
            clock_changes=series.clock_changes_in_words,
        ),
        "notice": nothing_set_up(opened.communications),
        "call": CallResponse.of(opened.call, series.zone),
    }


def _join_window(opened: Opened, booked: Appointment) -> tuple[datetime, datetime]:
    link = opened.link
    return (
        beside((link and link.opens_at) or booked.starts_at - JOIN_EARLY, booked.utc_offset),
        beside((link and link.closes_at) or booked.ends_at + JOIN_LATE, booked.end_utc_offset),
    )


def _known_link(opened: Opened) -> dict[str, Any]:
    """The fields of a LinkResponse."""
    link, call = opened.link, opened.call
    state = state_of_link(video=opened.series.kind.video, known=link.state if link else None)
    reason = link.reason if link else None
    missed = call is not None and call.ended == "missed"
    return {"state": state, "reason": reason, "words": link_in_words(state, reason, missed=missed)}


def _link(opened: Opened, storage: AtRest) -> SummaryLink:
    link, known = opened.link, _known_link(opened)
    url = storage.open(link.sealed_url, URL, link.appointment_id) if link and known["state"] == "live" else None
    return SummaryLink(**known, url=url)


def _numbers(opened: Opened) -> dict[UUID, int]:
    return {each.id: each.number for each in opened.series.appointments}


def _message(message: Communication, opened: Opened) -> SummaryMessage:
    numbers = _numbers(opened)
    link_of = numbers.get(message.link_of) if message.link_of else None
    in_words = message.reason_in_words(
        opened.appointment.recipients[0].name, find_zone(opened.appointment.practice_zone)
    )
    return SummaryMessage(
        id=message.id,
        appointment_id=message.appointment_id,
        number=numbers.get(message.appointment_id) if message.appointment_id else None,
        trigger=message.trigger,
        title=message.title,
        channel=message.channel,
        recipient=message.recipient,
        address=message.address,
        state=message.status,
        reason=message.reason,
        words=in_words or message.carries(link_of, len(numbers)),
        detail=message.detail,
        due_at=on_clock(message.due_at, opened.series.zone),
        held_until=message.held_until and on_clock(message.held_until, opened.series.zone),
        sent_at=message.sent_at and on_clock(message.sent_at, opened.series.zone),
        link_of=link_of,
    )
