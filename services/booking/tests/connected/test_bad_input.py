"""Bad input is answered with a problem of RFC 9457 that says what is wrong, and stores nothing."""

import json
from collections.abc import AsyncIterator
from typing import Any

import jwt
import pytest
from uuid_utils.compat import uuid7

from services.booking.tests.clinic import Booking, Clinic
from standing_operator.databases import ServiceDatabases
from tests.support.issuer import AUDIENCE, Issuer

UNKNOWN = "01a20000-0000-7000-8000-000000000000"
WEEKLY = {"frequency": "weekly"}


def as_json(body: dict[str, Any]) -> dict[str, Any]:
    """With characters escaped, since some of these cannot be encoded."""
    return {"content": json.dumps(body), "headers": {"Content-Type": "application/json"}}


@pytest.fixture(scope="module")
async def clinic(module_database: ServiceDatabases, issuer: Issuer) -> AsyncIterator[Clinic]:
    """One for all cases: none of them may change it."""
    async with Booking.running(await module_database("booking"), issuer) as booking:
        yield await Clinic.opened(booking)


@pytest.mark.parametrize(
    ("status", "title", "fields"),
    [
        (422, "Say when the series ends", {"recurrence": WEEKLY}),
        (422, "Say when the series ends", {"recurrence": WEEKLY | {"count": 4, "until": "2027-05-01"}}),
        (422, "Say when the series ends", {"recurrence": WEEKLY | {"count": 0}}),
        (422, "The last date is before the first", {"recurrence": WEEKLY | {"until": "2027-03-21"}}),
        (422, "The series has too many dates", {"recurrence": {"frequency": "daily", "count": 10_000}}),
        (422, "The series has too many dates", {"recurrence": {"frequency": "daily", "until": "9999-12-31"}}),
        (422, "The request is not valid", {"recurrence": WEEKLY | {"count": 10**30}}),
        (422, "The request is not valid", {"recurrence": {"frequency": "hourly", "count": 4}}),
        (422, "The request is not valid", {"recurence": WEEKLY | {"count": 4}}),
        (422, "The request is not valid", {"on_conflict": "overbook"}),
        (422, "No such time zone", {"zone": "Europe/Nowhere"}),
        (422, "No such time zone", {"zone": "../../etc/passwd"}),
        (422, "No such time zone", {"zone": "Europe/London\0"}),
        (422, "No such type of appointment", {"kind_id": UNKNOWN}),
        (422, "No such client", {"client_id": UNKNOWN}),
        (422, "No such practitioner", {"practitioner_id": UNKNOWN}),
        (422, "The request is not valid", {"practitioner_id": "Dr. Adeyemi"}),
        (422, "The request is not valid", {"starts_local": "2027-03-22T10:00Z"}),
        (422, "The request is not valid", {"starts_local": "2027-03-22"}),
        (422, "The request is not valid", {"starts_local": "2027-02-30T10:00"}),
        (422, "The request is not valid", {"starts_local": 1_800_000_000}),
        (422, "The request is not valid", {"starts_local": "Infinity"}),
        (422, "Nothing can be booked at this time", {"starts_local": "2027-03-22T10:00:01"}),
        (422, "Nothing can be booked at this time", {"starts_local": "9999-12-31T23:59"}),
        (422, "Nothing can be booked at this time", {"starts_local": "0001-01-01T00:00"}),
        (422, "The request is not valid", {"fold": 2}),
        (422, "The request is not valid", {"duration_minutes": 0}),
        (422, "The request is not valid", {"duration_minutes": 1441}),
        (422, "The request is not valid", {"note": "with a NUL \0 byte"}),
        (422, "The request is not valid", {"note": "x" * 4001}),
        (422, "The request is not valid", {"note": "half a character \ud800"}),
    ],
)
async def test_a_series_that_cannot_be_booked_is_a_problem_and_stores_nothing(
    clinic: Clinic, status: int, title: str, fields: dict[str, Any]
) -> None:
    before = await clinic.booking.everything()
    request = clinic.booking_request("2027-03-22T10:00") | fields
    for response in (
        await clinic.asks_for_series(request),
        await clinic.asks("POST", "/series:preview", **as_json(request)),
    ):
        assert (response.status_code, response.json()["title"]) == (status, title), response.text
        assert response.headers["content-type"] == "application/problem+json"
    assert await clinic.booking.everything() == before


