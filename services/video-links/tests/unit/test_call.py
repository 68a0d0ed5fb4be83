"""No sequence of events gives two live links, lets anybody in by a link whose time is over, or connects two pages
that do not belong together."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from video_links.domain.appointment_times import AppointmentTimes, LinkPageState
from video_links.domain.call import GRACE, Call
from video_links.domain.link import DeadReason, LinkLife
from video_links.domain.presence import GONE_AFTER, Client, ClientPresence, Participant, Presence
from video_links.domain.series import AppointmentStatus
from video_links.domain.views import ClientView, view_of
from video_links.errors import (
    ClientAttended,
    ClientInCall,
    LinkDead,
    LinkRefused,
    NobodyWaits,
    NotBegun,
    NotNow,
    RoomClosed,
    TicketRefused,
    UsedElsewhere,
    VideoLinksError,
)

TEN = datetime(2027, 10, 20, 9, tzinfo=UTC)
LINK = UUID(int=1)
LAPTOP, PHONE, TABLET = b"laptop", b"phone", b"tablet"
CLIENT, OTHER_CLIENT = UUID(int=500), UUID(int=501)
SOCKET = UUID(int=600)
DOCTOR, COLLEAGUE, ANOTHER = "doctor", "colleague", "another"
SECOND = timedelta(seconds=1)


def a_call(*, status: AppointmentStatus = "booked", dead: DeadReason | None = None) -> Call:
    """At 10am on the clinic's clock, for half an hour."""
    times = AppointmentTimes(
        "Europe/London",
        datetime(2027, 10, 20, 10),
        datetime(2027, 10, 20, 10, 30),
        TEN,
        TEN + timedelta(minutes=30),
        status,
    )
    return Call(UUID(int=10), UUID(int=11), times, (LinkLife(LINK, 1, dead),), practitioner=DOCTOR)


def a_page(number: int, client: UUID | None = None, *, now: datetime = TEN, link: UUID = LINK) -> Participant:
    """The host's, where it is no client's."""
    role, by = ("host", None) if client is None else ("client", link)
    subject = DOCTOR if client is None else None
    return Participant(UUID(int=700 + number), role, SOCKET, now, now, client, by, subject)  # type: ignore[arg-type]


HOST, GUEST = a_page(1), a_page(2, CLIENT)


def joined(call: Call, browser: bytes = LAPTOP, *, now: datetime = TEN, take_over: bool = False) -> Call:
    """With a page that is in the room."""
    client_id = OTHER_CLIENT if take_over else CLIENT
    after, _ = call.join(LINK, browser, "computer", take_over=take_over, client_id=client_id, now=now)
    assert after.client is not None
    return after.enter(a_page(3 if take_over else 2, after.client.id, now=now), now=now)


def test_a_browser_joins_comes_back_and_is_taken_over_from() -> None:
    call, how = a_call().join(LINK, LAPTOP, "computer", take_over=False, client_id=UUID(int=1), now=TEN)
    assert how == "joined"
    call, how = call.join(LINK, LAPTOP, "computer", take_over=False, client_id=UUID(int=2), now=TEN)
    assert (how, call.client and call.client.id) == ("rejoined", UUID(int=1))
    with pytest.raises(UsedElsewhere):
        call.join(LINK, PHONE, "phone", take_over=False, client_id=UUID(int=3), now=TEN)
    call, how = call.join(LINK, PHONE, "phone", take_over=True, client_id=UUID(int=3), now=TEN)
    assert (how, call.client and call.client.id) == ("taken_over", UUID(int=3))


def test_a_second_browser_is_told_of_another_only_while_that_one_is_there() -> None:
    there = joined(a_call()).admit(by=DOCTOR, now=TEN).tell(now=TEN)
    gone, _ = there.lose(GUEST.id, GUEST.socket, now=TEN)
    left, _ = there.leave(GUEST.id, GUEST.socket, now=TEN)
    later = TEN + GONE_AFTER
    for call, now, state in (
        (there, TEN, LinkPageState.ELSEWHERE),
        (there, later - SECOND, LinkPageState.ELSEWHERE),
        (there, later, LinkPageState.OPEN),
        (gone.tell(now=TEN), TEN, LinkPageState.OPEN),
        (left.tell(now=TEN), TEN, LinkPageState.OPEN),
    ):
        assert call.page_state(LINK, PHONE, now=now) is state
        assert call.page_state(LINK, None, now=now) is state


