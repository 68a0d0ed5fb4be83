import pytest

from tests.support.link_users import FIREFOX, IPHONE
from video_links.domain.device import device_of


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (IPHONE, "phone"),
        ("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/136.0 Mobile Safari/537.36", "phone"),
        (FIREFOX, "computer"),
        ("", "computer"),
    ],
)
def test_what_the_client_holds_is_known_by_its_browser(agent: str, device: str) -> None:
    assert device_of(agent) == device
