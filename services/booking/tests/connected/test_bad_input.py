"""Bad input is answered with a problem of RFC 9457 that says what is wrong, and stores nothing."""

import json
from collections.abc import AsyncIterator
from typing import Any

import jwt
import pytest
from uuid_utils.compat import uuid7

from booking.errors import (
    AppointmentNotFound,
    ClientUnknown,
    DiaryRangeInvalid,
    FirstDateNotInSeries,
    KindUnknown,
    PracticeNotFound,
    PractitionerUnknown,
    RecipientsInvalid,
    SeriesEndsBeforeItStarts,
    SeriesEndUnclear,
    SeriesNotFound,
    SeriesTooLong,
    StartInvalid,
    ZoneUnknown,
)
from messaging.errors import Refusal
from messaging.http.refusals import (
    BodyNotJson,
    BodyTooLarge,
    IdempotencyKeyInvalid,
    IdempotencyKeyMissing,
    MethodNotAllowed,
    NotEntitled,
    NothingHere,
    NotSignedIn,
    RequestInvalid,
)
from services.booking.tests.clinic import Booking, Clinic
from standing_operator.databases import ServiceDatabases
from tests.support.issuer import AUDIENCE, Issuer
from tests.support.problems import refused

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
    ("refusal", "fields"),
    [
        (SeriesEndUnclear, {"recurrence": WEEKLY}),
        (SeriesEndUnclear, {"recurrence": WEEKLY | {"count": 4, "until": "2027-05-01"}}),
        (SeriesEndUnclear, {"recurrence": WEEKLY | {"count": 0}}),
        (SeriesEndsBeforeItStarts, {"recurrence": WEEKLY | {"until": "2027-03-21"}}),
        (SeriesTooLong, {"recurrence": {"frequency": "daily", "count": 10_000}}),
        (SeriesTooLong, {"recurrence": {"frequency": "daily", "until": "9999-12-31"}}),
        (RequestInvalid, {"recurrence": WEEKLY | {"count": 10**30}}),
        (RequestInvalid, {"recurrence": {"frequency": "hourly", "count": 4}}),
        (RequestInvalid, {"recurence": WEEKLY | {"count": 4}}),
        (RequestInvalid, {"on_conflict": "overbook"}),
        (ZoneUnknown, {"zone": "Europe/Nowhere"}),
        (ZoneUnknown, {"zone": "../../etc/passwd"}),
        (ZoneUnknown, {"zone": "Europe/London\0"}),
        (KindUnknown, {"kind_id": UNKNOWN}),
        (ClientUnknown, {"client_id": UNKNOWN}),
        (PractitionerUnknown, {"practitioner_id": UNKNOWN}),
        (RequestInvalid, {"practitioner_id": "Dr. Adeyemi"}),
        (RequestInvalid, {"starts_local": "2027-03-22T10:00Z"}),
        (RequestInvalid, {"starts_local": "2027-03-22"}),
        (RequestInvalid, {"starts_local": "2027-02-30T10:00"}),
        (RequestInvalid, {"starts_local": 1_800_000_000}),
        (RequestInvalid, {"starts_local": "Infinity"}),
        (StartInvalid, {"starts_local": "2027-03-22T10:00:01"}),
        (StartInvalid, {"starts_local": "9999-12-31T23:59"}),
        (StartInvalid, {"starts_local": "0001-01-01T00:00"}),
        (RequestInvalid, {"fold": 2}),
        (RequestInvalid, {"duration_minutes": 0}),
        (RequestInvalid, {"duration_minutes": 1441}),
        (RequestInvalid, {"note": "with a NUL \0 byte"}),
        (RequestInvalid, {"note": "x" * 4001}),
        (RequestInvalid, {"note": "half a character \ud800"}),
    ],
)
async def test_a_series_that_cannot_be_booked_is_a_problem_and_stores_nothing(
    clinic: Clinic, refusal: type[Refusal], fields: dict[str, Any]
) -> None:
    before = await clinic.booking.everything()
    request = clinic.booking_request("2027-03-22T10:00") | fields
    for response in (
        await clinic.asks_for_series(request),
        await clinic.asks("POST", "/series:preview", **as_json(request)),
    ):
        refused(response, refusal)
    assert await clinic.booking.everything() == before


async def test_every_weekday_from_a_sunday_is_a_problem(clinic: Clinic) -> None:
    request = clinic.booking_request("2027-03-21T10:00", recurrence={"frequency": "every_weekday", "count": 4})
    refused(await clinic.asks_for_series(request), FirstDateNotInSeries)


