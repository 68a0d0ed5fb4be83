"""An appointment's story, by booking's summary and reconciliation, without its link and without anybody's address."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

_PRIVATE: Final = re.compile(r"https?://\S+|<?[^\s<>@]+@[^\s<>@]+>?")

# What whoever operates the installation does about it. Codes of booking's reconciliation, and of messages' reasons.
_DO: Final[Mapping[str, str]] = {
    "event_parked": "`parked list` of booking, of video-links and of notifications says what it was; "
    "replay it once it can be read, or discard it.",
    "diary_behind": "`standing doctor` says how far messages are behind: do Kafka and the worker of booking run?",
    "links_behind": "`standing doctor` says how far messages are behind: do Kafka and the worker of video-links run?",
    "diary_restored": "Does the worker of booking run? `standing doctor`; then `booking resync series {series}`. "
    "A series that the diary has lost is told no more.",
    "links_restored": "`booking resync series {series}`: its links are told with the answer.",
    "restored": "`notifications in-doubt list` names all such messages; `notifications in-doubt release` has one go, "
    "`notifications in-doubt drop` gives it up.",
    "waiting_for_link": "Does the worker of video-links run? `standing doctor`; then `booking resync series {series}`.",
    "mail_server_turns_away": "`notifications doctor`: are the mail server's address and user right?",
    "mail_server_not_reached": "`notifications doctor`: does the mail server answer?",
    "address_not_valid": "The clinic corrects the client's address.",
    "mail_server_refused": "The clinic checks the client's address with them.",
    "template_does_not_render": "A manager mends the template.",
    "no_link": "Does the worker of video-links run? `standing doctor`; then `booking resync series {series}`.",
    "link_dead": "`booking resync series {series}`, or give a new link in the appointment's summary.",
    "stray_link": "`booking resync series {series}`.",
    "no_confirmation": "Does notifications' worker run? `standing doctor`; then `booking resync series {series}`.",
    "no_reminder": "Does notifications' worker run? `standing doctor`; then `booking resync series {series}`.",
    "message_overdue": "Does the worker of notifications run? `standing doctor`.",
    "message_failed": "The clinic tells the client by telephone.",
    "no_address": "The clinic adds an email address to the client, or tells them by telephone.",
    "not_set_up": "A manager switches the message on in the settings.",
}

_UNSENT: Final = {
    "held": "is held.",
    "failed": "failed.",
    "suppressed": "is not sent.",
    "cancelled": "was withdrawn before it was sent.",
    "unknown": "may have arrived.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What booking answered."""

    summary: Any
    reconciliation: Any


@dataclass(frozen=True, slots=True)
class Cause:
    words: str
    do: str | None = None


def story(told: Told, *, now: datetime | None = None) -> list[str]:
    """Line by line."""
    now = now or datetime.now(UTC)
    cause = find_cause(told)
    lines = [cause.words, *([f"  What to do: {cause.do}"] if cause.do else []), "", _heading(told.summary), ""]
    passed = True
    for at, words in sorted(_events(told.summary), key=lambda event: event[0]):
        if passed and at > now:
            lines.append(f"  {_moment(now.astimezone(at.tzinfo))}  -- now --")
            passed = False
        lines.append(f"  {_moment(at)}  {words}")
    others = [words for words in _findings(told) if words != cause.words]
    return [_in_private(line, told.summary) for line in [*lines, *_listed("Also:", others)]]


def find_cause(told: Told) -> Cause:
    """What reconciliation puts first; what is younger than a minute, and so no deviation yet, the messages tell."""
    series = told.summary["series"]["id"]
    for finding in told.reconciliation["findings"]:
        return Cause(finding["words"], _what_to_do(series, finding["reason"], finding["code"]))
    for message in _messages_of(told.summary):
        if message["state"] in _UNSENT and message["reason"] != "already_told":
            words = f"{_subject(message, told.summary)} {_UNSENT[message['state']]} {message['words'] or ''}".rstrip()
            return Cause(words, _what_to_do(series, message["reason"]))
    if told.summary["status"] == "cancelled":
        return Cause("The appointment is cancelled.")
    if told.summary["link"]["state"] == "pending":
        return Cause("Its link is still being made.", _what_to_do(series, "no_link"))
    return Cause("All is as it ought to be.")


def _what_to_do(series: str, *codes: str | None) -> str | None:
    return next((_DO[code].format(series=series) for code in codes if code is not None and code in _DO), None)


def _heading(summary: Any) -> str:
    starts, ends = (datetime.fromisoformat(summary[name]) for name in ("local_start", "local_end"))
    parts = [
        f"{starts:%a %Y-%m-%d, %H:%M} to {ends:%H:%M} ({summary['zone']}, {summary['utc_offset']})",
        summary["position"] or "single",
        summary["status"],
        "video" if summary["kind"]["video"] else "not by video",
        f"link: {summary['link']['state']}",
        f"series {summary['series']['id']}",
    ]
    return "Appointment: " + "; ".join(parts)


def _events(summary: Any) -> Iterator[tuple[datetime, str]]:
    for deed in summary["history"]:
        yield _time(deed["at"]), f"{deed['who']}: {deed['words']}"
    for activity in summary["activities"]:
        times = f", {activity['count']} times" if activity["count"] > 1 else ""
        yield _time(activity["at"]), f"Link and room: {activity['kind']}{times}{', by a scanner' * activity['scanner']}"
    for message in _messages_of(summary):
        at = _time(message["sent_at"] or message["due_at"])
        words = f" {message['words']}" if message["words"] else ""
        yield at, f"{_subject(message, summary)}, by {message['channel']}: {message['state']}.{words}"


def _messages_of(summary: Any) -> Sequence[Any]:
    """Of this session, and of the whole series."""
    return [each for each in summary["messages"] if each["appointment_id"] in (None, summary["id"])]


def _subject(message: Any, summary: Any) -> str:
    session = message["appointment_id"] is not None and summary["of"] > 1
    return f"{message['title']} of this session" if session else str(message["title"])


def _findings(told: Told) -> list[str]:
    return [finding["words"] for finding in told.reconciliation["findings"]]


def _listed(title: str, lines: Sequence[str]) -> list[str]:
    return ["", title, *(f"  {line}" for line in lines)] if lines else []


def _in_private(line: str, summary: Any) -> str:
    """Mail servers repeat addresses in their answers; the terminal of who operates this needs nobody's name."""
    line = _PRIVATE.sub("[...]", line)
    for name in {summary["client"]["name"], *(person["name"] for person in summary["client"]["recipients"])}:
        begins = rf"(^|[.:] +){re.escape(name)}"
        line = re.sub(begins, r"\1The client", line).replace(name, "the client")
    return line


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _moment(at: datetime) -> str:
    """On the clock that it is told on."""
    return f"{at:%Y-%m-%d %H:%M}"
