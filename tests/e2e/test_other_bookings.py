"""What is no recurring video booking has its own messages."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx
import pytest

from standing_local.demo.clinic import Clinic
from standing_local.demo.inbox import Inbox, Mail, links_in
from tests.e2e.running_stack import RunningStack
from tests.support.eventually import eventually

STARTS_LOCAL = datetime(2031, 3, 24, 10)
WEEKLY = {"frequency": "weekly", "count": 3}


async def book(
    manager: Clinic, receptionist: Clinic, address: str, *, video: bool, recurrence: Mapping[str, Any] | None
) -> Any:
    """The summary of the first session."""
    series = await receptionist.book(
        practitioner=await manager.add_practitioner("Dr Jo Hill"),
        client=await receptionist.add_client("Kit Dale", address),
        kind=await receptionist.kind(video=video),
        starts_local=STARTS_LOCAL,
        recurrence=recurrence,
    )
    return await settled_summary(receptionist, series["appointments"][0])


async def settled_summary(receptionist: Clinic, appointment: Any) -> Any:
    """Once nothing that is due is on its way any more."""

    async def settled() -> Any:
        summary = await receptionist.summary(appointment)
        states = [message["state"] for message in summary["messages"] if message["trigger"] != "reminder"]
        return summary if states and not {"scheduled", "sending"} & set(states) else None

    return await eventually(settled)


async def mails(stack: RunningStack, address: str) -> list[Mail]:
    async with httpx.AsyncClient(base_url=stack.settings.mail_url) as catcher:
        return await Inbox(catcher, address).mails()


def an_address() -> str:
    return f"{secrets.token_hex(4)}@client.example"


@pytest.mark.parametrize(("recurrence", "trigger"), [(WEEKLY, "recurring"), (None, "single")])
async def test_without_video_there_is_no_link_and_the_plain_trigger(
    stack: RunningStack, manager: Clinic, receptionist: Clinic, recurrence: Mapping[str, Any] | None, trigger: str
) -> None:
    address = an_address()
    summary = await book(manager, receptionist, address, video=False, recurrence=recurrence)
    assert (summary["link"]["state"], summary["link"]["url"]) == ("none", None)
    assert {message["trigger"] for message in summary["messages"]} <= {trigger, "reminder"}
    (mail,) = await mails(stack, address)
    assert [links_in(part) for part in mail.parts] == [set() for _ in mail.parts]


async def test_a_single_video_appointment_has_its_own_trigger(
    stack: RunningStack, manager: Clinic, receptionist: Clinic
) -> None:
    address = an_address()
    summary = await book(manager, receptionist, address, video=True, recurrence=None)
    assert {message["trigger"] for message in summary["messages"]} <= {"single_video", "reminder"}
    (mail,) = await mails(stack, address)
    assert links_in(mail.text) == links_in(mail.html) == {summary["link"]["url"]}


async def test_a_rule_that_is_off_sends_nothing_and_the_summary_says_why(
    stack: RunningStack, manager: Clinic, receptionist: Clinic
) -> None:
    address = an_address()
    (rule,) = await manager.rules("recurring_video")
    await manager.change_rule(rule, active=False)
    try:
        summary = await book(manager, receptionist, address, video=True, recurrence=WEEKLY)
    finally:
        await manager.change_rule(rule, active=True)
    assert "No confirmation is set up" in summary["notice"]
    assert await mails(stack, address) == []
