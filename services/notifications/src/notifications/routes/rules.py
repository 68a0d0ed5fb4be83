from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter, Response

from messaging import incarnations
from messaging.database import Connection
from messaging.errors import VersionStale
from messaging.http.documents import problems
from messaging.http.if_match import IF_MATCH, SeenVersion, etag
from messaging.http.refusals import IfMatchInvalid, IfMatchMissing
from messaging.version import Version
from notifications.commands.change_rule import change_rule
from notifications.domain.lead import Lead
from notifications.domain.rule import Rule
from notifications.errors import (
    LeadNotValid,
    RuleNotFound,
    TemplateDoesNotFit,
    TemplateUnknown,
    TimingDoesNotFit,
)
from notifications.routes.dependencies import Here, Manager, Notifications, Staff
from notifications.routes.models.rules import RulePatch, RuleResponse
from notifications.store.rules import rules_of

router = APIRouter(tags=["rules"])


@router.get("/rules")
async def get_rules(staff: Staff, database: Notifications) -> list[RuleResponse]:
    async with database.transaction(staff.practice_id) as connection:
        rules = await rules_of(connection, staff.practice_id)
        return await _responses(connection, rules)


@router.patch(
    "/rules/{rule_id}",
    openapi_extra={"parameters": [IF_MATCH]},
    responses=problems(
        RuleNotFound,
        IfMatchMissing,
        IfMatchInvalid,
        VersionStale,
        LeadNotValid,
        TimingDoesNotFit,
        TemplateUnknown,
        TemplateDoesNotFit,
    ),
)
async def patch_rule(
    rule_id: UUID,
    body: RulePatch,
    response: Response,
    manager: Manager,
    seen_version: SeenVersion,
    database: Notifications,
    installation: Here,
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
            seen_version=seen_version,
            by=manager,
            now=installation.now(),
            installation=installation,
        )
        (changed,) = await _responses(connection, [rule])
    response.headers["ETag"] = changed.etag
    return changed


async def _responses(connection: Connection, rules: Sequence[Rule]) -> list[RuleResponse]:
    incarnation = (await incarnations.current(connection)).whole
    return [RuleResponse.of(rule, etag=etag(Version(incarnation, rule.version))) for rule in rules]
