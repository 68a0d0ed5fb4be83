"""What video-links refuses. Each `Refusal` is a problem type of RFC 9457, with a page that says what it means."""

from http import HTTPStatus
from typing import ClassVar, Literal

from messaging.errors import Members, Refusal


class TicketRefused(Exception):
    """The room ticket is not good any more: its socket is closed with a code of its own."""


class VideoLinksError(Refusal):
    """What this service cannot do."""


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
    code = "not-now"
    title = "One cannot join by this link now"
    meaning = "The link is good, and it is too early to join by it."
    remedy = "Come back when its page says that one can join: a quarter of an hour before the session, as a rule."
    members: ClassVar[Members] = {"state": Literal["another_day", "early"]}


class LinkDead(LinkRefused):
    status = HTTPStatus.GONE
    code = "link-dead"
    title = "This link does not work any more"
    meaning = "The session is over, was cancelled, or has a newer link. `state` says which of these."
    remedy = "Open the newest mail from the clinic, ask for the current link on the link's page, or ring the clinic."
    members: ClassVar[Members] = {"state": Literal["cancelled", "ended", "expired", "missed", "reissued"]}


class UsedElsewhere(LinkRefused):
    status = HTTPStatus.CONFLICT
    code = "used-elsewhere"
    title = "Another phone or computer has joined by this link"
    meaning = "A link lets one client in, on one device at a time, and another device is in its call."
    remedy = "Go on there, or join with `take_over`: then the other one is shut out."
    members: ClassVar[Members] = {"state": Literal["elsewhere"]}


class LinkUnknown(LinkRefused):
    status = HTTPStatus.NOT_FOUND
    code = "link-unknown"
    title = "We do not know this link"
    meaning = "There is no such link, and there never was."
    remedy = "Open the link from the mail, whole: a part of it may be missing."
    members: ClassVar[Members] = {"state": Literal["unknown"]}

    def __init__(self) -> None:
        super().__init__("unknown")


class TooManyTries(LinkRefused):
    """`wait` is in seconds."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too-many-tries"
    title = "Please wait a little"
    meaning = (
        "Too many links are asked for just now that there are not, or this link was joined too often. Whoever has a "
        "link is not refused for what others try."
    )
    remedy = "Try again after the time in the header Retry-After. Whoever is in a call already stays in it."
    members: ClassVar[Members] = {"state": Literal["too_many"]}

    def __init__(self, wait: float) -> None:
        super().__init__("too_many")
        self._wait = wait

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": f"{self._wait:.0f}"}


class NotFromThePage(VideoLinksError):
    status = HTTPStatus.FORBIDDEN
    code = "not-from-the-page"
    title = "This was not sent by the link's own page"
    meaning = "What a link's page asks for is done for that page alone, which proves itself by its cookies."
    remedy = "Open the link again, and let its browser keep cookies."


class RoomClosed(VideoLinksError):
    status = HTTPStatus.CONFLICT
    code = "room-closed"
    title = "The room of this appointment is closed"
    meaning = "Nobody can meet there: the appointment has no link that works. The detail says why."
    remedy = "Book another session, or ring the client."


class NotTheHost(VideoLinksError):
    status = HTTPStatus.FORBIDDEN
    code = "not-the-host"
    title = "This is another practitioner's session"
    meaning = "A session's host is its practitioner, and nobody else unless they say that they stand in."
    remedy = "Open the room and press Stand in: the log keeps it, and the client is asked before you see them."


class ColleagueHosts(VideoLinksError):
    status = HTTPStatus.CONFLICT
    code = "colleague-hosts"
    title = "A colleague hosts this session"
    meaning = (
        "Who is in the room with the client decides there, until they hand over or have gone. Nothing was changed."
    )
    remedy = "Wait in the room: you come in when they hand over, or have gone."


class NobodyTakesOver(VideoLinksError):
    status = HTTPStatus.CONFLICT
    code = "nobody-takes-over"
    title = "Nobody waits to stand in"
    meaning = "A session is handed over to a colleague who waits in its room."
    remedy = "Ask a colleague to open the room and to press Stand in."


class NobodyWaits(VideoLinksError):
    status = HTTPStatus.CONFLICT
    code = "nobody-waits"
    title = "No client is there to be let in"
    meaning = "The client has not come yet, or has gone again."
    remedy = "Wait until the room says that somebody is there."


class NotBegun(VideoLinksError):
    status = HTTPStatus.CONFLICT
    code = "not-begun"
    title = "The session has not begun"
    meaning = "That a client did not attend can be said once the session has begun. Nothing was changed."
    remedy = "Wait until the session's start, or cancel the session if it is not to take place."


class ClientAttended(VideoLinksError):
    status = HTTPStatus.CONFLICT
    code = "client-attended"
    title = "The client was in the call"
    meaning = "A client who was let in has not missed the session. Nothing was changed."
    remedy = "Conclude the session instead."


class ClientInCall(VideoLinksError):
    status = HTTPStatus.CONFLICT
    code = "client-in-call"
    title = "The client is in the call"
    meaning = "A new link would cut off the client, who is in the call by the present one. No new link was made."
    remedy = "Wait until the call is over, or the client has left it."


class RoomUnknown(VideoLinksError):
    status = HTTPStatus.NOT_FOUND
    code = "room-unknown"
    title = "No such video appointment"
    meaning = "The address names no video appointment of the caller's practice, or one of which no link is made yet."
    remedy = "Take the id from the diary. What has just been booked is there within seconds."
