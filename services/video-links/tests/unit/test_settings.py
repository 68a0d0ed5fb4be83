import pytest

from tests.support.environment import fault
from video_links.settings import Settings

NO_ORIGIN = "is no address such as https://host"
NO_STUN = "holds what is no STUN server (stun:host:port)"
NO_TURN = "holds what is no TURN server (turn:host:port, turns:…, and ?transport=udp or tcp)"
NO_NETWORK = "holds what is no address or network (such as 10.0.0.0/8, commas between them)"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PUBLIC_URL", None, "is missing"),
        *(
            ("PUBLIC_URL", value, NO_ORIGIN)
            for value in (
                "",
                "video.example",
                "https://somebody:a-password@video.example",
                "https://video.example:99999",
                "https://video.example/v",
                "https://video.example?a=b",
            )
        ),
        ("JOIN_BEFORE", "-1", "should be greater than or equal to 0"),
        ("JOIN_AFTER", "1441", "should be less than or equal to 1440"),
        ("TRUSTED_PROXIES", "10.0.0.0/8,gateway", NO_NETWORK),
        ("UNKNOWN_LINKS_A_SECOND", "0", "should be greater than or equal to 1"),
        ("JOINS_LIMIT", "many", "should be a valid integer"),
        ("TURN_MINUTES", "0", "should be greater than or equal to 1"),
        ("TURN_MINUTES", "99999999999999", "should be less than or equal to 1440"),
        *(
            ("STUN_URLS", value, NO_STUN)
            for value in (
                "stun.example",
                "stun:",
                "stun://stun.example",
                "stun:a:99999",
                "turn:a",
                "stun:a?transport=udp",
            )
        ),
        *(
            ("TURN_URLS", value, NO_TURN)
            for value in ("turn.example", "turn:", "turn:a:0", "stun:a", "turn:a?transport=sctp", "turn:a,turn:b c")
        ),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_takes(name: str, value: str | None, words: str) -> None:
    change = {"STANDING_TURN_SECRET": "shared", f"STANDING_{name}": value}
    assert fault(Settings, change) == f"STANDING_{name} {words}."


def test_turn_asks_for_a_secret() -> None:
    servers = {"STANDING_TURN_URLS": "turn:a:3478?transport=udp, turns:[::1]:5349?transport=tcp"}
    assert fault(Settings, servers) == "STANDING_TURN_SECRET is missing, which STANDING_TURN_URLS asks for."
    assert fault(Settings, servers | {"STANDING_TURN_SECRET": "shared"}) == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "http://127.0.0.1:8080/"),
        ("STUN_URLS", "stun:stun.example:3478, stuns:stun.example"),
        ("TRUSTED_PROXIES", ""),
        ("TRUSTED_PROXIES", "127.0.0.1, 10.1.2.3/8, ::1"),
    ],
)
def test_what_works_is_taken(name: str, value: str) -> None:
    assert fault(Settings, {f"STANDING_{name}": value}) == ""
