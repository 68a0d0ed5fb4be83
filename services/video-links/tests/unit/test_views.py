"""What each side of a call is told, by who is there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from video_links.domain.appointment_times import AppointmentTimes
from video_links.domain.call import Call, CallEnd
from video_links.domain.link import DeadReason, LinkLife
from video_links.domain.presence import Client, Participant
from video_links.domain.views import ClientView, HostView, view_of

TEN = datetime(2027, 10, 20, 9, 0, tzinfo=UTC)
TIMES = AppointmentTimes(
    "UTC", datetime(2027, 10, 20, 9), datetime(2027, 10, 20, 9, 30), TEN, TEN + timedelta(minutes=30), "booked"
)
LINK = LinkLife(UUID(int=1), 1)
CLIENT = Client(UUID(int=2), LINK.id, b"laptop", "phone", began_at=TEN)
LET_IN = replace(CLIENT, admitted_at=TEN)
HOST = Participant(UUID(int=3), "host", UUID(int=30), TEN, TEN)
GUEST = Participant(UUID(int=4), "client", UUID(int=40), TEN, TEN, CLIENT.id, LINK.id)
LATER = TEN + timedelta(seconds=1)


def call(*participants: Participant, client: Client | None = CLIENT) -> Call:
    return Call(UUID(int=10), UUID(int=11), TIMES, (LINK,), client, participants).tell(now=TEN)


def test_a_client_waits_until_they_are_let_in_and_neither_knows_the_others_page() -> None:
    waiting = call(HOST, GUEST)
    assert view_of(waiting, GUEST, TEN) == ClientView("waiting", host=True)
    told = HostView("open", client="waiting", client_since=TEN, device="phone", peer=None)
    assert view_of(waiting, HOST, TEN) == told


def test_once_let_in_each_is_told_the_others_page() -> None:
    running = call(HOST, GUEST, client=LET_IN)
    assert view_of(running, GUEST, TEN) == ClientView("in_call", host=True, peer=HOST.id)
    told = view_of(running, HOST, TEN)
    assert isinstance(told, HostView)
    assert (told.client, told.peer) == ("in_call", GUEST.id)


def test_who_was_taken_over_from_is_told_so_and_cannot_reach_the_host() -> None:
    other = replace(GUEST, id=UUID(int=5), client_session_id=UUID(int=6))
    assert view_of(call(HOST, GUEST, other, client=LET_IN), other, TEN) == ClientView("elsewhere")


def test_of_two_pages_in_one_browser_the_newer_counts() -> None:
    newer = replace(GUEST, id=UUID(int=5), entered_at=LATER)
    running = call(HOST, GUEST, newer, client=LET_IN)
    assert view_of(running, GUEST, TEN) == ClientView("other_window")
    assert view_of(running, newer, TEN) == ClientView("in_call", host=True, peer=HOST.id)


def test_of_two_pages_of_the_host_the_newer_counts() -> None:
    newer = replace(HOST, id=UUID(int=5), entered_at=LATER)
    running = call(HOST, newer, GUEST, client=LET_IN)
    assert view_of(running, HOST, TEN) == HostView("elsewhere")
    assert view_of(running, GUEST, TEN) == ClientView("in_call", host=True, peer=newer.id)


def test_who_has_left_is_not_reached_by_another_page_of_the_same_browser() -> None:
    left = call(HOST, GUEST, client=replace(LET_IN, left_at=TEN))
    assert view_of(left, GUEST, TEN) == ClientView("left")
    told = view_of(left, HOST, TEN)
    assert isinstance(told, HostView)
    assert (told.client, told.peer) == ("left", None)


@pytest.mark.parametrize(
    ("died", "ended", "state"),
    [
        ("concluded", "concluded", "ended"),
        ("abandoned", "abandoned", "ended"),
        ("expired", "expired", "expired"),
        ("expired", "missed", "missed"),
        ("reissued", None, "reissued"),
        ("reissued", "missed", "reissued"),
        ("cancelled", None, "cancelled"),
    ],
)
def test_a_client_whose_link_has_died_is_told_why(died: DeadReason, ended: CallEnd | None, state: str) -> None:
    over = replace(call(HOST, GUEST, client=None), links=(replace(LINK, dead=died),), ended=ended)
    view = view_of(over, GUEST, TEN)
    assert (view.state, view.peer) == (state, None)


def test_the_host_is_told_how_it_ended() -> None:
    concluded = replace(call(HOST, client=None), ended="concluded")
    assert view_of(concluded, HOST, TEN) == HostView("ended", ended="concluded")
    cancelled = replace(call(HOST), times=replace(TIMES, status="cancelled"))
    assert view_of(cancelled, HOST, TEN) == HostView("ended", ended="cancelled")
