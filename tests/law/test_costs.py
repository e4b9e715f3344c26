"""What an act asks of the database, counted over random lives of every kind of matter: at most eight statements."""

from collections import Counter
from random import Random
from typing import Final

import pytest
from django.db import connection, transaction

from tests.law import test_walks as walks
from tests.law.matters import prepare
from yimen.affairs.cases.tests.make import MONDAY
from yimen.registers.catalogue import reads as catalogue

pytestmark = pytest.mark.django_db
MOST: Final = 8
MORE: Final = {
    "grant": 11,  # a place in a limited number, its permit and a commitment at once
    "grant_on_the_spot": 12,
    "take_back": 11,  # the papers that a commitment spared are owed again
    "supplement": 9,  # what was asked for was promised as well
}
WALKS: Final = 120


def test_an_act_costs_few_statements_in_every_kind_of_matter(monkeypatch):
    spent = Counter[str]()
    do = walks._do

    def counted(number, act, at):
        asked: list[str] = []

        def see(execute, sql, params, many, context):
            asked.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(see):
            refused = do(number, act, at)
        cost = sum("SAVEPOINT" not in sql for sql in asked)
        assert refused or cost <= MORE.get(act.name, MOST), f"{act.name}\n" + "\n".join(asked)
        spent[act.name] = max(spent[act.name], cost)
        return refused

    monkeypatch.setattr(walks, "_do", counted)
    dice, kinds, done = Random(5), prepare(), Counter[str]()
    for kind in kinds:
        catalogue.by_id(kind.sheet.matter_id, on=MONDAY.date())  # a process learns the code of a matter once
    for n in range(WALKS):
        with transaction.atomic():
            walk = walks.Walk(kinds[n % len(kinds)], dice)
            walk.queue_up()
            for _step in range(walks.STEPS):
                walk.step(done)
            transaction.set_rollback(True)

    assert len(spent) > 20, spent
