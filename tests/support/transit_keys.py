"""The transit keys of all services under test, as a setting and as what seals and opens."""

from typing import Final

from cryptography.fernet import Fernet, MultiFernet

from contracts.documents import EXAMPLE_KEY
from contracts.sealed import TransitKeys

# The second key opens the committed examples.
_EACH: Final = [Fernet.generate_key().decode(), EXAMPLE_KEY.read_text().strip()]

TRANSIT_KEYS: Final = ",".join(_EACH)
KEYS: Final = TransitKeys(MultiFernet([Fernet(key) for key in _EACH]))
