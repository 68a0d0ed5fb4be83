"""Telephone numbers as they are dialled, in mails and on pages alike. Google's libphonenumber reads them."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from messaging.zones import country_of

LONGEST = 40  # characters


def tel(number: str, zone: str | None) -> str | None:
    """`tel:+441632960123`, for who rings from anywhere. One without its country's code is of the zone's country.

    None where it cannot be dialled: it is shown, and is no link. Source: RFC 3966.
    """
    if len(number) > LONGEST:
        return None
    try:
        read = phonenumbers.parse(number, country_of(zone) if zone else None)
    except NumberParseException:
        return None
    if not phonenumbers.is_possible_number(read):
        return None
    extension = f";ext={read.extension}" if read.extension else ""
    return f"tel:{phonenumbers.format_number(read, PhoneNumberFormat.E164)}{extension}"
