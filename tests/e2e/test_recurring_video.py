"""The article's promise, kept whatever is killed on the way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from standing_local.demo.inbox import Inbox, Mail
from standing_local.demo.story import booked_series
from tests.e2e.running_stack import RunningStack
from tests.support.rest import comes_to_rest

SOON = timedelta(seconds=6)
# Reminders whose time has passed when they are planned go by other rules.
LATER = timedelta(hours=1)
# A message that was being sent is sent again when the lease of the lost sender has run out.
LONGER_THAN_A_LEASE = 150.0


class WithoutRepetitions(Inbox):
    """A mail whose acknowledgement was lost in a crash, on its way or before it was stored, is sent once more.

    It has the same Message-ID.
    """

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    async def mails(self) -> list[Mail]:
        return list({mail.message_id: mail for mail in await self._inbox.mails()}.values())


async def test_a_recurring_video_booking_keeps_every_promise(stack: RunningStack) -> None:
    async with booked_series(stack.settings, print, reminder_in=SOON) as booked:
        findings = await booked.settled(after=SOON)
        assert findings.broken_promises() == []
        tokens = [link.rpartition("/")[2] for link in findings.links.values()]
    assert _logs_with(stack.settings.logs, tokens) == []


@pytest.mark.parametrize(
    "names", [("notifications", "kafka", "postgres"), ("mail", "gateway", "identity")], ids=" and ".join
)
async def test_kills_in_the_midst_change_nothing_in_the_end(stack: RunningStack, names: Sequence[str]) -> None:
    """Under the supervisor, which starts each anew. Kills of one alone, at each of its steps, are in tests/faults."""
    async with booked_series(stack.settings, print, reminder_in=LATER) as booked:
        for name in names:
            stack.kill(name)
        booked = replace(booked, inbox=WithoutRepetitions(booked.inbox))
        await comes_to_rest(stack)
        await stack.make_reminder_due(booked.series["appointments"][1]["id"])
        findings = await booked.settled(patience=LONGER_THAN_A_LEASE)
        assert findings.broken_promises() == []
        await comes_to_rest(stack)
        assert (await booked.look()).broken_promises() == []


def _logs_with(logs: Path, tokens: list[str]) -> list[str]:
    return [log.name for log in logs.iterdir() if any(token in log.read_text(errors="replace") for token in tokens)]
