from messaging.setting_types import SharedKeys
from messaging.settings import DatabaseSettings, ServiceSettings, StorageSettings, TransitSettings


class SealingSettings(TransitSettings):
    """With which keys it seals and opens, by what they are for."""

    clients_keys: SharedKeys
    words_keys: SharedKeys
    clinic_keys: SharedKeys
    links_keys: SharedKeys
    outcomes_keys: SharedKeys


class Settings(SealingSettings, ServiceSettings):
    """What the service is told by its environment. By a `…_signing_keys` one service signs its events, and those that
    hear them know that they are its own."""

    booking_signing_keys: SharedKeys
    video_links_signing_keys: SharedKeys
    notifications_signing_keys: SharedKeys


class CommandSettings(SealingSettings, StorageSettings, DatabaseSettings):
    """What a command that works on the database is told, and of whose work the others hear."""
