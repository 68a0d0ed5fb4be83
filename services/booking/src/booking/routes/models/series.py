from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from booking.domain.conflict import Decisions, OnConflict
from booking.domain.finding import Finding, FindingCode
from booking.domain.kind import LONGEST_SESSION
from booking.domain.preview import Preview, PreviewDate, PreviewNote
from booking.domain.recurrence import Frequency, Recurrence
from booking.domain.series import Appointment, BookingRequest, Series, Status
from booking.routes.models.local_time import FoldOfTwo, LocalDateTime, LocalStart, Twice, ZoneWords
from booking.routes.models.request_body import RequestBody
from contracts.utc_offset import UtcOffset
from messaging.http.text import Paragraphs
from messaging.wall_clock import zone_in_words
from messaging.zones import Zone


class RecurrenceRequest(RequestBody):
    """Ends on `until`, inclusive, or after `count` dates."""

    frequency: Frequency
    until: date | None = None
    count: Annotated[int | None, Field(le=1_000_000)] = None

    def recurrence(self) -> Recurrence:
        """Raises SeriesEndUnclear, SeriesTooLong."""
        return Recurrence(self.frequency, until=self.until, count=self.count)


class PreviewRequest(RequestBody):
    """What would be booked: a request for a series, whose client need not be chosen yet."""

    practitioner_id: UUID
    client_id: UUID | None = None
    kind_id: UUID
    starts_local: Annotated[LocalStart, Field(examples=["2027-03-22T10:00"])]
    fold: Literal[0, 1] = 0
    zone: Annotated[str | None, Field(description="IANA; the practice's if not named", max_length=64)] = None
    duration_minutes: Annotated[
        int | None, Field(ge=5, le=LONGEST_SESSION // timedelta(minutes=1), description="The kind's if not named")
    ] = None
    recurrence: RecurrenceRequest | None = None
    on_conflict: Annotated[OnConflict, Field(description="Book none if a date is taken, or all but those")] = "reject"
    accept: Annotated[
        tuple[FindingCode, ...],
        Field(description="What may speak against a date and is to keep it from being booked no more", max_length=10),
    ] = ()
    skip: Annotated[
        tuple[FindingCode, ...],
        Field(description="What may speak against a date and leaves it out; goes before `accept`", max_length=10),
    ] = ()
    note: Annotated[Paragraphs | None, Field(description="For the client; goes into the confirmation")] = None

    def decisions(self) -> Decisions:
        return Decisions(self.on_conflict, accept=frozenset(self.accept), skip=frozenset(self.skip))

    def booking_request(self) -> BookingRequest:
        """Raises SeriesEndUnclear, SeriesTooLong."""
        return BookingRequest(
            practitioner_id=self.practitioner_id,
            kind_id=self.kind_id,
            starts_local=self.starts_local,
            fold=self.fold,
            zone=self.zone,
            duration_minutes=self.duration_minutes,
            recurrence=self.recurrence.recurrence() if self.recurrence else None,
            note=self.note,
        )


class SeriesRequest(PreviewRequest):
    """Without a recurrence it is a single appointment. `fold` says which is meant where the clocks show a time twice:
    0 the first, 1 the second."""

    client_id: UUID


type Accepted = Annotated[list[FindingCode], Field(description="What spoke against it, and was accepted")]


class SeriesAppointment(BaseModel):
    id: UUID
    number: int
    local_start: LocalDateTime
    fold: FoldOfTwo
    twice: Twice
    local_end: LocalDateTime
    utc_offset: UtcOffset
    end_utc_offset: UtcOffset
    rule_start: Annotated[LocalDateTime, Field(description="Where the rule would have it")]
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    status: Status
    shifted: Annotated[str | None, Field(description="In words, where the clocks going forward moved it")]
    accepted: Accepted

    @classmethod
    def of(cls, appointment: Appointment) -> Self:
        return cls(
            id=appointment.id,
            number=appointment.number,
            local_start=appointment.local_start,
            fold=appointment.fold,
            twice=appointment.twice,
            local_end=appointment.local_end,
            utc_offset=appointment.utc_offset,
            end_utc_offset=appointment.end_utc_offset,
            rule_start=appointment.rule_start,
            starts_at=appointment.starts_at,
            ends_at=appointment.ends_at,
            status=appointment.status,
            shifted=appointment.shift,
            accepted=list(appointment.accepted),
        )


class RecurrenceResponse(BaseModel):
    frequency: Frequency
    until: date | None
    count: int | None
    words: Annotated[str, Field(examples=["every week on Thursday"])]
    dtstart: Annotated[
        LocalDateTime,
        Field(description="The first local time of the rule, from which it is counted, whether booked or left out"),
    ]
    rrule: Annotated[
        str,
        Field(
            description="RFC 5545, ended by UNTIL and never by COUNT. Where a time goes that the clocks leave out, and"
            " which of two is meant that look alike, it cannot say. The appointments do: they are the truth"
        ),
    ]
    exdates: Annotated[
        list[LocalDateTime],
        Field(description="EXDATE of RFC 5545: local times of the rule that were left out, since they were taken"),
    ]

    @classmethod
    def of(cls, series: Series) -> Self | None:
        return cls.of_recurrence(series.recurrence, series.starts_local, series.zone_info, left_out=series.left_out)

    @classmethod
    def of_recurrence(
        cls, recurrence: Recurrence | None, first: datetime, zone: Zone, *, left_out: Sequence[datetime]
    ) -> Self | None:
        if recurrence is None:
            return None
        return cls(
            frequency=recurrence.frequency,
            until=recurrence.until,
            count=recurrence.count,
            words=recurrence.in_words(first),
            dtstart=first,
            rrule=recurrence.rrule(first, zone),
            exdates=list(left_out),
        )


class KindResponse(BaseModel):
    id: UUID
    name: str
    video: bool


class SkippedMonthResponse(BaseModel):
    month: Annotated[str, Field(examples=["2028-02"])]
    words: str

    @classmethod
    def all_of(cls, series: Series) -> list[Self]:
        return [
            cls(month=month, words=words)
            for month, words in zip(series.skipped_months, series.skipped_months_in_words, strict=True)
        ]


class SeriesResponse(BaseModel):
    id: UUID
    version: int
    practitioner_id: UUID
    client_id: UUID
    kind: Annotated[KindResponse, Field(description="As it was when the series was booked")]
    zone: str
    zone_words: ZoneWords
    recurrence: RecurrenceResponse | None
    note: str | None
    appointments: list[SeriesAppointment]
    skipped_dates: Annotated[list[date], Field(description="Of the rule, left out when it was booked")]
    skipped_months: list[SkippedMonthResponse]
    clock_changes: Annotated[list[str], Field(description="In words, between which sessions the clocks change")]

    @classmethod
    def of(cls, series: Series) -> Self:
        return cls(
            id=series.id,
            version=series.version,
            practitioner_id=series.practitioner_id,
            client_id=series.client_id,
            kind=KindResponse(id=series.kind.id, name=series.kind.name, video=series.kind.video),
            zone=series.zone,
            zone_words=zone_in_words(series.zone),
            recurrence=RecurrenceResponse.of(series),
            note=series.note,
            appointments=[SeriesAppointment.of(each) for each in series.appointments],
            skipped_dates=list(series.skipped_dates),
            skipped_months=SkippedMonthResponse.all_of(series),
            clock_changes=series.clock_changes_in_words,
        )


class ConflictResponse(BaseModel):
    appointment_id: UUID
    words: Annotated[str, Field(examples=["Dr. Adeyemi is with Priya Nair, 10:00 to 10:45"])]
    booked_by: Annotated[str | None, Field(description="Who booked it, by name; null where that is not known")]


class FindingResponse(BaseModel):
    """What speaks against a date beside that it is taken. It is booked if it is accepted, and only then."""

    code: FindingCode
    words: Annotated[str, Field(examples=["Grace Whitfield is with Morven Kerr, 10:00 to 10:30"])]
    appointment_id: Annotated[UUID | None, Field(description="Which appointment it is, where it is one")]

    @classmethod
    def of(cls, finding: Finding) -> Self:
        return cls(code=finding.code, words=finding.words, appointment_id=finding.appointment_id)


class PreviewDateResponse(BaseModel):
    """`number` counts what would be booked: a date that would be skipped has none."""

    line: Literal["date"] = "date"
    number: int | None
    local_start: LocalDateTime
    fold: FoldOfTwo
    twice: Twice
    local_end: LocalDateTime
    utc_offset: UtcOffset
    end_utc_offset: UtcOffset
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    state: Literal["free", "taken"]
    conflicts: Annotated[list[ConflictResponse], Field(description="Empty where it is free")]
    findings: list[FindingResponse]

    @classmethod
    def of(cls, date: PreviewDate) -> Self:
        planned = date.occurrence
        return cls(
            number=date.number,
            local_start=planned.local_start,
            fold=planned.fold,
            twice=planned.twice,
            local_end=planned.local_end,
            utc_offset=planned.utc_offset,
            end_utc_offset=planned.end_utc_offset,
            starts_at=planned.starts_at,
            ends_at=planned.ends_at,
            state="taken" if date.conflicts else "free",
            conflicts=[
                ConflictResponse(appointment_id=each.appointment_id, words=each.words, booked_by=each.booked_by)
                for each in date.conflicts
            ],
            findings=[FindingResponse.of(each) for each in date.findings],
        )


class PreviewNoteResponse(BaseModel):
    line: Literal["note"] = "note"
    about: Literal["clock_change", "shift", "skipped_month"]
    words: Annotated[str, Field(examples=["Clocks go back on Sunday 31 October: still 10:00"])]

    @classmethod
    def of(cls, note: PreviewNote) -> Self:
        return cls(about=note.about, words=note.words)


class PreviewResponse(BaseModel):
    zone: str
    zone_words: ZoneWords
    recurrence: RecurrenceResponse | None
    free: int
    taken: int
    lines: Annotated[
        list[Annotated[PreviewDateResponse | PreviewNoteResponse, Field(discriminator="line")]],
        Field(description="Every date in order, with notes in their places"),
    ]

    @classmethod
    def of(cls, preview: Preview) -> Self:
        plan = preview.plan
        return cls(
            zone=plan.zone.key,
            zone_words=zone_in_words(plan.zone.key),
            recurrence=RecurrenceResponse.of_recurrence(
                plan.recurrence, plan.starts_local, plan.zone, left_out=preview.left_out
            ),
            free=preview.free,
            taken=preview.taken,
            lines=[
                PreviewDateResponse.of(line) if isinstance(line, PreviewDate) else PreviewNoteResponse.of(line)
                for line in preview.lines
            ],
        )
