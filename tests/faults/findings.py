"""What came of the bookings of a case, seen from outside: diary, summaries, mails; topics and logs for what leaks."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from standing_local.demo.inbox import links_in
from standing_operator.topics import described
from tests.faults.reception import SESSIONS, Booking, Reception
from tests.faults.stack import FaultStack
from tests.support.mailbox import Received
from tests.support.rest import ends_of

TOPICS: Final = tuple(topic.name for topic in described())
"""Those of dead letters, too."""


@dataclass
class Findings:
    """`wrong` says in words whatever is not as it was promised."""

    series: int = 0
    links_expected: int = 0
    links: int = 0
    messages_expected: int = 0
    messages: int = 0
    lost: int = 0
    doubled: int = 0
    refused: int = 0
    """Messages that the mail server refused for good, and the summary says so."""
    copies: int = 0
    """Mails that came once more with the same Message-ID: their final answer was lost."""
    leaked: int = 0
    wrong: list[str] = field(default_factory=list)
    private_words: list[str] = field(default_factory=list)


async def look(stack: FaultStack, reception: Reception, since: "Beginning") -> Findings:
    findings = Findings()
    links: dict[str, str] = {}
    booked = reception.answered
    findings.series = len(booked)
    await _look_into_diary(reception, findings)
    for booking in booked:
        await _look_at_series(stack, reception, booking, links, findings)
    if not findings.refused:
        findings.wrong += await reception.deviations()
    findings.links_expected = sum(len(booking.sessions) for booking in booked)
    findings.links = len(set(links.values()))
    if len(set(links.values())) != len(links):
        findings.wrong.append("two sessions share a link")
    findings.private_words = [*reception.private_words, *(link.rpartition("/")[2] for link in links.values())]
    leaks = await since.leaks(findings.private_words)
    findings.leaked += len(leaks)
    findings.wrong += leaks
    return findings


async def _look_into_diary(reception: Reception, findings: Findings) -> None:
    """Each answered series whole and once, and nothing else."""
    answered = [session["id"] for booking in reception.answered for session in booking.sessions]
    found = [appointment["id"] for appointment in await reception.diary() if appointment["status"] == "booked"]
    for words, ids in (("not in the diary", set(answered) - set(found)), ("half booked", set(found) - set(answered))):
        if ids:
            findings.wrong.append(f"{len(ids)} sessions {words}")
    if any(len(booking.sessions + booking.cancelled) != SESSIONS for booking in reception.answered):
        findings.wrong.append("a series is not whole")
    if len(set(answered)) != len(answered):
        findings.wrong.append("two answers name the same session")
    findings.lost += len(set(answered) - set(found))
    findings.doubled += len(set(found) - set(answered))


async def _look_at_series(
    stack: FaultStack, reception: Reception, booking: Booking, links: dict[str, str], findings: Findings
) -> None:
    if (stored := await reception.series(booking)) != booking.series:
        findings.wrong.append(f"a series is not what was answered: {stored['version']}")
    for session in booking.cancelled:
        if (link := (await reception.summary(session))["link"])["state"] == "live":
            findings.wrong.append(f"session {session['number']} is cancelled, its link is {link['state']}")
    summaries = [await reception.summary(session) for session in booking.sessions]
    own = {}
    for summary in summaries:
        if summary["link"]["state"] == "live":
            own[summary["number"]] = links[summary["id"]] = summary["link"]["url"]
        else:
            findings.wrong.append(f"session {summary['number']} has no live link: {summary['link']}")
    told = [message for message in summaries[0]["messages"] if message["state"] not in ("scheduled", "cancelled")]
    refused = {message["link_of"] for message in told if message["state"] == "failed"}
    findings.refused += len(refused)
    wanted = Counter({("reminder", session["number"], "sent"): 1 for session in booking.sessions[1:]})
    wanted["recurring_video", 1, "sent"] = 1
    if booking.cancelled:
        wanted["cancelled", None, "sent"] = 1
    if booking.moved:
        wanted["changed", None, "sent"] = 1
    said = Counter(
        (message["trigger"], message["link_of"], message["state"].replace("failed", "sent")) for message in told
    )
    if said != wanted:
        findings.wrong.append(f"the summary tells of {sorted(said, key=str)}")
    carried = {frozenset({link}) for number, link in own.items() if number not in refused}
    if booking.cancelled or booking.moved:
        carried.add(frozenset())
    _look_at_mails(stack.mailbox.to(booking.address), carried, findings)


def _look_at_mails(mails: list[Received], wanted: set[frozenset[str]], findings: Findings) -> None:
    """One mail for each of what is to be carried: a session's link and no other, or none where it tells of an end."""
    findings.messages_expected += len(wanted)
    distinct = {mail.message_id: mail for mail in mails}
    findings.copies += len(mails) - len(distinct)
    carried = Counter(frozenset(links_in(mail.text) | links_in(mail.html)) for mail in distinct.values())
    for links in wanted:
        found = carried.pop(links, 0)
        findings.messages += found
        findings.lost += found == 0
        findings.doubled += max(0, found - 1)
        if found != 1:
            findings.wrong.append(f"{found} mails carry {'a session' if links else 'no'} link")
    if carried:
        findings.leaked += sum(carried.values())
        findings.wrong.append(f"{sum(carried.values())} mails carry no link, or another's")


class Beginning:
    """How far topics, logs and traces had come when a case began."""

    def __init__(self, stack: FaultStack, ends: dict[TopicPartition, int], logs: dict[Path, int]) -> None:
        self._stack = stack
        self._ends = ends
        self._logs = logs
        self._spans = len(stack.collector.spans)

    @classmethod
    async def now(cls, stack: FaultStack) -> "Beginning":
        logs = {log: log.stat().st_size for log in stack.settings.logs.iterdir()}
        return cls(stack, await ends_of(stack.bootstrap, *TOPICS), logs)

    async def records(self) -> list[ConsumerRecord[bytes, bytes]]:
        """What has come onto the topics since."""
        ends = await ends_of(self._stack.bootstrap, *TOPICS)
        found: list[Any] = []
        async with AIOKafkaConsumer(bootstrap_servers=self._stack.bootstrap) as consumer:
            consumer.assign(list(ends))
            for partition, begin in self._ends.items():
                consumer.seek(partition, begin)
            while any([await consumer.position(partition) < end for partition, end in ends.items()]):
                for batch in (await consumer.getmany(timeout_ms=500)).values():
                    found += batch
        return found

    async def leaks(self, words: Collection[str]) -> list[str]:
        """Where one of these words stands in clear: in topics, logs, traces and metrics."""
        said = {f"topic {topic}": "" for topic in TOPICS}
        for record in await self.records():
            said[f"topic {record.topic}"] += repr((record.key, record.headers, record.value))
        for log in self._stack.settings.logs.iterdir():
            with log.open(errors="replace") as lines:
                lines.seek(self._logs.get(log, 0))
                said[f"log {log.name}"] = lines.read()
        said["traces"] = self._stack.collector.spans[self._spans :].decode(errors="replace")
        for member in self._stack.members.values():
            if member.runs:
                said[f"metrics of {member.name}"] = await member.metrics()
        return [f"{place}: a private word" for place, text in said.items() if any(word in text for word in words)]
