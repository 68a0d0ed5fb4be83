from uuid import UUID

from fastapi import APIRouter

from messaging.http.aside import TooBusy
from messaging.http.documents import problems
from notifications.errors import AppointmentUnknown, TemplateNotFound
from notifications.mail.fields import FIELDS_IN_WORDS
from notifications.mail.lint import field_names
from notifications.queries.preview_template import load_preview, write_preview
from notifications.routes.dependencies import Here, Notifications, Staff, TakingTime
from notifications.routes.models.templates import PreviewRequest, PreviewResponse, TemplateField, TemplateResponse
from notifications.store.templates import templates_of

router = APIRouter(tags=["templates"])


@router.get("/templates")
async def get_templates(staff: Staff, database: Notifications) -> list[TemplateResponse]:
    async with database.transaction(staff.practice_id) as connection:
        templates = await templates_of(connection, staff.practice_id)
    return [TemplateResponse.of(template) for template in templates]


@router.get("/template-fields")
async def get_template_fields(_: Staff) -> list[TemplateField]:
    """What can stand in a template between `{{` and `}}`."""
    return [TemplateField(name=name, words=FIELDS_IN_WORDS[name]) for name in field_names()]


@router.post("/templates/{template_id}/preview", responses=problems(TemplateNotFound, AppointmentUnknown, TooBusy))
async def post_template_preview(
    template_id: UUID,
    body: PreviewRequest,
    staff: Staff,
    database: Notifications,
    installation: Here,
    aside: TakingTime,
) -> PreviewResponse:
    """A template as the mail that an appointment's client would get, and what is wrong with it. Nothing is stored."""
    async with database.transaction(staff.practice_id) as connection:
        material = await load_preview(
            connection,
            template_id,
            body.appointment_id,
            subject=body.subject,
            body=body.body,
            practice_id=staff.practice_id,
            installation=installation,
        )
    now = installation.now()
    preview = await aside.do(lambda: write_preview(material, now=now, installation=installation))
    return PreviewResponse.of(preview)