async def test_every_weekday_from_a_sunday_is_a_problem(clinic: Clinic) -> None:
    request = clinic.booking_request("2027-03-21T10:00", recurrence={"frequency": "every_weekday", "count": 4})
    assert (await clinic.asks_for_series(request)).json()["title"] == "The first date is not one of the series"


@pytest.mark.parametrize("missing", ["practitioner_id", "client_id", "kind_id", "starts_local"])
async def test_what_is_missing_is_pointed_at(clinic: Clinic, missing: str) -> None:
    request = clinic.booking_request("2027-03-22T10:00")
    del request[missing]
    response = await clinic.asks_for_series(request)
    assert (response.status_code, response.json()["errors"]) == (
        422,
        [{"pointer": f"body.{missing}", "detail": "Field required"}],
    )


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, b"not JSON"),
        (422, b""),
        (400, b"\xff\xfe"),
        (422, b"[]"),
        (422, b"null"),
        (400, b'{"a": NaN'),
        (400, b"[" * 100_000),
        (413, b"x" * 10_000_000),
    ],
)
async def test_a_body_that_is_no_request_is_a_problem(clinic: Clinic, status: int, body: bytes) -> None:
    before = await clinic.booking.everything()
    response = await clinic.asks(
        "POST",
        "/series",
        content=body,
        headers={"Idempotency-Key": "a-key", "Content-Type": "application/json"},
    )
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert await clinic.booking.everything() == before


@pytest.mark.parametrize("key", [None, "", "with spaces", "x" * 201])
async def test_a_booking_without_an_idempotency_key_is_a_problem(clinic: Clinic, key: str | None) -> None:
    before = await clinic.booking.everything()
    headers = {} if key is None else {"Idempotency-Key": key}
    response = await clinic.asks("POST", "/series", json=clinic.booking_request("2027-03-22T10:00"), headers=headers)
    assert response.status_code == 400
    assert "Idempotency-Key" in response.json()["title"]
    assert await clinic.booking.everything() == before


async def test_another_practices_practitioner_client_and_kind_are_unknown(clinic: Clinic) -> None:
    other = await Clinic.opened(clinic.booking)
    before = await clinic.booking.everything()
    for field, value, title in (
        ("practitioner_id", other.practitioner_id, "No such practitioner"),
        ("client_id", other.client_id, "No such client"),
        ("kind_id", other.kinds["Video follow-up"], "No such type of appointment"),
    ):
        response = await clinic.asks_for_series(clinic.booking_request("2027-03-22T10:00") | {field: value})
        assert (response.status_code, response.json()["title"]) == (422, title)
    assert await clinic.booking.everything() == before


async def test_who_is_not_signed_in_is_told_so(clinic: Clinic) -> None:
    issuer = clinic.booking.issuer
    claims = jwt.decode(issuer.token(clinic.practice_id, "manager"), options={"verify_signature": False})
    tokens = {
        "expired": issuer.token(clinic.practice_id, "manager", lives=-60),
        "unsigned": jwt.encode(claims, "", algorithm="none"),
        "signed by a secret": jwt.encode(claims, "x" * 32, algorithm="HS256"),
        "for others": issuer.token(clinic.practice_id, "manager", aud=f"{AUDIENCE}/other"),
        "without a practice": issuer.token(clinic.practice_id, "manager", practice_id=None),
        "no token": "xyz",
    }
    before = await clinic.booking.everything()
    for what, token in tokens.items():
        for method, path in (("POST", "/series"), ("GET", "/practice")):
            response = await clinic.booking.request(
                method,
                path,
                headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "a-key"},
                json=clinic.booking_request("2027-03-22T10:00"),
            )
            assert (response.status_code, response.json()["title"]) == (401, "Sign in"), what
    assert (await clinic.booking.request("GET", "/practice")).status_code == 401
    assert await clinic.booking.everything() == before


