"""The record of an ended case is packed, checked and archived by itself."""

import pytest
from yimen.affairs.archives.tests.make import archived, opened, faults

pytestmark = pytest.mark.django_db


def test_first():
    package = archived()
    print(package.state, package.number, package.checks, package.trouble)
    assert package.state == "archived", package.checks
    b = opened(package)
    for p, d in b.files.items():
        print(p, len(d))
    print(b.files["data/record.xml"].decode())
    print(b.files["signature.json"][:200])
    open("/tmp/sheet.pdf", "wb").write(b.files["data/sheet.pdf"])
    for p, d in b.files.items():
        if "documents" in p:
            open("/tmp/" + p.split("/")[-1], "wb").write(d)
    assert faults() == []
