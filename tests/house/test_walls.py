"""The walls: no file, function, class or template grows past what a reader can hold."""

import ast
import re

from tests.house.source import functions, length, named, product, proofs, templates, tree

FILE, FUNCTION, CLASS, TEMPLATE = 400, 60, 150, 150


def test_no_file_is_longer_than_its_wall():
    files = [*product(), *proofs()]
    long = {named(path): n for path in files if (n := len(path.read_text().splitlines())) > FILE}

    assert long == {}


def test_no_function_is_longer_than_its_wall():
    long = {
        f"{named(path)}:{node.name}": length(node)
        for path in product()
        for node in functions(path)
        if length(node) > FUNCTION
    }

    assert long == {}


def test_no_class_is_longer_than_its_wall():
    long = {
        f"{named(path)}:{node.name}": length(node)
        for path in product()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and length(node) > CLASS
    }

    assert long == {}


def test_no_template_is_longer_than_its_wall():
    long = {named(path): n for path in templates() if (n := len(path.read_text().splitlines())) > TEMPLATE}

    assert long == {}


def test_every_file_says_first_what_it_is_for():
    silent = [named(path) for path in product() if not (ast.get_docstring(tree(path)) or "").strip()]

    assert silent == []


INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|<style|\sstyle=|\son[a-z]+=\"", re.IGNORECASE
)


def test_no_template_has_inline_script_or_style():
    found = [
        f"{named(path)}: {hit.group()}" for path in templates() for hit in INLINE.finditer(path.read_text())
    ]

    assert found == []


def test_no_function_imports_inside_its_body_but_at_the_doors_of_the_command_line():
    allowed = {"src/yimen/site/command.py", "src/yimen/site/serving.py"}

    found = [
        f"{named(path)}:{node.name}"
        for path in product()
        if named(path) not in allowed
        for node in functions(path)
        if not (path.name == "apps.py" and node.name == "ready")  # models exist only then
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert found == []
