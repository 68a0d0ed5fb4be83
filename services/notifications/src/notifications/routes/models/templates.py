from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from notifications.domain.rule import Channel
from notifications.domain.template import Template
from notifications.mail.lint import Part
from notifications.mail.template import LARGEST_SOURCE
from notifications.queries.preview_template import TemplatePreview


class TemplateResponse(BaseModel):
    """The body is Markdown; fields stand in it as `{{ client.first_name }}`."""

    id: UUID
    version: int
    name: str
    channel: Channel
    subject: str
    body: str

    @classmethod
    def of(cls, template: Template) -> Self:
        return cls.model_validate(template, from_attributes=True)


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