def test_who_has_just_joined_is_there_before_the_room_has_seen_them_and_not_for_long() -> None:
    call, _ = a_call().join(LINK, LAPTOP, "computer", take_over=False, client_id=CLIENT, now=TEN)
    call = call.tell(now=TEN)
    assert call.page_state(LINK, PHONE, now=TEN + GONE_AFTER - SECOND) is LinkPageState.ELSEWHERE
    assert call.page_state(LINK, PHONE, now=TEN + GONE_AFTER) is LinkPageState.OPEN


def test_who_comes_with_another_browser_when_nobody_is_there_joins_and_waits_to_be_let_in() -> None:
    there = joined(a_call()).admit(by=DOCTOR, now=TEN).tell(now=TEN)
    gone, _ = there.lose(GUEST.id, GUEST.socket, now=TEN)
    call, how = gone.tell(now=TEN).join(LINK, PHONE, "phone", take_over=False, client_id=OTHER_CLIENT, now=TEN)
    assert (how, call.client) == ("joined", Client(OTHER_CLIENT, LINK, PHONE, "phone", began_at=TEN))
    assert call.tell(now=TEN).told == Presence("absent", TEN)
    with pytest.raises(TicketRefused):
        call.enter(GUEST, now=TEN)
    assert call.enter(a_page(3, OTHER_CLIENT), now=TEN).client_presence(TEN) == "waiting"


def test_who_takes_over_is_let_in_anew_and_who_comes_back_is_not() -> None:
    admitted = joined(a_call()).admit(by=DOCTOR, now=TEN)
    back = joined(admitted)
    assert back.client is not None
    assert back.client.admitted_at == TEN
    other = joined(admitted, PHONE, take_over=True)
    assert other.client is not None
    assert other.client.admitted_at is None
    assert other.admitted_at == TEN


def test_a_running_call_goes_on_after_the_window_for_the_client_who_is_in_it_alone() -> None:
    late = TEN + timedelta(hours=3)
    running = joined(a_call()).admit(by=DOCTOR, now=TEN)
    running = replace(running, participants=(a_page(1, now=late), replace(GUEST, seen_at=late)), host_subject=DOCTOR)
    assert running.page_state(LINK, LAPTOP, now=late) is LinkPageState.OPEN
    assert running.lapse(now=late) is running
    both_cut_off = running
    for page in running.participants:
        both_cut_off, _ = both_cut_off.lose(page.id, page.socket, now=late)
    soon = late + GRACE - SECOND
    assert both_cut_off.page_state(LINK, LAPTOP, now=soon) is LinkPageState.OPEN
    assert both_cut_off.page_state(LINK, PHONE, now=soon) is LinkPageState.EXPIRED
    assert both_cut_off.lapse(now=soon) is both_cut_off
    assert both_cut_off.page_state(LINK, LAPTOP, now=late + GRACE) is LinkPageState.EXPIRED
    assert both_cut_off.lapse(now=late + GRACE).ended == "abandoned"


def test_a_call_that_was_used_lately_is_no_way_in_before_the_window() -> None:
    early = TEN - timedelta(hours=2)
    host = a_page(1, now=early)
    call = joined(a_call().enter(host, now=early), now=early)
    call, _ = call.leave(host.id, host.socket, now=early)
    assert call.page_state(LINK, LAPTOP, now=early) is LinkPageState.EARLY


@pytest.mark.parametrize("dead", get_args(DeadReason.__value__))
def test_a_dead_link_lets_nobody_in_whoever_is_there(dead: DeadReason) -> None:
    call = a_call(dead=dead).enter(HOST, now=TEN)
    with pytest.raises(LinkDead):
        call.join(LINK, LAPTOP, "computer", take_over=True, client_id=CLIENT, now=TEN)
    for refused in (call.conclude, call.missed):
        with pytest.raises(RoomClosed):
            refused(by=DOCTOR, now=TEN)
    with pytest.raises(RoomClosed):
        call.reissue(UUID(int=2), now=TEN)


