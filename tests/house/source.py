"""Where the source lies, and how the house tests read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "yimen"


def product() -> list[Path]:
    """Return every Python file of the product, without tests and migrations."""
    return sorted(path for path in SOURCE.rglob("*.py") if not {"tests", "migrations"} & set(path.parts))


def proofs() -> list[Path]:
    """Return every Python file of the tests, beside the product and at the root."""
    beside = [path for path in SOURCE.rglob("*.py") if "tests" in path.parts]
    return sorted([*beside, *(ROOT / "tests").rglob("*.py")])


def templates() -> list[Path]:
    """Return every template."""
    return sorted(SOURCE.rglob("templates/**/*.html"))


@cache
def tree(path: Path) -> ast.Module:
    """Parse a file once."""
    return ast.parse(path.read_text("utf-8"))


def named(path: Path) -> str:
    """Return a path as the reader knows it."""
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.AST) -> int:
    """Return how many lines a definition has."""
    return node.end_lineno - node.lineno + 1
