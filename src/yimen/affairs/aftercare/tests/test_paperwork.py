"""What the documents about a permit bear."""

import pytest

from yimen.affairs.aftercare import paperwork
from yimen.affairs.aftercare.tests.make import issued

pytestmark = pytest.mark.django_db


@pytest.mark.rule("A-502", "A-506")
def test_a_certificate_bears_the_whole_number_of_its_holder_s_document():
    assert paperwork.about(issued())["id_number"] == "440981199001010017"