async def test_who_has_no_role_here_is_told_so(clinic: Clinic) -> None:
    for role in ("", "client", "administrator"):
        assert (await clinic.get("/practice", role=role)).status_code == 403


async def test_a_practice_that_is_not_set_up_is_a_problem(clinic: Clinic) -> None:
    stranger = Clinic(clinic.booking, uuid7())
    stranger.kinds = clinic.kinds
    stranger.practitioner_id, stranger.client_id = clinic.practitioner_id, clinic.client_id
    before = await clinic.booking.everything()
    answers = [
        await stranger.get("/practice"),
        await stranger.get("/diary", params={"from": "2027-03-22", "to": "2027-03-22"}),
        await stranger.asks_for_series(stranger.booking_request("2027-03-22T10:00")),
        await stranger.asks("POST", "/practitioners", role="manager", json={"name": "Dr. Adeyemi"}),
        await stranger.asks("POST", "/clients", json={"recipients": [{"role": "client", "name": "Grace"}]}),
    ]
    assert {(answer.status_code, answer.json()["title"]) for answer in answers} == {
        (404, "This practice is not set up here")
    }
    assert await clinic.booking.everything() == before


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2027-03-22", "2027-03-21"),
        ("2027-01-01", "2027-03-04"),
        ("0001-01-01", "0001-01-02"),
        ("9999-12-31", "9999-12-31"),
        ("2027-03-22T10:00", "2027-03-22"),
        ("", "2027-03-22"),
    ],
)
async def test_a_diary_of_impossible_dates_is_a_problem(clinic: Clinic, first: str, last: str) -> None:
    response = await clinic.get("/diary", params={"from": first, "to": last})
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")


@pytest.mark.parametrize(
    "recipients",
    [
        [],
        [{"role": "guardian", "name": "Ruth Whitfield"}],
        [{"role": "guardian", "name": "Ruth Whitfield"}, {"role": "client", "name": "Grace Whitfield"}],
        [{"role": "client", "name": "Grace"}, {"role": "client", "name": "Priya"}],
        [{"role": "friend", "name": "Grace Whitfield"}],
        [{"role": "client", "name": " "}],
        [{"role": "client", "name": "Grace\0"}],
        [{"role": "client", "name": "Grace\r\nBcc: all@mail.example"}],
        [{"role": "client", "name": "x" * 201}],
        [{"role": "client", "name": "Grace", "email": "grace"}],
        [{"role": "client", "name": "Grace", "email": "grace@mail"}],
        [{"role": "client", "name": "Grace", "email": "grace@mail.example\nBcc: all@mail.example"}],
        [{"role": "client", "name": "Grace", "email": "Grace <grace@mail.example>"}],
        [{"role": "client", "name": "Grace", "email": f"{'x' * 250}@mail.example"}],
        [{"role": "client", "name": "Grace", "phone": "ring me"}],
        [{"role": "client", "name": "Grace", "phone": "123"}],
        [{"role": "client", "name": "Grace", "nickname": "G"}],
    ],
)
async def test_recipients_that_cannot_be_are_a_problem(clinic: Clinic, recipients: list[dict[str, str]]) -> None:
    before = await clinic.booking.everything()
    response = await clinic.asks("POST", "/clients", json={"recipients": recipients})
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert await clinic.booking.everything() == before


@pytest.mark.parametrize(
    "path", [f"/series/{UNKNOWN}", f"/appointments/{UNKNOWN}/summary", f"/appointments/{UNKNOWN}", "/nowhere"]
)
async def test_what_is_not_there_is_a_problem(clinic: Clinic, path: str) -> None:
    response = await clinic.get(path)
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")


async def test_an_id_that_is_none_is_a_problem(clinic: Clinic) -> None:
    assert (await clinic.get("/series/one")).status_code == 422
