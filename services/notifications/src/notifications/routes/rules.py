from datetime import UTC, datetime, timedelta
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Header, Response
from pydantic import BaseModel, ConfigDict, Field

from notifications import store
from notifications.commands.change_rule import change_rule
from notifications.domain.lead import Lead
from notifications.domain.rule import Channel, Rule, Trigger
from notifications.routes.dependencies import Manager, Notifications, Staff

router = APIRouter(tags=["rules"])

IfMatch = Annotated[str | None, Header(pattern=r'^(\*|"[0-9]{1,9}")$', description="The rule's ETag, as it was read.")]


class RuleResponse(BaseModel):
    """`delay` is what follows the event, `lead` what goes before the session: ISO 8601 durations.

    In a lead, days are the wall clock's and hours elapse: `P1D` is the day before, same time; `PT24H` is 24 hours.
    """

    id: UUID
    version: int
    trigger: Trigger
    kind_id: UUID | None
    channel: Channel
    template_id: UUID
    active: bool
    delay: timedelta | None
    lead: str | None
    when: Annotated[str, Field(description="In words", examples=["20 s after booking", "24 h before"])]

    @classmethod
    def of(cls, rule: Rule) -> Self:
        return cls(
            id=rule.id,
            version=rule.version,
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


@router.get("/rules")
async def get_rules(staff: Staff, database: Notifications) -> list[RuleResponse]:
    async with database.transaction(staff.practice_id) as connection:
        rules = await store.rules_of(connection, staff.practice_id)
    return [RuleResponse.of(rule) for rule in rules]


@router.patch("/rules/{rule_id}")
async def patch_rule(
    rule_id: UUID,
    body: RulePatch,
    response: Response,
    manager: Manager,
    database: Notifications,
    if_match: IfMatch = None,
) -> RuleResponse:
    """Switch a rule on or off, change its time or its template.

    Messages that are planned already keep their time; those of a rule that is off are not sent.
    """
    async with database.transaction(manager.practice_id) as connection:
        rule = await change_rule(
            connection,
            rule_id,
            active=body.active,
            delay=body.delay,
            lead=Lead.parse(body.lead) if body.lead is not None else None,
            template_id=body.template_id,
            expected_version=int(if_match.strip('"')) if if_match not in (None, "*") else None,
            by=manager,
            now=datetime.now(UTC),
        )
    response.headers["ETag"] = f'"{rule.version}"'
    return RuleResponse.of(rule)
