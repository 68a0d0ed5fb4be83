"""The call of an appointment: who may come by its links, who is there and let in, and how it ends.

The diagrams of its life are in docs/architecture.md.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from video_links.domain.activity import ActivityKind
from video_links.domain.appointment_times import AppointmentTimes, LinkPageState
from video_links.domain.link import ASLEEP, DeadReason, LinkEnd, LinkLife
from video_links.domain.presence import (
    GONE_AFTER,
    NOBODY,
    Client,
    ClientPresence,
    Device,
    Participant,
    Presence,
    newest,
)
from video_links.errors import (
    ClientAttended,
    ClientInCall,
    ColleagueHosts,
    LinkDead,
    NobodyTakesOver,
    NobodyWaits,
    NotBegun,
    NotNow,
    NotTheHost,
    RoomClosed,
    TicketRefused,
    UsedElsewhere,
)

# As long after somebody was in the room both may come back, though the window is over: a call is not cut because a
# connection is.
GRACE: Final = timedelta(minutes=2)

type Coming = Literal["joined", "rejoined", "taken_over"]
type CallEnd = Literal["concluded", "missed", "abandoned", "expired"]

_DIES_AS: Final[dict[CallEnd, DeadReason]] = {
    "concluded": "concluded",
    "missed": "expired",
    "abandoned": "abandoned",
    "expired": "expired",
}


@dataclass(frozen=True, slots=True)
class Call:
    """`links` are all of the appointment's, oldest first; at most the last one lives. `participants`: the open pages.

    `told` is what the other services know of who is there; `version` counts what they were told. `moved_at` is when
    somebody last came, was let in or went, `admitted_at` when a client was first let in.

    `practitioner` is the subject of the practitioner's user; None: they have none. `host_subject` is whose room it is
    now; None: nobody's. `host_gone_at` is since when none of their pages is open. Who else of the staff is there waits.
    """

    appointment_id: UUID
    series_id: UUID
    times: AppointmentTimes
    links: tuple[LinkLife, ...] = ()
    client: Client | None = None
    participants: tuple[Participant, ...] = ()
    version: int = 0
    told: Presence = NOBODY
    moved_at: datetime | None = None
    admitted_at: datetime | None = None
    ended: CallEnd | None = None
    ended_at: datetime | None = None
    practitioner: str | None = None
    host_subject: str | None = None
    host_gone_at: datetime | None = None

    @property
    def newest_link(self) -> LinkLife | None:
        return self.links[-1] if self.links else None

    @property
    def live_link(self) -> LinkLife | None:
        return next((link for link in self.links if link.dead is None), None)

    def link(self, link_id: UUID) -> LinkLife:
        return next(link for link in self.links if link.id == link_id)

    def end_of(self, link_id: UUID) -> LinkEnd | None:
        """What the link has died of; None: it lives."""
        dead = self.link(link_id).dead
        return "missed" if dead == "expired" and self.ended == "missed" else dead

    # Who is there

    def participant(self, participant_id: UUID) -> Participant | None:
        return next((one for one in self.participants if one.id == participant_id), None)

    def host(self, now: datetime) -> Participant | None:
        return newest(one for one in self._staff(now) if one.subject == self.host_subject)

    def next_host(self, now: datetime) -> Participant | None:
        """The page of who stands in and waits, where several do who came first."""
        waiting = [one for one in self._staff(now) if one.subject != self.host_subject]
        return min(waiting, key=lambda one: (one.entered_at, one.id), default=None)

    def is_free(self, now: datetime) -> bool:
        """Whether somebody else may host. Who was cut off, or loads the page anew, keeps their place for a moment."""
        if self.host_subject is None:
            return True
        return self.host(now) is None and (self.host_gone_at is None or now - self.host_gone_at >= GONE_AFTER)

    def guest(self, now: datetime) -> Participant | None:
        """The client's page, whether it was let in or waits."""
        if self.client is None or self.client.left_at is not None:
            return None
        return newest(one for one in self.participants if one.client_session_id == self.client.id and not one.gone(now))

    def client_presence(self, now: datetime) -> ClientPresence:
        if self.client is None:
            return "absent"
        if self.client.left_at is not None:
            return "left"
        if self.guest(now) is None:
            return "lost" if self.told.client in ("waiting", "in_call", "lost") else "absent"
        return "in_call" if self.client.admitted_at is not None else "waiting"

    def tell(self, *, now: datetime) -> "Call":
        """The next version, by who is there now."""
        client = self.client_presence(now)
        since = self.told.client_since if client == self.told.client else now
        return replace(
            self, version=self.version + 1, told=Presence(client, client_since=since, host=self.host(now) is not None)
        )

    # Pages that come and go

    def enter(self, participant: Participant, *, now: datetime) -> "Call":
        """Let a page in that has a ticket, or let it in again by a new socket.

        Raises TicketRefused where another has taken its client's place since, and where its id is another page's.
        """
        if participant.role == "client" and (self.client is None or self.client.id != participant.client_session_id):
            raise TicketRefused
        known = self.participant(participant.id)
        if known is not None:
            if (known.role, known.client_session_id) != (participant.role, participant.client_session_id):
                raise TicketRefused
            participant = replace(participant, entered_at=known.entered_at)
        entered = replace(self, participants=(*self._without([participant]), participant))
        if participant.role == "host":
            return entered._moved(now)._with_host(participant.subject, now=now)
        if entered.client is None:
            return entered._moved(now)
        return replace(entered, client=replace(entered.client, left_at=None))

    def leave(self, participant_id: UUID, socket: UUID, *, now: datetime) -> tuple["Call", list[ActivityKind]]:
        """For now: the link lives on, and whoever was let in stays so. A page that has another socket stays.

        It means nothing where another page of the same browser has taken its place.
        """
        page = self._by_socket(participant_id, socket)
        if page is None:
            return self, []
        without, client = replace(self, participants=self._without([page])), self.client
        if page.role == "host" and page.subject != self.host_subject:
            return without, []
        if page.role == "host":
            gone = without if without.host(now) is not None else replace(without, host_subject=None)._with_next(now=now)
            return gone._moved(now), ["host_left"]
        if client is None or client.id != page.client_session_id:
            return without._moved(now), ["left"]
        if self.guest(now) not in (page, None):
            return without, []
        return replace(without, client=replace(client, left_at=now))._moved(now), ["left"]

    def lose(self, participant_id: UUID, socket: UUID, *, now: datetime) -> tuple["Call", list[ActivityKind]]:
        """A page's socket has closed without a word. A page that has another socket stays."""
        page = self._by_socket(participant_id, socket)
        return self._lose([] if page is None else [page], now)

    def lose_silent(self, *, now: datetime) -> tuple["Call", list[ActivityKind]]:
        """Take the pages for gone that have not been seen for too long: as when their replica died."""
        return self._lose([one for one in self.participants if one.gone(now)], now)

    # The client at the link

    def page_state(self, link_id: UUID, browser: bytes | None, *, now: datetime) -> LinkPageState:
        """How it stands with this link for this browser, named by its cookie's SHA-256; None: it has none."""
        settled = self.times.settled(self.end_of(link_id))
        if settled is not None:
            return settled
        holds = self.client is not None and self.client.browser == browser
        kept_open = self.host(now) is not None or (holds and now >= self.times.closes_at and self._used_lately(now))
        state = LinkPageState.OPEN if kept_open else self.times.by_the_clock(now)
        if state is not LinkPageState.OPEN or self.client is None:
            return state
        if not holds:
            return LinkPageState.ELSEWHERE if self._client_is_there(now) else state
        return LinkPageState.OPEN if self.client.left_at is None else LinkPageState.LEFT

    def join(
        self, link_id: UUID, browser: bytes, device: Device, *, take_over: bool, client_id: UUID, now: datetime
    ) -> tuple["Call", Coming]:
        """The same browser comes back as who it was; another one is to be admitted anew, and where somebody is there it
        takes over if it says so.

        Raises NotNow, LinkDead, UsedElsewhere.
        """
        state = self.page_state(link_id, browser, now=now)
        if state in (LinkPageState.EARLY, LinkPageState.ANOTHER_DAY):
            raise NotNow(state)
        if state is LinkPageState.ELSEWHERE and not take_over:
            raise UsedElsewhere(state)
        if state not in (LinkPageState.OPEN, LinkPageState.LEFT, LinkPageState.ELSEWHERE):
            raise LinkDead(state)
        if self.client is not None and self.client.browser == browser:
            return replace(self, client=replace(self.client, left_at=None), moved_at=now), "rejoined"
        joined = replace(self, client=Client(client_id, link_id, browser, device, began_at=now), moved_at=now)
        if self.client is None:
            return joined, "joined"
        # Whoever was told to be there is the client no more: of the new one nothing has been told.
        anew = replace(joined, told=Presence(client_since=now, host=self.told.host))
        return anew, "taken_over" if state is LinkPageState.ELSEWHERE else "joined"

    # What the host decides

    def open_to_host(self, *, now: datetime) -> None:
        """Raises RoomClosed."""
        self._refuse_if_dead()
        if self.times.status != "booked":
            raise RoomClosed("Its link does not work any more.")
        if self.lapsed(now):
            raise RoomClosed("The time of its link has passed.")

    def may_enter(self, subject: str, *, stands_in: bool) -> None:
        """Raises NotTheHost where it is another's session, and they do not say that they stand in."""
        if subject not in (self.practitioner, self.host_subject) and not stands_in:
            raise NotTheHost("It is another practitioner's session.")

    def belongs_to(self, subject: str) -> None:
        """Raises NotTheHost, ColleagueHosts where somebody else is its host."""
        if self.host_subject is None and subject != self.practitioner and self.practitioner is not None:
            raise NotTheHost("It is another practitioner's session.")
        if self.host_subject not in (None, subject):
            raise ColleagueHosts

    def take_place(self, participant_id: UUID, *, now: datetime) -> "Call":
        """Let who waited first host, once who was there has gone; else everything stays."""
        waits = self.next_host(now)
        if waits is None or waits.id != participant_id or not self.is_free(now):
            return self
        return self._with_host(waits.subject, now=now)._moved(now)

    def hand_over(self, *, by: str, now: datetime) -> "Call":
        """To who waited first. Raises NotTheHost, ColleagueHosts, NobodyTakesOver."""
        self.belongs_to(by)
        waits = self.next_host(now)
        if waits is None:
            raise NobodyTakesOver
        return replace(self, host_subject=None)._with_host(waits.subject, now=now)._moved(now)

    def admit(self, *, by: str, now: datetime) -> "Call":
        """A client who has met somebody else, or nobody yet and `by` stands in, is asked first.

        Raises NotTheHost, ColleagueHosts, NobodyWaits.
        """
        self.belongs_to(by)
        if self.live_link is None or self.client is None or self.guest(now) is None:
            raise NobodyWaits
        if self.client.admitted_at is not None:
            return self
        if not self._may_see(by):
            return replace(self, client=replace(self.client, asked=by))
        return self._let_in(by, now)

    def agree(self, participant_id: UUID, host_id: UUID, *, now: datetime) -> "Call":
        """The client says yes, on this page, to the host's page that asks; to anybody else it means nothing."""
        guest, host = self.guest(now), self.host(now)
        if self.client is None or self.live_link is None or guest is None or host is None or self.client.asked is None:
            return self
        if guest.id != participant_id or (host.id, host.subject) != (host_id, self.client.asked):
            return self
        return self._let_in(self.client.asked, now)

    def conclude(self, *, by: str, now: datetime) -> "Call":
        """Raises NotTheHost, ColleagueHosts, RoomClosed. What is concluded stays so."""
        self.belongs_to(by)
        if self.ended == "concluded":
            return self
        self._refuse_if_dead()
        return self._end("concluded", now)

    def missed(self, *, by: str, now: datetime) -> "Call":
        """The client did not attend. Raises NotTheHost, ColleagueHosts, RoomClosed, NotBegun, ClientAttended."""
        self.belongs_to(by)
        if self.ended == "missed":
            return self
        self._refuse_if_dead()
        if now < self.times.starts_at:
            raise NotBegun("Nobody can have missed it yet.")
        if self.admitted_at is not None:
            raise ClientAttended("Conclude the session instead.")
        return self._end("missed", now)

    def reissue(self, link_id: UUID, *, least: int = 1, now: datetime) -> "Call":
        """A new link in the place of the old one, which is dead at once, of the generation `least` or a later one.

        Raises RoomClosed, ClientInCall.
        """
        self.open_to_host(now=now)
        if self.client_presence(now) == "in_call":
            raise ClientInCall("A new link would cut it off.")
        old = self.replaced()
        return replace(old, links=(*old.links, LinkLife(link_id, max(least, old.links[-1].generation + 1))))

    def replaced(self) -> "Call":
        """Let the link die, for another one's sake."""
        return replace(self._with_dead("reissued"), client=None)

    # What time and booking decide

    def lapsed(self, now: datetime) -> bool:
        """Whether the link's time is over, and nobody talks on."""
        return now >= self.times.closes_at and not self._used_lately(now)

    def lapse(self, *, now: datetime) -> "Call":
        """Let the link die when its time is over; else everything stays."""
        if self.live_link is None or not self.lapsed(now):
            return self
        return self._end("expired" if self.admitted_at is None else "abandoned", now)

    def withdraw(self, *, now: datetime) -> "Call":
        """Let the link die, since booking says that nobody is to come by it any more."""
        if self.live_link is None:
            return self
        if self.times.status in ("booked", "cancelled"):
            return replace(self._with_dead("cancelled"), client=None)
        return self._end("missed" if self.times.status == "missed" else "concluded", now)

    def wake(self, *, now: datetime) -> "Call":
        """Have the newest link live again, where it is asleep and the appointment is booked, and ahead. What the host
        has ended stays so."""
        asleep = self.newest_link is not None and self.newest_link.dead in ASLEEP
        ended_here = self.ended not in (None, "expired")
        if not asleep or ended_here or self.times.status != "booked" or now >= self.times.closes_at:
            return self
        return replace(self, links=(*self.links[:-1], replace(self.links[-1], dead=None)), ended=None, ended_at=None)

    def _client_is_there(self, now: datetime) -> bool:
        """By a page, or on its way into the room: it has just joined, and was not seen in it yet."""
        if self.client is None or self.client.left_at is not None:
            return False
        is_coming = self.told.client == "absent" and now - self.client.began_at < GONE_AFTER
        return is_coming or self.guest(now) is not None

    def _staff(self, now: datetime) -> list[Participant]:
        return [one for one in self.participants if one.role == "host" and not one.gone(now)]

    def _with_host(self, subject: str | None, *, now: datetime) -> "Call":
        """Where the room is theirs already, or nobody's. Whoever was in the call with somebody else waits anew."""
        if subject != self.host_subject and not self.is_free(now):
            return self
        hosted = replace(self, host_subject=subject, host_gone_at=None)
        if self.client is None or self._may_see(subject):
            return hosted
        return replace(hosted, client=replace(self.client, admitted_at=None, asked=None))

    def _with_next(self, *, now: datetime) -> "Call":
        waits = self.next_host(now)
        return self if waits is None else self._with_host(waits.subject, now=now)

    def _may_see(self, subject: str | None) -> bool:
        """Whether the client's picture may go to them unasked: to whom it went before; at first to the practitioner, or
        where that one has no user, to whoever lets it in."""
        if self.client is None or self.client.agreed is None:
            return self.practitioner in (None, subject)
        return self.client.agreed == subject

    def _let_in(self, by: str, now: datetime) -> "Call":
        if self.client is None:
            return self
        return replace(
            self,
            client=replace(self.client, admitted_at=now, agreed=by, asked=None),
            admitted_at=self.admitted_at or now,
            moved_at=now,
        )

    def _by_socket(self, participant_id: UUID, socket: UUID) -> Participant | None:
        page = self.participant(participant_id)
        return page if page is not None and page.socket == socket else None

    def _without(self, pages: Collection[Participant]) -> tuple[Participant, ...]:
        ids = {page.id for page in pages}
        return tuple(one for one in self.participants if one.id not in ids)

    def _lose(self, pages: Collection[Participant], now: datetime) -> tuple["Call", list[ActivityKind]]:
        """It means nothing where that side has another page."""
        if not pages:
            return self, []
        without, sides = replace(self, participants=self._without(pages)), {page.role for page in pages}
        meant: list[ActivityKind] = []
        if any(page.role == "host" and page.subject == self.host_subject for page in pages) and not without.host(now):
            meant.append("host_left")
            without = replace(without, host_gone_at=now)
        if "client" in sides and without.client_presence(now) == "lost" and self.told.client != "lost":
            meant.append("lost")
        return (without._moved(now) if meant else without), meant

    def _moved(self, now: datetime) -> "Call":
        return replace(self, moved_at=now)

    def _used_lately(self, now: datetime) -> bool:
        """Whether somebody was in the room, or came to its door."""
        moments = [self.moved_at, *(one.seen_at for one in self.participants)]
        return any(at is not None and now - at < GRACE for at in moments)

    def _refuse_if_dead(self) -> None:
        if self.live_link is None:
            raise RoomClosed("Its link does not work any more." if self.links else "It has no video link.")

    def _end(self, how: CallEnd, now: datetime) -> "Call":
        return replace(self._with_dead(_DIES_AS[how]), client=None, ended=how, ended_at=now)

    def _with_dead(self, reason: DeadReason) -> "Call":
        return replace(
            self, links=tuple(link if link.dead is not None else replace(link, dead=reason) for link in self.links)
        )
