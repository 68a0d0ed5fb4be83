from http import HTTPStatus

from messaging.errors import Refusal


class VideoLinksError(Refusal):
    """What this service cannot do. Each subclass is one problem type of RFC 9457; `str()` of it is the detail."""


class UnknownZone(VideoLinksError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "There is no such time zone"


class LinkRefused(VideoLinksError):
    """`state` names the page that says why one cannot join."""

    def __init__(self, state: str) -> None:
        super().__init__()
        self.state = state

    @property
    def extensions(self) -> dict[str, object]:
        return {"state": self.state}


class NotNow(LinkRefused):
    status = HTTPStatus.CONFLICT
    title = "One cannot join by this link now"


class LinkDead(LinkRefused):
    status = HTTPStatus.GONE
    title = "This link does not work any more"


class UsedElsewhere(LinkRefused):
    status = HTTPStatus.CONFLICT
    title = "Another phone or computer has joined by this link"


class LinkUnknown(LinkRefused):
    status = HTTPStatus.NOT_FOUND
    title = "We do not know this link"


class TooManyTries(LinkRefused):
    status = HTTPStatus.TOO_MANY_REQUESTS
    title = "Please wait a little"


class NotFromThePage(VideoLinksError):
    status = HTTPStatus.FORBIDDEN
    title = "This was not sent by the link's own page"


class RoomClosed(VideoLinksError):
    status = HTTPStatus.CONFLICT
    title = "The room of this appointment is closed"


class NobodyWaits(VideoLinksError):
    status = HTTPStatus.CONFLICT
    title = "No client is there to be let in"


class ClientAttended(VideoLinksError):
    status = HTTPStatus.CONFLICT
    title = "The client was in the call"


class ClientInCall(VideoLinksError):
    status = HTTPStatus.CONFLICT
    title = "The client is in the call"


class RoomUnknown(VideoLinksError):
    status = HTTPStatus.NOT_FOUND
    title = "No such video appointment"


class TicketRefused(VideoLinksError):
    status = HTTPStatus.FORBIDDEN
    title = "The room ticket is not good any more"
