"""What video-links and notifications tell booking of a series: its links, its messages and its calls."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.call import Activity, ActivityKind, Call, CallActivity
from contracts.communications import Communication, CommunicationsChanged
from contracts.links import Link, LinksChanged, SeriesLinks
from contracts.sealed import Sealed
from services.booking.tests.clinic import Clinic
from tests.support.sealing_keys import KEYS

DUE = datetime(2027, 3, 20, 10, tzinfo=UTC)
START = datetime(2027, 3, 22, 10, tzinfo=UTC)


def url_of(session: dict[str, Any]) -> str:
    return f"https://video.example/v/token-of-{session['id']}"


def links_of(
    series: dict[str, Any], *, version: int = 1, dead: str | None = None, opens: timedelta | None = None
) -> LinksChanged:
    """`opens`: as long before the start, and they close as long after the end."""
    links = [
        Link(
            appointment_id=UUID(session["id"]),
            generation=version,
            state="dead" if dead else "live",
            reason=dead,
            opens_at=opens and datetime.fromisoformat(session["starts_at"]) - opens,
            closes_at=opens and datetime.fromisoformat(session["ends_at"]) + opens,
            url=Sealed[str].seal(url_of(session), KEYS),
        )
        for session in series["appointments"]
    ]
    return LinksChanged(series_links=SeriesLinks(series_id=UUID(series["id"]), version=version, links=links))


def message(**fields: Any) -> Communication:
    return Communication(
        **{
            "id": uuid7(),
            "version": 1,
            "trigger": "recurring_video",
            "channel": "email",
            "recipient": "client",
            "address": Sealed[str].seal("grace@mail.example", KEYS),
            "status": "scheduled",
            "due_at": DUE,
        }
        | fields
    )


def messages_of(series: dict[str, Any], *messages: Communication) -> CommunicationsChanged:
    return CommunicationsChanged(series_id=UUID(series["id"]), communications=list(messages))


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def activity(kind: ActivityKind, minutes: float = 0, *, scanner: bool = False) -> Activity:
    return Activity(id=uuid7(), kind=kind, at=after(minutes), generation=1, scanner=scanner)


class Room:
    """A session's room, as video-links tells of it. It is told by whom, since the host's name stands in the history."""

    def __init__(self, clinic: Clinic, series: dict[str, Any], number: int = 1) -> None:
        self.clinic = clinic
        self.id: str = series["appointments"][number - 1]["id"]
        self.series_id = UUID(series["id"])

    def stands(self, version: int, *activities: Activity, **call: Any) -> CallActivity:
        """The event that says so."""
        return CallActivity(
            call=Call(appointment_id=UUID(self.id), series_id=self.series_id, version=version, **call),
            activities=list(activities),
        )

    def ended(self, version: int, how: Any, minutes: float = 28) -> CallActivity:
        return self.stands(version, activity(how, minutes), client="left", ended=how, ended_at=after(minutes))

    async def is_told(self, *events: CallActivity, by: str = "video-links") -> None:
        for event in events:
            await self.clinic.booking.receives(event, self.clinic.practice_id, by=by)

    async def diary(self) -> dict[str, Any]:
        (shown,) = [each for each in await self.clinic.diary("2027-03-22", "2027-04-05") if each["id"] == self.id]
        return shown

    async def summary(self) -> dict[str, Any]:
        return await self.clinic.summary(self.id)
