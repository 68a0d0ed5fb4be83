"""From a template and what there is to say, the mail."""

import re
from datetime import datetime
from uuid import UUID

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from messaging import wall_clock
from messaging.mail_address import mailto
from messaging.telephone import tel
from messaging.unlinked import unlinked
from notifications.domain.dates import DateLine
from notifications.domain.mail import Mail
from notifications.domain.material import Material, Ready
from notifications.mail.fields import (
    Block,
    Button,
    CancelledDates,
    ChangedDates,
    ChangedSession,
    Dates,
    Fields,
    Note,
    fields,
)
from notifications.mail.markdown import as_html, as_text, wrapped
from notifications.mail.template import fill_body, fill_subject

_TIME = re.compile(r"\d[ap]m\b")

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
    text = _body_as_text(body, said, subject=subject)
    zone = _unsaid_zone(material.series.zone, subject=subject, text=text)
    why = _why(said, reminder=material.communication.appointment_id is not None)
    return Mail(
        message_id=message_id(material.communication.id, domain),
        sender_name=said.clinic.name,
        reply_to=said.clinic.email,
        recipient_name=unlinked(ready.recipient.name),
        recipient_address=ready.address,
        subject=subject,
        text=_text(text, said, zone=zone, why=why),
        html=_html(body, said, practice_zone=material.practice.zone, zone=zone, why=why),
    )


def message_id(communication_id: UUID, domain: str) -> str:
    """The same for every attempt, so that a mailbox can tell a repetition. Source: RFC 5322, 3.6.4."""
    return f"<{communication_id}@{domain}>"


def _why(said: Fields, *, reminder: bool) -> str:
    """Why the client gets the mail, and what not to do with it."""
    about = said.cancelled or said.changed or said.series
    several = about.count > 1
    sessions = "these sessions" if several else "this session"
    if said.cancelled:
        because = f"the clinic had booked {sessions} for you"
    else:
        because = "you have a session booked with the clinic" if reminder else f"the clinic booked {sessions} for you"
    alone = " Please do not pass this email on: the link is only for you." if said.link else ""
    return f"You get this email because {because}.{alone}"


def _unsaid_zone(zone: str, *, subject: str, text: str) -> str | None:
    """Of which zone the times are, where a template tells some and leaves that out."""
    said = " ".join(text.split())
    if wall_clock.zone_in_words(zone) in said or not _TIME.search(f"{subject} {said}"):
        return None
    return wall_clock.whose_times(zone)


def _html(body: str, said: Fields, *, practice_zone: str, zone: str | None, why: str) -> str:
    blocks = {name: _html_block(name, block) for name, block in _blocks(said).items()}
    clinic = said.clinic
    return _layouts.get_template("mail.html.jinja").render(
        body=Markup(as_html(body, blocks)),  # noqa: S704 markdown-it has escaped it
        clinic=clinic,
        tel=tel(clinic.phone, practice_zone) if clinic.phone else None,
        mailto=mailto(clinic.email) if clinic.email else None,
        zone=zone,
        why=why,
    )


def _html_block(name: str, block: Block) -> str:
    return _layouts.get_template(f"{name}.html.jinja").render(block=block, when=_when)


def _body_as_text(body: str, said: Fields, *, subject: str) -> str:
    blocks = {name: _text_block(block) for name, block in _blocks(said).items()}
    return as_text(body, blocks, subject=subject).strip()


def _text(body: str, said: Fields, *, zone: str | None, why: str) -> str:
    footer = _layouts.get_template("footer.txt.jinja").render(clinic=said.clinic, zone=zone, why=why)
    return f"{body}\n\n{wrapped(footer.strip())}\n"


def _text_block(block: Block) -> str:
    match block:
        case Button(url, label):
            return f"{label}:\n{url}\n{wrapped(_when(block))}"
        case Dates(lines):
            return "\n".join(map(_numbered_line, lines))
        case CancelledDates(lines):
            return "\n".join(f"{line.text}, {line.time}" if line.kind == "appointment" else line.text for line in lines)
        case ChangedDates(sessions, zone):
            return "\n\n".join([*map(_changed_session, sessions), zone])
        case Note(paragraphs):
            return "A NOTE FROM THE CLINIC\n" + "\n".join(paragraphs)


def _numbered_line(line: DateLine) -> str:
    match line.kind:
        case "appointment":
            return f"{line.number}. {line.text}, {line.time}"
        case "zone":
            return line.text
        case _:
            return f"   ({line.text})"


def _changed_session(session: ChangedSession) -> str:
    before = [f"Before: {_in_a_line(session.before)}"] if session.before else []
    return "\n".join(wrapped(line) for line in (*before, f"Now: {_in_a_line(session.now)}"))


def _in_a_line(day_and_time: tuple[str, str]) -> str:
    return ", ".join(filter(None, day_and_time))


def _when(button: Button) -> str:
    return (
        f"You can join from {button.join_from}. Open it sooner to check your camera and sound. "
        f"The link works until {button.works_until}."
    )


def _blocks(said: Fields) -> dict[str, Block]:
    return {
        "dates": said.series.dates,
        **({"cancelled": said.cancelled.dates} if said.cancelled else {}),
        **({"changed": said.changed.dates} if said.changed else {}),
        **({"link": said.link} if said.link else {}),
        **({"note": said.note} if said.note else {}),
    }
