"""What booking refuses. Each is one problem of RFC 9457."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from messaging.errors import Refusal


class BookingError(Refusal):
    """A request that cannot be met."""


class PracticeNotFound(BookingError):
    status = HTTPStatus.NOT_FOUND
    title = "This practice is not set up here"


class SeriesNotFound(BookingError):
    status = HTTPStatus.NOT_FOUND
    title = "No such series"


class AppointmentNotFound(BookingError):
    status = HTTPStatus.NOT_FOUND
    title = "No such appointment"


class PractitionerUnknown(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "No such practitioner"


class ClientUnknown(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "No such client"


class KindUnknown(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "No such type of appointment"


class KindNameTaken(BookingError):
    status = HTTPStatus.CONFLICT
    title = "There is a type of appointment with this name"


class UserTaken(BookingError):
    status = HTTPStatus.CONFLICT
    title = "This user is another practitioner"


class RecipientsInvalid(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The recipients are not valid"


class ZoneUnknown(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "No such time zone"


class StartInvalid(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Nothing can be booked at this time"


class SeriesEndUnclear(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Say when the series ends"


class SeriesEndsBeforeItStarts(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The last date is before the first"


class SeriesTooLong(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The series has too many dates"


class FirstDateNotInSeries(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The first date is not one of the series"


class AppointmentsOverlap(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Sessions of the series would overlap one another"


class DiaryRangeInvalid(BookingError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The diary cannot show these dates"


class SlotsTaken(BookingError):
    """`conflicts` are all of them, earliest first, as JSON."""

    status = HTTPStatus.CONFLICT
    title = "Not booked: some of the dates are taken"

    def __init__(self, detail: str, conflicts: Sequence[Mapping[str, object]] = ()) -> None:
        super().__init__(detail)
        self._conflicts = conflicts

    @property
    def extensions(self) -> dict[str, object]:
        return {"conflicts": list(self._conflicts)}


class AllSlotsTaken(SlotsTaken):
    title = "Not booked: all of the dates are taken"


class NothingToCancel(BookingError):
    status = HTTPStatus.CONFLICT
    title = "There is nothing to cancel"
