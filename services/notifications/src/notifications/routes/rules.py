from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Response

from messaging.http.documents import problems
from notifications.commands.change_rule import change_rule
from notifications.domain.lead import Lead
from notifications.errors import (
    LeadNotValid,
    RuleHasChanged,
    RuleNotFound,
    TemplateDoesNotFit,
    TemplateUnknown,
    TimingDoesNotFit,
)
from notifications.routes.dependencies import Here, Manager, Notifications, Staff
from notifications.routes.models.rules import RulePatch, RuleResponse
from notifications.store.rules import rules_of

router = APIRouter(tags=["rules"])

IfMatch = Annotated[str | None, Header(pattern=r'^(\*|"[0-9]{1,9}")$', description="The rule's ETag, as it was read.")]


@router.get("/rules")
async def get_rules(staff: Staff, database: Notifications) -> list[RuleResponse]:
    async with database.transaction(staff.practice_id) as connection:
        rules = await rules_of(connection, staff.practice_id)
    return [RuleResponse.of(rule) for rule in rules]


@router.patch(
    "/rules/{rule_id}",
    responses=problems(
        RuleNotFound, RuleHasChanged, LeadNotValid, TimingDoesNotFit, TemplateUnknown, TemplateDoesNotFit
    ),
)
async def patch_rule(
    rule_id: UUID,
    body: RulePatch,
    response: Response,
    manager: Manager,
    database: Notifications,
    installation: Here,
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
            now=installation.now(),
            installation=installation,
        )
    response.headers["ETag"] = f'"{rule.version}"'
    return RuleResponse.of(rule)
