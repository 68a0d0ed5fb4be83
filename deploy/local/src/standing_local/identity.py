import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from standing_local import checkout
from standing_local.http_probe import answers_ok
from standing_local.node import node
from standing_local.processes import Program
from standing_local.settings import Settings

AUDIENCE = "https://api.standing.local"
CLIENT = "standing-web"


@dataclass(frozen=True, slots=True)
class User:
    """A button on the page of the development identity provider. The names are those of the token's claims."""

    sub: str
    name: str
    email: str
    roles: Sequence[str]
    practice: str
    practice_id: str


class IdentityProvider:
    def __init__(self, settings: Settings, users: Sequence[User]) -> None:
        self._settings = settings
        self._users = users
        self._directory = settings.directory / "identity"

    @property
    def ports(self) -> Sequence[int]:
        return (self._settings.ports.identity,)

    @property
    def program(self) -> Program:
        port = self._settings.ports.gateway
        return Program(
            name="Identity provider",
            command=[node(), checkout.DEPLOY / "identity.mjs"],
            environment={
                "STANDING_ISSUER": self._settings.issuer,
                "STANDING_AUDIENCE": AUDIENCE,
                "STANDING_IDENTITY_PORT": str(self._settings.ports.identity),
                "STANDING_IDENTITY_DIRECTORY": str(self._directory),
                "STANDING_WEB_ORIGINS": f"{self._settings.public_url},http://localhost:{port}",
            },
            log=self._settings.logs / "identity.log",
        )

    async def prepare(self) -> None:
        self._directory.mkdir(parents=True, exist_ok=True)
        (self._directory / "users.json").write_text(json.dumps([asdict(user) for user in self._users], indent=2))

    async def answers(self) -> bool:
        return await answers_ok(self._settings.ports.identity, "/health")
