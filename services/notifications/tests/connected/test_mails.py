from datetime import date

from tests.support.notifications import Notifications


async def test_a_recurring_video_booking_sends_one_confirmation_with_the_first_link_and_all_dates(
    notifications: Notifications,
) -> None:
    await notifications.books(5, skipped=[date(2027, 11, 18)])
    (mail,) = await notifications.sends()
    print(mail.subject, mail.text, sep="\n")
    assert mail.recipients == ["tomasz@example.org"]
