"""`python -m contracts write | check | show`: the schemas and examples that are committed beside the code."""

import argparse
import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from contracts import documents, evolution
from contracts.event import Message
from contracts.registry import MESSAGES
from contracts.sealed import TO_BE_SEALED

_GONE: Final = "there is no such message any more, under this name; delete the file by hand once nobody reads it"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m contracts", description=__doc__)
    parser.add_argument("command", choices=["write", "check", "show"], help="show prints the examples unsealed")
    command = parser.parse_args().command
    if command == "show":
        _show()
        return
    if command == "write":
        _write()
    sys.exit(0 if _check() else 1)


def _show() -> None:
    for message in MESSAGES:
        example = json.loads(documents.example_file(message).read_text())
        print(f"{message.type} {documents.as_text(documents.opened(message, example))}")


def _write() -> None:
    """What would leave others unable to read is not written; `_check` says so then."""
    for message in MESSAGES:
        if not _breaking(message):
            documents.schema_file(message).write_text(documents.schema(message))
        example = documents.example_file(message)
        if example.exists():
            # Sealing differs each time, so that what is sealed already stays as it is. What is none is left as it is.
            with suppress(ValueError):
                example.write_text(documents.as_text(documents.sealed(message, json.loads(example.read_text()))))


def _check() -> bool:
    """One line for each message, and whether all is well."""
    found = {message.type: [*_schema_faults(message), *_example_faults(message)] for message in MESSAGES}
    found |= {file.name: [_GONE] for file in _of_no_message()}
    for name, faults in found.items():
        print(f"{'FAIL ' if faults else 'ok   '} {name}{': ' if faults else ''}{'; '.join(faults)}")
    return not any(found.values())


def _schema_faults(message: type[Message]) -> list[str]:
    file = documents.schema_file(message)
    if file.exists() and file.read_text() == documents.schema(message):
        return []
    if broken := _breaking(message):
        name, _, version = message.type.rpartition(".v")
        beside = f"{name}.v{int(version) + 1}"
        return [*broken, f"who knows {message.type} could not read that: leave it, and make {beside} beside it"]
    return ["its schema is not that of the code; run `make write`"]


def _breaking(message: type[Message]) -> list[str]:
    file = documents.schema_file(message)
    if not file.exists():
        return []
    return evolution.breaking(json.loads(file.read_text()), json.loads(documents.schema(message)))


def _example_faults(message: type[Message]) -> list[str]:
    file = documents.example_file(message)
    place = f"contracts/examples/{file.name}"
    how = f'write {{"{TO_BE_SEALED}": …}} for a value that is to be sealed, then run `make write`'
    if not file.exists():
        return [f"{place} is missing: write it by hand, with every field; {how}"]
    faults = documents.faults(message, file.read_text())
    return [f"{place}: {fault}" for fault in faults] + ([f"mend it by hand; {how}"] if faults else [])


def _of_no_message() -> list[Path]:
    known = {file(message) for message in MESSAGES for file in (documents.schema_file, documents.example_file)}
    return sorted({*documents.SCHEMAS.glob("*.json"), *documents.EXAMPLES.glob("*.json")} - known)


if __name__ == "__main__":
    main()
