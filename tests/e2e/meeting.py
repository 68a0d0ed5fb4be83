"""A video session that can be joined now."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from standing.demo.clinic import Clinic
from tests.support.eventually import eventually

_SOON = timedelta(minutes=5)
_MINUTES = 60
_PATIENCE = 60.0  # s


@dataclass(frozen=True, slots=True)
class Meeting:
    """`client` and `practitioner` are names, `url` is the link's."""

    appointment: Any
    url: str
    client: str
    practitioner: str

    @classmethod
    async def booked(cls, clinic: Clinic) -> Self:
        """By somebody who may add practitioners."""
        name = secrets.token_hex(3)
        client, practitioner = f"Ida Frost {name}", f"Dr Ada Okafor {name}"
        zone = ZoneInfo((await clinic.practice())["zone"])
        starts = (datetime.now(UTC) + _SOON).astimezone(zone).replace(second=0, microsecond=0, tzinfo=None)
        series = await clinic.book(
            practitioner=await clinic.add_practitioner(practitioner),
            client=await clinic.add_client(client, f"client-{name}@client.example"),
            kind=await clinic.kind(video=True),
            starts_local=starts,
            duration_minutes=_MINUTES,
        )
        (appointment,) = series["occurrences"]

        async def link() -> str | None:
            url: str | None = (await clinic.summary(appointment))["link"].get("url")
            return url

        url = await eventually(link, within=_PATIENCE, each=0.2)
        assert url is not None
        return cls(appointment, url, client, practitioner)

    @property
    def token(self) -> str:
        return self.url.rpartition("/")[2]

    def url_at(self, port: int) -> str:
        """The same page by another way to it."""
        return f"http://127.0.0.1:{port}/v/{self.token}"
