from datetime import timedelta
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from notifications.domain.rule import Channel, Rule, Trigger


class RuleResponse(BaseModel):
    """`delay` is what follows the event, `lead` what goes before the session: ISO 8601 durations.

    In a lead, days are the wall clock's and hours elapse: `P1D` is the day before, same time; `PT24H` is 24 hours.
    """

    id: UUID
    version: int
    etag: Annotated[str, Field(description="For `If-Match`: sent back as it is")]
    trigger: Trigger
    kind_id: UUID | None
    channel: Channel
    template_id: UUID
    active: bool
    delay: timedelta | None
    lead: str | None
    when: Annotated[str, Field(description="In words", examples=["20 s after booking", "24 h before"])]

    @classmethod
    def of(cls, rule: Rule, *, etag: str) -> Self:
        return cls(
            id=rule.id,
            version=rule.version,
            etag=etag,
            trigger=rule.trigger,
            kind_id=rule.kind_id,
            channel=rule.channel,
            template_id=rule.template_id,
            active=rule.active,
            delay=rule.delay,
            lead=str(rule.lead) if rule.lead else None,
            when=rule.when(),
        )


class RulePatch(BaseModel):
    """What is left out or null stays as it is."""

    model_config = ConfigDict(extra="forbid")

    active: bool | None = None
    delay: Annotated[timedelta, Field(ge=timedelta(0), le=timedelta(days=1))] | None = None
    lead: Annotated[str, Field(max_length=40)] | None = None
    template_id: UUID | None = None
