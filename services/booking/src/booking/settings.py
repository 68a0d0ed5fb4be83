from messaging.settings import DatabaseSettings, ServiceSettings, TransitSettings


class Settings(ServiceSettings):
    """What the service is told by its environment."""


class CommandSettings(TransitSettings, DatabaseSettings):
    """What a command that works on the database is told, and of whose work the others hear."""
