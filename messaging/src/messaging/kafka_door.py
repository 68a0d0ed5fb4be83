"""Why Kafka lets somebody not in: its client library says it to its log alone."""

import ssl
from typing import Final

from aiokafka.conn import create_conn
from aiokafka.errors import (
    AuthenticationFailedError,
    IllegalSaslStateError,
    KafkaError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)
from faststream.kafka.security import parse_security

from messaging.settings import KafkaSettings

_WITHIN: Final = 2_000  # milliseconds for a broker to answer


async def why_closed(settings: KafkaSettings) -> tuple[str, str]:
    """What the first of the brokers does to who comes by these settings, and what to do about it, in words."""
    broker = settings.kafka_bootstrap.partition(",")[0]
    host, _, port = broker.rpartition(":")
    try:
        connection = await create_conn(
            host, int(port), request_timeout_ms=_WITHIN, **parse_security(settings.kafka_security())
        )
    except ssl.SSLCertVerificationError as error:
        words = f"its certificate is not believed ({error.verify_message})"
        return f"{broker}: {words}", "Name the certificate of who vouches for it in STANDING_KAFKA_CA_FILE."
    except (SaslAuthenticationFailed, AuthenticationFailedError):
        words = f"it takes no such user and password, of {settings.kafka_username!r}"
        return f"{broker}: {words}", "Are STANDING_KAFKA_USERNAME and STANDING_KAFKA_PASSWORD right?"
    except UnsupportedSaslMechanismError:
        words = f"it does not take {settings.kafka_sasl_mechanism}"
        return f"{broker}: {words}", "Set STANDING_KAFKA_SASL_MECHANISM to one that it takes."
    except IllegalSaslStateError:
        return f"{broker}: it asks for no user there", "Is STANDING_KAFKA_SECURITY_PROTOCOL right, SASL above all?"
    except (ConnectionRefusedError, TimeoutError) as error:
        return f"{broker}: nobody answers ({type(error).__name__})", "Does a broker run there?"
    except (ConnectionError, KafkaError, ssl.SSLError):
        return _hangs_up(broker)
    except OSError as error:
        return f"{broker}: {error.strerror or type(error).__name__}", "Is STANDING_KAFKA_BOOTSTRAP right?"
    connection.close()
    return _hangs_up(broker)


def _hangs_up(broker: str) -> tuple[str, str]:
    return f"{broker}: it hangs up", "Is STANDING_KAFKA_SECURITY_PROTOCOL right, TLS and SASL above all?"
