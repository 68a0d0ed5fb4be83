from http import HTTPStatus
from typing import ClassVar

import httpx
import pytest
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict
from structlog.testing import capture_logs

from messaging.errors import Members, Refusal
from messaging.http.bodies import LARGEST, Bodies
from messaging.http.documents import problems
from messaging.http.problems import answer_problems
from messaging.http.refusals import (
    MEDIA_TYPE,
    BodyNotJson,
    BodyTooLarge,
    NothingHere,
    RequestInvalid,
    Unavailable,
    Unforeseen,
)
from messaging.http.requests import Requests
from tests.support.problems import refused


class SlotTaken(Refusal):
    status = HTTPStatus.CONFLICT
    code = "slot-taken-in-a-test"
    title = "Taken"
    meaning = "Somebody was quicker."
    remedy = "Choose another slot."
    members: ClassVar[Members] = {"conflicts": list[str]}

    @property
    def extensions(self) -> dict[str, object]:
        return {"conflicts": ["2027-03-22"]}


class Body(BaseModel):
    count: int


class Bounded(BaseModel):
    model_config = ConfigDict(extra="forbid")

    counts: list[dict[str, str]]


def an_app() -> FastAPI:
    app = FastAPI()
    answer_problems(app)
    app.add_middleware(Bodies)
    app.add_middleware(Requests)

    @app.post("/bookings/{token}", responses=problems(SlotTaken))
    async def book(token: str, body: Body) -> int:
        if token == "taken":
            raise SlotTaken("On 22 March.")
        if token == "down":
            raise ConnectionRefusedError("to 10.0.0.1")
        if token == "bug":
            raise KeyError("secret")
        return body.count

    @app.post("/lists")
    async def add(body: Bounded) -> int:
        return len(body.counts)

    return app


def an_api() -> httpx.AsyncClient:
    transport = httpx.ASGITransport(an_app(), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://api")


@pytest.mark.parametrize(
    ("path", "content", "refusal"),
    [
        ("/bookings/taken", b'{"count": 1}', SlotTaken),
        ("/bookings/down", b'{"count": 1}', Unavailable),
        ("/bookings/bug", b'{"count": 1}', Unforeseen),
        ("/bookings/x", b"{not json", BodyNotJson),
        ("/bookings/x", b'{"count": "secret"}', RequestInvalid),
        ("/bookings/x", b'{"count": 1}' + b" " * LARGEST, BodyTooLarge),
        ("/nowhere", b"{}", NothingHere),
    ],
)
async def test_every_error_is_a_problem_that_tells_nothing_of_the_inside(
    path: str, content: bytes, refusal: type[Refusal]
) -> None:
    async with an_api() as api:
        answer = await api.post(path, content=content, headers={"content-type": "application/json"})
    assert refused(answer, refusal)["title"] == refusal.title
    assert "secret" not in answer.text
    assert "10.0.0.1" not in answer.text


async def test_a_refusals_detail_and_extensions_are_members_of_its_problem() -> None:
    async with an_api() as api:
        answer = await api.post("/bookings/taken", json={"count": 1})
    assert answer.json() == {
        "type": "/problems/slot-taken-in-a-test",
        "title": "Taken",
        "status": 409,
        "detail": "On 22 March.",
        "conflicts": ["2027-03-22"],
    }


def test_the_document_tells_of_a_routes_own_problems_and_of_those_that_it_shares_with_all() -> None:
    document = an_app().openapi()
    responses = document["paths"]["/bookings/{token}"]["post"]["responses"]
    del responses["200"]
    assert {status: response["content"][MEDIA_TYPE]["schema"]["oneOf"] for status, response in responses.items()} == {
        status: [{"$ref": f"#/components/schemas/{problem}"}]
        for status, problem in {
            "400": "BodyNotJsonProblem",
            "408": "BodyTooSlowProblem",
            "409": "SlotTakenInATestProblem",
            "413": "BodyTooLargeProblem",
            "422": "RequestInvalidProblem",
            "500": "UnforeseenProblem",
            "503": "UnavailableProblem",
        }.items()
    }
    described = document["components"]["schemas"]["SlotTakenInATestProblem"]["properties"]
    assert described["type"]["const"] == "/problems/slot-taken-in-a-test"
    assert described["conflicts"] == {"items": {"type": "string"}, "type": "array"}
    assert "HTTPValidationError" not in document["components"]["schemas"]


async def test_an_invalid_field_is_named_by_its_place() -> None:
    async with an_api() as api:
        answer = await api.post("/bookings/x", json={})
    assert [error["pointer"] for error in answer.json()["errors"]] == ["body.count"]


async def test_an_answer_names_the_first_20_errors_and_of_each_place_as_much_as_one_reads() -> None:
    async with an_api() as api:
        many = {"counts": [{"count": number} for number in range(50)]}
        errors = (await api.post("/lists", json=many)).json()["errors"]
        strange = await api.post("/lists", json={"counts": [], "x" * 5000: 1})
    assert [error["pointer"] for error in errors] == [f"body.counts.{number}.count" for number in range(20)]
    assert [len(error["pointer"]) for error in refused(strange, RequestInvalid)["errors"]] == [200]


async def test_the_log_names_the_route_and_never_the_address() -> None:
    async with an_api() as api:
        with capture_logs() as logs:
            await api.post("/bookings/a-token", json={"count": 1})
    assert [(entry["event"], entry["route"], entry["status"]) for entry in logs] == [
        ("request", "/bookings/{token}", 200)
    ]
    assert "a-token" not in str(logs)
