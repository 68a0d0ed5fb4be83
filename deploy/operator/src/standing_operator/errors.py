class StandingError(Exception):
    """What keeps a command from doing its work, in one line for the person at the terminal."""