def test_what_cannot_be_says_why() -> None:
    with pytest.raises(NobodyWaits):
        a_call().admit(by=DOCTOR, now=TEN)
    with pytest.raises(NotNow):
        a_call().join(LINK, LAPTOP, "computer", take_over=True, client_id=CLIENT, now=TEN - timedelta(days=1))
    with pytest.raises(NotBegun):
        a_call().missed(by=DOCTOR, now=a_call().times.starts_at - timedelta(seconds=1))
    in_call = joined(a_call()).admit(by=DOCTOR, now=TEN)
    with pytest.raises(ClientAttended):
        in_call.missed(by=DOCTOR, now=TEN)
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
    call = a_call(status=status).withdraw(now=TEN)
    assert (call.links[-1].dead, call.ended, call.live_link) == (reason, ended, None)


def test_a_ticket_is_void_once_another_has_taken_its_clients_place() -> None:
    call, _ = a_call().join(LINK, LAPTOP, "computer", take_over=False, client_id=CLIENT, now=TEN)
    taken_over = joined(call, PHONE, take_over=True)
    for without_its_client in (
        a_call(),
        taken_over,
        call.conclude(by=DOCTOR, now=TEN),
        call.reissue(UUID(int=2), now=TEN),
    ):
        with pytest.raises(TicketRefused):
            without_its_client.enter(GUEST, now=TEN)


def test_a_page_that_comes_back_has_a_new_socket_and_its_place() -> None:
    call, later = joined(a_call()), TEN + timedelta(minutes=1)
    back = call.enter(replace(a_page(2, CLIENT, now=later), socket=UUID(int=601)), now=later)
    (page,) = back.participants
    assert (page.entered_at, page.seen_at, page.socket) == (TEN, later, UUID(int=601))
    for late_word in (back.leave, back.lose):
        assert late_word(page.id, SOCKET, now=later) == (back, [])


def test_a_page_cannot_take_anothers_id() -> None:
    call = joined(a_call()).enter(HOST, now=TEN)
    for thief in (replace(GUEST, id=HOST.id), replace(HOST, id=GUEST.id)):
        with pytest.raises(TicketRefused):
            call.enter(thief, now=TEN)


@pytest.mark.parametrize(
    ("client", "told", "presence"),
    [
        (None, "waiting", "absent"),
        ({}, "absent", "absent"),
        ({}, "waiting", "lost"),
        ({"admitted_at": TEN}, "in_call", "lost"),
        ({"admitted_at": TEN}, "left", "absent"),
        ({"admitted_at": TEN, "left_at": TEN}, "in_call", "left"),
    ],
)
def test_a_client_whose_page_is_not_there_is_lost_only_if_it_was(
    client: dict[str, datetime] | None, told: ClientPresence, presence: ClientPresence
) -> None:
    joined_by = None if client is None else Client(CLIENT, LINK, LAPTOP, "phone", TEN, **client)  # type: ignore[arg-type]
    call = replace(a_call(), client=joined_by, told=Presence(told))
    assert call.client_presence(TEN) == presence


def test_who_was_not_seen_for_a_while_is_gone() -> None:
    later = TEN + GONE_AFTER
    call = joined(a_call()).admit(by=DOCTOR, now=TEN).enter(HOST, now=TEN).tell(now=TEN)
    call = replace(call, participants=(replace(HOST, seen_at=later - SECOND), GUEST))
    assert (call.client_presence(later), call.host(later - SECOND) is None) == ("lost", False)
    silent, meant = call.lose_silent(now=later)
    assert ([page.id for page in silent.participants], meant) == ([HOST.id], ["lost"])
    silent, meant = silent.tell(now=later).lose_silent(now=later + GONE_AFTER)
    assert (silent.participants, meant) == ((), ["host_left"])


def test_who_has_left_has_no_page_that_counts_though_another_is_open() -> None:
    call = (
        joined(a_call()).enter(a_page(4, CLIENT, now=TEN + SECOND), now=TEN + SECOND).admit(by=DOCTOR, now=TEN + SECOND)
    )
    left, meant = call.leave(UUID(int=704), SOCKET, now=TEN + SECOND)
    assert (left.client_presence(TEN + SECOND), left.guest(TEN + SECOND), meant) == ("left", None, ["left"])


