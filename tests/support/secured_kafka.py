"""A Kafka that lets nobody in without TLS, a user and a password, and shows each user what they may see alone."""

import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from standing_local import ports
from standing_local.kafka import Kafka
from standing_local.ports import HOST
from standing_local.processes import running

PASSWORD = "secret"  # of both users: `booking` may all, `stranger` nothing


class SecuredKafka(Kafka):
    def __init__(self, directory: Path) -> None:
        super().__init__(directory / "kafka", ports.any_free(), ports.any_free(), log=directory / "kafka.log")
        self._secured = ports.any_free()
        self._key, certificate = _certificate()
        self.certificate = directory / "certificate.pem"
        self.certificate.write_text(certificate)

    @property
    def secured(self) -> str:
        """Bootstrap servers behind TLS and SASL."""
        return f"{HOST}:{self._secured}"

    def _configure(self, data: Path) -> None:
        super()._configure(data)
        configured = self._properties.read_text()
        for setting, own in (
            ("listener.security.protocol.map=", "SECURED:SASL_SSL,"),
            ("\nlisteners=", f"SECURED://{self.secured},"),
            ("\nadvertised.listeners=", f"SECURED://{self.secured},"),
        ):
            configured = configured.replace(setting, setting + own)
        login = "org.apache.kafka.common.security.plain.PlainLoginModule"
        own_settings = (
            ("inter.broker.listener.name", "PLAINTEXT"),
            ("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
            ("super.users", "User:ANONYMOUS;User:booking"),
            ("listener.name.secured.sasl.enabled.mechanisms", "PLAIN"),
            (
                "listener.name.secured.plain.sasl.jaas.config",
                f'{login} required user_booking="{PASSWORD}" user_stranger="{PASSWORD}";',
            ),
            ("listener.name.secured.ssl.keystore.type", "PEM"),
            ("listener.name.secured.ssl.keystore.key", _in_one_line(self._key)),
            ("listener.name.secured.ssl.keystore.certificate.chain", _in_one_line(self.certificate.read_text())),
        )
        self._properties.write_text("\n".join([configured, *map("=".join, own_settings), ""]))

    @classmethod
    @asynccontextmanager
    async def standing(cls, directory: Path) -> "AsyncIterator[SecuredKafka]":
        """With a topic."""
        kafka = cls(directory)
        async with running(kafka):
            admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
            await admin.start()
            await admin.create_topics([NewTopic("booking.events.v1", 1, 1)])
            await admin.close()
            yield kafka


def _certificate() -> tuple[str, str]:
    """A key and a certificate that it signed itself, as PEM."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kafka")])
    usage = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only"), False
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, key_cert_sign=True, crl_sign=True, decipher_only=False, **usage),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private.decode(), made.public_bytes(pem).decode()


def _in_one_line(pem: str) -> str:
    return pem.strip().replace("\n", "\\n")
