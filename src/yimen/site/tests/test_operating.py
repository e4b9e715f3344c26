"""What the operator sees of webhooks, which belong to another door."""

import pytest

from yimen.doors.api.models import Webhook
from yimen.doors.desk.tests.make import officer
from yimen.ground.clock import now
from yimen.registers.agencies.reads import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("failures", "shown"), [(1, False), (4, True)])
def test_webhooks_that_fail_stand_on_the_operators_page(settings, failures, shown):
    settings.STAFF_MFA = False
    words = {"url": "https://b.cn/h", "secret": b"", "error": "refused", "not_before": now()}
    Webhook.objects.create(client_id="bureau", failures=failures, **words)

    page = officer("wacht", Role.OPERATOR).get("/desk/operation/").content.decode()

    assert ("bureau: https://b.cn/h" in page) is shown
