"""Several hands at one hearing in the same moment: each thing happens once, and the decision never slips through."""

from functools import partial

import pytest

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.tests.make import DAYS, QIAN, ZHAO, accepted
from yimen.affairs.cases.tests.make import state as case_state
from yimen.affairs.hearings import acts, reads
from yimen.affairs.hearings.tests.make import NEIGHBOUR, TOUCHED, on, pending, told
from yimen.ground.bus import journal
from yimen.ground.life import Refused
from yimen.ground.tests.together import at_once, became
from yimen.registers.catalogue.tests.make import published_matter

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_the_listener_and_two_officers_open_one_file():
    case = accepted(published_matter(flags=TOUCHED))

    opened = at_once(*(partial(acts.begin, case, by="system", at=on(3)) for _n in range(3)))

    assert sorted(opened) == [False, False, True]
    assert len(reads.sheet(case).parties) == 1


def test_a_person_asks_once_however_often_the_button_is_pressed():
    case = told()
    ask = partial(acts.ask, case, 1, by="party:1", at=on(5), calendar=DAYS)
    lock = ("SELECT 1 FROM hearings_hearing WHERE case_id = %s FOR UPDATE", [case])

    assert became(at_once(ask, ask, behind=lock)) == ["done", "twice"]
    assert [one.type for one in journal.history(case)].count("hearings.HearingAsked") == 1


def test_listing_a_person_and_granting_at_once_never_both_happen():
    case = accepted()
    cases.review(case, verdict="agree", opinion="符合条件", by=ZHAO, at=on(3, hour=9))
    lock = ("SELECT 1 FROM cases_case WHERE id = %s FOR UPDATE", [case])

    answers = at_once(
        partial(acts.add_person, case, NEIGHBOUR, by=ZHAO, at=on(3)),
        partial(cases.grant, case, by=QIAN, at=on(3), calendar=DAYS),
        behind=lock,
    )

    listed = reads.head(case) is not None
    refusals = [one for one in answers if isinstance(one, Refused)]
    assert [one.code for one in refusals] in (["pending"], ["out_of_order"])
    assert (case_state(case) == "granted") != listed
    assert bool(pending(case)) == listed
