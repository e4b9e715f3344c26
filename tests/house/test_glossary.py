"""The glossary binds: one line a term, and every identifier in it is a name of the code."""

import ast
import re
from collections import Counter

import pytest

from tests.house.source import ROOT

SOURCE = ROOT / "src" / "yimen"
PAGE = ROOT / "docs" / "glossary.md"
CODE = [p for p in SOURCE.rglob("*.py") if not {"tests", "migrations"} & set(p.parts)]


def rows():
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def names_in(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


@pytest.fixture(scope="module")
def known():
    found = {part for path in CODE for part in path.with_suffix("").relative_to(SOURCE).parts}
    return found.union(*(names_in(ast.parse(path.read_text("utf-8"))) for path in CODE))


@pytest.mark.parametrize("column", [1, 2])
def test_a_term_stands_once(column):
    assert [term for term, times in Counter(row[column] for row in rows()).items() if times > 1] == []


def test_terms_of_a_theme_stand_together():
    themes = [row[0] for row in rows()]
    runs = [theme for n, theme in enumerate(themes) if n == 0 or theme != themes[n - 1]]

    assert len(runs) == len(set(runs))


def test_every_term_has_its_chinese_its_pinyin_and_its_identifier():
    lacking = [row for row in rows() if len(row) != 6 or not all(row[:5]) or not row[4].startswith("`")]

    assert lacking == []


def test_every_identifier_is_a_name_of_the_code(known):
    stated = [one for row in rows() for one in re.split(", ", row[4].strip("`"))]
    strangers = [one for one in stated if " = " not in one and [w for w in one.split(".") if w not in known]]

    assert len(stated) > 100
    assert strangers == []


def test_every_value_is_written_in_the_code():
    code = "".join(path.read_text("utf-8") for path in CODE)
    values = [row[4].strip("`").split(" = ")[1] for row in rows() if " = " in row[4]]

    assert values
    assert [value for value in values if f'"{value}"' not in code] == []
