"""From a template and what there is to say, the mail."""

from datetime import datetime
from uuid import UUID

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from messaging.mail_address import mailto
from messaging.telephone import tel
from messaging.unlinked import unlinked
from notifications.domain.mail import Mail
from notifications.domain.material import Material, Ready
from notifications.mail.fields import Block, Button, CancelledDates, Dates, Fields, Note, fields
from notifications.mail.markdown import as_html, as_text, wrapped
from notifications.mail.template import fill_body, fill_subject

_layouts = Environment(
    loader=PackageLoader("notifications.mail", "layout"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(material: Material, ready: Ready, *, domain: str, now: datetime) -> Mail:
    """`domain` is that of the sender's address. Raises TemplateDoesNotRender."""
    said = fields(material, ready, now)
    body = fill_body(ready.template.body, said)
    return Mail(
        message_id=message_id(material.communication.id, domain),
        sender_name=said.clinic.name,
        reply_to=said.clinic.email,
        recipient_name=unlinked(ready.recipient.name),
        recipient_address=ready.address,
        subject=fill_subject(ready.template.subject, said),
        text=_text(body, said),
        html=_html(body, said, material),
    )


def message_id(communication_id: UUID, domain: str) -> str:
    """The same for every attempt, so that a mailbox can tell a repetition. Source: RFC 5322, 3.6.4."""
    return f"<{communication_id}@{domain}>"


def _html(body: str, said: Fields, material: Material) -> str:
    blocks = {name: _html_block(name, block) for name, block in _blocks(said).items()}
    clinic, zone = said.clinic, material.practice.zone
    return _layouts.get_template("mail.html.jinja").render(
        body=Markup(as_html(body, blocks)),  # noqa: S704 markdown-it has escaped it
        clinic=clinic,
        tel=tel(clinic.phone, zone) if clinic.phone else None,
        mailto=mailto(clinic.email) if clinic.email else None,
        reminder=material.communication.appointment_id is not None,
        cancelled=said.cancelled is not None,
        sessions=said.cancelled.count if said.cancelled else said.series.count,
        has_link=said.link is not None,
    )


def _html_block(name: str, block: Block) -> str:
    return _layouts.get_template(f"{name}.html.jinja").render(block=block)


def _text(body: str, said: Fields) -> str:
    blocks = {name: _text_block(block) for name, block in _blocks(said).items()}
    footer = _layouts.get_template("footer.txt.jinja").render(clinic=said.clinic, has_link=said.link is not None)
    return f"{as_text(body, blocks).strip()}\n\n{wrapped(footer.strip())}\n"


def _text_block(block: Block) -> str:
    match block:
        case Button(url, _, join_from):
            return f"Open it here: {url}\nYou can join from {join_from}."
        case Dates(lines):
            return "\n".join(
                f"{line.number}. {line.text}, {line.time}" if line.kind == "appointment" else f"   ({line.text})"
                for line in lines
            )
        case CancelledDates(lines):
            return "\n".join(f"{line.text}, {line.time}" for line in lines)
        case Note(paragraphs):
            return "A NOTE FROM THE CLINIC\n" + "\n".join(paragraphs)


def _blocks(said: Fields) -> dict[str, Block]:
    return {
        "dates": said.series.dates,
        **({"cancelled": said.cancelled.dates} if said.cancelled else {}),
        **({"link": said.link} if said.link else {}),
        **({"note": said.note} if said.note else {}),
    }