@pytest.mark.parametrize("missing", ["practitioner_id", "client_id", "kind_id", "starts_local"])
async def test_what_is_missing_is_pointed_at(clinic: Clinic, missing: str) -> None:
    request = clinic.booking_request("2027-03-22T10:00")
    del request[missing]
    response = await clinic.asks_for_series(request)
    problem = refused(response, RequestInvalid)
    assert problem["errors"] == [{"pointer": f"body.{missing}", "detail": "Field required"}]


@pytest.mark.parametrize(
    ("refusal", "body"),
    [
        (BodyNotJson, b"not JSON"),
        (RequestInvalid, b""),
        (BodyNotJson, b"\xff\xfe"),
        (RequestInvalid, b"[]"),
        (RequestInvalid, b"null"),
        (BodyNotJson, b'{"a": NaN'),
        (BodyNotJson, b"[" * 60_000),
        (BodyTooLarge, b"x" * 10_000_000),
    ],
)
async def test_a_body_that_is_no_request_is_a_problem(clinic: Clinic, refusal: type[Refusal], body: bytes) -> None:
    before = await clinic.booking.everything()
    response = await clinic.asks(
        "POST",
        "/series",
        content=body,
        headers={"Idempotency-Key": "a-key", "Content-Type": "application/json"},
    )
    refused(response, refusal)
    assert await clinic.booking.everything() == before


@pytest.mark.parametrize("key", [None, "", "with spaces", "x" * 201])
async def test_a_booking_without_an_idempotency_key_is_a_problem(clinic: Clinic, key: str | None) -> None:
    before = await clinic.booking.everything()
    headers = {} if key is None else {"Idempotency-Key": key}
    response = await clinic.asks("POST", "/series", json=clinic.booking_request("2027-03-22T10:00"), headers=headers)
    refused(response, IdempotencyKeyMissing if key is None else IdempotencyKeyInvalid)
    assert await clinic.booking.everything() == before


async def test_another_practices_practitioner_client_and_kind_are_unknown(clinic: Clinic) -> None:
    other = await Clinic.opened(clinic.booking)
    before = await clinic.booking.everything()
    for field, value, refusal in (
        ("practitioner_id", other.practitioner_id, PractitionerUnknown),
        ("client_id", other.client_id, ClientUnknown),
        ("kind_id", other.kinds["Video follow-up"], KindUnknown),
    ):
        response = await clinic.asks_for_series(clinic.booking_request("2027-03-22T10:00") | {field: value})
        refused(response, refusal)
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
    for token in tokens.values():
        for method, path in (("POST", "/series"), ("GET", "/practice")):
            response = await clinic.booking.request(
                method,
                path,
                headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "a-key"},
                json=clinic.booking_request("2027-03-22T10:00"),
            )
            refused(response, NotSignedIn)
    refused(await clinic.booking.request("GET", "/practice"), NotSignedIn)
    assert await clinic.booking.everything() == before


async def test_who_has_no_role_here_is_told_so(clinic: Clinic) -> None:
    for role in ("", "client", "administrator"):
        refused(await clinic.get("/practice", role=role), NotEntitled)


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
    for answer in answers:
        refused(answer, PracticeNotFound)
    assert await clinic.booking.everything() == before


@pytest.mark.parametrize(
    ("refusal", "first", "last"),
    [
        (DiaryRangeInvalid, "2027-03-22", "2027-03-21"),
        (DiaryRangeInvalid, "2027-01-01", "2027-03-04"),
        (DiaryRangeInvalid, "0001-01-01", "0001-01-02"),
        (DiaryRangeInvalid, "9999-12-31", "9999-12-31"),
        (RequestInvalid, "2027-03-22T10:00", "2027-03-22"),
        (RequestInvalid, "", "2027-03-22"),
    ],
)
async def test_a_diary_of_impossible_dates_is_a_problem(
    clinic: Clinic, refusal: type[Refusal], first: str, last: str
) -> None:
    refused(await clinic.get("/diary", params={"from": first, "to": last}), refusal)


