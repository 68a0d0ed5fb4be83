import pytest

from messaging.telephone import tel
from messaging.zones import country_of


@pytest.mark.parametrize(
    ("number", "zone", "dialled"),
    [
        ("+44 (0)20 7946 0958", "Europe/London", "tel:+442079460958"),
        ("+44 (0)20 7946 0958", "America/New_York", "tel:+442079460958"),
        ("+44 20 7946 0958", None, "tel:+442079460958"),
        ("01632 960 123", "Europe/London", "tel:+441632960123"),
        ("01632 960 123", "GB", "tel:+441632960123"),
        ("0044 1632 960 123", "Europe/London", "tel:+441632960123"),
        ("(212) 555-0123", "America/New_York", "tel:+12125550123"),
        ("(212) 555-0123", "US/Eastern", "tel:+12125550123"),
        ("06 1234 5678", "Europe/Rome", "tel:+390612345678"),
        ("01632 960 123 ext. 4", "Europe/London", "tel:+441632960123;ext=4"),
    ],
)
def test_a_number_is_dialled_as_from_anywhere(number: str, zone: str | None, dialled: str) -> None:
    assert tel(number, zone) == dialled


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("01632 960 123", None),
        ("01632 960 123", "Etc/UTC"),
        ("01632 960 123 or 01632 960 124", "Europe/London"),
        ("ring us", "Europe/London"),
        ("111", "Europe/London"),
        ('1" onload="x', "Europe/London"),
        ("", "Europe/London"),
        ("1" * 100_000, "Europe/London"),
    ],
)
def test_what_nobody_can_dial_is_no_link(number: str, zone: str | None) -> None:
    assert tel(number, zone) is None


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Europe/London", "GB"), ("Asia/Calcutta", "IN"), ("Europe/Oslo", "NO"), ("UTC", None), ("Nowhere", None)],
)
def test_a_zone_is_of_a_country(zone: str, country: str | None) -> None:
    assert country_of(zone) == country
