from datetime import timedelta
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from booking.domain.conflict import Decisions, OnConflict
from booking.domain.finding import FindingCode
from booking.domain.kind import LONGEST_SESSION
from booking.domain.move import MoveRequest
from booking.domain.move_preview import Becomes, MoveLine, MovePreview, ScopeReach
from booking.domain.recurrence import LONGEST
from booking.domain.scope import Scope
from booking.domain.series import Series
from booking.domain.undo import Undoable
from booking.routes.models.local_time import LocalStart, ZoneWords, on_clock
from booking.routes.models.request_body import RequestBody
from booking.routes.models.series import (
    ConflictResponse,
    FindingResponse,
    KindResponse,
    PreviewNoteResponse,
    SeriesAppointment,
    SeriesResponse,
)
from messaging.wall_clock import zone_in_words


class MovePreviewRequest(RequestBody):
    """Where a session is to be, on the clock of its series' zone, and which others are to go with it.

    With a wider scope the rule moves too: days and weeks by as many days and to the new time of day; by months, and on
    every weekday, another day is another rule, whose dates are taken in a row.
    """

    scope: Annotated[Scope, Field(description="all_ahead: all of the series that have not begun yet")]
    starts_local: Annotated[LocalStart, Field(examples=["2027-10-27T14:00"])]
    fold: Literal[0, 1] = 0
    duration_minutes: Annotated[
        int | None, Field(ge=5, le=LONGEST_SESSION // timedelta(minutes=1), description="As it is, if not named")
    ] = None
    take_along: Annotated[
        tuple[UUID, ...],
        Field(description="Which of those go that were moved on their own before, and else stay", max_length=LONGEST),
    ] = ()
    on_conflict: Annotated[
        OnConflict, Field(description="Move none if a new place is taken, or all but those, which stay where they are")
    ] = "reject"
    accept: Annotated[
        tuple[FindingCode, ...], Field(description="What is to keep none from moving", max_length=10)
    ] = ()
    skip: Annotated[
        tuple[FindingCode, ...],
        Field(description="What leaves a session where it is; goes before `accept`", max_length=10),
    ] = ()

    def decisions(self) -> Decisions:
        return Decisions(self.on_conflict, accept=frozenset(self.accept), skip=frozenset(self.skip))

    def move_request(self, appointment_id: UUID) -> MoveRequest:
        return MoveRequest(
            appointment_id=appointment_id,
            scope=self.scope,
            starts_local=self.starts_local,
            fold=self.fold,
            duration_minutes=self.duration_minutes,
            take_along=frozenset(self.take_along),
        )


class AppointmentMoveRequest(MovePreviewRequest):
    notify: Annotated[bool, Field(description="Whether the client is to be told")]


class MovedResponse(SeriesResponse):
    """The series as it is now."""

    etag: Annotated[str, Field(description="Of the series, for `If-Match` of what takes this back")]
    undo_until: Annotated[
        AwareDatetime, Field(description="When its client is told of it, and until when it can be taken back")
    ]

    @classmethod
    def of_move(cls, series: Series, change: Undoable, *, etag: str) -> Self:
        return cls(**dict(SeriesResponse.of(series)), etag=etag, undo_until=on_clock(change.until, series.zone))


class MoveLineResponse(BaseModel):
    """A session ahead. `to` is its new place; of one that stays, the place that it would have."""

    line: Literal["session"] = "session"
    becomes: Annotated[
        Becomes,
        Field(
            description="hindered: it would stay, since something stands at its new place, be it a session of the same"
            " series that stays itself; apart: it was moved on its own, and stays unless it is taken along"
        ),
    ]
    appointment: SeriesAppointment
    to: SeriesAppointment | None
    conflicts: Annotated[list[ConflictResponse], Field(description="What stands at its new place")]
    findings: list[FindingResponse]

    @classmethod
    def of(cls, line: MoveLine) -> Self:
        return cls(
            becomes=line.becomes,
            appointment=SeriesAppointment.of(line.appointment),
            to=SeriesAppointment.of(line.to) if line.to else None,
            conflicts=[
                ConflictResponse(appointment_id=each.appointment_id, words=each.words, booked_by=each.booked_by)
                for each in line.conflicts
            ],
            findings=[FindingResponse.of(each) for each in line.findings],
        )


class ScopeReachResponse(BaseModel):
    scope: Scope
    sessions: Annotated[int, Field(description="How many booked sessions it reaches")]
    first: SeriesAppointment | None

    @classmethod
    def of(cls, reach: ScopeReach) -> Self:
        return cls(
            scope=reach.scope,
            sessions=reach.sessions,
            first=SeriesAppointment.of(reach.first) if reach.first else None,
        )


class MovePreviewResponse(BaseModel):
    """What moving would do. Its ETag is that of the series, for `If-Match`."""

    series_id: UUID
    version: int
    etag: Annotated[str, Field(description="That of the series, for `If-Match`: sent back as it is")]
    kind: KindResponse
    zone: str
    zone_words: ZoneWords
    moves: int
    stays: Annotated[int, Field(description="Of those that the scope reaches")]
    rule_words: Annotated[
        str | None,
        Field(description="Of the new rule; null where the rule stays", examples=["every week on Wednesday"]),
    ]
    scopes: list[ScopeReachResponse]
    lines: Annotated[
        list[Annotated[MoveLineResponse | PreviewNoteResponse, Field(discriminator="line")]],
        Field(
            description="Every session that lies ahead, in the order that they would have, with notes in their places"
        ),
    ]

    @classmethod
    def of(cls, preview: MovePreview, *, etag: str) -> Self:
        series = preview.before
        return cls(
            series_id=series.id,
            version=series.version,
            etag=etag,
            kind=KindResponse(id=series.kind.id, name=series.kind.name, video=series.kind.video),
            zone=series.zone,
            zone_words=zone_in_words(series.zone),
            moves=sum(line.becomes == "moves" for line in preview.sessions),
            stays=sum(line.becomes in ("hindered", "apart") for line in preview.sessions),
            rule_words=preview.rule_in_words,
            scopes=[ScopeReachResponse.of(reach) for reach in preview.scopes],
            lines=[
                MoveLineResponse.of(line) if isinstance(line, MoveLine) else PreviewNoteResponse.of(line)
                for line in preview.lines
            ],
        )
