from messaging.setting_types import SharedKeys
from messaging.settings import DatabaseSettings, ServiceSettings, TransitSettings


class Settings(ServiceSettings):
    """What the service is told by its environment. By a `…_signing_keys` one service signs its events, and those that
    hear them know that they are its own."""

    booking_signing_keys: SharedKeys
    video_links_signing_keys: SharedKeys
    notifications_signing_keys: SharedKeys


class CommandSettings(TransitSettings, DatabaseSettings):
    """What a command that works on the database is told, and of whose work the others hear."""
