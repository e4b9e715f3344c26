"""Every test has an archive of its own on the disk."""

import pytest


@pytest.fixture(autouse=True)
def three_copies(settings, tmp_path):
    settings.ARCHIVE_COPIES = [
        (str(tmp_path / name), medium) for name, medium in (("a", "disk"), ("b", "disk"), ("c", "tape"))
    ]
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STAFF_MFA = False
