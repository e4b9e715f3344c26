"""The command line itself."""

import os
import subprocess
import sys

import pytest

ASKED = """
import sys
from yimen.site.command import main
sys.argv[:] = ["yimen", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert end.code == 0
from django.conf import settings
print(settings.DEMO, settings.STAFF_MFA)
"""


@pytest.mark.parametrize(
    ("words", "said"), [(["demo", "--help"], "True False"), (["serve", "--help"], "False True")]
)
def test_a_city_that_is_a_demonstration_says_so_however_it_is_started(words, said):
    outside = {
        name: value for name, value in os.environ.items() if name not in {"YIMEN_DEMO", "YIMEN_STAFF_MFA"}
    }

    done = subprocess.run(
        [sys.executable, "-c", ASKED, *words], env=outside, capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == said
