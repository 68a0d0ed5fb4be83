from messaging.settings import DatabaseSettings, ServiceSettings, StorageSettings, TransitSettings


class Settings(ServiceSettings):
    """What the service is told by its environment."""


class CommandSettings(StorageSettings, TransitSettings, DatabaseSettings):
    """What a command that works on the database is told, and of whose work the others hear."""
