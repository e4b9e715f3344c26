"""The publish gate, special terms: one line per defect, and the sound terms that pass."""

from copy import deepcopy

import pytest

from yimen.registers.catalogue.rules import findings, places
from yimen.registers.catalogue.sheets import build
from yimen.registers.catalogue.tests.make import CONTENT, content_with, published_matter

GAPS = {"days": 10, "outcome": "withdrawn", "basis": "《广东省优化营商环境条例》第三十二条"}
COMMITMENT = {
    "conditions": [1],
    "materials": [2],
    "touches": [],
    "duty": {"zh-hans": "符合条件"},
    "content": {"zh-hans": "承诺符合条件"},
    "liability": {"zh-hans": "不实的撤销"},
    "check_days": 30,
    "basis": "国办发〔2020〕42号",
}
QUOTA = {"number": 30, "basis": "布设规划"}
FIRST = {"kind": "town", "days": 20, "basis": "《社会救助暂行办法》第十一条"}
ACCEPT, REVIEW, DECIDE, DELIVER = CONTENT["steps"]
FILING = {
    "kind": "10",
    "handling": "filing",
    "promised_days": 0,
    "statutory": {"days": None, "note": "收到即备案"},
    "steps": [{**ACCEPT, "days": 0}, DELIVER],
}
REGISTRATION = {
    "handling": "registration",
    "promised_days": 1,
    "statutory": {"days": 3, "unit": "working_days"},
    "steps": [{**ACCEPT, "days": 0}, {**REVIEW, "days": 0}, DECIDE, DELIVER],
}


def delegated(*roles, two=False):
    steps = deepcopy(CONTENT["steps"])
    for step, role in zip(steps, roles, strict=False):
        step["role"] = role
    steps[1]["two_officers"] = two
    return {"steps": steps, "flags": {**CONTENT["flags"], "delegated": True}}


def without_later():
    return {"materials": [one for one in CONTENT["materials"] if one["required"] != "later"]}


SOUND = [
    pytest.param({"gaps": GAPS}, id="gaps"),
    pytest.param({"gaps": {**GAPS, "outcome": ""}}, id="gaps with the city's outcome"),
    pytest.param({"commitment": COMMITMENT}, id="a commitment"),
    pytest.param({"quota": QUOTA}, id="a number"),
    pytest.param({"first_review": FIRST}, id="a first review"),
    pytest.param(FILING, id="a filing"),
    pytest.param(REGISTRATION, id="a registration"),
    pytest.param(
        {**REGISTRATION, "registration": {"more_days": 3}}, id="a registration with three days more"
    ),
    pytest.param(delegated("window", "window", "chief_representative"), id="two signatures"),
]


@pytest.mark.rule("A-905", "A-907", "A-304", "A-306", "K-28", "A-917")
@pytest.mark.parametrize("terms", SOUND)
def test_sound_terms_pass_the_gate(terms):
    assert findings(content_with(**terms)) == []


