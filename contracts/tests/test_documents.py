import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from contracts import documents
from contracts.event import Message
from contracts.practitioner import PractitionerChanged
from contracts.registry import EVENTS, MESSAGES

EXAMPLE = documents.example_file(PractitionerChanged).read_text()


def changed(**practitioner: Any) -> str:
    return json.dumps({"practitioner": json.loads(EXAMPLE)["practitioner"] | practitioner})


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.type)
def test_every_event_has_an_example_that_shows_every_field_and_can_be_read(message: type[Message]) -> None:
    assert documents.faults(message, documents.example_file(message).read_text()) == []


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.type)
def test_the_committed_schema_of_every_event_is_that_of_the_code(message: type[Message]) -> None:
    assert documents.schema_file(message).read_text() == documents.schema(message)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.type)
def test_a_schema_refers_to_nothing_outside_itself(message: type[Message]) -> None:
    schema = documents.schema(message)
    definitions = json.loads(schema).get("$defs", {})
    for line in schema.splitlines():
        if '"$ref"' in line:
            assert line.split('"')[3].removeprefix("#/$defs/") in definitions


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.type)
def test_an_event_with_a_field_that_is_not_known_yet_can_still_be_read(message: type[Message]) -> None:
    """Producers may add fields, and consumers of the release before pass them over."""
    example = json.loads(documents.example_file(message).read_text())
    (aggregate, *_) = [value for value in example.values() if isinstance(value, dict)] or [example]
    aggregate["added_later"] = {"by": "a newer release"}
    message.model_validate_json(json.dumps(example | {"added_later": True}))


@pytest.mark.parametrize(
    ("example", "fault"),
    [
        (changed(version=None), "practitioner.version: Input should be a valid integer"),
        (changed(added=1), "it does not come out as it went in"),
        ("{}", "practitioner: Field required"),
        ("{", "Invalid JSON"),
        (changed(name="Dr. Adeyemi"), "Sealed(…) cannot be opened with transit.key"),
        (changed(name={"seal": "Dr. Adeyemi"}), "something in it is yet to be sealed"),
        (changed(name={"seal": 7}), "practitioner.name: Input should be a valid string"),
    ],
)
def test_what_is_wrong_with_an_example_is_named(example: str, fault: str) -> None:
    (found,) = documents.faults(PractitionerChanged, example)
    assert fault in found


def test_an_example_that_lacks_a_field_is_named_even_where_the_field_is_optional_or_sealed() -> None:
    client = next(event for event in EVENTS if event.type == "client.changed.v1")
    example = documents.opened(client, json.loads(documents.example_file(client).read_text()))
    del example["client"]["recipients"]["seal"][0]["called"]
    lacking = json.dumps(documents.sealed(client, example))
    assert documents.faults(client, lacking) == ["Recipient.called does not stand in it"]


def test_an_example_unsealed_and_sealed_again_says_the_same() -> None:
    for message in MESSAGES:
        example = json.loads(documents.example_file(message).read_text())
        plain = documents.opened(message, example)
        assert documents.opened(message, documents.sealed(message, plain)) == plain
        assert documents.sealed(message, example) == example
        assert ("seal" in json.dumps(plain)) == ("standing1" in json.dumps(example))


@pytest.fixture
def a_copy(tmp_path: Path) -> Path:
    """The package with its documents, to be spoilt."""
    for directory in (documents.SCHEMAS, documents.EXAMPLES, Path(documents.__file__).parent):
        copy = tmp_path / directory.relative_to(documents.SCHEMAS.parent)
        copy.mkdir(parents=True)
        for file in directory.iterdir():
            if file.is_file():
                (copy / file.name).write_bytes(file.read_bytes())
    return tmp_path


def run(copy: Path, command: str) -> tuple[int, str]:
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "contracts", command],
        env={"PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout + run.stderr


def edit(copy: Path, module: str, old: str, new: str) -> None:
    file = copy / "src" / "contracts" / f"{module}.py"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_check_names_what_differs_and_fails_and_write_mends_what_it_can(a_copy: Path) -> None:
    assert run(a_copy, "check") == (0, "".join(f"ok    {message.type}\n" for message in MESSAGES))
    before = {file: file.read_bytes() for file in a_copy.rglob("*.json")}

    schema = a_copy / "schemas" / "practitioner.changed.v1.json"
    schema.write_text(schema.read_text().replace("The practitioner as", "He or she as"))
    status, said = run(a_copy, "check")
    assert status == 1
    assert "FAIL  practitioner.changed.v1: its schema is not that of the code; run `make write`" in said
    assert said.count("ok ") == len(MESSAGES) - 1

    assert run(a_copy, "write")[0] == 0
    assert {file: file.read_bytes() for file in a_copy.rglob("*.json")} == before

    example = a_copy / "examples" / "practitioner.changed.v1.json"
    example.unlink()
    status, said = run(a_copy, "write")
    assert status == 1
    assert "contracts/examples/practitioner.changed.v1.json is missing: write it by hand" in said

    example.write_text(changed(name={"seal": "Dr. Okafor"}))
    assert run(a_copy, "check")[0] == 1
    assert run(a_copy, "write")[0] == 0
    assert "Okafor" not in example.read_text()
    assert "Okafor" in run(a_copy, "show")[1]


def test_what_others_could_not_read_is_neither_passed_nor_written(a_copy: Path) -> None:
    schema = a_copy / "schemas" / "practitioner.changed.v1.json"
    before = schema.read_bytes()
    edit(a_copy, "practitioner", "    version: int\n", "    version: str\n")
    for command in ("check", "write"):
        status, said = run(a_copy, command)
        assert status == 1
        assert (
            "FAIL  practitioner.changed.v1: practitioner.version: its type was 'integer' and is 'string'; who knows"
            " practitioner.changed.v1 could not read that: leave it, and make practitioner.changed.v2 beside it" in said
        )
        assert schema.read_bytes() == before


def test_a_field_that_is_added_and_optional_is_written(a_copy: Path) -> None:
    edit(a_copy, "practitioner", "    version: int\n", "    version: int\n    added: str | None = None\n")
    assert "its schema is not that of the code; run `make write`" in run(a_copy, "check")[1]
    assert "Practitioner.added does not stand in it" in run(a_copy, "write")[1], "of the example"
    assert '"added"' in (a_copy / "schemas" / "practitioner.changed.v1.json").read_text()


def test_a_type_that_is_gone_or_renamed_is_told(a_copy: Path) -> None:
    edit(a_copy, "practitioner", "practitioner.changed.v1", "practitioner.renamed.v1")
    for command in ("check", "write"):
        status, said = run(a_copy, command)
        assert status == 1
        assert "FAIL  practitioner.changed.v1.json: there is no such message any more" in said
    assert (a_copy / "schemas" / "practitioner.changed.v1.json").exists()
