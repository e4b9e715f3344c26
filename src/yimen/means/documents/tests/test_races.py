"""Several workers at once: numbers without gaps, each document made once, one certificate per organ."""

import threading

import pytest
from django.db import connection

from yimen.means.documents import acts, reads
from yimen.means.documents.models import Document, SealKey
from yimen.means.documents.tests.make import AT
from yimen.means.documents.tests.test_documents import ordered

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_four_workers_make_each_document_once_and_leave_no_gap(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    for n in range(24):
        ordered("grant" if n % 2 else "refusal", cause=str(n))
    made: list[int] = []
    troubles: list[BaseException] = []
    start = threading.Barrier(4)

    def work() -> None:
        try:
            start.wait()
            while done := acts.issue_waiting(at=AT, most=3):
                made.append(done)
        except BaseException as error:  # noqa: BLE001 shown by the assertion below
            troubles.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    acts.issue_waiting(at=AT)

    assert troubles == []
    assert reads.troubled() == []
    numbers = sorted(Document.objects.filter(kind="grant").values_list("number", flat=True))
    assert numbers == [f"高市监准字〔2026〕第{n:06d}号" for n in range(1, 13)]
    assert sum(made) <= 24
    assert SealKey.objects.count() == 2
