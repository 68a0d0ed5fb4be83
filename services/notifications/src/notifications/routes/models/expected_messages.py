from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field

from notifications.domain.rule import Channel, Trigger
from notifications.queries.expected_messages import ExpectedByRules


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

    @classmethod
    def of(cls, found: ExpectedByRules) -> Self:
        return cls(
            messages=[
                ExpectedMessage(
                    rule_id=each.rule.id,
                    trigger=each.rule.trigger,
                    channel=each.rule.channel,
                    template_id=each.rule.template_id,
                    template_name=found.templates[each.rule.template_id].name,
                    count=each.count,
                    what=each.what,
                    when=each.when,
                    carries=each.carries,
                    words=each.words,
                )
                for each in found.expected.messages
            ],
            warnings=[
                ExpectedWarning(code=gap.code, title=gap.title, words=gap.words) for gap in found.expected.warnings
            ],
        )
