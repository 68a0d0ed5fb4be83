"""People who book, and go on until they have an answer: as a client program should that loses one."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import httpx

from standing_local.settings import Settings
from standing_local.sign_in import sign_in

SESSIONS: Final = 3
BOOKERS: Final = 3
PATIENCE: Final = 240.0  # s, for one answer
_AGAIN: Final = 0.3  # s


@dataclass
class Booking:
    """A series that somebody wants, and what was answered."""

    client: Any
    address: str
    starts_local: datetime
    key: str = field(default_factory=secrets.token_urlsafe)
    series: Any = None
    asked: int = 0
    """How often, until there was an answer."""
    moved: bool = False
    """Whether one of its sessions was, and the client is told of it."""

    @property
    def sessions(self) -> list[Any]:
        """What is booked of it, as far as was answered."""
        return [session for session in self.series["appointments"] if session["status"] == "booked"]

    @property
    def cancelled(self) -> list[Any]:
        return [session for session in self.series["appointments"] if session["status"] == "cancelled"]


class Reception:
    """Of one practice: a practitioner of its own, and a client for each series."""

    def __init__(self, api: httpx.AsyncClient, practitioner: Any, kind: Any, first_day: date) -> None:
        self.api = api
        self.practitioner = practitioner
        self.private_words = [practitioner["name"]]
        self.bookings: list[Booking] = []
        self._kind = kind
        self._first_day = first_day

    @classmethod
    @asynccontextmanager
    async def opened(cls, settings: Settings, *, series: int) -> AsyncIterator["Reception"]:
        """With a practitioner who has nothing booked, and as many clients as there will be series."""
        token = await sign_in(settings.issuer, settings.public_url, "manager")
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(base_url=f"{settings.public_url}/api", headers=headers, timeout=20) as api:
            practice = await _got(api, "/booking/v1/practice")
            kinds = await _got(api, "/booking/v1/appointment-kinds")
            today = datetime.now(UTC).astimezone(ZoneInfo(practice["zone"])).date()
            name = f"Dr Maren Quill{secrets.token_hex(4)}"
            reception = cls(
                api,
                await _posted(api, "/booking/v1/practitioners", {"name": name}),
                next(kind for kind in kinds if kind["video"]),
                today + timedelta(days=14 - today.weekday()),
            )
            for number in range(series):
                await reception._welcome(number)
            yield reception

    async def _welcome(self, number: int) -> None:
        name = f"Ottilie Farr{secrets.token_hex(4)}"
        address = f"{name.split()[1].lower()}@client.example"
        recipient = {"role": "client", "name": name, "email": address}
        client = await _posted(self.api, "/booking/v1/clients", {"recipients": [recipient]})
        self.private_words += [name, address]
        starts_local = datetime(self._first_day.year, self._first_day.month, self._first_day.day, 8 + number)
        self.bookings.append(Booking(client, address, starts_local))

    async def book_all(self) -> None:
        """Several at once, until each series has its answer. Raises AssertionError for a refusal."""
        waiting = list(reversed(self.bookings))

        async def one_after_the_other() -> None:
            while waiting:
                await self._book(waiting.pop())

        async with asyncio.TaskGroup() as bookers:
            for _ in range(BOOKERS):
                bookers.create_task(one_after_the_other())

    async def _book(self, booking: Booking) -> None:
        body = {
            "practitioner_id": self.practitioner["id"],
            "client_id": booking.client["id"],
            "kind_id": self._kind["id"],
            "starts_local": booking.starts_local.isoformat(),
            "recurrence": {"frequency": "weekly", "count": SESSIONS},
        }
        booking.series = await self._asked(booking, "/booking/v1/series", body, {"Idempotency-Key": booking.key})

    async def etag(self, series_id: str) -> str:
        """Of the series as it is now."""
        return str((await self.api.get(f"/booking/v1/series/{series_id}")).raise_for_status().headers["ETag"])

    async def cancel(self, booking: Booking, session: Any) -> None:
        """Until there is an answer; the client is told."""
        etag = await self.etag(booking.series["id"])
        headers = {"Idempotency-Key": secrets.token_urlsafe(), "If-Match": etag}
        path = f"/booking/v1/appointments/{session['id']}:cancel"
        booking.series = await self._asked(booking, path, {"scope": "this", "notify": True}, headers)

    async def move(self, booking: Booking, session: Any, *, days: int = 1) -> None:
        """Until there is an answer; the client is told."""
        etag = await self.etag(booking.series["id"])
        headers = {"Idempotency-Key": secrets.token_urlsafe(), "If-Match": etag}
        to = datetime.fromisoformat(session["local_start"]) + timedelta(days=days)
        body = {"scope": "this", "notify": True, "starts_local": to.isoformat()}
        path = f"/booking/v1/appointments/{session['id']}:move"
        booking.series = await self._asked(booking, path, body, headers)
        del booking.series["undo_until"], booking.series["etag"]
        booking.moved = True

    async def _asked(self, booking: Booking, path: str, body: object, headers: dict[str, str]) -> Any:
        deadline = time.monotonic() + PATIENCE
        while True:
            booking.asked += 1
            try:
                answer = await self.api.post(path, json=body, headers=headers)
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.is_success:
                return answer.json()
            assert answer is None or answer.status_code >= 500, f"{answer.status_code}: {answer.text}"
            assert time.monotonic() < deadline, f"no answer after {booking.asked} requests"
            await asyncio.sleep(_AGAIN)

    @property
    def answered(self) -> list[Booking]:
        return [booking for booking in self.bookings if booking.series is not None]

    async def diary(self) -> list[Any]:
        days = {
            "from": self._first_day.isoformat(),
            "to": (self._first_day + timedelta(weeks=SESSIONS)).isoformat(),
            "practitioner_id": self.practitioner["id"],
        }
        appointments: list[Any] = (await _got(self.api, "/booking/v1/diary", days))["appointments"]
        return appointments

    async def series(self, booking: Booking) -> Any:
        return await _got(self.api, f"/booking/v1/series/{booking.series['id']}")

    async def summary(self, session: Any) -> Any:
        return await _got(self.api, f"/booking/v1/appointments/{session['id']}/summary")

    async def deviations(self) -> list[str]:
        """What booking itself finds amiss of what was booked here, in words."""
        own = {booking.series["id"] for booking in self.answered}
        words: list[str] = []
        page: dict[str, str] | None = {}
        while page is not None:
            answer = await _got(self.api, "/booking/v1/reconciliation", page)
            found = [each for each in answer["series"] if each["series_id"] in own]
            words += [finding["words"] for each in found for finding in each["findings"]]
            page = {"after": answer["next"]} if answer["next"] else None
        return words


async def _got(api: httpx.AsyncClient, path: str, query: dict[str, str] | None = None) -> Any:
    return (await api.get(path, params=query)).raise_for_status().json()


async def _posted(api: httpx.AsyncClient, path: str, body: object) -> Any:
    return (await api.post(path, json=body)).raise_for_status().json()
