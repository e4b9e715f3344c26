"""What is archived never changes: the database refuses, and what comes later is a package beside it (G-311)."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from yimen.affairs.archives import acts, bag
from yimen.affairs.archives.models import Package, Viewing
from yimen.affairs.archives.tests.make import (
    ARCHIVIST,
    LATER,
    MONDAY,
    archived,
    faults,
    heard,
    opened,
    package_of,
    paths,
    turned_down,
)
from yimen.means.documents import acts as documents
from yimen.means.documents.models import Document

pytestmark = pytest.mark.django_db
COLUMNS = [field.name for field in Package._meta.concrete_fields if field.name not in {"id", "state"}]


def another(column: str) -> str:
    kind = str(Package._meta.get_field(column).db_type(connection))
    if kind in {"bytea", "jsonb"}:
        return "'\\x01'" if kind == "bytea" else "'[1]'"
    if kind.startswith(("date", "timestamp")):
        return "'2000-01-01'"
    return "'777'" if kind.startswith("varchar") or kind == "text" else "7777"


@pytest.mark.rule("G-311")
def test_the_database_refuses_to_change_any_column():
    package = archived()
    assert len(COLUMNS) > 30

    for column in COLUMNS:
        words = f"UPDATE archives_package SET {column} = {another(column)} WHERE id = %s"
        with (
            pytest.raises(IntegrityError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(words, [package.pk])


@pytest.mark.rule("G-311")
def test_the_database_refuses_to_delete_or_to_take_out_of_the_archive():
    package = archived()
    for words in (
        "DELETE FROM archives_package WHERE id = %s",
        "UPDATE archives_package SET state = 'waiting' WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words, [package.pk])
    assert paths(package)[0].stat().st_mode & 0o222 == 0


@pytest.mark.rule("G-311")
def test_a_correction_is_a_package_beside_the_record():
    package = archived()
    before = [path.read_bytes() for path in paths(package)]

    acts.supplement(package.pk, note="更正：申请人名称应为王秀英", by=ARCHIVIST, at=LATER)
    acts.pack_waiting(at=LATER + timedelta(hours=1))

    added = package_of(package.case_id, 1)
    assert (added.state, added.kind) == ("archived", "addition"), added.checks
    assert json.loads(opened(added).files[bag.NOTE])["note"] == "更正：申请人名称应为王秀英"
    assert "data/application.json" not in opened(added).files
    assert [path.read_bytes() for path in paths(package)] == before
    assert faults() == []


@pytest.mark.rule("G-311")
def test_what_is_revoked_after_archiving_is_added_by_itself_once():
    package = archived()
    document = Document.objects.get(subject=package.case_id, kind="grant")
    documents.revoke(document.subject, [document.kind], reason="依据错误", by="account:103", at=LATER)

    heard(package.case_id)
    heard(package.case_id)
    acts.pack_waiting(at=LATER + timedelta(hours=1))

    assert Package.objects.filter(case_id=package.case_id).count() == 2
    process = json.loads(opened(package_of(package.case_id, 1)).files["data/process.json"])
    assert "documents.DocumentRevoked" in [one["what"] for one in process]


def test_nothing_is_added_to_what_is_not_archived_nor_without_a_note():
    package = archived()

    with turned_down("empty", "note"):
        acts.supplement(package.pk, note=" ", by=ARCHIVIST, at=LATER)
    addition = acts.supplement(package.pk, note="x", by=ARCHIVIST, at=LATER)
    with turned_down("out_of_order"):
        acts.supplement(addition, note="y", by=ARCHIVIST, at=LATER)


@pytest.mark.rule("L-31")
def test_who_opened_a_record_is_never_removed_from_the_log():
    package = archived()
    acts.view(package.pk, purpose="复查", account_id=5, who="周", at=MONDAY + timedelta(days=1))

    for words in ("DELETE FROM archives_viewing", "UPDATE archives_viewing SET purpose = 'x'"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)
    assert Viewing.objects.get().purpose == "复查"
