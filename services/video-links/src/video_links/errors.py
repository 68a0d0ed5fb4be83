from http import HTTPStatus

from messaging.errors import Refusal


class VideoLinksError(Refusal):
    """What this service cannot do. Each subclass is one problem type of RFC 9457; `str()` of it is the detail."""


class UnknownZone(VideoLinksError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "There is no such time zone"


class RoomUnknown(VideoLinksError):
    status = HTTPStatus.NOT_FOUND
    title = "No such video appointment"


class TicketRefused(VideoLinksError):
    status = HTTPStatus.FORBIDDEN
    title = "The room ticket is not good any more"
