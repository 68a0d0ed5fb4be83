from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from booking.domain.call import Call, CallEnd, ClientPresence
from booking.domain.link import LinkState, state_of_link
from booking.domain.series import Status
from booking.domain.wall_time import shown_in
from booking.queries.diary import Diary, DiaryRow
from booking.routes.models.local_time import FoldOfTwo, LocalDateTime, Twice, on_clock


class Named(BaseModel):
    id: UUID
    name: str


class DiaryKind(Named):
    video: bool
    colour: str


class CallResponse(BaseModel):
    """How it stands in the session's room. `client_since` is when the client's presence became what it is, on the clock
    of the answer's zone."""

    client: ClientPresence
    client_since: AwareDatetime | None
    host_present: bool
    ended: CallEnd | None

    @classmethod
    def of(cls, call: Call | None, zone: str) -> Self | None:
        """None where nobody has been at its link."""
        if call is None:
            return None
        since = call.client_since and on_clock(call.client_since, zone)
        return cls(client=call.client, client_since=since, host_present=call.host_present, ended=call.ended)


class DiaryAppointment(BaseModel):
    """`local_start` and `local_end` are in the practice's zone: one over midnight is on both days. `of` is how many
    sessions the series has."""

    id: UUID
    series_id: UUID
    number: int
    of: int
    local_start: LocalDateTime
    fold: FoldOfTwo
    twice: Twice
    local_end: LocalDateTime
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    status: Status
    practitioner: Named
    client: Named
    kind: DiaryKind
    link: LinkState
    call: CallResponse | None
    scanner_waits: Annotated[bool, Field(description="Whoever waits joined as a mail scanner does, not as a person")]

    @classmethod
    def of_row(cls, row: DiaryRow, zone: str) -> Self:
        shown = shown_in(zone, row, of=row.zone)
        return cls(
            id=row.appointment_id,
            series_id=row.series_id,
            number=row.number,
            of=row.of,
            local_start=shown.local_start,
            fold=shown.fold,
            twice=shown.twice,
            local_end=shown.local_end,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            status=row.status,
            practitioner=Named(id=row.practitioner_id, name=row.practitioner_name),
            client=Named(id=row.client_id, name=row.client_name),
            kind=DiaryKind(id=row.kind_id, name=row.kind_name, video=row.video, colour=row.colour),
            link=state_of_link(video=row.video, known=row.link),
            call=CallResponse.of(row.call, zone),
            scanner_waits=row.scanner_waits,
        )


class DiaryResponse(BaseModel):
    zone: str
    appointments: list[DiaryAppointment]

    @classmethod
    def of(cls, diary: Diary) -> Self:
        return cls(zone=diary.zone, appointments=[DiaryAppointment.of_row(row, diary.zone) for row in diary.rows])


class DiaryChangeResponse(BaseModel):
    """Whose diary, and which days of it, by the practice's zone. Null: any of them may have changed."""

    practitioner_id: UUID | None
    days: list[date] | None
