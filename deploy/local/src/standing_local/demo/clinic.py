import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Self

import httpx

from standing_local.settings import Settings
from standing_local.sign_in import sign_in


class Clinic:
    """Somebody who is signed in, and what they do over the gateway. Raises httpx.HTTPError for what is refused."""

    def __init__(self, api: httpx.AsyncClient) -> None:
        self._api = api

    @classmethod
    async def signed_in(cls, settings: Settings, subject: str) -> Self:
        token = await sign_in(settings.issuer, settings.public_url, subject)
        headers = {"Authorization": f"Bearer {token}"}
        return cls(httpx.AsyncClient(base_url=f"{settings.public_url}/api", headers=headers, timeout=30))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._api.aclose()

    async def practice(self) -> Any:
        return await self._get("/booking/v1/practice")

    async def kind(self, *, video: bool) -> Any:
        kinds = await self._get("/booking/v1/appointment-kinds")
        return next(kind for kind in kinds if kind["video"] is video)

    async def add_practitioner(self, name: str, *, subject: str | None = None) -> Any:
        """`subject` is their user's: whoever else signs in hosts their sessions by standing in."""
        return await self._post("/booking/v1/practitioners", {"name": name, "subject": subject})

    async def has_practitioner(self, subject: str) -> bool:
        """Whether this user is one already. Each is one at most."""
        return any(each["subject"] == subject for each in await self._get("/booking/v1/practitioners"))

    async def add_client(self, name: str, email: str | None) -> Any:
        return await self._post(
            "/booking/v1/clients", {"recipients": [{"role": "client", "name": name, "email": email}]}
        )

    async def book(
        self,
        *,
        practitioner: Any,
        client: Any,
        kind: Any,
        starts_local: datetime,
        recurrence: Mapping[str, Any] | None = None,
        duration_minutes: int | None = None,
        zone: str | None = None,
        accept: Sequence[str] = (),
    ) -> Any:
        """As long as the kind says, where no duration is named; in the practice's zone, where none is."""
        body = {
            "practitioner_id": practitioner["id"],
            "client_id": client["id"],
            "kind_id": kind["id"],
            "starts_local": starts_local.isoformat(),
            "recurrence": recurrence,
            "duration_minutes": duration_minutes,
            "zone": zone,
            "accept": list(accept),
        }
        return await self._post("/booking/v1/series", body, {"Idempotency-Key": secrets.token_urlsafe()})

    async def cancel(self, series: Any, appointment: Any, *, scope: str = "this", notify: bool = True) -> Any:
        """`series` as it was last seen."""
        return await self._post(
            f"/booking/v1/appointments/{appointment['id']}:cancel",
            {"scope": scope, "notify": notify},
            {"Idempotency-Key": secrets.token_urlsafe(), "If-Match": f'"{series["version"]}"'},
        )

    async def diary(self, first: date, last: date, practitioner: Any) -> Any:
        days = {"from": first.isoformat(), "to": last.isoformat(), "practitioner_id": practitioner["id"]}
        return (await self._get("/booking/v1/diary", days))["appointments"]

    async def summary(self, appointment: Any) -> Any:
        return await self._get(f"/booking/v1/appointments/{appointment['id']}/summary")

    async def room(self, appointment: Any) -> Any:
        """As its host sees it; for clinicians."""
        return await self._get(f"/video-links/v1/appointments/{appointment['id']}/room")

    async def rules(self, trigger: str) -> Any:
        return [rule for rule in await self._get("/notifications/v1/rules") if rule["trigger"] == trigger]

    async def change_rule(self, rule: Any, **changes: object) -> Any:
        """As it is by now, whichever version `rule` was read in."""
        (now,) = [each for each in await self._get("/notifications/v1/rules") if each["id"] == rule["id"]]
        seen = {"If-Match": f'"{now["version"]}"'}
        answer = await self._api.patch(f"/notifications/v1/rules/{rule['id']}", json=changes, headers=seen)
        return answer.raise_for_status().json()

    async def _get(self, path: str, query: Mapping[str, str] | None = None) -> Any:
        return (await self._api.get(path, params=query)).raise_for_status().json()

    async def _post(self, path: str, body: object, headers: Mapping[str, str] | None = None) -> Any:
        return (await self._api.post(path, json=body, headers=headers)).raise_for_status().json()
