"""Headers hold one mailbox each, whatever the names hold. `tests/oracles` has them read by another program."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.policy import EmailPolicy

import pytest
from hypothesis import example, given

from notifications.domain.mail import Mail
from notifications.mail.cleaned import cleaned
from notifications.mail.mime import message
from tests.support.names import EASILY_READ_AMISS, any_name

SENDER, RECIPIENT, REPLY_TO = "appointments@clinic.example", "jo@mail.example", "desk@harbour.example"
NOW = datetime(2027, 10, 20, 9, 52, tzinfo=UTC)


def mail(clinic: str, client: str, subject: str = "Your session") -> Mail:
    return Mail("<1@clinic.example>", clinic, None, client, RECIPIENT, subject, "Hello", "<p>Hello</p>")


def written(clinic: str, client: str, subject: str = "Your session") -> bytes:
    return message(mail(clinic, client, subject), sender=SENDER, recipient=RECIPIENT, reply_to=REPLY_TO, now=NOW)


def read(content: bytes) -> EmailMessage:
    strict: EmailPolicy[EmailMessage] = policy.default.clone(raise_on_defect=True)
    return message_from_bytes(content, policy=strict)


def mailboxes(found: EmailMessage, header: str) -> list[tuple[str, str]]:
    """Names without spaces: Python before 3.13.2 reads one between two encoded words, where there is none."""
    value = found[header]
    assert isinstance(value, AddressHeader)
    return [(each.display_name.replace(" ", ""), each.addr_spec) for each in value.addresses]


def has_one_mailbox_in_each_header(clinic: str, client: str) -> None:
    found = read(written(clinic, client))
    clinic, client = (cleaned(name).replace(" ", "") for name in (clinic, client))
    assert mailboxes(found, "From") == [(clinic, SENDER)]
    assert mailboxes(found, "Reply-To") == [(clinic, REPLY_TO)]
    assert mailboxes(found, "To") == [(client, RECIPIENT)]


@given(any_name, any_name)
def test_any_two_names_give_one_mailbox_in_each_header(clinic: str, client: str) -> None:
    has_one_mailbox_in_each_header(clinic, client)


@pytest.mark.parametrize("name", EASILY_READ_AMISS)
def test_a_name_that_is_easily_read_amiss_gives_one_mailbox_too(name: str) -> None:
    has_one_mailbox_in_each_header(name, name)


@given(any_name)
@example("Your session: " + "Thursday 28 October, " * 20)
@example("Re: =?utf-8?q?Bcc=3A_all=40evil=2Eexample?=")
def test_a_subject_is_read_as_it_was_written(subject: str) -> None:
    assert str(read(written("Clinic", "Jo", subject))["Subject"]) == cleaned(subject)


@given(any_name, any_name, any_name)
def test_nothing_that_is_said_makes_a_header_or_a_long_line(clinic: str, client: str, subject: str) -> None:
    head, _, _ = written(clinic, client, subject).partition(b"\r\n\r\n")
    names = [line.partition(b":")[0].decode() for line in head.split(b"\r\n") if not line.startswith(b" ")]
    assert names == [
        *("Message-ID", "Date", "From", "To", "Reply-To", "Subject"),
        *("Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version", "Content-Type"),
    ]
    assert max(map(len, head.split(b"\r\n"))) <= 78
    assert head.isascii()


def test_a_clinic_that_names_no_address_is_answered_at_the_senders() -> None:
    content = message(mail("Clinic", "Jo"), sender=SENDER, recipient=RECIPIENT, reply_to=None, now=NOW)
    assert read(content)["Reply-To"] is None


def test_text_comes_first_and_html_last() -> None:
    found = read(written("Clinic", "Jo"))
    assert found.get_content_type() == "multipart/alternative"
    assert [(part.get_content_type(), part.get_content()) for part in found.iter_parts()] == [
        ("text/plain", "Hello\r\n"),
        ("text/html", "<p>Hello</p>\r\n"),
    ]
