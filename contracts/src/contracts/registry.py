"""Every event that there is, and what else crosses the broker."""

from contracts.call import CallActivity, LinkRequested
from contracts.client import ClientChanged
from contracts.communications import CommunicationsChanged, CommunicationsChangedV2
from contracts.event import Event, Message
from contracts.links import LinksChanged
from contracts.practice import PracticeChanged
from contracts.practitioner import PractitionerChanged
from contracts.series import SeriesChanged, SeriesChangedV2, SeriesCreated, SeriesSnapshot
from contracts.watermark import Watermark

EVENTS: tuple[type[Event], ...] = (
    CallActivity,
    ClientChanged,
    CommunicationsChanged,
    CommunicationsChangedV2,
    LinkRequested,
    LinksChanged,
    PracticeChanged,
    PractitionerChanged,
    SeriesChanged,
    SeriesChangedV2,
    SeriesCreated,
    SeriesSnapshot,
)

MESSAGES: tuple[type[Message], ...] = (*EVENTS, Watermark)


def topics_of(message: type[Message]) -> tuple[str, ...]:
    """An event stands on one topic, its aggregate's; a watermark on its own, and beside what a former release reads."""
    if issubclass(message, Event):
        return (message.topic,)
    assert issubclass(message, Watermark)
    return message.topics
