"""What booking refuses. Each is a problem type of RFC 9457, with a page that says what it means."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import ClassVar, Literal, TypedDict

from messaging.errors import Members, Refusal


class BookingError(Refusal):
    """A request that cannot be met."""


class PracticeUnreachable(Exception):
    """No client could reach it; `str()` says why."""


class PracticeNotFound(BookingError):
    status = HTTPStatus.NOT_FOUND
    code = "practice-not-found"
    title = "This practice is not set up here"
    meaning = "The access token names a practice that this installation does not have."
    remedy = "Whoever runs the installation sets it up by `booking practice create`, or mends the token's claim."


class SeriesNotFound(BookingError):
    status = HTTPStatus.NOT_FOUND
    code = "series-not-found"
    title = "No such series"
    meaning = "The address names a series that the caller's practice does not have."
    remedy = "Take the id from what was answered when the series was booked."


class AppointmentNotFound(BookingError):
    status = HTTPStatus.NOT_FOUND
    code = "appointment-not-found"
    title = "No such appointment"
    meaning = "The address names an appointment that the caller's practice does not have."
    remedy = "Take the id from the diary, or from the series."


class PractitionerUnknown(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "practitioner-unknown"
    title = "No such practitioner"
    meaning = "The request names a practitioner whom the caller's practice does not have. Nothing was done."
    remedy = "Choose one of the practitioners that the practice has."


class ClientUnknown(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "client-unknown"
    title = "No such client"
    meaning = "The request names a client whom the caller's practice does not have. Nothing was done."
    remedy = "Search for the client, or add them first."


class KindUnknown(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "kind-unknown"
    title = "No such type of appointment"
    meaning = "The request names a type of appointment that the caller's practice does not have. Nothing was done."
    remedy = "Choose one of the types that the practice has."


class KindNameTaken(BookingError):
    status = HTTPStatus.CONFLICT
    code = "kind-name-taken"
    title = "There is a type of appointment with this name"
    meaning = "No two types of appointment of a practice have the same name. Nothing was added."
    remedy = "Use the type that there is, or another name."


class UserTaken(BookingError):
    status = HTTPStatus.CONFLICT
    code = "user-taken"
    title = "This user is another practitioner"
    meaning = "A user who signs in is one practitioner at most, and this one is another already. Nothing was added."
    remedy = "Name another user, or none."


class RecipientsInvalid(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "recipients-invalid"
    title = "The recipients are not valid"
    meaning = "Of those who get a client's messages, the first is the client, and nobody else is. Nothing was done."
    remedy = "Send the client as the first recipient, and the others with other roles."


class ZoneUnknown(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "zone-unknown"
    title = "No such time zone"
    meaning = "The request names a time zone that the IANA database does not have. Nothing was done."
    remedy = "Name one as the database does, such as Europe/London, or leave it out: then it is the practice's."


class StartInvalid(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "start-invalid"
    title = "Nothing can be booked at this time"
    meaning = "The start is outside the years that the diary has, or not at a whole minute. Nothing was booked."
    remedy = "Choose another time. The detail says which ones there are."


class SeriesEndUnclear(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "series-end-unclear"
    title = "Say when the series ends"
    meaning = "A series ends after a number of dates, or on a date: not both, and not never. Nothing was booked."
    remedy = "Send either `count` or `until`."


class SeriesEndsBeforeItStarts(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "series-ends-before-it-starts"
    title = "The last date is before the first"
    meaning = "The series would be over before its first date. Nothing was booked."
    remedy = "Choose a later end, or an earlier first date."


class SeriesTooLong(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "series-too-long"
    title = "The series has too many dates"
    meaning = "A series has 366 dates at most. The detail says how many this one would have. Nothing was booked."
    remedy = "Choose an earlier end. What comes after it can be booked as a series of its own."


class FirstDateNotInSeries(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "first-date-not-in-series"
    title = "The first date is not one of the series"
    meaning = "The recurrence leaves the first date out, as every weekday does a Saturday. Nothing was booked."
    remedy = "Choose another first date, or another recurrence."


class AppointmentsOverlap(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "appointments-overlap"
    title = "Sessions of the series would overlap one another"
    meaning = (
        "With its buffers, a session of the series would last into the next one. The detail names the first two. "
        "Nothing was booked."
    )
    remedy = "Make the sessions shorter, or let them be further apart."


class DiaryRangeInvalid(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "diary-range-invalid"
    title = "The diary cannot show these dates"
    meaning = "The last day is before the first, they are too far apart, or outside the years that the diary has."
    remedy = "Ask for 62 days at most. The detail says what is wrong."


class TooManyReaders(BookingError):
    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too-many-readers"
    title = "Too many windows follow the diary"
    meaning = "One user follows the diary's changes in more places at once than the service keeps open for them."
    remedy = "Close some of the windows in which the diary is open."


class TakenBy(TypedDict):
    """The appointment that stands in the way; its local times are on the clock of the series' zone."""

    appointment_id: str
    client_name: str
    starts_at: str
    ends_at: str
    local_start: str
    local_end: str


class Conflict(TypedDict):
    """A date that cannot be booked: the `number`-th of the series, on the clock of its zone. `words` say why."""

    number: int
    date: str
    local_start: str
    local_end: str
    words: str
    taken_by: TakenBy


class OpenFinding(TypedDict):
    """What speaks against a date, the `number`-th of the series, beside that it is taken. `words` say what it is;
    `appointment_id`, which appointment, where it is one."""

    number: int
    date: str
    local_start: str
    code: Literal["client_elsewhere", "in_the_past"]
    words: str
    appointment_id: str | None


