import asyncio
from collections import Counter

from messaging.errors import IdempotencyKeyReused
from services.booking.tests.clinic import Booking, Clinic
from tests.support.problems import refused


async def test_invariant_2_a_repeated_request_is_answered_byte_for_byte_as_the_first(clinic: Clinic) -> None:
    request = clinic.booking_request("2027-03-22T10:00", recurrence={"frequency": "weekly", "count": 4})
    first = await clinic.asks_for_series(request, key="a-key")
    before = await clinic.booking.everything()
    again = await clinic.asks_for_series(dict(reversed(request.items())), key="a-key")
    assert (again.status_code, again.content) == (201, first.content)
    assert [again.headers[name] for name in ("location", "etag", "content-type")] == [
        first.headers[name] for name in ("location", "etag", "content-type")
    ]
    assert await clinic.booking.everything() == before


async def test_invariant_2_another_body_under_the_same_key_is_refused(clinic: Clinic) -> None:
    await clinic.asks_for_series(clinic.booking_request("2027-03-22T10:00"), key="a-key")
    before = await clinic.booking.everything()
    response = await clinic.asks_for_series(clinic.booking_request("2027-03-22T11:00"), key="a-key")
    refused(response, IdempotencyKeyReused)
    assert await clinic.booking.everything() == before


async def test_invariant_2_a_refused_attempt_stores_nothing_and_leaves_its_key_free(clinic: Clinic) -> None:
    taken = await clinic.books("2027-03-22T10:00")
    before = await clinic.booking.everything()
    request = clinic.booking_request("2027-03-22T10:00")
    assert (await clinic.asks_for_series(request, key="a-key")).status_code == 409
    assert await clinic.booking.everything() == before
    await clinic.booking.rows("UPDATE appointments SET status = 'cancelled'")
    response = await clinic.asks_for_series(request, key="a-key")
    assert response.status_code == 201
    assert response.json()["id"] != taken["id"]


async def test_invariant_2_concurrent_requests_with_one_key_book_once(clinic: Clinic) -> None:
    request = clinic.booking_request("2027-03-22T10:00", recurrence={"frequency": "weekly", "count": 4})
    answers = await asyncio.gather(*(clinic.asks_for_series(request, key="a-key") for _ in range(16)))
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert len(await clinic.booking.rows("SELECT FROM series")) == 1


async def test_invariant_2_concurrent_requests_with_one_key_and_different_bodies_book_one_of_them(
    clinic: Clinic,
) -> None:
    requests = [clinic.booking_request(f"2027-03-22T{hour}:00") for hour in range(10, 18)]
    answers = await asyncio.gather(*(clinic.asks_for_series(request, key="a-key") for request in requests))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 422: 7}
    assert len(await clinic.booking.rows("SELECT FROM series")) == 1


async def test_invariant_2_a_key_belongs_to_its_caller_and_practice(booking: Booking, clinic: Clinic) -> None:
    first = await clinic.asks_for_series(clinic.booking_request("2027-03-22T10:00"), key="a-key")
    bearer = booking.issuer.bearer(clinic.practice_id, "receptionist", subject="sam")
    another_caller = await booking.request(
        "POST",
        "/series",
        json=clinic.booking_request("2027-03-22T11:00"),
        headers=bearer | {"Idempotency-Key": "a-key"},
    )
    another_clinic = await Clinic.opened(booking)
    elsewhere = await another_clinic.asks_for_series(another_clinic.booking_request("2027-03-22T10:00"), key="a-key")
    answers = (first, another_caller, elsewhere)
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert len({answer.json()["id"] for answer in answers}) == 3


async def test_invariant_2_a_key_is_kept_for_48_hours(clinic: Clinic) -> None:
    request = clinic.booking_request("2027-03-22T10:00")
    first = await clinic.asks_for_series(request, key="a-key")
    await _keys_age_by(clinic, "47 hours 59 minutes")
    assert (await clinic.asks_for_series(request, key="a-key")).content == first.content
    await _keys_age_by(clinic, "2 minutes")
    assert (await clinic.asks_for_series(request, key="a-key")).status_code == 409
    later = await clinic.asks_for_series(clinic.booking_request("2027-03-22T11:00"), key="a-key")
    assert later.status_code == 201


async def test_old_keys_are_forgotten(clinic: Clinic) -> None:
    await clinic.books("2027-03-22T10:00")
    await _keys_age_by(clinic, "49 hours")
    await clinic.books("2027-03-22T11:00")
    assert len(await clinic.booking.rows("SELECT FROM idempotency_keys")) == 1


async def _keys_age_by(clinic: Clinic, age: str) -> None:
    await clinic.booking.rows("UPDATE idempotency_keys SET claimed_at = claimed_at - $1::text::interval", age)
