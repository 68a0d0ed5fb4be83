"""Every event that there is."""

from contracts.client import ClientChanged
from contracts.communications import CommunicationsChanged
from contracts.event import Event
from contracts.links import LinksChanged
from contracts.practice import PracticeChanged
from contracts.practitioner import PractitionerChanged
from contracts.series import SeriesCreated

EVENTS: tuple[type[Event], ...] = (
    ClientChanged,
    CommunicationsChanged,
    LinksChanged,
    PracticeChanged,
    PractitionerChanged,
    SeriesCreated,
)
