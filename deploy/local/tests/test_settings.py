from pathlib import Path

import pytest

from standing_local.settings import Settings
from standing_operator.errors import StandingError


@pytest.fixture(autouse=True)
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STANDING_LOCAL", str(tmp_path))
    monkeypatch.delenv("STANDING_REPLICAS", raising=False)
    return tmp_path


def test_a_service_runs_once_where_nothing_else_is_asked() -> None:
    settings = Settings.load()
    assert settings.replica_ports("video_links") == (settings.ports.video_links,)


def test_the_command_goes_before_the_environment_and_that_before_the_file(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (directory / "settings.toml").write_text("[replicas]\nbooking = 2\nnotifications = 2\nvideo-links = 2")
    monkeypatch.setenv("STANDING_REPLICAS", "notifications=3,video-links=3")
    settings = Settings.load(replicas=["video-links=4"])
    assert {name: len(settings.replica_ports(name)) for name in ("booking", "notifications", "video_links")} == {
        "booking": 2,
        "notifications": 3,
        "video_links": 4,
    }
    ports = list(settings.listening().values())
    assert len(ports) == len(set(ports)) == 10 + 1 + 2 + 3


def test_a_replica_listens_where_it_is_told_to(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (directory / "settings.toml").write_text("[ports]\nvideo_links_2 = 8202\n[replicas]\nvideo-links = 3")
    monkeypatch.setenv("STANDING_PORT_VIDEO_LINKS_3", "8302")
    assert Settings.load().replica_ports("video_links") == (8102, 8202, 8302)


@pytest.mark.parametrize("words", ["video-links=0", "video-links=5", "video-links=two", "video-links", "kafka=2"])
def test_replicas_that_cannot_be_are_refused(words: str) -> None:
    with pytest.raises(StandingError, match=f"at most 4 of booking, video-links, notifications; not as '{words}'"):
        Settings.load(replicas=[words])


def test_a_port_of_a_replica_that_there_is_not_is_refused(directory: Path) -> None:
    (directory / "settings.toml").write_text("[ports]\nvideo_links_2 = 8202")
    with pytest.raises(StandingError, match="names ports that there are not: video_links_2"):
        Settings.load()
