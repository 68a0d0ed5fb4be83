"""The audit log over HTTP, for managers: the same in every service."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from messaging import audit
from messaging.actor import Actor
from messaging.database import Database
from messaging.http.identity import require
from messaging.http.state import database_of

AT_MOST: Final = 200  # entries an answer


class AuditEntry(BaseModel):
    """`subject` is the identity provider's, `name` what their token said then; `details` by what the action is."""

    id: UUID
    at: datetime
    subject: str
    name: str | None
    action: str
    about: UUID
    appointment_id: UUID | None
    details: Mapping[str, object]


class AuditEntries(BaseModel):
    """The newest first. `next` is what to ask with as `before` for older ones; null where there are none."""

    entries: Sequence[AuditEntry]
    next: UUID | None


def audit_routes(actions: Sequence[str]) -> APIRouter:
    """`actions` are the closed set that this service notes, for its document."""
    router = APIRouter(tags=["audit"])

    @router.get("/audit-entries", description=f"Who of the staff did what, when. Actions: {', '.join(actions)}.")
    async def get_audit_entries(
        manager: Annotated[Actor, Depends(require("manager"))],
        database: Annotated[Database, Depends(database_of)],
        about: Annotated[UUID | None, Query(description="What it was done to: a series, a client, a rule.")] = None,
        subject: Annotated[str | None, Query(max_length=255, description="Who did it.")] = None,
        since: datetime | None = None,
        before: Annotated[UUID | None, Query(description="`next` of an earlier answer.")] = None,
        limit: Annotated[int, Query(ge=1, le=AT_MOST)] = 50,
    ) -> AuditEntries:
        async with database.transaction(manager.practice_id) as connection:
            found = await audit.entries(
                connection,
                manager.practice_id,
                about=about,
                subject=subject,
                since=since,
                before=before,
                at_most=limit + 1,
            )
        shown = found[:limit]
        return AuditEntries(
            entries=[AuditEntry.model_validate(each, from_attributes=True) for each in shown],
            next=shown[-1].id if len(found) > limit else None,
        )

    return router
