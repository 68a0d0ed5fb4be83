from typing import Annotated, assert_never

from fastapi import APIRouter, Body

from messaging.http.documents import problems
from notifications.domain.expected import series_as_if
from notifications.errors import AppointmentUnknown, ClientNotHeard
from notifications.queries.expected_messages import (
    expected_of_cancellation,
    expected_of_dates,
    expected_of_move,
    expected_of_new_link,
)
from notifications.routes.dependencies import Here, Notifications, Staff
from notifications.routes.models.expected_messages import (
    Booking,
    Cancelling,
    ExpectedMessagesRequest,
    ExpectedMessagesResponse,
    Moving,
    Reissuing,
)

router = APIRouter(tags=["rules"])


@router.post("/expected-messages", responses=problems(AppointmentUnknown, ClientNotHeard))
async def post_expected_messages(
    staff: Staff, database: Notifications, installation: Here, body: Annotated[ExpectedMessagesRequest, Body()]
) -> ExpectedMessagesResponse:
    """What would be sent to the client were this done now, by the rules as they are, and what would not be. Nothing is
    stored."""
    now, practice_id = installation.now(), staff.practice_id
    async with database.transaction(practice_id) as connection:
        match body:
            case Booking():
                series = series_as_if(
                    body.kind_id,
                    body.times,
                    video=body.video,
                    zone=body.zone_info,
                    new_id=installation.new_id,
                )
                found = await expected_of_dates(
                    connection,
                    practice_id,
                    series,
                    client_id=body.client_id,
                    now=now,
                    installation=installation,
                )
            case Cancelling():
                found = await expected_of_cancellation(
                    connection, practice_id, body.appointment_ids, now=now, installation=installation
                )
            case Moving():
                found = await expected_of_move(
                    connection,
                    practice_id,
                    body.series_id,
                    body.places,
                    notify=body.notify,
                    now=now,
                    installation=installation,
                )
            case Reissuing():
                found = await expected_of_new_link(
                    connection, practice_id, body.appointment_id, now=now, installation=installation
                )
            case _:
                assert_never(body)
    return ExpectedMessagesResponse.of(found)
