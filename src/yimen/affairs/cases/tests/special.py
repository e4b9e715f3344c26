"""Matters with special terms for tests: gaps, a commitment, a number, a first review, a registration, a filing."""

from datetime import datetime
from typing import Any

from yimen.affairs.cases import acts
from yimen.affairs.cases.acts import Choices, Paper
from yimen.affairs.cases.tests.make import DAYS, MONDAY, QIAN, ZHAO, submitted
from yimen.registers.agencies import acts as agencies
from yimen.registers.agencies import reads as agency_reads
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.catalogue.tests.make import AT, CONTENT, an_organ, published_matter
from yimen.registers.people import acts as people
from yimen.registers.people import reads as people_reads
from yimen.registers.people.reads import PersonSheet

GAPS = {"days": 10, "basis": "《广东省优化营商环境条例》第三十二条"}
COMMITMENT: dict[str, Any] = {
    "conditions": [1],
    "materials": [2],
    "touches": [],
    "duty": {"zh-hans": "场所应当符合卫生要求", "en": "The premises meet the standard"},
    "content": {"zh-hans": "承诺场所符合要求", "en": "I commit that they do"},
    "liability": {"zh-hans": "不实承诺的，撤销决定", "en": "A false promise is revoked"},
    "check_days": 20,
    "mend_days": 10,
    "basis": "国办发〔2020〕42号",
}
ACCEPT, REVIEW, DECIDE, DELIVER = CONTENT["steps"]
INSPECTOR = "account:105"
TOWN_WINDOW, TOWN_REVIEWER = "account:111", "account:112"


def gaps_matter(**changes: Any) -> MatterSheet:
    return published_matter("GAPS-1", gaps={**GAPS, **changes})


def commitment_matter(**changes: Any) -> MatterSheet:
    return published_matter("COMMIT-1", commitment={**COMMITMENT, **changes})


def limited_matter(number: int = 2, code: str = "LIMIT-1") -> MatterSheet:
    flags = {**CONTENT["flags"], "quantity_limited": True}
    quota = {"number": number, "basis": "《广东省烟花爆竹零售点布设规划》"}
    return published_matter(code, flags=flags, quota=quota, quantity={"zh-hans": f"{number}个"})


def registration_matter() -> MatterSheet:
    steps = [{**ACCEPT, "days": 0}, {**REVIEW, "days": 0}, DECIDE, DELIVER]
    statutory = {"days": 3, "unit": "working_days"}
    return published_matter(
        "REGISTER-1", handling="registration", promised_days=1, statutory=statutory, steps=steps
    )


def filing_matter() -> MatterSheet:
    steps = [{**ACCEPT, "days": 0}, DELIVER]
    statutory = {"days": None, "unit": "working_days", "note": "收到即备案"}
    return published_matter(
        "FILING-1", kind="10", handling="filing", promised_days=0, statutory=statutory, steps=steps
    )


def a_town(key: str = "genzi") -> int:
    try:
        return agency_reads.by_key(key).id
    except KeyError:
        texts = {
            "zh-hans": {"name": "高州市根子镇人民政府", "address": "根子镇荔枝街1号", "hours": "9:00-17:00"}
        }
        words = {"short": "根子府", "phone": "0668-6660000", "court": "高州市人民法院"}
        words["reconsideration"] = "高州市人民政府"
        new = agencies.NewOrgan(
            key, "town", "440981104000", texts, parent_id=None, uscc="11440981YM0100105P", words=words
        )
        made = agencies.open_organ(new, by="system", at=AT)
        agency_reads.forget()
        return made


def town_matter(days: int = 20) -> MatterSheet:
    an_organ()
    first = {"kind": "town", "days": days, "basis": "《社会救助暂行办法》第十一条"}
    return published_matter("FIRST-1", first_review=first)


def promised(matter: MatterSheet | None = None, *, at: datetime = MONDAY, **changes: Any) -> int:
    return submitted(matter or gaps_matter(), at=at, choices=Choices(gaps=True), **changes)


def committed(matter: MatterSheet | None = None, *, at: datetime = MONDAY, **changes: Any) -> int:
    papers = changes.pop("papers", (Paper(1, reference="R-1"),))
    return submitted(
        matter or commitment_matter(), at=at, choices=Choices(commitment=True), papers=papers, **changes
    )


def with_town(*, at: datetime = MONDAY, days: int = 20) -> int:
    return submitted(town_matter(days), at=at, choices=Choices(first_organ_id=a_town()))


def forwarded(*, at: datetime = MONDAY, then: datetime = MONDAY) -> int:
    case = with_town(at=at)
    acts.accept_first(case, by=TOWN_WINDOW, at=at, calendar=DAYS)
    acts.forward(case, verdict="agree", opinion="情况属实", by=TOWN_REVIEWER, at=then, calendar=DAYS)
    return case


def grant_commitment(case: int, *, at: datetime = MONDAY) -> None:
    acts.grant_on_the_spot(case, by=QIAN, at=at, calendar=DAYS)


def pass_review(case: int, *, at: datetime, verdict: str = "agree") -> None:
    acts.review(case, verdict=verdict, opinion="已核", by=ZHAO, at=at)


def elder() -> PersonSheet:
    number = "440981195001010019"
    found = people_reads.find("resident", number)
    if found:
        return found
    new = people.NewPerson("李玉兰", "resident", number, "13900668002", "石仔岭街道")
    return people_reads.by_id(people.register(new, account_id=None, by="system", at=AT))
