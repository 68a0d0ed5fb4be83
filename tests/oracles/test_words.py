"""Mail, client's page, preview and the web say of a session what the clock of its zone shows at the moment that was
booked; and where it shows that twice, which of the two it is."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final
from uuid import UUID

import pytest

import notifications.events
import video_links.events
from booking.domain.preview import PreviewNote
from booking.domain.series import Appointment
from booking.routes.models.series import PreviewDateResponse, PreviewResponse, SeriesAppointment
from messaging.version import Version
from notifications.domain.lead import Lead
from notifications.domain.people import Practice, Recipient
from notifications.domain.preview import as_if
from notifications.domain.rule import Channel, Rule, Trigger
from notifications.domain.series import Series
from notifications.domain.template import Template
from notifications.mail.render import render
from tests.oracles import web
from tests.oracles.booked import Booked
from tests.support.sealing_keys import KEYS
from video_links.domain.appointment_times import AppointmentTimes
from video_links.queries.link_page import LinkPage
from video_links.routes import pages

ANY_ID: Final = UUID(int=99)
BEFORE_ALL: Final = datetime(2025, 11, 3, 9, tzinfo=UTC)
CLOCK: Final = r"\d+(?::\d\d)?[ap]m"
WHICH: Final = r"(?: \((before the clocks go back|after the clocks have gone back)\))?"
BACK: Final = r"(, after the clocks have gone back)?"

CONFIRMATION: Final = Template(ANY_ID, 1, "Confirmation", Channel.EMAIL, "Booked", "{{ series.dates }}")
REMINDER: Final = Template(ANY_ID, 1, "Reminder", Channel.EMAIL, "{{ session.date }}", "At {{ session.time }}.")
REMINDS: Final = Rule(
    ANY_ID, 1, Trigger.REMINDER, None, Channel.EMAIL, ANY_ID, active=True, delay=None, lead=Lead.parse("P1D")
)


def shown(one: Booked, moment: datetime) -> datetime:
    return moment.astimezone(one.zone).replace(tzinfo=None, fold=0)


def read(day: str, clock: str) -> datetime:
    """Thursday 28 October 2027, 10:30am. Raises where the day of the week is not that of the date."""
    found = datetime.strptime(f"{day} {clock}", f"%A %d %B %Y {'%I:%M%p' if ':' in clock else '%I%p'}")  # noqa: DTZ007
    assert day.startswith(f"{found:%A} "), day
    return found


def which_of_two(one: Booked, appointment: Appointment) -> str:
    """Nothing of a time that is there once."""
    if appointment.rule_start not in one.doubled:
        return ""
    is_second = appointment.starts_at.astimezone(one.zone).fold
    return "after the clocks have gone back" if is_second else "before the clocks go back"


def goes_back(one: Booked, appointment: Appointment) -> bool:
    """Whether the clocks show its end too early."""
    shown_lasting = shown(one, appointment.ends_at) - shown(one, appointment.starts_at)
    return shown_lasting < appointment.ends_at - appointment.starts_at


def telling(one: Booked) -> list[Appointment]:
    """The last, and those around which the clocks do something."""
    appointments = one.series.appointments
    behind_a_change = {after.id for before, after in pairwise(appointments) if before.utc_offset != after.utc_offset}
    return [
        each
        for each in appointments
        if each is appointments[-1]
        or each.id in behind_a_change
        or each.shifted_from is not None
        or each.asked_start in one.doubled
        or each.utc_offset != each.end_utc_offset
    ]


def mail(series: Series, template: Template, appointment: Appointment, *users: Rule) -> tuple[str, str]:
    """Subject and text."""
    material, ready = as_if(
        template,
        series,
        appointment.id,
        recipients=[Recipient("client", "Grace Whitfield", None, "grace@example.org", None)],
        practitioner="Dr. Adeyemi",
        practice=Practice(ANY_ID, Version(0, 1), "Harbour Street Clinic", "Europe/London", None, None, None),
        rules=users,
        users=users,
        now=BEFORE_ALL,
        new_id=lambda: ANY_ID,
    )
    written = render(material, ready, domain="example.org", now=BEFORE_ALL)
    return written.subject, written.text


@pytest.fixture(scope="module")
def heard(booked: Sequence[Booked]) -> list[Series]:
    """By notifications, which knows of booking what crossed the broker."""
    return [notifications.events.series_from(one.told, incarnation=0, keys=KEYS) for one in booked]


@pytest.fixture(scope="module")
def sessions(booked: Sequence[Booked]) -> list[tuple[Booked, Appointment]]:
    found = [(one, each) for one in booked for each in telling(one)]
    assert sum(each.utc_offset != each.end_utc_offset for _, each in found) > 50
    assert len({which_of_two(*each) for each in found}) == 3
    return found


def test_a_confirmation_lists_every_session_at_its_time(booked: Sequence[Booked], heard: list[Series]) -> None:
    for one in booked:
        _, text = mail(heard[one.number], CONFIRMATION, one.series.appointments[0])
        said = re.findall(rf"^\d+\. (.*), ({CLOCK}){WHICH}$", text, re.MULTILINE)
        assert [(read(day, clock), which) for day, clock, which in said] == [
            (shown(one, each.starts_at), which_of_two(one, each)) for each in one.series.appointments
        ], one


def test_a_reminder_says_from_when_to_when_its_session_is(
    sessions: list[tuple[Booked, Appointment]], heard: list[Series]
) -> None:
    for one, each in sessions:
        day, text = mail(heard[one.number], REMINDER, each, REMINDS)
        said = re.search(rf"At ({CLOCK}){WHICH} to ({CLOCK}){BACK}, [A-Zu]", " ".join(text.split()))
        assert said, text
        start, which, end, back = said.groups(default="")
        assert (read(day, start), which) == (shown(one, each.starts_at), which_of_two(one, each)), one
        assert (read(day, end).time(), bool(back)) == (shown(one, each.ends_at).time(), goes_back(one, each)), one


def test_the_clients_page_says_when_its_session_is(sessions: list[tuple[Booked, Appointment]]) -> None:
    for one, each in sessions:
        page = page_of(one, each)
        when = rf"<dt>Day</dt><dd>(.*)</dd>\s*<dt>Time</dt><dd>({CLOCK}){WHICH} to ({CLOCK}){BACK}, [A-Zu]"
        said = re.search(when, page)
        assert said, page
        day, start, which, end, back = said.groups(default="")
        assert (read(day, start), which) == (shown(one, each.starts_at), which_of_two(one, each)), one
        assert (read(day, end).time(), bool(back)) == (shown(one, each.ends_at).time(), goes_back(one, each)), one
        lead = re.search(rf"It is for <b>.* at {CLOCK}{WHICH}</b>", page)
        assert lead, page
        assert (lead[1] or "") == which_of_two(one, each), one
        early = re.search(rf"You can join from</span> <b>({CLOCK})</b> <span class=\"soft\">\(on (.*?)\)", page)
        assert early, page
        opens = shown(one, each.starts_at) - timedelta(minutes=15)
        assert read(f"{early[2]} {opens.year}", early[1]) == opens, one


def page_of(one: Booked, appointment: Appointment) -> str:
    series = video_links.events.series_from(one.told, incarnation=0)
    [each] = [each for each in series.appointments if each.id == appointment.id]
    times = AppointmentTimes(
        series.zone,
        each.local_start,
        each.local_end,
        each.starts_at,
        each.ends_at,
        each.status,
        fold=each.fold,
        twice=each.twice,
    )
    page = LinkPage("Dr. Adeyemi", "Harbour Street Clinic", None, None, None, series.zone)
    return pages.render("another_day", page, times=times, now=BEFORE_ALL, token="any", csrf="any")


def test_a_preview_has_every_date_at_its_time(booked: Sequence[Booked]) -> None:
    for one in booked:
        said = [line for line in PreviewResponse.of(one.previewed).lines if isinstance(line, PreviewDateResponse)]
        planned = one.plan.occurrences
        assert [(each.local_start, each.local_end) for each in said] == [
            (shown(one, each.starts_at), shown(one, each.ends_at)) for each in planned
        ], one
        assert [(each.twice, each.fold) for each in said] == [
            (each.asked_start in one.doubled, each.starts_at.astimezone(one.zone).fold) for each in planned
        ], one
        assert [each.starts_at.replace(tzinfo=None) + offset(each.utc_offset) for each in said] == [
            shown(one, each.starts_at) for each in planned
        ], one
        assert [each.local_start for each in said if each.number] == [
            shown(one, each.starts_at) for each in one.series.appointments
        ], one


async def test_the_web_says_from_when_to_when_a_session_is(sessions: list[tuple[Booked, Appointment]]) -> None:
    said = await web.spans([SeriesAppointment.of(each) for _, each in sessions])
    for (one, each), words in zip(sessions, said, strict=True):
        found = re.fullmatch(rf"(\d\d:\d\d){WHICH}(?:–| to )(\d\d:\d\d){BACK}", words)
        assert found, words
        start, which, end, back = found.groups(default="")
        assert (start, which) == (f"{shown(one, each.starts_at):%H:%M}", which_of_two(one, each)), one
        assert (end, bool(back)) == (f"{shown(one, each.ends_at):%H:%M}", goes_back(one, each)), one


def offset(said: object) -> timedelta:
    found = datetime.strptime(str(said), "%z").utcoffset() if isinstance(said, str) else said
    assert isinstance(found, timedelta)
    return found


def test_a_preview_says_which_times_the_clocks_leave_out(booked: Sequence[Booked]) -> None:
    for one in booked:
        said = [words(line) for line in one.previewed.lines if isinstance(line, PreviewNote) and line.about == "shift"]
        assert said == [
            (
                f"{each.asked_start.day} {each.asked_start:%B}",
                instead_of(each.asked_start, shown(one, each.starts_at)),
                f"{each.asked_start:%H:%M}",
            )
            for each in one.plan.occurrences
            if shown(one, each.starts_at) != each.asked_start
        ], one


def instead_of(asked: datetime, given: datetime) -> str:
    return f"{given:%H:%M}" if asked.date() == given.date() else f"{given:%A} {given.day} {given:%B} at {given:%H:%M}"


def words(note: PreviewNote) -> tuple[str, ...]:
    said = re.fullmatch(r"That time does not exist on (.*): (.*) instead of (.*)", note.words)
    assert said, note.words
    return said.groups()
