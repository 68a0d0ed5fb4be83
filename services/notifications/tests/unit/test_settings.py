import pytest

from notifications.settings import Settings
from tests.support.environment import fault

NO_HOST = "is no host (a name or an IP address, without a port)"
NO_ADDRESS = "is no mail address (name@domain)"
HALF = "STANDING_SMTP_PASSWORD and STANDING_SMTP_USERNAME: one is given without the other."


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SMTP_HOST", "", NO_HOST),
        ("SMTP_HOST", "mail.example:25", NO_HOST),
        ("SMTP_PORT", "0", "should be greater than or equal to 1"),
        ("SMTP_PORT", "99999", "should be less than or equal to 65535"),
        ("SMTP_SECURITY", "ssl", "should be 'none', 'starttls' or 'tls'"),
        ("SMTP_TIMEOUT", "0", "should be greater than 0"),
        ("SMTP_TIMEOUT", "nan", "should be less than or equal to 600"),
        ("SMTP_TIMEOUT", "soon", "should be a valid number"),
        ("SMTP_CONNECTIONS", "0", "should be greater than or equal to 1"),
        ("ANNOUNCEMENT_DELAY", "-1", "should be greater than or equal to 0"),
        ("LONGEST_HOLD", "86401", "should be less than or equal to 86400"),
        ("MAIL_FROM", None, "is missing"),
        *(
            ("MAIL_FROM", value, NO_ADDRESS)
            for value in (
                "",
                "desk",
                "desk@",
                "desk@.",
                "desk@harbour..example",
                "a,b@harbour.example",
                "Desk <a@b.example>",
                "a..b@harbour.example",
                "zoë@harbour.example",
                "root@localhost",
            )
        ),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_takes(name: str, value: str | None, words: str) -> None:
    assert fault(Settings, {f"STANDING_{name}": value}) == f"STANDING_{name} {words}."


@pytest.mark.parametrize(
    ("username", "password", "said"),
    [("", "", ""), ("desk", "secret", ""), ("desk", None, HALF), (None, "secret", HALF)],
)
def test_who_signs_in_to_the_mail_server_has_a_name_and_a_password(
    username: str | None, password: str | None, said: str
) -> None:
    assert fault(Settings, {"STANDING_SMTP_USERNAME": username, "STANDING_SMTP_PASSWORD": password}) == said


@pytest.mark.parametrize(
    "address", ["desk@harbour.example", "desk+standing@mail-1.harbour.example", "desk@bücher.example"]
)
def test_a_mail_address_is_taken(address: str) -> None:
    assert fault(Settings, {"STANDING_MAIL_FROM": address}) == ""
