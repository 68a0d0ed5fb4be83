"""Who uses a link: a client by a browser, staff by the API, and what somebody reads on a link's page."""

import html
import re
from typing import Any, Literal
from uuid import UUID

import httpx
from fastapi import FastAPI

from tests.support.problems import DeclaringTransport
from video_links.routes.browser import CSRF

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1"
PUBLIC_URL = "https://video.harbourstreet.example"


class Page:
    """What somebody reads on a page, before its script has run."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.html = response.text
        shown = self.html.partition("<body>")[2]
        for element in ("section", "main", "div", "p", "span", "h2", "dd", "button", "noscript"):
            shown = re.sub(rf"<{element}(?: [^>]*)? hidden>.*?</{element}>", "", shown, flags=re.DOTALL)
        found = re.search(r"<h1[^>]*>(.*?)</h1>", shown)
        assert found is not None
        self.headline = html.unescape(found[1])
        shown = re.sub(r"</?b>", "", shown)
        self.words = " ".join(html.unescape(re.sub(r"</?[a-z][^>]*>", " ", shown)).split())


class Browser:
    """A client's browser, with its cookies. `address` is where its requests come from; `raises` what the API does."""

    def __init__(self, api: FastAPI, agent: str, address: str, *, raises: bool = True) -> None:
        transport = DeclaringTransport(api, client=(address, 40_000), raise_app_exceptions=raises)
        headers = {"User-Agent": agent, "Accept": "text/html,*/*;q=0.8", "Accept-Language": "en-GB,en;q=0.5"}
        self.http = httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL, headers=headers)

    async def opens(self, link: str, **headers: str) -> httpx.Response:
        return await self.http.get(link, headers=headers)

    async def asks_to_join(
        self, link: str, *, take_over: bool = False, csrf: str | None = None, **headers: str
    ) -> httpx.Response:
        """As the page's script does, which it has opened before."""
        headers["X-Standing-Csrf"] = csrf or self.http.cookies.get(CSRF) or ""
        return await self.http.post(f"{link}/join", json={"take_over": take_over}, headers=headers)

    async def joins(self, link: str, *, take_over: bool = False) -> str:
        """The ticket to the room."""
        await self.opens(link)
        answer = await self.asks_to_join(link, take_over=take_over)
        assert answer.status_code == 200, answer.text
        ticket: str = answer.json()["ticket"]
        return ticket

    async def asks_for_current_link(self, link: str) -> httpx.Response:
        return await self.http.post(f"{link}/current-link", data={"csrf": self.http.cookies.get(CSRF) or ""})


class Host:
    """Somebody of the staff, by the API."""

    def __init__(self, api: FastAPI, bearer: dict[str, str]) -> None:
        transport = DeclaringTransport(api)
        self._http = httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL, headers=bearer)

    async def asks(
        self, method: Literal["GET", "POST"], appointment_id: UUID, what: str, body: object = None
    ) -> httpx.Response:
        return await self._http.request(method, f"/api/video-links/v1/appointments/{appointment_id}/{what}", json=body)

    async def sees(self, appointment_id: UUID) -> Any:
        """The room."""
        answer = await self.asks("GET", appointment_id, "room")
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def opens_room(self, appointment_id: UUID, *, stand_in: bool = False) -> str:
        """The ticket to it."""
        answer = await self.asks("POST", appointment_id, "room", {"stand_in": stand_in} if stand_in else None)
        assert answer.status_code == 200, answer.text
        ticket: str = answer.json()["ticket"]
        return ticket

    async def admits(self, appointment_id: UUID) -> None:
        assert (await self.asks("POST", appointment_id, "room/admit")).status_code == 204

    async def hands_over(self, appointment_id: UUID) -> None:
        assert (await self.asks("POST", appointment_id, "room/hand-over")).status_code == 204

    async def concludes(self, appointment_id: UUID) -> None:
        assert (await self.asks("POST", appointment_id, "room/conclude")).status_code == 204

    async def says_missed(self, appointment_id: UUID) -> None:
        assert (await self.asks("POST", appointment_id, "room/missed")).status_code == 204

    async def reissues(self, appointment_id: UUID) -> None:
        assert (await self.asks("POST", appointment_id, "link/reissue")).status_code == 204
