"""The invented people of the demonstration: valid numbers of their own, all ages, posts that take a case from window to decision."""

from collections import Counter
from datetime import date

import pytest

from yimen.demo.tests.make import MATTERS, ORGANS, PEOPLE
from yimen.ground.codes import identity_valid, phone_valid, uscc_valid
from yimen.registers.agencies.models import Role
from yimen.registers.people.rules import clean_name

TODAY = date(2026, 1, 1)


def test_every_person_has_a_valid_number_of_their_own():
    numbers = [one["id_number"] for one in PEOPLE["people"]]

    assert len(set(numbers)) == len(numbers)
    assert len({one["phone"] for one in PEOPLE["people"]}) == len(numbers)
    for one in PEOPLE["people"]:
        valid = (
            uscc_valid(one["id_number"])
            if one["id_kind"] == "uscc"
            else identity_valid(one["id_number"], today=TODAY)
        )
        assert valid, one["name"]
        assert phone_valid(one["phone"])
        assert clean_name(one["name"]) == one["name"]


def test_people_are_of_all_ages_and_names():
    citizens = [one for one in PEOPLE["people"] if one["id_kind"] == "resident"]
    years = {int(one["id_number"][6:10]) for one in citizens}
    names = " ".join(one["name"] for one in citizens)

    assert len(citizens) >= 40
    assert min(years) <= 1940
    assert max(years) >= 2006
    assert any(one["id_number"].startswith("440924") for one in citizens)
    assert all(one in names for one in ("𬭚", "䶮", "阿卜杜拉·买买提·买合木提"))
    assert any(len(one["name"]) == 2 for one in citizens)


def test_an_enterprise_names_a_citizen_as_its_representative():
    citizens = {one["name"] for one in PEOPLE["people"] if one["id_kind"] == "resident"}
    firms = [one for one in PEOPLE["people"] if one["id_kind"] == "uscc"]

    assert len(firms) >= 12
    assert {one["legal_representative"] for one in firms} <= citizens


def test_every_post_is_in_a_known_organ_and_held_once():
    places = [(one["organ"], one["role"], one["letter"], one["title"]) for one in PEOPLE["staff"]]

    assert [one for one, n in Counter(places).items() if n > 1] == []
    assert {organ for organ, _role, _letter, _title in places} <= set(ORGANS)
    assert {role for _organ, role, _letter, _title in places} == set(Role.values)
    assert len({one["username"] for one in PEOPLE["staff"]}) == len(PEOPLE["staff"])


@pytest.mark.rule("A-903")
@pytest.mark.parametrize("organ", sorted({one["organ"] for one in MATTERS}))
def test_an_organ_with_matters_can_take_them_from_window_to_decision(organ):
    held = {(one["role"], one["letter"]) for one in PEOPLE["staff"] if one["organ"] == organ}

    assert held >= {
        ("window", "A"),
        ("reviewer", "A"),
        ("approver", "A"),
        ("approver", "B"),
        ("organ_head", "A"),
    }
