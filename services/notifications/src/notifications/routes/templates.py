from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from notifications import views
from notifications.domain.rule import Channel
from notifications.routes.dependencies import Notifications, Staff

router = APIRouter(tags=["templates"])


class TemplateResponse(BaseModel):
    """The body is Markdown; fields stand in it as `{{ client.first_name }}`."""

    id: UUID
    version: int
    name: str
    channel: Channel
    subject: str
    body: str


@router.get("/templates")
async def get_templates(staff: Staff, database: Notifications) -> list[TemplateResponse]:
    async with database.transaction(staff.practice_id) as connection:
        templates = await views.templates(connection)
    return [TemplateResponse.model_validate(template, from_attributes=True) for template in templates]
