from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query

from notifications.queries.expected_messages import expected_messages
from notifications.routes.dependencies import Here, Notifications, Staff
from notifications.routes.models.expected_messages import ExpectedMessagesResponse

router = APIRouter(tags=["rules"])


@router.get("/expected-messages")
async def get_expected_messages(
    staff: Staff,
    database: Notifications,
    installation: Here,
    kind_id: UUID,
    video: bool,
    appointments: Annotated[
        int, Query(ge=1, le=366, description="How many are booked (more than one are recurring), or cancelled")
    ] = 1,
    change: Annotated[
        Literal["cancelled"] | None, Query(description="What is done to them; without it, they are booked")
    ] = None,
) -> ExpectedMessagesResponse:
    """What would be sent to the client, by the rules as they are, and what would not be."""
    async with database.transaction(staff.practice_id) as connection:
        found = await expected_messages(
            connection,
            staff.practice_id,
            kind_id=kind_id,
            video=video,
            appointments=appointments,
            change=change,
            now=installation.now(),
            installation=installation,
        )
    return ExpectedMessagesResponse.of(found)
