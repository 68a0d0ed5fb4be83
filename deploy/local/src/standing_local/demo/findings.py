"""What was found after a booking, and whether it is what the article promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from standing_local.demo.clinic import Clinic
from standing_local.demo.inbox import Inbox, Mail, links_in


@dataclass(frozen=True, slots=True)
class Session:
    number: int
    local_start: datetime
    utc_offset: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Message:
    """As the appointment's summary shows it; `link_of` is the session whose link it carries."""

    trigger: str
    title: str
    state: str
    due_at: datetime
    sent_at: datetime | None
    link_of: int | None


@dataclass(frozen=True, slots=True)
class Findings:
    sessions: Sequence[Session]
    messages: Sequence[Message]
    mails: Sequence[Mail]

    @property
    def links(self) -> dict[int, str]:
        return {session.number: session.link for session in self.sessions if session.link}

    def broken_promises(self) -> list[str]:
        """Of a recurring video booking with four sessions over a change of the clocks, after its first two mails."""
        kept = {
            "four sessions stand in the diary": len(self.sessions) == 4,
            "all of them at the same time on the wall": len({session.local_start.time() for session in self.sessions})
            == 1,
            "though the clocks change in between": len({session.utc_offset for session in self.sessions}) == 2,
            "each has a live link, and no two the same one": len(set(self.links.values())) == 4,
            "two mails have come": len(self.mails) == 2,
            "one with the first session's link and no other": len(self._mails_with_only(1)) == 1,
            "one with the second session's link and no other": len(self._mails_with_only(2)) == 1,
            "one confirmation was sent, with the first session's link": (
                self._states("recurring_video") == {1: "sent"} and self._count("recurring_video") == 1
            ),
            "the second session's reminder was sent, those of the third and fourth are scheduled": (
                self._states("reminder") == {2: "sent", 3: "scheduled", 4: "scheduled"} and self._count("reminder") == 3
            ),
        }
        return [promise for promise, is_kept in kept.items() if not is_kept]

    def _mails_with_only(self, number: int) -> list[Mail]:
        """Text and HTML hold the session's link, and no part holds another."""
        only = {self.links.get(number)}
        return [
            mail
            for mail in self.mails
            if links_in(mail.text) == only
            and links_in(mail.html) == only
            and all(links_in(part) <= only for part in mail.parts)
        ]

    def _states(self, trigger: str) -> dict[int | None, str]:
        return {message.link_of: message.state for message in self.messages if message.trigger == trigger}

    def _count(self, trigger: str) -> int:
        return sum(message.trigger == trigger for message in self.messages)


async def look(clinic: Clinic, inbox: Inbox, series: Any, practitioner: Any) -> Findings:
    """From outside: the diary, each session's summary, and the client's inbox."""
    booked = series["appointments"]
    days = [datetime.fromisoformat(occurrence["local_start"]).date() for occurrence in (booked[0], booked[-1])]
    diary = await clinic.diary(days[0], days[1], practitioner)
    summaries = [await clinic.summary(appointment) for appointment in diary]
    return Findings(
        sessions=[
            Session(
                number=summary["number"],
                local_start=datetime.fromisoformat(summary["local_start"]),
                utc_offset=summary["utc_offset"],
                link=summary["link"]["url"],
            )
            for summary in summaries
        ],
        messages=[
            Message(
                trigger=message["trigger"],
                title=message["title"],
                state=message["state"],
                due_at=datetime.fromisoformat(message["due_at"]),
                sent_at=datetime.fromisoformat(message["sent_at"]) if message["sent_at"] else None,
                link_of=message["link_of"],
            )
            for message in summaries[0]["messages"]
        ],
        mails=await inbox.mails(),
    )
