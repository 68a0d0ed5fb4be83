"""No sequence of events gives two live links, or lets anybody in by a link whose time is over."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from video_links.domain.appointment_times import AppointmentTimes, LinkPageState
from video_links.domain.link import DeadReason
from video_links.domain.meeting import GRACE, LinkLife, Meeting
from video_links.domain.series import AppointmentStatus
from video_links.errors import (
    ClientAttended,
    ClientInCall,
    LinkDead,
    LinkRefused,
    NobodyWaits,
    NotNow,
    RoomClosed,
    UsedElsewhere,
    VideoLinksError,
)

TEN = datetime(2027, 10, 20, 9, tzinfo=UTC)
LINK = UUID(int=1)
LAPTOP, PHONE, TABLET = b"laptop", b"phone", b"tablet"
CLIENT = UUID(int=500)


def a_meeting(*, status: AppointmentStatus = "booked", dead: DeadReason | None = None) -> Meeting:
    """At 10am on the clinic's clock, for half an hour."""
    times = AppointmentTimes(
        ZoneInfo("Europe/London"), datetime(2027, 10, 20, 10), TEN, TEN + timedelta(minutes=30), status, dead=None
    )
    return Meeting(UUID(int=10), UUID(int=11), times, (LinkLife(LINK, 1, dead),))


def joined(meeting: Meeting, browser: bytes = LAPTOP, *, now: datetime = TEN, take_over: bool = False) -> Meeting:
    after, _ = meeting.join(LINK, browser, "computer", take_over=take_over, client_id=CLIENT, now=now)
    assert after.client is not None
    return replace(after, client=replace(after.client, present=True), used_at=now)


def test_a_browser_joins_comes_back_and_is_taken_over_from() -> None:
    meeting = a_meeting()
    meeting, how = meeting.join(LINK, LAPTOP, "computer", take_over=False, client_id=UUID(int=1), now=TEN)
    assert how == "joined"
    meeting, how = meeting.join(LINK, LAPTOP, "computer", take_over=False, client_id=UUID(int=2), now=TEN)
    assert (how, meeting.client and meeting.client.id) == ("rejoined", UUID(int=1))
    with pytest.raises(UsedElsewhere):
        meeting.join(LINK, PHONE, "phone", take_over=False, client_id=UUID(int=3), now=TEN)
    meeting, how = meeting.join(LINK, PHONE, "phone", take_over=True, client_id=UUID(int=3), now=TEN)
    assert (how, meeting.client and meeting.client.id) == ("taken_over", UUID(int=3))


def test_who_takes_over_is_let_in_anew_and_who_comes_back_is_not() -> None:
    admitted = joined(a_meeting()).admit(now=TEN)
    back = joined(admitted)
    assert back.client is not None
    assert back.client.admitted_at == TEN
    other = joined(admitted, PHONE, take_over=True)
    assert other.client is not None
    assert other.client.admitted_at is None
    assert other.admitted_at == TEN


def test_a_running_call_goes_on_after_the_window_for_the_client_who_is_in_it_alone() -> None:
    late = TEN + timedelta(hours=3)
    running = replace(joined(a_meeting()).admit(now=TEN), host_present=True, used_at=late)
    assert running.page_state(LINK, LAPTOP, now=late) is LinkPageState.OPEN
    assert running.lapse(now=late) is running
    both_cut_off = replace(running, host_present=False)
    soon = late + GRACE - timedelta(seconds=1)
    assert both_cut_off.page_state(LINK, LAPTOP, now=soon) is LinkPageState.OPEN
    assert both_cut_off.page_state(LINK, PHONE, now=soon) is LinkPageState.EXPIRED
    assert both_cut_off.lapse(now=soon) is both_cut_off
    assert both_cut_off.page_state(LINK, LAPTOP, now=late + GRACE) is LinkPageState.EXPIRED
    assert both_cut_off.lapse(now=late + GRACE).ended == "abandoned"


def test_a_call_that_was_used_lately_is_no_way_in_before_the_window() -> None:
    early = TEN - timedelta(hours=2)
    meeting = replace(joined(replace(a_meeting(), host_present=True), now=early), host_present=False)
    assert meeting.page_state(LINK, LAPTOP, now=early) is LinkPageState.EARLY


@pytest.mark.parametrize("dead", get_args(DeadReason.__value__))
def test_a_dead_link_lets_nobody_in_whoever_is_there(dead: DeadReason) -> None:
    meeting = replace(a_meeting(dead=dead), host_present=True)
    with pytest.raises(LinkDead):
        meeting.join(LINK, LAPTOP, "computer", take_over=True, client_id=CLIENT, now=TEN)
    for refused in (meeting.conclude, meeting.missed):
        with pytest.raises(RoomClosed):
            refused(now=TEN)
    with pytest.raises(RoomClosed):
        meeting.reissue(UUID(int=2), now=TEN)


def test_what_cannot_be_says_why() -> None:
    with pytest.raises(NobodyWaits):
        a_meeting().admit(now=TEN)
    with pytest.raises(NotNow):
        a_meeting().join(LINK, LAPTOP, "computer", take_over=True, client_id=CLIENT, now=TEN - timedelta(days=1))
    in_call = joined(a_meeting()).admit(now=TEN)
    with pytest.raises(ClientAttended):
        in_call.missed(now=TEN)
    with pytest.raises(ClientInCall):
        in_call.reissue(UUID(int=2), now=TEN)


