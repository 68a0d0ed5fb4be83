import argparse
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


def _none(parser: argparse.ArgumentParser) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Command:
    """`standing NAME`. `run` raises StandingError.

    Another package gives its own by the entry points `standing.commands`, each a sequence of these.
    """

    name: str
    words: str
    run: Callable[[argparse.Namespace], Awaitable[None]]
    arguments: Callable[[argparse.ArgumentParser], None] = _none


def say(line: str) -> None:
    print(line, flush=True)
