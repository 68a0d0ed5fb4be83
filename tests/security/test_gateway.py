"""The gateway by itself: who ends TLS, and whose address a client has."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from standing_local import checkout, ports
from standing_local.ports import HOST
from tests.support.eventually import eventually

NAME = "localhost"


@asynccontextmanager
async def service() -> AsyncIterator[str]:
    """The address of one that answers with what it is told of the client's address."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer), suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
                told = [line.partition(": ")[2] for line in head if line.lower().startswith("x-forwarded-for:")]
                body = ",".join(told).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))

    server = await asyncio.start_server(answer, HOST, 0)
    async with server:
        yield f"{HOST}:{server.sockets[0].getsockname()[1]}"


@asynccontextmanager
async def gateway(directory: Path, **settings: str) -> AsyncIterator[Mapping[str, int]]:
    """Its ports, by `https` and `http`, or `http` alone where it ends no TLS."""
    async with AsyncExitStack() as stack:
        upstream = await stack.enter_async_context(service())
        port, http_port = ports.any_free(), ports.any_free()
        environment = {
            "STANDING_GATEWAY_STORAGE": str(directory),
            "STANDING_GATEWAY_HOST": HOST,
            "STANDING_GATEWAY_PORT": str(port),
            "STANDING_GATEWAY_HTTP_PORT": str(http_port),
            "STANDING_GATEWAY_NAME": NAME,
            "STANDING_WEB_ROOT": str(directory),
            "STANDING_BOOKING_UPSTREAM": upstream,
            "STANDING_VIDEO_LINKS_UPSTREAM": upstream,
            "STANDING_NOTIFICATIONS_UPSTREAM": upstream,
            "XDG_CONFIG_HOME": str(directory),
            "XDG_DATA_HOME": str(directory),
        } | settings
        process = await asyncio.create_subprocess_exec(
            Path(sys.executable).with_name("caddy"),
            *("run", "--config", checkout.ROOT / "deploy" / "gateway" / "Caddyfile", "--adapter", "caddyfile"),
            env=os.environ | environment,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await eventually(lambda: _listens(port))
            yield {"https": port, "http": http_port} if "STANDING_GATEWAY_TLS" in settings else {"http": port}
        finally:
            process.terminate()
            await process.wait()


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return False
    writer.close()
    await writer.wait_closed()
    return True


@pytest.fixture
def certificate(tmp_path: Path) -> dict[str, str]:
    """The settings that name one for localhost, which nobody else has signed."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string(f"CN={NAME}")
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, SHA256())
    )
    (tmp_path / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return {
        "STANDING_GATEWAY_CERTIFICATE": str(tmp_path / "certificate.pem"),
        "STANDING_GATEWAY_KEY": str(tmp_path / "key.pem"),
    }


async def test_with_a_certificate_of_its_own_the_gateway_ends_tls_and_leads_there(
    tmp_path: Path, certificate: dict[str, str]
) -> None:
    async with gateway(tmp_path, STANDING_GATEWAY_TLS="certificate", **certificate) as at:
        async with httpx.AsyncClient(verify=False) as client:  # noqa: S501 signed by itself
            led = await client.get(f"http://{NAME}:{at['http']}/v/some-link?x=1")
            answer = await client.get(f"https://{NAME}:{at['https']}/gateway/health")
        assert (led.status_code, led.headers["location"]) == (308, f"https://{NAME}/v/some-link?x=1")
        assert "strict-transport-security" not in led.headers
        assert (answer.status_code, answer.headers["strict-transport-security"]) == (200, "max-age=31536000")


async def test_behind_what_ends_tls_browsers_are_told_to_keep_to_it(tmp_path: Path) -> None:
    async with gateway(tmp_path) as at, httpx.AsyncClient(base_url=f"http://{HOST}:{at['http']}") as client:
        secure = await client.get("/gateway/health", headers={"X-Forwarded-Proto": "https"})
        plain = await client.get("/gateway/health")
    assert secure.headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in plain.headers


@pytest.mark.parametrize(
    ("trusted", "told"),
    [("", HOST), ("192.0.2.0/24", HOST), (f"{HOST} 192.0.2.0/24", f"203.0.113.5, {HOST}")],
)
async def test_a_clients_address_is_what_a_trusted_proxy_says_and_nobody_else(
    tmp_path: Path, trusted: str, told: str
) -> None:
    async with (
        gateway(tmp_path, STANDING_GATEWAY_TRUSTED_PROXIES=trusted) as at,
        httpx.AsyncClient(base_url=f"http://{HOST}:{at['http']}") as client,
    ):
        answer = await client.get("/api/booking/v1/practice", headers={"X-Forwarded-For": "203.0.113.5"})
    assert answer.text == told
