"""What a service cannot handle has somewhere to go: each topic that it reads has a dead-letter topic for it."""

from typing import Any, cast

import booking.consumers
import notifications.consumers
import video_links.consumers
from messaging.handlers import Handlers
from standing_operator import topics

NOTHING = cast("Any", None)  # what handlers need is not asked for before they run


def tables() -> dict[str, list[Handlers]]:
    return {
        "booking": list(
            booking.consumers.consumers(NOTHING, signed_by_video_links=NOTHING, signed_by_notifications=NOTHING)
        ),
        "video-links": [video_links.consumers.booking_events(NOTHING, signed_by=NOTHING)],
        "notifications": [
            notifications.consumers.booking_events(NOTHING, signed_by=NOTHING),
            notifications.consumers.video_links_events(NOTHING, signed_by=NOTHING),
        ],
    }


def test_each_topic_that_a_service_reads_has_a_dead_letter_topic_for_it_and_no_other_has() -> None:
    read = {f"{table.topic}.dlq.{service}" for service, of_service in tables().items() for table in of_service}
    assert {topic.name for topic in topics.described() if ".dlq." in topic.name} == read