DEFECTS = [
    pytest.param("A-905", {"gaps": {**GAPS, "days": 0}}, id="gaps without a day"),
    pytest.param("A-905", {"gaps": {**GAPS, "days": "soon"}}, id="gaps with a day that is none"),
    pytest.param("A-905", {"gaps": {**GAPS, "basis": " "}}, id="gaps without a rule"),
    pytest.param("A-905", {"gaps": GAPS, **without_later()}, id="gaps without a secondary paper"),
    pytest.param("A-906", {"gaps": {**GAPS, "outcome": "forgotten"}}, id="gaps with an unknown outcome"),
    *(
        pytest.param("A-907", {"commitment": {**COMMITMENT, name: {}}}, id=f"a notice without {name}")
        for name in ("duty", "content", "liability")
    ),
    pytest.param(
        "A-907", {"commitment": {**COMMITMENT, "conditions": [], "materials": []}}, id="for nothing"
    ),
    pytest.param(
        "A-907", {"commitment": {**COMMITMENT, "conditions": [9]}}, id="for a condition there is not"
    ),
    pytest.param("A-907", {"commitment": {**COMMITMENT, "materials": ["x"]}}, id="for a paper that is none"),
    pytest.param("A-907", {"commitment": {**COMMITMENT, "basis": ""}}, id="a commitment without a rule"),
    pytest.param("A-910", {"commitment": {**COMMITMENT, "check_days": 0}}, id="a commitment without a check"),
    pytest.param(
        "A-908", {"commitment": {k: v for k, v in COMMITMENT.items() if k != "touches"}}, id="field unsaid"
    ),
    pytest.param("A-908", {"commitment": {**COMMITMENT, "touches": ["astrology"]}}, id="an unknown field"),
    *(
        pytest.param(
            "A-908", {"commitment": {**COMMITMENT, "touches": [field]}}, id=f"a commitment in {field}"
        )
        for field in (
            "national_security",
            "state_secret",
            "public_security",
            "finance",
            "ecology",
            "life_and_property",
            "foreign_affairs",
            "high_risk",
            "irreversible",
        )
    ),
    pytest.param("A-308", {"quota": {**QUOTA, "number": "many"}}, id="a number that is none"),
    pytest.param("A-308", {"quota": {**QUOTA, "basis": ""}}, id="a number without a rule"),
    pytest.param("A-308", {**REGISTRATION, "quota": QUOTA}, id="a number and on the spot"),
    pytest.param("A-304", {"first_review": {**FIRST, "kind": "department"}}, id="a first review by an equal"),
    pytest.param("A-304", {"first_review": {**FIRST, "basis": ""}}, id="a first review without a rule"),
    pytest.param("L-04", {"first_review": {**FIRST, "days": 21}}, id="a first review of 21 days"),
    pytest.param("A-304", {**REGISTRATION, "first_review": FIRST}, id="a first review and on the spot"),
    pytest.param("L-39", {**REGISTRATION, "promised_days": 4}, id="a registration in four days"),
    pytest.param(
        "L-39", {**REGISTRATION, "statutory": {"days": 20, "unit": "working_days"}}, id="in twenty by law"
    ),
    pytest.param("L-39", {**REGISTRATION, "registration": {"more_days": 10}}, id="ten days more"),
    pytest.param("K-28", {**FILING, "steps": [ACCEPT, REVIEW, DELIVER]}, id="a filing that is reviewed"),
    pytest.param("K-28", {**FILING, "steps": [ACCEPT, DECIDE, DELIVER]}, id="a filing that is decided"),
    pytest.param("K-28", {**FILING, "kind": "01"}, id="a licence as a filing"),
    pytest.param("A-917", delegated("window", "reviewer", "chief_representative"), id="three signatures"),
    pytest.param(
        "A-917", delegated("window", "window", "chief_representative", two=True), id="a second officer"
    ),
    pytest.param("H-401", {"handling": "perhaps"}, id="an unknown handling"),
]


@pytest.mark.rule("A-304", "A-308", "A-905", "A-907", "A-908", "A-910", "A-917", "K-28", "L-04", "L-39")
@pytest.mark.parametrize(("rule", "terms"), DEFECTS)
def test_a_defect_of_the_special_terms_keeps_a_matter_from_being_published(rule, terms):
    assert rule in places(findings(content_with(**terms)))


def test_a_matter_without_special_terms_has_none():
    special = build(_head(), content_with()).special

    assert (special.commitment, special.quota, special.first_review) == (None, None, None)
    assert (special.gaps.days, special.extension_days, special.asks_intention) == (0, 0, False)


def _head():
    names = ("version_id", "version_n", "matter_id", "code", "base_code", "kind", "state", "effective_from")
    return {**dict.fromkeys((*names, "organ_id", "organ_name"), "x")}


@pytest.mark.rule("A-905", "A-907")
def test_a_commitment_spares_its_papers_and_nothing_else():
    sheet = build(_head(), content_with(commitment={**COMMITMENT, "materials": [2, 3]}))

    assert [one.n for one in sheet.needed] == [1, 2]
    assert [one.n for one in sheet.needed_with(commitment=True)] == [1]
    assert [one.n for one in sheet.needed_with(commitment=False)] == [1, 2]
    assert [one.n for one in sheet.secondary] == [3]
    assert sheet.secondary_with(commitment=True) == ()


@pytest.mark.django_db
@pytest.mark.rule("A-907")
def test_the_words_of_a_notice_are_kept_in_each_language():
    words = {"zh-hans": "符合条件", "en": "Meets the conditions"}
    sheet = published_matter("NOTICE-1", commitment={**COMMITMENT, "duty": words})

    assert dict(sheet.special.commitment.duty) == words
