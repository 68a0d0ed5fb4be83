from email import message_from_string, policy
from email.headerregistry import AddressHeader

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from messaging.mail_address import NoMailAddress, mail_address, mail_address_in_ascii


@pytest.mark.parametrize(
    ("typed", "shown", "in_ascii"),
    [
        ("o'hara+clinic@mail.example", "o'hara+clinic@mail.example", "o'hara+clinic@mail.example"),
        ("Grace.Whitfield@Mail.Example", "Grace.Whitfield@mail.example", "Grace.Whitfield@mail.example"),
        ("praxis@bücher.example", "praxis@bücher.example", "praxis@xn--bcher-kva.example"),
        ("praxis@straße.example", "praxis@straße.example", "praxis@xn--strae-oqa.example"),
        ("praxis@xn--strae-oqa.example", "praxis@straße.example", "praxis@xn--strae-oqa.example"),
    ],
)
def test_an_address_is_shown_as_people_read_it_and_sent_in_ascii(typed: str, shown: str, in_ascii: str) -> None:
    assert (mail_address(typed), mail_address_in_ascii(typed)) == (shown, in_ascii)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("grace", "An email address must have an @-sign."),
        ("a..b@mail.example", "An email address cannot have two periods in a row."),
        ("grace@mail", "The part after the @-sign is not valid. It should have a period."),
        ("@mail.example", "There must be something before the @-sign."),
        ("zoë@mail.example", "Many mail servers take no letters but a to z before the @, with no accents."),
        (f"{'x' * 65}@mail.example", "The email address is too long before the @-sign (1 character too many)."),
        ("a,b@mail.example", "The email address contains invalid characters before the @-sign: ','."),
    ],
)
def test_what_cannot_be_mailed_to_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(NoMailAddress) as refusal:
        mail_address(typed)
    assert str(refusal.value) == why


@pytest.mark.parametrize(
    "typed",
    [
        "root@localhost",
        "grace@[127.0.0.1]",
        '"grace w"@mail.example',
        "Grace <grace@mail.example>",
        "grace@mail.example\r\nBcc: all@mail.example",
        "grace@mail.example, all@mail.example",
        "grace@mail.example\u200b",
        "gra\u202ece@mail.example",
        "grace@under_score.example",
        "grace@clinic.local",
        "",
    ],
)
def test_what_no_mail_server_elsewhere_takes_is_refused(typed: str) -> None:
    with pytest.raises(NoMailAddress):
        mail_address_in_ascii(typed)


@given(
    st.one_of(st.emails(), st.from_regex(r"[a-z.+']{1,20}@[a-zäßé日.-]{1,20}\.[a-z]{2,4}", fullmatch=True), st.text())
)
@example("praxis@straße.example")
def test_whatever_is_taken_is_one_mailbox_for_others_and_is_taken_again(typed: str) -> None:
    try:
        shown, in_ascii = mail_address(typed), mail_address_in_ascii(typed)
    except NoMailAddress:
        return
    header = message_from_string(f"To: {in_ascii}\n\n", policy=policy.default)["To"]
    assert isinstance(header, AddressHeader)
    assert [each.addr_spec for each in header.addresses] == [in_ascii]
    assert (mail_address(shown), mail_address_in_ascii(shown)) == (shown, in_ascii)
    assert mail_address_in_ascii(in_ascii) == in_ascii
