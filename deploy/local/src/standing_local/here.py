"""The stack of this machine, as `standing doctor` and `standing why` examine and ask it."""

from functools import partial

import httpx

from standing_local.http_probe import answers_ok
from standing_local.processes import run
from standing_local.service import Service
from standing_local.settings import Settings
from standing_local.sign_in import sign_in
from standing_local.stack import Stack
from standing_operator.command import say
from standing_operator.doctor import services
from standing_operator.doctor.finding import Finding
from standing_operator.doctor.installation import Installation
from standing_operator.errors import StandingError
from standing_operator.here import Here
from standing_operator.services import SERVICES
from standing_operator.why.asking import Access

_WHO_SIGNS_IN = "manager"
_LOOK_INTO = "Look into its log: {}."


class LocalStack:
    def installation(self) -> Installation:
        """Raises StandingError."""
        settings = Settings.load()
        if not (settings.directory / "secrets.json").exists():
            raise StandingError("There is no stack here: `make up` starts one.")
        stack = Stack(settings, say)
        examined = [partial(examine, stack.service(name)) for name in SERVICES]
        return Installation(stack.kafka.bootstrap, settings.public_url, examined)

    async def access(self) -> Access:
        """Raises StandingError."""
        settings = Settings.load()
        try:
            token = await sign_in(settings.issuer, settings.public_url, _WHO_SIGNS_IN)
        except httpx.HTTPError as error:
            raise StandingError(
                f"Nobody can sign in here ({type(error).__name__}): `make up`, or see `standing doctor`."
            ) from error
        return Access(settings.public_url, token)


LOCAL_STACK: Here = LocalStack()


async def examine(service: Service) -> list[Finding]:
    """What its command says, and whether each of its processes is ready."""
    try:
        found = list(services.read(service.title, await run(service.doctor, accepts=(0, 1))))
    except StandingError as error:
        found = [Finding(service.title, "doctor", "bad", str(error), "Run `make setup`.")]
    for replica in service.replicas():
        for port in replica.ports:
            for path in ("/health/ready", "/health/worker"):
                well = await answers_ok(port, path)
                words = "ready" if well else "not ready"
                do = "" if well else _LOOK_INTO.format(replica.program.log)
                found.append(Finding(service.title, f"{port}{path}", "ok" if well else "bad", words, do))
    return found
