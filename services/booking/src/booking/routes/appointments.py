from datetime import UTC, datetime
from typing import Annotated, Self
from uuid import UUID

from cryptography.fernet import MultiFernet
from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, Field, NaiveDatetime

from booking.commands.show_summary import Summary, show_summary
from booking.domain.client import Recipient
from booking.domain.communication import Communication, nothing_set_up
from booking.domain.deed import deed_in_words
from booking.domain.link import LinkState, link_in_words, state_of_link
from booking.domain.series import Status
from booking.routes.dependencies import Booking, Staff, Storage
from booking.routes.diary import DiaryKind, Named
from booking.routes.series import OccurrenceResponse, RecurrenceResponse, SkippedMonthResponse

router = APIRouter(tags=["appointments"])


class SummaryClient(Named):
    recipients: list[Recipient]


class SummaryLink(BaseModel):
    """`url` is there while the link is live. Its showing is recorded."""

    state: LinkState
    url: str | None
    reason: str | None
    words: str | None


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
    reason: str | None
    words: Annotated[str | None, Field(description="The reason in words, or else whose link it carries")]
    detail: str | None
    due_at: AwareDatetime
    sent_at: AwareDatetime | None
    link_of: int | None


class SummaryDeed(BaseModel):
    at: AwareDatetime
    who: str
    action: str
    words: str


class SummarySeries(BaseModel):
    id: UUID
    version: int
    recurrence: RecurrenceResponse | None
    sessions: list[OccurrenceResponse]
    skipped_months: list[SkippedMonthResponse]
    clock_changes: list[str]


class SummaryResponse(BaseModel):
    """`notice` is there where no confirmation went out since none is set up."""

    id: UUID
    number: int
    of: int
    status: Status
    zone: str
    local_start: NaiveDatetime
    utc_offset: str
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    shifted: str | None
    practitioner: Named
    client: SummaryClient
    kind: DiaryKind
    note: str | None
    booked_by: str
    booked_at: AwareDatetime
    series: SummarySeries
    link: SummaryLink
    messages: Annotated[list[SummaryMessage], Field(description="Of the whole series, furthest ahead first")]
    notice: str | None
    history: Annotated[list[SummaryDeed], Field(description="Who did what, newest first")]

    @classmethod
    def of_summary(cls, summary: Summary, *, storage: MultiFernet) -> Self:
        series, appointment = summary.series, summary.appointment
        session = series.session(appointment.appointment_id)
        client_name = appointment.recipients[0].name
        numbers = {occurrence.id: occurrence.number for occurrence in series.occurrences}
        return cls(
            id=session.id,
            number=session.number,
            of=len(series.occurrences),
            status=session.status,
            zone=series.zone,
            local_start=session.local_start,
            utc_offset=series.utc_offset(session),
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            shifted=session.shift,
            practitioner=Named(id=series.practitioner_id, name=appointment.practitioner_name),
            client=SummaryClient(id=series.client_id, name=client_name, recipients=list(appointment.recipients)),
            kind=DiaryKind(
                id=series.kind.id, name=series.kind.name, video=series.kind.video, colour=appointment.colour
            ),
            note=series.note,
            booked_by=appointment.booked_by,
            booked_at=series.booked_at,
            series=SummarySeries(
                id=series.id,
                version=series.version,
                recurrence=RecurrenceResponse.of(series),
                sessions=[OccurrenceResponse.of(occurrence, series) for occurrence in series.occurrences],
                skipped_months=SkippedMonthResponse.all_of(series),
                clock_changes=series.clock_changes_in_words,
            ),
            link=_link(summary, storage),
            messages=[
                _message(each, numbers, client_name=client_name, sessions=len(series.occurrences))
                for each in summary.communications
            ],
            notice=nothing_set_up(summary.communications),
            history=[
                SummaryDeed(
                    at=deed.at,
                    who=deed.who,
                    action=deed.action,
                    words=deed_in_words(
                        deed.action,
                        number=numbers.get(deed.appointment_id) if deed.appointment_id else None,
                        sessions=len(series.occurrences),
                    ),
                )
                for deed in summary.history
            ],
        )


@router.get("/appointments/{appointment_id}/summary")
async def get_summary(appointment_id: UUID, caller: Staff, database: Booking, storage: Storage) -> SummaryResponse:
    """All that is known of an appointment. Whoever sees its link is recorded."""
    async with database.transaction(caller.practice_id) as connection:
        summary = await show_summary(connection, appointment_id, by=caller, now=datetime.now(UTC))
        return SummaryResponse.of_summary(summary, storage=storage)


def _link(summary: Summary, storage: MultiFernet) -> SummaryLink:
    link = summary.link
    state = state_of_link(video=summary.series.kind.video, known=link.state if link else None)
    reason = link.reason if link else None
    return SummaryLink(
        state=state,
        url=storage.decrypt(link.sealed_url).decode() if link and state == "live" else None,
        reason=reason,
        words=link_in_words(state, reason),
    )


def _message(message: Communication, numbers: dict[UUID, int], *, client_name: str, sessions: int) -> SummaryMessage:
    link_of = numbers.get(message.link_of) if message.link_of else None
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
        words=message.reason_in_words(client_name) or message.carries(link_of, sessions),
        detail=message.detail,
        due_at=message.due_at,
        sent_at=message.sent_at,
        link_of=link_of,
    )
