from http import HTTPStatus

import httpx
import pytest
from fastapi import FastAPI
from pydantic import BaseModel
from structlog.testing import capture_logs

from messaging.errors import Refusal
from messaging.http.problems import answer_problems
from messaging.http.requests import LARGEST_BODY, Requests


class SlotTaken(Refusal):
    status = HTTPStatus.CONFLICT
    title = "Taken"

    @property
    def extensions(self) -> dict[str, object]:
        return {"conflicts": ["2027-03-22"]}


class Body(BaseModel):
    count: int


def an_api() -> httpx.AsyncClient:
    app = FastAPI()
    answer_problems(app)
    app.add_middleware(Requests)

    @app.post("/bookings/{token}")
    async def book(token: str, body: Body) -> int:
        if token == "taken":
            raise SlotTaken("On 22 March.")
        if token == "down":
            raise ConnectionRefusedError("to 10.0.0.1")
        if token == "bug":
            raise KeyError("secret")
        return body.count

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://api")


@pytest.mark.parametrize(
    ("path", "content", "status", "title"),
    [
        ("/bookings/taken", b'{"count": 1}', 409, "Taken"),
        ("/bookings/down", b'{"count": 1}', 503, "Service Unavailable"),
        ("/bookings/bug", b'{"count": 1}', 500, "Internal Server Error"),
        ("/bookings/x", b"{not json", 400, "The body is not JSON"),
        ("/bookings/x", b'{"count": "secret"}', 422, "The request is not valid"),
        ("/bookings/x", b'{"count": 1}' + b" " * LARGEST_BODY, 413, "Request Entity Too Large"),
        ("/nowhere", b"{}", 404, "Not Found"),
    ],
)
async def test_every_error_is_a_problem_that_tells_nothing_of_the_inside(
    path: str, content: bytes, status: int, title: str
) -> None:
    async with an_api() as api:
        answer = await api.post(path, content=content, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"].replace("Content", "Request Entity") == title
    assert "secret" not in answer.text
    assert "10.0.0.1" not in answer.text


async def test_a_refusals_detail_and_extensions_are_members_of_its_problem() -> None:
    async with an_api() as api:
        answer = await api.post("/bookings/taken", json={"count": 1})
    assert answer.json() == {
        "type": "about:blank",
        "title": "Taken",
        "status": 409,
        "detail": "On 22 March.",
        "conflicts": ["2027-03-22"],
    }


async def test_an_invalid_field_is_named_by_its_place() -> None:
    async with an_api() as api:
        answer = await api.post("/bookings/x", json={})
    assert [error["pointer"] for error in answer.json()["errors"]] == ["body.count"]


async def test_the_log_names_the_route_and_never_the_address() -> None:
    async with an_api() as api:
        with capture_logs() as logs:
            await api.post("/bookings/a-token", json={"count": 1})
    assert [(entry["event"], entry["route"], entry["status"]) for entry in logs] == [
        ("request", "/bookings/{token}", 200)
    ]
    assert "a-token" not in str(logs)
