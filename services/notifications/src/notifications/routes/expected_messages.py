from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from uuid_utils.compat import uuid7

from notifications import store, views
from notifications.domain.expected import expected, expected_of_cancelling
from notifications.domain.rule import Channel, Trigger
from notifications.routes.dependencies import Notifications, Staff

router = APIRouter(tags=["rules"])


class ExpectedMessage(BaseModel):
    """What one rule would send. `what`, `when` and `carries` are the parts of `words`."""

    rule_id: UUID
    trigger: Trigger
    channel: Channel
    template_id: UUID
    template_name: str
    count: int
    what: Annotated[str, Field(examples=["reminders"])]
    when: Annotated[str, Field(examples=["at once", "24 h before each later session"])]
    carries: Annotated[str | None, Field(examples=["each with its own link"])]
    words: Annotated[str, Field(examples=["4 reminders, 24 h before each later session, each with its own link"])]


class ExpectedWarning(BaseModel):
    code: Literal["no_confirmation", "no_reminder", "no_message", "no_cancellation"]
    title: Annotated[str, Field(examples=["No reminder is set up for video appointments."])]
    words: Annotated[str, Field(examples=["The links for sessions 2 to 5 would not be sent to the client."])]


class ExpectedMessagesResponse(BaseModel):
    messages: list[ExpectedMessage]
    warnings: list[ExpectedWarning]


@router.get("/expected-messages")
async def get_expected_messages(
    staff: Staff,
    database: Notifications,
    kind_id: UUID,
    video: bool,
    sessions: Annotated[
        int, Query(ge=1, le=366, description="How many are booked (more than one are recurring), or cancelled")
    ] = 1,
    change: Annotated[
        Literal["cancelled"] | None, Query(description="What is done to them; without it, they are booked")
    ] = None,
) -> ExpectedMessagesResponse:
    """What would be sent to the client, by the rules as they are, and what would not be."""
    ask = expected_of_cancelling if change == "cancelled" else expected
    async with database.transaction(staff.practice_id) as connection:
        rules = await store.rules_of(connection, staff.practice_id)
        names = {template.id: template.name for template in await views.templates(connection)}
    found = ask(rules, kind_id=kind_id, video=video, sessions=sessions, now=datetime.now(UTC), new_id=uuid7)
    return ExpectedMessagesResponse(
        messages=[
            ExpectedMessage(
                rule_id=each.rule.id,
                trigger=each.rule.trigger,
                channel=each.rule.channel,
                template_id=each.rule.template_id,
                template_name=names[each.rule.template_id],
                count=each.count,
                what=each.what,
                when=each.when,
                carries=each.carries,
                words=each.words,
            )
            for each in found.messages
        ],
        warnings=[ExpectedWarning(code=gap.code, title=gap.title, words=gap.words) for gap in found.warnings],
    )
