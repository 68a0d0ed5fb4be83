"""What each side of a room is told, by who is there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from video_links.domain.link import DeadReason
from video_links.domain.room import (
    GONE_AFTER,
    Call,
    CallEnd,
    ClientPresence,
    ClientSession,
    ClientView,
    HostView,
    Participant,
    Role,
    Room,
)

TEN = datetime(2027, 10, 20, 9, 0, tzinfo=UTC)
SESSION = ClientSession(uuid7(), "phone", admitted_at=None, left_at=None)
LET_IN = replace(SESSION, admitted_at=TEN)


def page(
    role: Role, *, entered: datetime = TEN, session: UUID | None = None, died: DeadReason | None = None
) -> Participant:
    client = (session or SESSION.id) if role == "client" else None
    return Participant(uuid7(), role, client, died, entered_at=entered, seen_at=TEN)


HOST = page("host")
GUEST = page("client")


def room(
    *participants: Participant,
    session: ClientSession | None = SESSION,
    told: ClientPresence = "absent",
    ended: CallEnd | None = None,
) -> Room:
    call = Call(uuid7(), uuid7(), version=3, client=told, client_since=TEN, ended=ended, ended_at=ended and TEN)
    return Room(call, "booked", session, participants)


def test_a_client_waits_until_they_are_let_in_and_neither_knows_the_others_page() -> None:
    waiting = room(HOST, GUEST)
    assert waiting.view(GUEST, TEN) == ClientView("waiting", host=True)
    assert waiting.view(HOST, TEN) == HostView("open", client="waiting", client_since=TEN, device="phone", peer=None)


def test_once_let_in_each_is_told_the_others_page() -> None:
    call = room(HOST, GUEST, session=LET_IN)
    assert call.view(GUEST, TEN) == ClientView("in_call", host=True, peer=HOST.id)
    told = call.view(HOST, TEN)
    assert isinstance(told, HostView)
    assert (told.client, told.peer) == ("in_call", GUEST.id)


def test_who_was_not_seen_for_a_while_is_gone() -> None:
    call = room(HOST, GUEST, session=LET_IN, told="in_call")
    later = TEN + GONE_AFTER
    fresh = replace(HOST, seen_at=later)
    assert replace(call, participants=(fresh, GUEST)).client(later) == "lost"
    assert call.host(later) is None


@pytest.mark.parametrize(
    ("session", "told", "presence"),
    [
        (None, "waiting", "absent"),
        (SESSION, "absent", "absent"),
        (SESSION, "waiting", "lost"),
        (LET_IN, "in_call", "lost"),
        (LET_IN, "left", "absent"),
        (replace(LET_IN, left_at=TEN), "in_call", "left"),
    ],
)
def test_a_client_whose_page_is_not_there_is_lost_only_if_it_was(
    session: ClientSession | None, told: ClientPresence, presence: ClientPresence
) -> None:
    assert room(HOST, session=session, told=told).client(TEN) == presence


def test_who_was_taken_over_from_is_told_so_and_cannot_reach_the_host() -> None:
    other = page("client", session=uuid7())
    call = room(HOST, GUEST, other, session=LET_IN)
    assert call.view(other, TEN) == ClientView("elsewhere")


def test_of_two_pages_in_one_browser_the_newer_counts() -> None:
    newer = page("client", entered=TEN + timedelta(seconds=1))
    call = room(HOST, GUEST, newer, session=LET_IN)
    assert call.view(GUEST, TEN) == ClientView("elsewhere")
    assert call.view(newer, TEN) == ClientView("in_call", host=True, peer=HOST.id)


def test_of_two_pages_of_the_host_the_newer_counts() -> None:
    newer = page("host", entered=TEN + timedelta(seconds=1))
    call = room(HOST, newer, GUEST, session=LET_IN)
    assert call.view(HOST, TEN) == HostView("elsewhere")
    assert call.view(GUEST, TEN) == ClientView("in_call", host=True, peer=newer.id)


@pytest.mark.parametrize(
    ("died", "ended", "state"),
    [
        ("concluded", "concluded", "ended"),
        ("abandoned", "abandoned", "ended"),
        ("expired", "expired", "expired"),
        ("expired", "missed", "expired"),
        ("reissued", None, "reissued"),
        ("cancelled", None, "cancelled"),
    ],
)
def test_a_client_whose_link_has_died_is_told_why(died: DeadReason, ended: CallEnd | None, state: str) -> None:
    guest = page("client", died=died)
    view = room(HOST, guest, session=None, ended=ended).view(guest, TEN)
    assert (view.state, view.peer) == (state, None)


def test_the_host_is_told_how_it_ended() -> None:
    assert room(HOST, session=None, ended="concluded").view(HOST, TEN) == HostView("ended", ended="concluded")
    assert replace(room(HOST), status="cancelled").view(HOST, TEN) == HostView("ended", ended="cancelled")


def test_a_presence_keeps_its_time_until_it_changes() -> None:
    later = TEN + timedelta(minutes=2)
    call = (
        Call(uuid7(), uuid7())
        .seen("waiting", host_present=False, now=TEN)
        .seen("waiting", host_present=True, now=later)
    )
    assert (call.version, call.client_since, call.host_present) == (2, TEN, True)
    assert call.seen("in_call", host_present=True, now=later).client_since == later
