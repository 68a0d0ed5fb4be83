class StandingError(Exception):
    """What keeps the stack from running, in one line for the person at the terminal."""
