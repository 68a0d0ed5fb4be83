import os
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from standing_operator.environment import PUBLIC_URL, secret
from standing_operator.errors import StandingError
from standing_operator.why.story import Told

ACCESS_TOKEN = "STANDING_ACCESS_TOKEN"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Access:
    """Where to ask, and as whom."""

    public_url: str
    token: str

    @classmethod
    def of_environment(cls) -> "Access | None":
        """None where it gives neither. Raises StandingError."""
        token, public_url = secret(ACCESS_TOKEN), os.environ.get(PUBLIC_URL)
        if not (token or public_url):
            return None
        if not token or not public_url:
            raise StandingError(f"For another installation give both {PUBLIC_URL} and {ACCESS_TOKEN}.")
        return cls(public_url.rstrip("/"), token)


async def ask(access: Access, appointment_id: UUID) -> Told:
    """Booking's summary is the view over all three. That it was read is recorded, as always. Raises StandingError."""
    headers = {"Authorization": f"Bearer {access.token}"}
    address = f"{access.public_url}/api/booking/v1/appointments/{appointment_id}"
    async with httpx.AsyncClient(headers=headers, timeout=30) as client:
        return Told(await _get(client, f"{address}/summary"), await _get(client, f"{address}/reconciliation"))


async def _get(client: httpx.AsyncClient, address: str) -> Any:
    try:
        answer = await client.get(address)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise StandingError(f"Booking does not answer ({type(error).__name__}): see `standing doctor`.") from error
    if answer.status_code == httpx.codes.NOT_FOUND:
        raise StandingError("There is no such appointment in this practice.")
    if answer.status_code != httpx.codes.OK:
        raise StandingError(f"Booking answers {answer.status_code}: {_title(answer)}. See `standing doctor`.")
    return answer.json()


def _title(answer: httpx.Response) -> str:
    is_problem = answer.headers.get("content-type") == "application/problem+json"
    return str(answer.json()["title"]) if is_problem else answer.reason_phrase
