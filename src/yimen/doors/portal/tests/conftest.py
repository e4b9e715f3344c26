"""What tests of the portal share: passwords hashed quickly, since how slowly is not what they are about, and an applicant."""

import pytest
from django.test import Client

from yimen.doors.portal.tests.make import wang
from yimen.registers.catalogue.tests.make import published_matter


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def applicant(db: None) -> Client:
    """The browser of Wang Xiuying, who may apply for a published matter."""
    published_matter()
    return wang()