@pytest.mark.parametrize(
    ("refusal", "recipients"),
    [
        (RequestInvalid, []),
        (RecipientsInvalid, [{"role": "guardian", "name": "Ruth Whitfield"}]),
        (
            RecipientsInvalid,
            [{"role": "guardian", "name": "Ruth Whitfield"}, {"role": "client", "name": "Grace Whitfield"}],
        ),
        (RecipientsInvalid, [{"role": "client", "name": "Grace"}, {"role": "client", "name": "Priya"}]),
        (RequestInvalid, [{"role": "friend", "name": "Grace Whitfield"}]),
        (RequestInvalid, [{"role": "client", "name": " "}]),
        (RequestInvalid, [{"role": "client", "name": "Grace\0"}]),
        (RequestInvalid, [{"role": "client", "name": "Grace\r\nBcc: all@mail.example"}]),
        (RequestInvalid, [{"role": "client", "name": "x" * 201}]),
        (RequestInvalid, [{"role": "client", "name": "Grace", "email": "grace"}]),
        (RequestInvalid, [{"role": "client", "name": "Grace", "email": "grace@mail"}]),
        (RequestInvalid, [{"role": "client", "name": "Grace", "email": "grace@mail.example\nBcc: all@mail.example"}]),
        (RequestInvalid, [{"role": "client", "name": "Grace", "email": "Grace <grace@mail.example>"}]),
        (RequestInvalid, [{"role": "client", "name": "Grace", "email": f"{'x' * 250}@mail.example"}]),
        (RequestInvalid, [{"role": "client", "name": "Grace", "phone": "ring me"}]),
        (RequestInvalid, [{"role": "client", "name": "Grace", "phone": "123"}]),
        (RequestInvalid, [{"role": "client", "name": "Grace", "nickname": "G"}]),
    ],
)
async def test_recipients_that_cannot_be_are_a_problem(
    clinic: Clinic, refusal: type[Refusal], recipients: list[dict[str, str]]
) -> None:
    before = await clinic.booking.everything()
    response = await clinic.asks("POST", "/clients", json={"recipients": recipients})
    refused(response, refusal)
    assert await clinic.booking.everything() == before


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("http://evil.example", "http:// evil. example"),
        ("evil.example", "evil. example"),
        ("grace@mail.example", "grace@ mail. example"),
        ("Dr.Smith", "Dr. Smith"),
    ],
)
async def test_a_name_that_mail_programs_would_make_a_link_of_is_refused_with_how_to_write_it(
    clinic: Clinic, name: str, instead: str
) -> None:
    before = await clinic.booking.everything()
    why = f"Mail programs would make a link of this name. Write it as “{instead}”."
    client = {"role": "client", "name": "Kit Mbeki"}
    for body, pointer in (
        ({"recipients": [client | {"name": name}]}, "body.recipients.0.name"),
        ({"recipients": [client | {"called": name}]}, "body.recipients.0.called"),
        ({"recipients": [client, {"role": "carer", "name": name}]}, "body.recipients.1.name"),
    ):
        problem = refused(await clinic.asks("POST", "/clients", json=body), RequestInvalid)
        assert problem["errors"] == [{"pointer": pointer, "detail": why}]
    answer = await clinic.asks("POST", "/practitioners", role="manager", json={"name": name})
    assert refused(answer, RequestInvalid)["errors"] == [{"pointer": "body.name", "detail": why}]
    assert await clinic.booking.everything() == before


@pytest.mark.parametrize(
    ("email", "why"),
    [
        ("a..b@mail.example", "An email address cannot have two periods in a row."),
        ("grace@mail", "The part after the @-sign is not valid. It should have a period."),
        ("zoë@mail.example", "Many mail servers take no letters but a to z before the @, with no accents."),
    ],
)
async def test_an_address_that_cannot_be_mailed_to_is_refused_where_it_was_typed_with_the_reason(
    clinic: Clinic, email: str, why: str
) -> None:
    recipients = [
        {"role": "client", "name": "Kit Mbeki"},
        {"role": "guardian", "name": "Ada Mbeki", "email": email},
    ]
    problem = refused(await clinic.asks("POST", "/clients", json={"recipients": recipients}), RequestInvalid)
    assert problem["errors"] == [{"pointer": "body.recipients.1.email", "detail": why}]


@pytest.mark.parametrize(
    ("refusal", "path"),
    [
        (SeriesNotFound, f"/series/{UNKNOWN}"),
        (AppointmentNotFound, f"/appointments/{UNKNOWN}/summary"),
        (AppointmentNotFound, f"/appointments/{UNKNOWN}"),
        (NothingHere, "/nowhere"),
    ],
)
async def test_what_is_not_there_is_a_problem(clinic: Clinic, refusal: type[Refusal], path: str) -> None:
    refused(await clinic.get(path), refusal)


async def test_an_id_that_is_none_is_a_problem(clinic: Clinic) -> None:
    refused(await clinic.get("/series/one"), RequestInvalid)


async def test_a_method_that_an_address_does_not_take_is_a_problem(clinic: Clinic) -> None:
    answer = await clinic.asks("PUT", "/series", json={})
    refused(answer, MethodNotAllowed)
    assert answer.headers["allow"] == "POST"
