"""Three services speak of the time in which a link lets its client in."""

from booking.domain import link
from notifications.mail import fields
from video_links.domain import appointment_times


def test_the_summary_and_the_mails_name_the_time_in_which_the_links_page_lets_in() -> None:
    assert link.JOIN_EARLY == fields.JOIN_EARLY == appointment_times.OPENS_BEFORE
    assert link.JOIN_LATE == appointment_times.STAYS_OPEN
