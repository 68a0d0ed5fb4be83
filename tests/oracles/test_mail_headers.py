"""What a mail's headers say is what a program of another make reads there."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from notifications.domain.mail import Mail
from notifications.mail.cleaned import cleaned
from notifications.mail.mime import message
from tests.oracles import foreign
from tests.oracles.foreign_mail import read_by_node
from tests.support.names import EASILY_READ_AMISS, any_name

SENDER, RECIPIENT, REPLY_TO = "appointments@clinic.example", "jo@mail.example", "desk@harbour.example"
NOW: Final = datetime(2027, 10, 20, 9, 52, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
async def _reader() -> None:
    await foreign.install()


# Fifty names at once: what takes long is starting the reader.
@given(st.lists(st.tuples(any_name, any_name, any_name), min_size=1, max_size=50))
@example([(name, name, name) for name in EASILY_READ_AMISS])
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_any_two_names_are_read_as_one_mailbox_in_each_header(said: Sequence[tuple[str, str, str]]) -> None:
    mails = [
        Mail("<1@clinic.example>", clinic, None, client, RECIPIENT, subject, "Hello", "<p>Hello</p>")
        for clinic, client, subject in said
    ]
    found = read_by_node(
        [message(each, sender=SENDER, recipient=RECIPIENT, reply_to=REPLY_TO, now=NOW) for each in mails]
    )
    for mail, read in zip(mails, found, strict=True):
        assert read.sender == [(cleaned(mail.sender_name), SENDER)]
        assert read.reply_to == [(cleaned(mail.sender_name), REPLY_TO)]
        assert read.recipient == [(cleaned(mail.recipient_name), RECIPIENT)]
        assert read.subject == cleaned(mail.subject)
        assert (read.text.strip(), read.html.strip()) == ("Hello", "<p>Hello</p>")
        assert not {"Bcc", "Cc"} & set(read.headers)
