"""The life of an appointment's link: who may come by it, who is let in, and how it ends.

live ── conclude ──────────────────▶ dead: concluded
  │ ─── missed ────────────────────▶ dead: expired
  │ ─── lapse, after a call ───────▶ dead: abandoned
  │ ─── lapse, without one ────────▶ dead: expired
  │ ─── withdraw ──────────────────▶ dead: cancelled, concluded, expired
  └──── reissue ───────────────────▶ dead: reissued, and a new one lives
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from video_links.domain.appointment_times import AppointmentTimes, LinkPageState
from video_links.domain.link import DeadReason
from video_links.domain.room import CallEnd, Device
from video_links.errors import (
    ClientAttended,
    ClientInCall,
    LinkDead,
    NobodyWaits,
    NotNow,
    RoomClosed,
    UsedElsewhere,
)

# As long after somebody was in the room both may come back, though the window is over: a call is not cut because a
# connection is.
GRACE: Final = timedelta(minutes=2)

type Coming = Literal["joined", "rejoined", "taken_over"]

_DIES_AS: Final[dict[CallEnd, DeadReason]] = {
    "concluded": "concluded",
    "missed": "expired",
    "abandoned": "abandoned",
    "expired": "expired",
}


@dataclass(frozen=True, slots=True)
class LinkLife:
    """One generation of the appointment's link. `dead` says why it is; None where it lives."""

    id: UUID
    generation: int
    dead: DeadReason | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """The browser that has joined: the one whose cookie has this SHA-256. `present`: a page of it is in the room."""

    id: UUID
    link_id: UUID
    browser: bytes
    device: Device
    began_at: datetime
    admitted_at: datetime | None = None
    left_at: datetime | None = None
    present: bool = False

    @property
    def in_call(self) -> bool:
        return self.present and self.admitted_at is not None


@dataclass(frozen=True, slots=True)
class Meeting:
    """`links` are all of the appointment's, oldest first; at most the last one lives.

    `used_at` is when somebody was last in the room, `admitted_at` when a client was first let in.
    """

    appointment_id: UUID
    series_id: UUID
    times: AppointmentTimes
    links: tuple[LinkLife, ...]
    client: Client | None = None
    host_present: bool = False
    used_at: datetime | None = None
    admitted_at: datetime | None = None
    ended: CallEnd | None = None
    ended_at: datetime | None = None

    @property
    def newest(self) -> LinkLife | None:
        return self.links[-1] if self.links else None

    @property
    def live(self) -> LinkLife | None:
        return next((link for link in self.links if link.dead is None), None)

    def link(self, link_id: UUID) -> LinkLife:
        return next(link for link in self.links if link.id == link_id)

    def page_state(self, link_id: UUID, browser: bytes | None, *, now: datetime) -> LinkPageState:
        """How it stands with this link for this browser, named by its cookie's SHA-256; None: it has none."""
        times = replace(self.times, dead=self.link(link_id).dead)
        if times.settled is not None:
            return times.settled
        holds = self.client is not None and self.client.browser == browser
        kept_open = self.host_present or (holds and now >= times.closes_at and self._used_lately(now))
        state = LinkPageState.OPEN if kept_open else times.by_the_clock(now)
        if state is not LinkPageState.OPEN or self.client is None:
            return state
        if not holds:
            return LinkPageState.ELSEWHERE
        return LinkPageState.OPEN if self.client.left_at is None else LinkPageState.LEFT

    def join(
        self, link_id: UUID, browser: bytes, device: Device, *, take_over: bool, client_id: UUID, now: datetime
    ) -> tuple["Meeting", Coming]:
        """The same browser comes back as who it was; another one takes over if it says so, and is to be admitted anew.

        Raises NotNow, LinkDead, UsedElsewhere.
        """
        state = self.page_state(link_id, browser, now=now)
        if state in (LinkPageState.EARLY, LinkPageState.ANOTHER_DAY):
            raise NotNow(state)
        if state is LinkPageState.ELSEWHERE and not take_over:
            raise UsedElsewhere(state)
        if state not in (LinkPageState.OPEN, LinkPageState.LEFT, LinkPageState.ELSEWHERE):
            raise LinkDead(state)
        if self.client is not None and state is not LinkPageState.ELSEWHERE:
            return replace(self, client=replace(self.client, left_at=None)), "rejoined"
        client = Client(client_id, link_id, browser, device, began_at=now)
        return replace(self, client=client), "joined" if self.client is None else "taken_over"

    def open_to_host(self, *, now: datetime) -> None:
        """Raises RoomClosed."""
        if self.live is None or self.times.status != "booked":
            raise RoomClosed("Its link does not work any more." if self.links else "It has no video link.")
        if self.lapsed(now):
            raise RoomClosed("The time of its link has passed.")

    def admit(self, *, now: datetime) -> "Meeting":
        """Raises NobodyWaits."""
        if self.live is None or self.client is None or not self.client.present:
            raise NobodyWaits
        admitted_at = self.client.admitted_at or now
        return replace(
            self,
            client=replace(self.client, admitted_at=admitted_at),
            admitted_at=self.admitted_at or admitted_at,
        )

    def conclude(self, *, now: datetime) -> "Meeting":
        """Raises RoomClosed. What is concluded stays so."""
        if self.ended == "concluded":
            return self
        self._refuse_if_dead()
        return self._end("concluded", now)

    def missed(self, *, now: datetime) -> "Meeting":
        """The client did not attend. Raises RoomClosed, ClientAttended."""
        if self.ended == "missed":
            return self
        self._refuse_if_dead()
        if self.admitted_at is not None:
            raise ClientAttended("Conclude the session instead.")
        return self._end("missed", now)

    def lapsed(self, now: datetime) -> bool:
        """Whether the link's time is over, and nobody talks on."""
        return now >= self.times.closes_at and not self._used_lately(now)

    def lapse(self, *, now: datetime) -> "Meeting":
        """Let the link die when its time is over; else everything stays."""
        if self.live is None or not self.lapsed(now):
            return self
        return self._end("expired" if self.admitted_at is None else "abandoned", now)

    def withdraw(self, *, now: datetime) -> "Meeting":
        """Let the link die, since booking says that nobody is to come by it any more."""
        if self.live is None:
            return self
        if self.times.status in ("booked", "cancelled"):
            return replace(self._with_dead("cancelled"), client=None)
        return self._end("missed" if self.times.status == "missed" else "concluded", now)

    def reissue(self, link_id: UUID, *, now: datetime) -> "Meeting":
        """A new link in the place of the old one, which is dead at once. Raises RoomClosed, ClientInCall."""
        self.open_to_host(now=now)
        if self.client is not None and self.client.in_call:
            raise ClientInCall("A new link would cut it off.")
        old = self._with_dead("reissued")
        return replace(old, links=(*old.links, LinkLife(link_id, old.links[-1].generation + 1)), client=None)

    def _used_lately(self, now: datetime) -> bool:
        return self.used_at is not None and now - self.used_at < GRACE

    def _refuse_if_dead(self) -> None:
        if self.live is None:
            raise RoomClosed("Its link does not work any more." if self.links else "It has no video link.")

    def _end(self, how: CallEnd, now: datetime) -> "Meeting":
        return replace(self._with_dead(_DIES_AS[how]), client=None, ended=how, ended_at=now)

    def _with_dead(self, reason: DeadReason) -> "Meeting":
        return replace(
            self, links=tuple(link if link.dead is not None else replace(link, dead=reason) for link in self.links)
        )
