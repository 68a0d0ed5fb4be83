from datetime import UTC, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from uuid_utils.compat import uuid7

from notifications import views
from notifications.commands.preview_template import TemplatePreview, preview_template
from notifications.domain.rule import Channel
from notifications.mail.fields import FIELDS_IN_WORDS
from notifications.mail.lint import Part, field_names
from notifications.mail.template import LARGEST_SOURCE
from notifications.routes.dependencies import Notifications, Staff, Storage

router = APIRouter(tags=["templates"])


class TemplateResponse(BaseModel):
    """The body is Markdown; fields stand in it as `{{ client.first_name }}`."""

    id: UUID
    version: int
    name: str
    channel: Channel
    subject: str
    body: str


class TemplateField(BaseModel):
    name: Annotated[str, Field(examples=["client.first_name"])]
    words: Annotated[str, Field(description="What it becomes")]


class PreviewRequest(BaseModel):
    """`subject` and `body` are tried in place of what is saved; null takes that."""

    model_config = ConfigDict(extra="forbid")

    appointment_id: UUID
    subject: Annotated[str, Field(max_length=500)] | None = None
    body: Annotated[str, Field(max_length=LARGEST_SOURCE)] | None = None


class TemplateMistake(BaseModel):
    part: Part
    line: Annotated[int | None, Field(description="From 1; null where something is missing")]
    words: Annotated[str, Field(examples=["There is no field {{ clinic.phon }}. Did you mean {{ clinic.phone }}?"])]


class MailResponse(BaseModel):
    """The link in it is a stand-in."""

    subject: str
    html: str
    text: str


class PreviewResponse(BaseModel):
    """`mail` is null where a mistake keeps it from being written."""

    mail: MailResponse | None
    mistakes: list[TemplateMistake]

    @classmethod
    def of(cls, preview: TemplatePreview) -> Self:
        mail = preview.mail
        return cls(
            mail=MailResponse(subject=mail.subject, html=mail.html, text=mail.text) if mail else None,
            mistakes=[TemplateMistake(part=each.part, line=each.line, words=each.words) for each in preview.mistakes],
        )


@router.get("/templates")
async def get_templates(staff: Staff, database: Notifications) -> list[TemplateResponse]:
    async with database.transaction(staff.practice_id) as connection:
        templates = await views.templates(connection)
    return [TemplateResponse.model_validate(template, from_attributes=True) for template in templates]


@router.get("/template-fields")
async def get_template_fields(_: Staff) -> list[TemplateField]:
    """What can stand in a template between `{{` and `}}`."""
    return [TemplateField(name=name, words=FIELDS_IN_WORDS[name]) for name in field_names()]


@router.post("/templates/{template_id}/preview")
async def post_template_preview(
    template_id: UUID, body: PreviewRequest, staff: Staff, database: Notifications, storage: Storage
) -> PreviewResponse:
    """A template as the mail that an appointment's client would get, and what is wrong with it. Nothing is stored."""
    async with database.transaction(staff.practice_id) as connection:
        preview = await preview_template(
            connection,
            template_id,
            body.appointment_id,
            subject=body.subject,
            body=body.body,
            by=staff,
            keys=storage,
            now=datetime.now(UTC),
            new_id=uuid7,
        )
    return PreviewResponse.of(preview)
