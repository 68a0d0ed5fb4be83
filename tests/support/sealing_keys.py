"""With which keys the services under test seal and open what crosses the broker, as settings and as what does it."""

from typing import Any, Final, get_args

from pydantic import SecretStr

from contracts.keyring import Keyring
from contracts.sealed import Purpose, TransitKeys
from messaging.keys import by_id
from tests.support.environment import key_for

_BY_PURPOSE: Final[dict[Purpose, str]] = {purpose: key_for(purpose) for purpose in get_args(Purpose.__value__)}

SEALING_KEYS: Final[dict[str, Any]] = {f"{purpose}_keys": key for purpose, key in _BY_PURPOSE.items()}
KEYS: Final = TransitKeys({purpose: Keyring(by_id([SecretStr(key)])) for purpose, key in _BY_PURPOSE.items()})