@pytest.mark.parametrize(
    ("status", "reason", "ended"),
    [
        ("cancelled", "cancelled", None),
        ("attended", "concluded", "concluded"),
        ("missed", "expired", "missed"),
        ("booked", "cancelled", None),  # it is not by video any more
    ],
)
def test_what_booking_says_ends_a_link(status: AppointmentStatus, reason: str, ended: str | None) -> None:
    meeting = a_meeting(status=status).withdraw(now=TEN)
    assert (meeting.links[-1].dead, meeting.ended, meeting.live) == (reason, ended, None)


class Life(RuleBasedStateMachine):
    """Everything that can happen to one appointment, in any order, while the clock goes on."""

    @initialize(minutes=st.integers(-3000, 60))
    def book(self, minutes: int) -> None:
        self.meeting = a_meeting()
        self.now = TEN + timedelta(minutes=minutes)
        self.ids = 1
        self.concluded = False

    def new_id(self) -> UUID:
        self.ids += 1
        return UUID(int=self.ids)

    def someone_is_there(self) -> None:
        self.meeting = replace(self.meeting, used_at=self.now)

    @rule(seconds=st.one_of(st.integers(1, 200), st.integers(200, 40_000)))
    def time_passes(self, seconds: int) -> None:
        if self.meeting.host_present or (self.meeting.client is not None and self.meeting.client.present):
            self.meeting = replace(self.meeting, used_at=self.now + timedelta(seconds=seconds))
        self.now += timedelta(seconds=seconds)

    @rule(browser=st.sampled_from([LAPTOP, PHONE, TABLET]), take_over=st.booleans(), which=st.integers(0, 9))
    def join(self, browser: bytes, take_over: bool, which: int) -> None:
        before = self.meeting
        link = before.links[which % len(before.links)]
        try:
            self.meeting, how = before.join(
                link.id, browser, "phone", take_over=take_over, client_id=self.new_id(), now=self.now
            )
        except LinkRefused:
            assert self.meeting == before
            return
        self.someone_is_there()
        client = self.meeting.client
        assert client is not None
        assert client.browser == browser
        assert link.dead is None
        assert not self.concluded
        in_window = before.times.opens_at <= self.now < before.times.closes_at
        runs_on = how == "rejoined" and before.used_at is not None and self.now - before.used_at < GRACE
        assert in_window or before.host_present or runs_on
        assert how == "rejoined" or client.admitted_at is None
        if before.client is not None and before.client.browser != browser:
            assert how == "taken_over"
            assert take_over

    @precondition(lambda self: self.meeting.client is not None)
    @rule(present=st.booleans())
    def the_clients_page_comes_or_goes(self, present: bool) -> None:
        assert self.meeting.client is not None
        left_at = None if present else self.now
        self.meeting = replace(
            self.meeting, client=replace(self.meeting.client, present=present, left_at=left_at), used_at=self.now
        )

    @rule()
    def the_host_comes(self) -> None:
        try:
            self.meeting.open_to_host(now=self.now)
        except RoomClosed:
            return
        self.meeting = replace(self.meeting, host_present=True, used_at=self.now)

    @precondition(lambda self: self.meeting.host_present)
    @rule()
    def the_host_goes(self) -> None:
        self.meeting = replace(self.meeting, host_present=False, used_at=self.now)

    @rule(what=st.sampled_from(["admit", "conclude", "missed", "reissue"]))
    def the_host_decides(self, what: str) -> None:
        before = self.meeting
        try:
            if what == "admit":
                self.meeting = before.admit(now=self.now)
            elif what == "conclude":
                self.meeting = before.conclude(now=self.now)
                self.concluded = True
            elif what == "missed":
                self.meeting = before.missed(now=self.now)
            else:
                self.meeting = before.reissue(self.new_id(), now=self.now)
        except VideoLinksError:
            assert self.meeting == before

    @rule()
    def the_sweeper_comes(self) -> None:
        before = self.meeting
        self.meeting = before.lapse(now=self.now)
        if before.host_present or (before.client is not None and before.client.present):
            assert self.meeting == before, "a running call is not cut"
        elif before.live is not None and self.now >= before.times.closes_at + GRACE and before.used_at is None:
            assert self.meeting.live is None

    @rule(status=st.sampled_from(["cancelled", "attended", "missed"]), often=st.integers(0, 9))
    def booking_says_that_it_is_not_to_come(self, status: AppointmentStatus, often: int) -> None:
        if often == 0:
            times = replace(self.meeting.times, status=status)
            self.meeting = replace(self.meeting, times=times).withdraw(now=self.now)

    @invariant()
    def invariant_3_one_link_lives_at_most_and_it_is_the_newest(self) -> None:
        live = [link for link in self.meeting.links if link.dead is None]
        assert live in ([], [self.meeting.links[-1]])
        generations = [link.generation for link in self.meeting.links]
        assert generations == list(range(1, len(generations) + 1))

    @invariant()
    def nobody_is_behind_a_dead_link(self) -> None:
        if self.meeting.live is None:
            assert self.meeting.client is None
        elif self.meeting.client is not None:
            assert self.meeting.client.link_id == self.meeting.live.id

    @invariant()
    def what_has_ended_has_no_live_link(self) -> None:
        assert self.meeting.ended is None or self.meeting.live is None
        assert not self.concluded or self.meeting.ended == "concluded"

    @invariant()
    def no_dead_link_can_be_joined(self) -> None:
        for link in self.meeting.links:
            if link.dead is not None:
                for browser in (LAPTOP, PHONE, TABLET, None):
                    state = self.meeting.page_state(link.id, browser, now=self.now)
                    assert state not in (LinkPageState.OPEN, LinkPageState.LEFT, LinkPageState.ELSEWHERE)


TestInvariant3OverTheLifeOfALink = Life.TestCase
