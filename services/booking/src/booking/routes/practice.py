from fastapi import APIRouter

from booking.errors import PracticeNotFound
from booking.routes.dependencies import Booking, Installed, Staff
from booking.routes.models.practice import PracticeResponse
from booking.store.practices import find_practice
from messaging.http.documents import problems

router = APIRouter(tags=["practice"])


@router.get("/practice", responses=problems(PracticeNotFound))
async def get_practice(caller: Staff, database: Booking, installation: Installed) -> PracticeResponse:
    """The caller's practice."""
    async with database.transaction(caller.practice_id) as connection:
        practice = await find_practice(connection, caller.practice_id)
    return PracticeResponse.of(practice, now=installation.now())
