"""Several workers at once: numbers without gaps, each document made once, one certificate per organ."""

import pytest

from yimen.ground.tests.together import at_once
from yimen.means.documents import acts
from yimen.means.documents.models import Document, SealKey
from yimen.means.documents.tests.make import AT, standing
from yimen.means.documents.tests.test_documents import ordered

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_four_workers_make_each_document_once_and_leave_no_gap(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    for n in range(24):
        ordered("grant" if n % 2 else "refusal", cause=str(n))

    def work() -> int:
        return sum(iter(lambda: acts.issue_waiting(at=AT, most=3), 0))

    made = at_once(*[work] * 4)
    acts.issue_waiting(at=AT)

    assert standing()[1] == []
    numbers = sorted(Document.objects.filter(kind="grant").values_list("number", flat=True))
    assert numbers == [f"高市监准字〔2026〕第{n:06d}号" for n in range(1, 13)]
    assert sum(made) <= 24
    assert SealKey.objects.count() == 2