class SlotsTaken(BookingError):
    """`conflicts` are all of them, earliest first; none where somebody else was quicker by less than a moment.
    `findings` are those that would be refused next."""

    status = HTTPStatus.CONFLICT
    code = "slots-taken"
    title = "Not booked: some of the dates are taken"
    meaning = (
        "The practitioner has something else at one of the times, or more. A series is booked whole or not at all, so "
        "nothing was booked. `conflicts` are all that stand in the way, earliest first; where there are none, somebody "
        "else has just booked one of the dates. `findings` are what else was neither accepted nor skipped."
    )
    remedy = (
        "Choose other times, or send it again with `on_conflict` as `skip`: then all dates are booked but those that "
        "are taken."
    )
    members: ClassVar[Members] = {"conflicts": list[Conflict], "findings": list[OpenFinding]}

    def __init__(self, detail: str, conflicts: Sequence[Conflict] = (), findings: Sequence[OpenFinding] = ()) -> None:
        super().__init__(detail)
        self._conflicts = conflicts
        self._findings = findings

    @property
    def extensions(self) -> dict[str, object]:
        return {"conflicts": list(self._conflicts), "findings": list(self._findings)}


class AllSlotsTaken(SlotsTaken):
    code = "all-slots-taken"
    title = "Not booked: all of the dates are taken"
    meaning = (
        "Dates that are taken were to be skipped, or those with a finding, and that leaves none. Nothing was booked. "
        "`conflicts` and `findings` are all that stand in the way, earliest first."
    )
    remedy = "Choose other times, or another practitioner."


class FindingsNotAccepted(BookingError):
    """`findings` are all that were neither accepted nor skipped, earliest first."""

    status = HTTPStatus.CONFLICT
    code = "findings-not-accepted"
    title = "Not booked: something speaks against some of the dates"
    meaning = (
        "The client is with another practitioner at one of the times (`client_elsewhere`), or one of them has begun "
        "(`in_the_past`). That can be booked, but not unawares: nothing was booked. `findings` are all of them, "
        "earliest first."
    )
    remedy = (
        "Choose other times; or send it again with the codes in `accept`, to book these dates all the same, or in "
        "`skip`, to leave them out."
    )
    members: ClassVar[Members] = {"findings": list[OpenFinding]}

    def __init__(self, findings: Sequence[OpenFinding]) -> None:
        first, others = findings[0], len(findings) - 1
        super().__init__(f"{first['date']}: {first['words']}{f', and {others} more' if others else ''}.")
        self._findings = findings

    @property
    def extensions(self) -> dict[str, object]:
        return {"findings": list(self._findings)}


class NothingToCancel(BookingError):
    status = HTTPStatus.CONFLICT
    code = "nothing-to-cancel"
    title = "There is nothing to cancel"
    meaning = "None of these sessions can be cancelled any more: they are over, or cancelled already."
    remedy = "Nothing is left to do. The detail says how it stands."


class PlacesTaken(SlotsTaken):
    code = "places-taken"
    title = "Not moved: some of the new times are taken"
    meaning = (
        "The practitioner has something else at one of the new times, or more. All move or none, so nothing was "
        "moved. `conflicts` are all that stand in the way, earliest first; where there are none, somebody else has "
        "just booked one of them. `findings` are what else was neither accepted nor skipped."
    )
    remedy = (
        "Choose another time, or send it again with `on_conflict` as `skip`: then all move but those whose new time is "
        "taken, which stay where they are."
    )


class AllPlacesTaken(AllSlotsTaken):
    code = "all-places-taken"
    title = "Nothing would move: every new place is taken"
    meaning = (
        "Sessions whose new time is taken, or has a finding, were to stay where they are, and that leaves none. "
        "Nothing was moved. `conflicts` and `findings` are all that stand in the way, earliest first."
    )
    remedy = "Choose another time."


class PlacesNotAccepted(FindingsNotAccepted):
    code = "places-not-accepted"
    title = "Not moved: something speaks against some of the new times"
    meaning = (
        "The client is with another practitioner at one of the new times (`client_elsewhere`), or one of them has "
        "begun (`in_the_past`). It can be moved there, but not unawares: nothing was moved. `findings` are all of "
        "them, earliest first."
    )
    remedy = (
        "Choose another time; or send it again with the codes in `accept`, to move there all the same, or in `skip`, "
        "to leave these sessions where they are."
    )


class NothingToMove(BookingError):
    status = HTTPStatus.CONFLICT
    code = "nothing-to-move"
    title = "There is nothing to move"
    meaning = "The session has begun, is over or cancelled, or it is at that time already. Nothing was moved."
    remedy = "Choose a session that lies ahead, and another time. The detail says how it stands."


class UndoTooLate(BookingError):
    status = HTTPStatus.CONFLICT
    code = "undo-too-late"
    title = "This cannot be undone any more"
    meaning = (
        "A change can be taken back until its client is told of it, and as long as nothing else has changed since. The "
        "detail says which it is. Nothing was changed."
    )
    remedy = "Look at how it is now, and change that."


class OldPlacesTaken(BookingError):
    status = HTTPStatus.CONFLICT
    code = "old-places-taken"
    title = "This cannot be undone any more: an old place was taken meanwhile"
    meaning = "Somebody has booked one of the times where the sessions were. Nothing was changed."
    remedy = "Move the sessions to times that are free."