def test_whoever_leaves_late_does_not_shut_out_who_has_come_back() -> None:
    newer = a_page(4, CLIENT, now=TEN + SECOND)
    there = joined(a_call()).enter(newer, now=TEN + SECOND).admit(by=DOCTOR, now=TEN + SECOND)
    after, meant = there.leave(GUEST.id, GUEST.socket, now=TEN + SECOND)
    assert (after.client_presence(TEN + SECOND), after.guest(TEN + SECOND), meant) == ("in_call", newer, [])
    left, _ = joined(a_call()).leave(GUEST.id, GUEST.socket, now=TEN)
    assert left.enter(newer, now=TEN + SECOND).client_presence(TEN + SECOND) == "waiting"


def test_of_who_takes_over_nothing_has_been_told() -> None:
    waiting = joined(a_call()).tell(now=TEN)
    call, _ = waiting.join(LINK, PHONE, "phone", take_over=True, client_id=OTHER_CLIENT, now=TEN + SECOND)
    assert call.tell(now=TEN + SECOND).told == Presence("absent", TEN + SECOND)


def test_losing_one_of_two_pages_means_nothing() -> None:
    call = joined(a_call()).enter(HOST, now=TEN).enter(a_page(4), now=TEN).enter(a_page(5, CLIENT), now=TEN)
    for page in (HOST, GUEST):
        call, meant = call.lose(page.id, page.socket, now=TEN)
        assert meant == []
    assert (call.host(TEN), call.guest(TEN)) == (a_page(4), a_page(5, CLIENT))


def test_a_presence_keeps_its_time_until_it_changes() -> None:
    later = TEN + timedelta(seconds=2)
    call = joined(a_call()).tell(now=TEN).enter(HOST, now=later).tell(now=later)
    assert (call.version, call.told) == (2, Presence("waiting", TEN, host=True))
    assert call.admit(by=DOCTOR, now=later).tell(now=later).told == Presence("in_call", later, host=True)


def test_the_clients_picture_follows_nobody_whom_they_have_not_said_yes_to() -> None:
    colleague = replace(a_page(4), subject=COLLEAGUE)
    met = joined(a_call()).enter(HOST, now=TEN).admit(by=DOCTOR, now=TEN).enter(colleague, now=TEN)
    assert met.client_presence(TEN) == "in_call"
    handed = met.hand_over(by=DOCTOR, now=TEN)
    assert (handed.host(TEN), handed.client_presence(TEN)) == (colleague, "waiting")
    asked = handed.admit(by=COLLEAGUE, now=TEN)
    assert asked.client_presence(TEN) == "waiting"
    for page, host in ((GUEST.id, HOST.id), (HOST.id, colleague.id), (colleague.id, colleague.id)):
        assert asked.agree(page, host, now=TEN) == asked
    assert handed.agree(GUEST.id, colleague.id, now=TEN) == handed, "nobody has asked"
    agreed = asked.agree(GUEST.id, colleague.id, now=TEN)
    assert agreed.client_presence(TEN) == "in_call"
    back, _ = agreed.leave(colleague.id, colleague.socket, now=TEN)
    assert (back.host(TEN), back.client_presence(TEN)) == (HOST, "waiting")


STAFF = (DOCTOR, COLLEAGUE, ANOTHER)


