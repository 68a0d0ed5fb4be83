"""Every event that there is."""

from contracts.call import CallActivity, LinkRequested
from contracts.client import ClientChanged
from contracts.communications import CommunicationsChanged
from contracts.event import Event
from contracts.links import LinksChanged
from contracts.practice import PracticeChanged
from contracts.practitioner import PractitionerChanged
from contracts.series import SeriesChanged, SeriesCreated, SeriesSnapshot

EVENTS: tuple[type[Event], ...] = (
    CallActivity,
    ClientChanged,
    CommunicationsChanged,
    LinkRequested,
    LinksChanged,
    PracticeChanged,
    PractitionerChanged,
    SeriesChanged,
    SeriesCreated,
    SeriesSnapshot,
)
