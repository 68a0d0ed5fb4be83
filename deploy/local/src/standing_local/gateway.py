import sys
from collections.abc import Sequence
from pathlib import Path

from standing_local import checkout, web
from standing_local.http_probe import answers_ok
from standing_local.identity import CLIENT
from standing_local.ports import HOST
from standing_local.processes import Program
from standing_local.settings import Settings

_CADDYFILE = checkout.ROOT / "deploy" / "gateway" / "Caddyfile"


class Gateway:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def ports(self) -> Sequence[int]:
        return (self._settings.ports.gateway,)

    @property
    def program(self) -> Program:
        ports = self._settings.ports
        storage = str(self._settings.directory / "gateway")
        return Program(
            name="Gateway",
            command=[Path(sys.executable).with_name("caddy"), "run", "--config", _CADDYFILE, "--adapter", "caddyfile"],
            environment={
                "STANDING_GATEWAY_HOST": HOST,
                "STANDING_GATEWAY_PORT": str(ports.gateway),
                "STANDING_GATEWAY_STORAGE": storage,
                "STANDING_WEB_ROOT": str(web.BUILT),
                "STANDING_WEB_ISSUER": self._settings.issuer,
                "STANDING_WEB_ISSUER_ORIGIN": self._settings.issuer,
                "STANDING_WEB_CLIENT_ID": CLIENT,
                "STANDING_WEB_SCOPE": "openid profile practice",
                "STANDING_WEB_ROLES_CLAIM": "roles",
                "STANDING_BOOKING_UPSTREAM": self._upstream("booking"),
                "STANDING_VIDEO_LINKS_UPSTREAM": self._upstream("video_links"),
                "STANDING_NOTIFICATIONS_UPSTREAM": self._upstream("notifications"),
                # Nothing of it belongs into the user's own directories.
                "XDG_CONFIG_HOME": storage,
                "XDG_DATA_HOME": storage,
            },
            log=self._settings.logs / "gateway.log",
        )

    def _upstream(self, service: str) -> str:
        return " ".join(f"{HOST}:{port}" for port in self._settings.replica_ports(service))

    async def prepare(self) -> None:
        (self._settings.directory / "gateway").mkdir(parents=True, exist_ok=True)

    async def answers(self) -> bool:
        return await answers_ok(self._settings.ports.gateway, "/gateway/health")
