from datetime import date
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, NaiveDatetime

from contracts.event import Event, State
from contracts.links import Link
from contracts.sealed import On, Sealed
from contracts.topics import BOOKING_EVENTS
from contracts.utc_offset import UtcOffset

type Change = Literal["rescheduled", "cancelled", "extended", "reassigned", "retyped", "attended", "missed"]
# "concluded" would say the same as "attended", and nobody sends it: version 1 keeps it, since it once had it.
type OccurrenceStatus = Literal["booked", "attended", "missed", "concluded", "cancelled"]


class Kind(State):
    """The appointment kind, as it was when the series was booked."""

    id: UUID
    name: Annotated[Sealed[str], On("words", "kind.name")]
    video: bool


class Recurrence(State):
    """How the series repeats: as chosen (`until` is inclusive), in words, and for readers of RFC 5545.

    For these, on the clock of the series' zone: `dtstart`, the first time of the rule, whether it was booked or left
    out; `rrule`, which ends by UNTIL and never by COUNT; `exdates`, the times of the rule that were left out when the
    series was booked. It is the rule in force: a session of before its `dtstart` goes by one before it, and one that
    was moved on its own by nothing but its `local_start`. That is what was booked, but for two things besides that no
    RRULE says: where a time goes that the clocks leave out, and which of two is meant that look alike. The occurrences
    say it, and what was cancelled since: they are the truth.
    """

    frequency: str
    until: date | None = None
    count: int | None = None
    dtstart: NaiveDatetime | None = None
    rrule: str
    exdates: tuple[NaiveDatetime, ...] = ()
    words: str


class Occurrence(State):
    """One appointment. `local_start` in the series' zone with `fold` is the authority; the UTC times follow from it.

    `utc_offset` and `end_utc_offset` are the zone's at start and end, as booking knows it: whoever shows a moment
    beside these adds them, and asks no zone data. `asked_start` is the local time that was
    asked for: another one where the clocks going forward leave that out. `rule_start` is the local time at which the
    rule would have it: where that is none of the two, it was moved on its own.
    `twice`: the zone's clocks show `local_start` twice on that day, and whoever says it says which: `fold` 0 is the
    first, 1 the second.
    `schedule_version` rises only when time, duration or zone changes.
    """

    id: UUID
    number: int
    local_start: NaiveDatetime
    fold: Literal[0, 1] = 0
    twice: bool = False
    local_end: NaiveDatetime | None = None
    utc_offset: UtcOffset | None = None
    end_utc_offset: UtcOffset | None = None
    rule_start: NaiveDatetime | None = None
    asked_start: NaiveDatetime | None = None
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    status: OccurrenceStatus
    schedule_version: int


class Series(State):
    """Every appointment belongs to a series, perhaps of one, which then has no recurrence.

    `skipped_dates` are those that the caller left out since they were taken; `skipped_months` ("2027-02") have no such
    day. `note` is for the client.
    """

    id: UUID
    version: int
    practitioner_id: UUID
    client_id: UUID
    kind: Kind
    zone: str
    recurrence: Recurrence | None = None
    skipped_dates: tuple[date, ...] = ()
    skipped_months: tuple[str, ...] = ()
    note: Annotated[Sealed[str], On("words", "series.note")] | None = None
    occurrences: list[Occurrence]


class SeriesCreated(Event):
    """A series was booked. Its messages to the client are unique by `change_id`."""

    type: ClassVar = "series.created.v1"
    topic: ClassVar = BOOKING_EVENTS

    series: Series
    change_id: UUID

    @property
    def subject(self) -> UUID:
        return self.series.id


class SeriesChanged(Event):
    """A series is another than before: what `change` it was, and of which appointments.

    `notify`: whether the client is to be told. Its messages are unique by `change_id`.
    """

    type: ClassVar = "series.changed.v1"
    topic: ClassVar = BOOKING_EVENTS

    series: Series
    change: Change
    change_id: UUID
    appointment_ids: list[UUID]
    notify: bool

    @property
    def subject(self) -> UUID:
        return self.series.id


class Place(State):
    """Where and with whom an appointment was, on the clock of its series' zone, and what it was."""

    local_start: NaiveDatetime
    fold: Literal[0, 1]
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    practitioner_id: UUID
    kind_id: UUID
    status: str


class Touched(State):
    """What a change did to an appointment: `what` is an open set ("moved"), and whoever does not know a word of it
    takes the appointment for changed. `was`: before the change; None where it is new."""

    appointment_id: UUID
    what: list[str]
    was: Place | None = None


class SeriesChangedV2(Event):
    """A series is another than before, and what became of each appointment that is.

    It tells what version 1 cannot say: a change may do several things at once, and names what was. `notify`: whether
    the client is to be told of it, which is not before `announce_from`, by booking's clock: until then it may be taken
    back.
    """

    type: ClassVar = "series.changed.v2"
    topic: ClassVar = BOOKING_EVENTS

    series: Series
    touched: list[Touched]
    change_id: UUID
    notify: bool
    announce_from: AwareDatetime

    @property
    def subject(self) -> UUID:
        return self.series.id


class SeriesSnapshot(Event):
    """A series as it is, told again: whoever hears it mends what hangs on it, and tells no client.

    It is applied where its version is that which is known, or a later one. `links` are the newest that booking knows of
    its appointments: one of a generation that video-links has lost is its own again.
    """

    type: ClassVar = "series.snapshot.v1"
    topic: ClassVar = BOOKING_EVENTS

    series: Series
    links: tuple[Link, ...] = ()

    @property
    def subject(self) -> UUID:
        return self.series.id
