"""One judge of mail addresses, wherever one is typed, set or mailed to: what it takes can be mailed to.

It asks nobody: whether a domain has a mail server is found out by sending. Source: RFC 5321, RFC 5890, as the library
`email-validator` reads them.
"""

from typing import Annotated
from urllib.parse import quote

from email_validator import EmailNotValidError, ValidatedEmail, validate_email
from pydantic import AfterValidator, StringConstraints

LONGEST = 254  # characters


class NoMailAddress(ValueError):
    """Nothing can be mailed to it; `str()` says why, to whoever typed it."""


def mail_address(text: str) -> str:
    """As people read it, the domain in its own letters and in lower case. Raises NoMailAddress."""
    return _judged(text).normalized


def mail_address_in_ascii(text: str) -> str:
    """As an envelope and a header have it. Raises NoMailAddress."""
    in_ascii = _judged(text).ascii_email
    assert in_ascii is not None  # where what stands before the @ is in ASCII
    return in_ascii


def mailto(text: str) -> str | None:
    """As a link; None where nothing can be mailed to it. Source: RFC 6068."""
    try:
        return f"mailto:{quote(mail_address_in_ascii(text), safe='@')}"
    except NoMailAddress:
        return None


def _judged(text: str) -> ValidatedEmail:
    # Other letters before the @ need SMTPUTF8 of every mail server on the way, which nobody knows when it is typed.
    if not text.rpartition("@")[0].isascii():
        raise NoMailAddress("Many mail servers take no letters but a to z before the @, with no accents.")
    try:
        return validate_email(text, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        raise NoMailAddress(str(error)) from None


type MailAddress = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=LONGEST), AfterValidator(mail_address)
]
