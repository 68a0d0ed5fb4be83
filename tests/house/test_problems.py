"""Every reason to refuse has a type, a page and a test, and nobody goes by its title."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.sources import ROOT, SERVICES, modules_of_tests, named, parsed

PAGES = ROOT / "web" / "public" / "problems"
MESSAGING = ROOT / "messaging" / "src" / "messaging"
CHASSIS = (MESSAGING / "errors.py", MESSAGING / "http" / "refusals.py")
REFUSED = "tests.support.problems"


@dataclass(frozen=True, slots=True)
class Problem:
    """`name` is the class's, `module` where tests import it from."""

    name: str
    module: str
    code: str
    title: str


def problems() -> Iterator[Problem]:
    for file in (*CHASSIS, *(service.package / "errors.py" for service in SERVICES)):
        module = ".".join(file.relative_to(next(up for up in file.parents if up.name == "src")).with_suffix("").parts)
        for node in parsed(file).body:
            if isinstance(node, ast.ClassDef):
                words = {
                    statement.targets[0].id: statement.value.value
                    for statement in node.body
                    if isinstance(statement, ast.Assign)
                    and isinstance(statement.targets[0], ast.Name)
                    and isinstance(statement.value, ast.Constant)
                }
                if "code" in words:
                    yield Problem(node.name, module, str(words["code"]), str(words["title"]))


PROBLEMS = list(problems())


def test_no_two_problems_have_the_same_type() -> None:
    assert {code: count for code, count in Counter(each.code for each in PROBLEMS).items() if count > 1} == {}
    assert [each.code for each in PROBLEMS if not re.fullmatch(r"[a-z]+(-[a-z]+)*", each.code)] == []


def test_every_problem_has_its_page_and_every_page_its_problem() -> None:
    assert {page.stem for page in PAGES.glob("*.html")} == {each.code for each in PROBLEMS} | {"index"}


def test_every_problem_is_provoked_over_http_by_a_test() -> None:
    """`refused` looks at the type that was answered: so a test that has it, and names the class, provokes it."""
    named_in_tests = {
        (node.module, alias.name)
        for file in modules_of_tests()
        if any(isinstance(node, ast.ImportFrom) and node.module == REFUSED for node in parsed(file).body)
        for node in parsed(file).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert [each.name for each in PROBLEMS if (each.module, each.name) not in named_in_tests] == []


def test_nobody_who_reads_a_problem_goes_by_its_title() -> None:
    """eslint refuses conditions on a title; here, no title stands alone where a program could compare with it."""
    titles = {each.title for each in PROBLEMS}
    found = [
        f"{named(file)}: {literal!r}"
        for file in front_ends()
        for literal in re.findall(r"""(["'`])((?:(?!\1).)*)\1""", file.read_text())
        if literal[1] in titles
    ]
    assert found == []


def front_ends() -> Iterator[Path]:
    for directory in (ROOT / "web" / "src", ROOT / "services" / "video-links" / "src" / "video_links" / "page"):
        for file in sorted(directory.rglob("*")):
            if file.suffix in (".ts", ".tsx", ".js") and "generated" not in file.parts:
                yield file
