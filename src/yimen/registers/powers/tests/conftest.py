"""Static files as they lie in the source, and nothing kept from other tests."""

import pytest

from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import (
    reads,
)


@pytest.fixture
def plain(settings):
    """Serve pages without collected static files."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    agencies.forget()
    reads.forget()
    yield
    agencies.forget()
