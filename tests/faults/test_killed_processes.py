"""kill -9 of each process at each step that it has."""

import pytest

from tests.faults.case import Case, Faults
from tests.faults.kills import ACCEPTED, COMMIT, COMMITTED, killed_at
from tests.faults.proxy import Way

BOOKED = rb"series\.created\.v1"
SENT = rb"\r\n\.\r\n$"
# A Kafka request begins with the numbers of what is asked, of its version and of itself, and with who asks.
COMMIT_OFFSETS = rb"\x00\x08\x00[\x00-\x0f].{4}\x00.[a-z-]+-worker"


@pytest.mark.faults
async def test_nothing_goes_wrong_where_nothing_is_done(faults: Faults) -> None:
    async with faults.case("none", "none") as case:
        await case.book()


@pytest.mark.faults
async def test_bookings_api_is_killed_before_it_commits(faults: Faults) -> None:
    async with faults.case("kill -9 of the API of booking", "before its commit") as case:
        api = case.stack.booking_api
        trap = api.postgres.freeze_at(COMMIT, after=BOOKED)
        case.begin_to_book()
        await killed_at(trap, api)


async def test_bookings_api_is_killed_when_it_has_committed_and_not_answered(faults: Faults) -> None:
    async with faults.case("kill -9 of the API of booking", "committed, not answered") as case:
        api = case.stack.booking_api
        trap = api.postgres.freeze_at(COMMITTED, Way.TO_CLIENT, after=BOOKED)
        case.begin_to_book()
        await killed_at(trap, api)
        await case.all_are_booked()
        assert any(booking.asked > 1 for booking in case.reception.bookings)


@pytest.mark.faults
async def test_bookings_api_answers_nobody_whose_booking_is_not_committed(faults: Faults) -> None:
    async with faults.case("booking's commit does not reach Postgres", "answered, not committed") as case:
        api = case.stack.booking_api
        trap = api.postgres.freeze_at(COMMIT, after=BOOKED)
        case.begin_to_book()
        await trap.caught()
        in_the_diary = {session["series_id"] for session in await case.reception.diary()}
        assert {booking.series["id"] for booking in case.reception.answered} <= in_the_diary
        assert len(case.reception.answered) < len(case.reception.bookings)
        api.postgres.forget()


@pytest.mark.faults
async def test_bookings_relay_is_killed_before_it_publishes(faults: Faults) -> None:
    async with faults.case("kill -9 of the worker of booking", "committed, not published") as case:
        worker = case.stack.booking
        trap = worker.kafka.freeze_at(BOOKED)
        case.begin_to_book()
        await killed_at(trap, worker)


@pytest.mark.parametrize("service", ["booking", "video-links", "notifications"])
@pytest.mark.faults
async def test_a_relay_is_killed_when_it_has_published_and_heard_no_acknowledgement(
    faults: Faults, service: str
) -> None:
    async with faults.case(f"kill -9 of the worker of {service}", "published, not acknowledged") as case:
        worker = case.stack.member(service, "worker")
        trap = worker.kafka.freeze_at(rb".", Way.TO_CLIENT, after=_told_by(service))
        case.begin_to_book()
        await killed_at(trap, worker)


@pytest.mark.faults
async def test_bookings_relay_is_killed_when_what_it_published_still_stands_in_the_outbox(faults: Faults) -> None:
    async with faults.case("kill -9 of the worker of booking", "acknowledged, not deleted") as case:
        worker = case.stack.booking
        trap = worker.kafka.call_at(rb".", Way.TO_CLIENT, after=BOOKED, call=worker.postgres.freeze)
        case.begin_to_book()
        await killed_at(trap, worker)


@pytest.mark.parametrize(
    "service",
    [
        pytest.param("booking", marks=pytest.mark.faults),
        "video-links",
        pytest.param("notifications", marks=pytest.mark.faults),
    ],
)
async def test_a_consumer_is_killed_before_it_commits_what_it_handled(faults: Faults, service: str) -> None:
    async with faults.case(f"kill -9 of the worker of {service}", "handled, not committed") as case:
        worker = case.stack.member(service, "worker")
        trap = worker.postgres.freeze_at(COMMIT, after=None if service == "booking" else _told_by(service))
        case.begin_to_book()
        await killed_at(trap, worker)


@pytest.mark.parametrize("service", ["booking", "video-links", "notifications"])
@pytest.mark.faults
async def test_a_consumer_is_killed_before_its_offset_is_stored(faults: Faults, service: str) -> None:
    async with faults.case(f"kill -9 of the worker of {service}", "committed, its offset not stored") as case:
        worker = case.stack.member(service, "worker")
        trap = worker.kafka.freeze_at(COMMIT_OFFSETS)
        case.begin_to_book()
        await killed_at(trap, worker)


@pytest.mark.faults
async def test_a_sender_is_killed_with_a_claimed_message_in_hand(faults: Faults) -> None:
    async with faults.case("kill -9 of the worker of notifications", "claimed, not sent") as case:
        worker = case.stack.notifications
        await booked_and_told(case)
        trap = worker.smtp.freeze_at(rb"MAIL FROM")
        await case.remind()
        await killed_at(trap, worker)


async def test_a_sender_is_killed_after_the_last_dot(faults: Faults) -> None:
    async with faults.case(
        "kill -9 of the worker of notifications", "after the last dot, not answered", copies=1
    ) as case:
        worker = case.stack.notifications
        await booked_and_told(case)
        trap = worker.smtp.freeze_at(rb".", Way.TO_CLIENT, after=SENT)
        await case.remind(sessions=1)
        await killed_at(trap, worker)


@pytest.mark.faults
async def test_a_sender_is_killed_before_it_keeps_that_a_message_went(faults: Faults) -> None:
    async with faults.case("kill -9 of the worker of notifications", "answered, not recorded", copies=1) as case:
        worker = case.stack.notifications
        await booked_and_told(case)
        trap = worker.smtp.call_at(ACCEPTED, Way.TO_CLIENT, call=worker.postgres.freeze)
        await case.remind(sessions=1)
        await killed_at(trap, worker)


async def booked_and_told(case: Case) -> None:
    await case.book()
    await case.comes_to_rest()


def _told_by(service: str) -> bytes:
    return {
        "booking": BOOKED,
        "video-links": rb"links\.changed\.v1",
        "notifications": rb"communications\.changed\.v1",
    }[service]