class Life(RuleBasedStateMachine):
    """Everything that can happen to one appointment, in any order, while the clock goes on. A page that is silent says
    no more that it is there."""

    @initialize(minutes=st.integers(-3000, 60))
    def book(self, minutes: int) -> None:
        self.call = a_call()
        self.now = TEN + timedelta(minutes=minutes)
        self.ids = 1000
        self.concluded = False
        self.silent: set[UUID] = set()
        self.tickets: list[tuple[UUID, UUID]] = []
        self.seen_by: dict[UUID, str | None] = {}
        self.asks_to_hand_over = False

    def new_id(self) -> UUID:
        self.ids += 1
        return UUID(int=self.ids)

    def becomes(self, call: Call) -> None:
        before, self.call = self.call, call.tell(now=self.now)
        if call.host_subject != before.host_subject and before.host(self.now) is not None:
            left = call.host_subject is None or before.host(self.now) not in call.participants
            assert left or self.asks_to_hand_over, "nobody takes over from who is there"

    def pages(self, role: str) -> Sequence[Participant]:
        return [page for page in self.call.participants if page.role == role]

    def somebody_is_there(self) -> bool:
        return any(not page.gone(self.now) for page in self.call.participants)

    @rule(seconds=st.one_of(st.integers(1, 200), st.integers(200, 40_000)))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        pages = [page if page.id in self.silent else replace(page, seen_at=self.now) for page in self.call.participants]
        self.call = replace(self.call, participants=tuple(pages))

    @rule(browser=st.sampled_from([LAPTOP, PHONE, TABLET]), take_over=st.booleans(), which=st.integers(0, 9))
    def join(self, browser: bytes, take_over: bool, which: int) -> None:
        before = self.call
        link = before.links[which % len(before.links)]
        host_was_there = before.host(self.now) is not None
        was_there = before.page_state(link.id, b"a stranger's", now=self.now) is LinkPageState.ELSEWHERE
        used = [at for at in (before.moved_at, *(page.seen_at for page in before.participants)) if at is not None]
        try:
            after, how = before.join(
                link.id, browser, "phone", take_over=take_over, client_id=self.new_id(), now=self.now
            )
        except LinkRefused:
            return
        client = after.client
        assert client is not None
        self.tickets.append((client.id, link.id))
        self.becomes(after)
        assert client.browser == browser
        assert link.dead is None
        assert not self.concluded
        in_window = before.times.opens_at <= self.now < before.times.closes_at
        runs_on = how == "rejoined" and bool(used) and self.now - max(used) < GRACE
        assert in_window or host_was_there or runs_on
        assert how == "rejoined" or client.admitted_at is None
        if before.client is not None and before.client.browser != browser:
            assert how == ("taken_over" if take_over and was_there else "joined")
            assert take_over or not was_there

    @precondition(lambda self: self.tickets)
    @rule(data=st.data())
    def a_clients_page_comes(self, data: st.DataObject) -> None:
        client, link = self.tickets.pop(data.draw(st.integers(0, len(self.tickets) - 1)))
        page = Participant(self.new_id(), "client", self.new_id(), self.now, self.now, client, link)
        if self.call.client is None or self.call.client.id != client:
            with pytest.raises(TicketRefused):
                self.call.enter(page, now=self.now)
            return
        self.becomes(self.call.enter(page, now=self.now))

    @rule(subject=st.sampled_from(STAFF))
    def one_of_the_staff_comes(self, subject: str) -> None:
        try:
            self.call.open_to_host(now=self.now)
        except RoomClosed:
            return
        page = Participant(self.new_id(), "host", self.new_id(), self.now, self.now, subject=subject)
        self.becomes(self.call.enter(page, now=self.now))

    @precondition(lambda self: self.call.participants)
    @rule(data=st.data(), how=st.sampled_from(["leave", "lose", "silence", "come back"]))
    def a_page_goes(self, data: st.DataObject, how: str) -> None:
        page = data.draw(st.sampled_from(self.call.participants))
        if how == "silence":
            self.silent.add(page.id)
        elif how == "come back":
            back = replace(page, socket=self.new_id(), seen_at=self.now)
            try:
                self.becomes(self.call.enter(back, now=self.now))
                self.silent.discard(page.id)
            except TicketRefused:
                assert self.call.client is None or self.call.client.id != page.client_session_id
        else:
            go = self.call.leave if how == "leave" else self.call.lose
            self.becomes(go(page.id, page.socket, now=self.now)[0])
            assert self.call.participant(page.id) is None

    @precondition(lambda self: self.pages("host"))
    @rule(data=st.data())
    def a_colleague_takes_place(self, data: st.DataObject) -> None:
        page = data.draw(st.sampled_from(self.pages("host")))
        self.becomes(self.call.take_place(page.id, now=self.now))

    @precondition(lambda self: self.call.guest(self.now) is not None and self.pages("host"))
    @rule(data=st.data())
    def the_client_agrees(self, data: st.DataObject) -> None:
        guest = self.call.guest(self.now)
        assert guest is not None
        page = data.draw(st.sampled_from(self.pages("host")))
        view = view_of(self.call, guest, self.now)
        after = self.call.agree(guest.id, page.id, now=self.now)
        assert isinstance(view, ClientView)
        assert (after != self.call) == (view.asks == page.id), "it agrees to whom it has read of, and to nobody else"
        if after.client is not None and after != self.call:
            self.seen_by[after.client.id] = page.subject
        self.becomes(after)

    @rule(what=st.sampled_from(["admit", "conclude", "missed", "reissue", "hand over"]), by=st.sampled_from(STAFF))
    def one_of_the_staff_decides(self, what: str, by: str) -> None:
        before, self.asks_to_hand_over = self.call, what == "hand over"
        try:
            if what == "admit":
                self.becomes(before.admit(by=by, now=self.now))
                assert before.client_presence(self.now) in ("waiting", "in_call")
            elif what == "conclude":
                self.becomes(before.conclude(by=by, now=self.now))
                self.concluded = True
            elif what == "missed":
                self.becomes(before.missed(by=by, now=self.now))
            elif what == "hand over":
                self.becomes(before.hand_over(by=by, now=self.now))
            else:
                self.becomes(before.reissue(self.new_id(), now=self.now))
        except VideoLinksError:
            assert self.call == before
            return
        finally:
            self.asks_to_hand_over = False
        assert what == "reissue" or by == (before.host_subject or DOCTOR)

    @rule()
    def the_sweeper_comes(self) -> None:
        before, there = self.call, self.somebody_is_there()
        cleared, _ = before.lose_silent(now=self.now)
        after = cleared.lapse(now=self.now)
        self.becomes(after)
        assert all(not page.gone(self.now) for page in after.participants)
        if there:
            assert after.live_link == before.live_link, "a running call is not cut"
        elif (
            before.live_link is not None
            and self.now >= before.times.closes_at
            and before.moved_at is None
            and not before.participants
        ):
            assert after.live_link is None

    @rule(status=st.sampled_from(["cancelled", "attended", "missed"]), often=st.integers(0, 9))
    def booking_says_that_it_is_not_to_come(self, status: AppointmentStatus, often: int) -> None:
        if often == 0:
            times = replace(self.call.times, status=status)
            self.becomes(replace(self.call, times=times).withdraw(now=self.now))

    @invariant()
    def invariant_3_one_link_lives_at_most_and_it_is_the_newest(self) -> None:
        live = [link for link in self.call.links if link.dead is None]
        assert live in ([], [self.call.links[-1]])
        generations = [link.generation for link in self.call.links]
        assert generations == list(range(1, len(generations) + 1))

    @invariant()
    def nobody_is_behind_a_dead_link(self) -> None:
        if self.call.live_link is None:
            assert self.call.client is None
        elif self.call.client is not None:
            assert self.call.client.link_id == self.call.live_link.id

    @invariant()
    def what_has_ended_has_no_live_link(self) -> None:
        assert self.call.ended is None or self.call.live_link is None
        assert not self.concluded or self.call.ended == "concluded"

    @invariant()
    def no_dead_link_can_be_joined(self) -> None:
        for link in self.call.links:
            if link.dead is not None:
                for browser in (LAPTOP, PHONE, TABLET, None):
                    state = self.call.page_state(link.id, browser, now=self.now)
                    assert state not in (LinkPageState.OPEN, LinkPageState.LEFT, LinkPageState.ELSEWHERE)

    @invariant()
    def two_pages_at_most_are_brought_together_and_each_knows_the_other(self) -> None:
        together = {
            page.id: view.peer
            for page in self.call.participants
            if (view := view_of(self.call, page, self.now)).peer is not None
        }
        assert len(together) in (0, 2)
        assert {together[peer] for peer in together.values() if peer is not None} == set(together)
        assert {self.call.participant(page).role for page in together} in (set(), {"client", "host"})  # type: ignore[union-attr]

    @invariant()
    def a_clients_picture_goes_to_its_practitioner_and_then_to_whom_it_has_agreed_to_last(self) -> None:
        for page in self.pages("host"):
            if view_of(self.call, page, self.now).peer is not None:
                assert self.call.client is not None
                assert self.seen_by.setdefault(self.call.client.id, DOCTOR) == page.subject

    @invariant()
    def a_page_is_in_the_call_by_the_live_link_of_a_client_who_was_let_in_alone(self) -> None:
        for page in self.pages("client"):
            view = view_of(self.call, page, self.now)
            assert isinstance(view, ClientView)
            if view.state in ("waiting", "asked", "in_call"):
                assert self.call.live_link is not None
                assert page.link_id == self.call.live_link.id
                assert self.call.client is not None
                assert page.client_session_id == self.call.client.id
                assert (self.call.client.admitted_at is not None) == (view.state == "in_call")


TestInvariant3OverTheLifeOfACall = Life.TestCase
