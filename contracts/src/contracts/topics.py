"""The topics by name. Their owner, key, partitions and retention stand in `contracts/topics/*.yaml`."""

from typing import Final

BOOKING_EVENTS: Final = "booking.events.v1"
VIDEO_LINKS_EVENTS: Final = "video-links.events.v1"
NOTIFICATIONS_EVENTS: Final = "notifications.events.v1"

BOOKING_WATERMARKS: Final = "booking.watermarks.v1"
VIDEO_LINKS_WATERMARKS: Final = "video-links.watermarks.v1"
NOTIFICATIONS_WATERMARKS: Final = "notifications.watermarks.v1"
