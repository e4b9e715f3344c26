"""Which tests prove which rules: the marks of the test files, read from their source without running them."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path


def _marked(node: ast.AST) -> Iterator[str]:
    """Yield the ids in every `mark.rule(...)` below a node."""
    for call in ast.walk(node):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr == "rule"
            and isinstance(call.func.value, ast.Attribute)
            and call.func.value.attr == "mark"
        ):
            yield from (
                one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )


def _tests_in(body: Iterable[ast.stmt], inherited: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield (test, rule) for every test function of a module or class, with what the module or class is marked with."""
    statements = list(body)
    for node in statements:
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == "pytestmark" for t in node.targets
        ):
            inherited += tuple(_marked(node.value))
    for node in statements:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            for rule in dict.fromkeys((*inherited, *_marked(node))):
                yield node.name, rule
        elif isinstance(node, ast.ClassDef):
            own = tuple(rule for decorator in node.decorator_list for rule in _marked(decorator))
            yield from _tests_in(node.body, inherited + own)


def proofs(root: Path) -> dict[str, list[str]]:
    """Return the tests that are marked with each rule, as path::name, read from the source."""
    found: dict[str, list[str]] = {}
    for path in sorted([*(root / "src").rglob("test_*.py"), *(root / "tests").rglob("test_*.py")]):
        place = path.relative_to(root).as_posix()
        for name, rule in _tests_in(ast.parse(path.read_text("utf-8")).body, ()):
            tests = found.setdefault(rule, [])
            if f"{place}::{name}" not in tests:
                tests.append(f"{place}::{name}")
    return found
