"""Migrations have names that say what they do, and none is missing."""

import ast
import re

import pytest
from django.core.management import call_command

from tests.house.source import SOURCE, named, tree

FILES = sorted(path for path in SOURCE.rglob("migrations/*.py") if path.name != "__init__.py")


def test_names_say_what_they_do():
    assert [
        named(path) for path in FILES if not re.fullmatch(r"\d{4}_(?!auto_)[a-z0-9_]{4,}\.py", path.name)
    ] == []


def test_none_imports_the_application():
    found = [
        named(path)
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("yimen")
        and node.module != "yimen.ground.numbers"  # a default of a key, stable by contract
    ]

    assert found == []


@pytest.mark.django_db
def test_none_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
