from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from messaging.version import Version
from video_links.domain.link import ASLEEP, KnownLink, Link

type AppointmentStatus = Literal["booked", "attended", "missed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Appointment:
    """`local_start`, on the clock of the series' zone, is the authority, with `fold` where that clock shows it `twice`;
    the other times follow from it."""

    id: UUID
    number: int
    local_start: datetime
    starts_at: datetime
    ends_at: datetime
    local_end: datetime
    status: AppointmentStatus
    fold: int = 0
    twice: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    id: UUID
    version: Version
    practitioner_id: UUID
    zone: str
    video: bool
    appointments: tuple[Appointment, ...]

    def in_want_of_links(self, links: Sequence[Link]) -> list[Appointment]:
        """The appointments that are to have a link, and have none among `links`."""
        have_one = {link.appointment_id for link in links}
        return [appointment for appointment in self._by_video() if appointment.id not in have_one]

    def without_need_of(self, links: Sequence[Link]) -> list[UUID]:
        """The appointments that are to have no link, and have a live one among `links`."""
        need_one = {appointment.id for appointment in self._by_video()}
        return [link.appointment_id for link in links if link.state == "live" and link.appointment_id not in need_one]

    def with_links_asleep(self, links: Sequence[Link]) -> list[UUID]:
        """The appointments that are to have a link, and of which the newest among `links` is asleep."""
        asleep = {link.appointment_id for link in links if link.reason in ASLEEP}
        return [appointment.id for appointment in self._by_video() if appointment.id in asleep]

    def lost_links(self, links: Sequence[Link], known: Sequence[KnownLink]) -> list[KnownLink]:
        """Those of its appointments that are `known` elsewhere, of a later generation than any among `links`."""
        ours, newest = {each.id for each in self.appointments}, {link.appointment_id: link.generation for link in links}
        return [
            each
            for each in known
            if each.appointment_id in ours and each.generation > newest.get(each.appointment_id, 0)
        ]

    def with_other_times_than(self, links: Sequence[Link]) -> list[UUID]:
        """The appointments that have a live one among `links` that goes by other times."""
        times = {each.id: (each.starts_at, each.ends_at) for each in self.appointments}
        return [
            link.appointment_id
            for link in links
            if link.state == "live" and times.get(link.appointment_id) not in (None, (link.starts_at, link.ends_at))
        ]

    def _by_video(self) -> list[Appointment]:
        return [appointment for appointment in self.appointments if self.video and appointment.status == "booked"]
