from fastapi import APIRouter

from booking.domain.practice import Practice
from booking.errors import PracticeNotFound
from booking.routes.dependencies import Booking, Staff
from booking.store.practices import find_practice
from messaging.http.documents import problems

router = APIRouter(tags=["practice"])


@router.get("/practice", responses=problems(PracticeNotFound))
async def get_practice(caller: Staff, database: Booking) -> Practice:
    """The caller's practice."""
    async with database.transaction(caller.practice_id) as connection:
        return await find_practice(connection, caller.practice_id)
