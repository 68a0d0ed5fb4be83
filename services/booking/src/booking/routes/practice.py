from fastapi import APIRouter

from booking import store
from booking.domain.practice import Practice
from booking.routes.dependencies import Booking, Staff

router = APIRouter(tags=["practice"])


@router.get("/practice")
async def get_practice(caller: Staff, database: Booking) -> Practice:
    """The caller's practice."""
    async with database.transaction(caller.practice_id) as connection:
        return await store.practice(connection, caller.practice_id)
