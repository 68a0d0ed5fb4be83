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

CHECK = "Open it sooner to check your camera and sound."

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
    subject = fill_subject(ready.template.subject, said)
    body = fill_body(ready.template.body, said)
    why = _why(said, reminder=material.communication.appointment_id is not None)
    return Mail(
        message_id=message_id(material.communication.id, domain),
        sender_name=said.clinic.name,
        reply_to=said.clinic.email,
        recipient_name=unlinked(ready.recipient.name),
        recipient_address=ready.address,
        subject=subject,
        text=_text(body, said, subject=subject, why=why),
        html=_html(body, said, zone=material.practice.zone, why=why),
    )


def message_id(communication_id: UUID, domain: str) -> str:
    """The same for every attempt, so that a mailbox can tell a repetition. Source: RFC 5322, 3.6.4."""
    return f"<{communication_id}@{domain}>"


def _why(said: Fields, *, reminder: bool) -> str:
    """Why the client gets the mail, and what not to do with it."""
    several = (said.cancelled.count if said.cancelled else said.series.count) > 1
    sessions = "these sessions" if several else "this session"
    if said.cancelled:
        because = f"the clinic had booked {sessions} for you"
    else:
        because = "you have a session booked with the clinic" if reminder else f"the clinic booked {sessions} for you"
    alone = " Please do not pass this email on: the link is only for you." if said.link else ""
    return f"You get this email because {because}.{alone}"


def _html(body: str, said: Fields, *, zone: str, why: str) -> str:
    """`zone` is the practice's."""
    blocks = {name: _html_block(name, block) for name, block in _blocks(said).items()}
    clinic = said.clinic
    return _layouts.get_template("mail.html.jinja").render(
        body=Markup(as_html(body, blocks)),  # noqa: S704 markdown-it has escaped it
        clinic=clinic,
        tel=tel(clinic.phone, zone) if clinic.phone else None,
        mailto=mailto(clinic.email) if clinic.email else None,
        why=why,
    )


def _html_block(name: str, block: Block) -> str:
    return _layouts.get_template(f"{name}.html.jinja").render(block=block, check=CHECK)


def _text(body: str, said: Fields, *, subject: str, why: str) -> str:
    blocks = {name: _text_block(block) for name, block in _blocks(said).items()}
    footer = _layouts.get_template("footer.txt.jinja").render(clinic=said.clinic, why=why)
    return f"{as_text(body, blocks, subject=subject).strip()}\n\n{wrapped(footer.strip())}\n"


def _text_block(block: Block) -> str:
    match block:
        case Button(url, label, join_from):
            return f"{label}:\n{url}\n{wrapped(f'You can join from {join_from}. {CHECK}')}"
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
