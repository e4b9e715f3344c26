"""Exchange records: what each event of a case hands over, new, changed or to be deleted (H-501 to H-503)."""

from datetime import datetime, timedelta

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.reads import exchange
from yimen.affairs.cases.tests.make import DAYS, LI, MONDAY, PAPERS, QIAN, accepted, delivered, on, submitted
from yimen.ground.bus import journal

pytestmark = pytest.mark.django_db
AROUND = exchange.Surroundings(
    matter_code="M-1",
    division_code="440981",
    organ_code="11511300008778693M",
    acceptance_number="高市监受〔2026〕1号",
    result_name="食品经营许可证",
    result_number="高市监准〔2026〕1号",
)


def records(case_id):
    """Every record that the whole history of a case makes, in order."""
    case = reads.sheet(case_id)
    made = []
    for row in journal.history(case_id):
        said = exchange.Told(row.type.rpartition(".")[2], row.at, row.actor, row.data, f"1-{row.position}")
        made += exchange.records(case, AROUND, said)
    return made


def of(made, kind):
    return [one for one in made if one["record"] == kind]


@pytest.mark.rule("H-501")
def test_acceptance_hands_over_who_what_and_by_when():
    case = accepted()
    record = of(records(case), "accept")[0]
    line = reads.sheet(case).line

    assert record["办件编号"] == line.number.replace(" ", "")
    assert (record["事项编码"], record["申请人名称"], record["申请人类型"]) == ("M-1", "王秀英", "自然人")
    assert (record["申请人证件类型"], record["申请方式"]) == ("111", "2")
    assert "*" in record["申请人证件号"]  # whole numbers are revealed one by one, and each look is seen
    assert record["受理文书编号"] == "高市监受〔2026〕1号"
    assert record["受理部门"] == line.organ_name
    assert datetime.fromisoformat(record["受理时间"]) == MONDAY
    assert record["承诺办结时间"] == line.promised_due_on.isoformat()
    assert record["操作"] == "add"
    assert set(record) >= {"联系人", "联系电话", "代理人", "申请时间"}


@pytest.mark.rule("H-502")
def test_every_link_of_the_chain_and_every_paper_is_handed_over():
    case = delivered()
    made = records(case)

    links = of(made, "process")
    assert [one["业务动作"] for one in links] == ["提交", "受理", "审查", "准予", "送达"]
    assert links[2]["办理意见"] == "符合条件"
    assert links[3]["办理人"] == QIAN
    assert all(one["开始时间"] <= one["结束时间"] for one in links)
    papers = of(made, "material")
    assert len(papers) == len(PAPERS)
    assert {one["材料名称"] for one in papers} == {"申请书", "场所平面图"}
    result = of(made, "result")
    assert [one["操作"] for one in result] == ["add", "change"]
    assert (result[-1]["办理结果"], result[-1]["结果证照名称"]) == ("准予", "食品经营许可证")
    assert (result[-1]["是否快递"], result[-1]["满意度"]) == (False, "")


@pytest.mark.rule("H-502")
def test_a_special_procedure_is_added_and_then_changed():
    case = accepted()
    acts.suspend(case, ground="testing", basis="检测规程", planned_days=10, by=LI, at=on(3))
    acts.resume(case, by=LI, at=on(10), calendar=DAYS)

    begun, ended = of(records(case), "special_procedure")

    assert (begun["特别程序种类"], begun["启动依据"], begun["操作"]) == ("检测", "检测规程", "add")
    assert (begun["结束时间"], begun["特别程序结果"]) == (None, "进行中")
    assert (ended["操作"], ended["特别程序结果"], ended["key"]) == ("change", "已完成", begun["key"])
    assert ended["开始时间"] <= ended["结束时间"]


@pytest.mark.rule("H-503")
def test_every_record_has_division_moment_operation_and_version():
    case = accepted()
    acts.withdraw(case, reason="计划有变", by="person:1", at=MONDAY + timedelta(hours=3))
    made = records(case)

    assert {one["行政区划代码"] for one in made} == {"440981000000"}
    assert {one["操作"] for one in made} <= {"add", "change", "delete"}
    assert [one["操作"] for one in of(made, "accept")] == ["add", "delete"]
    assert of(made, "result")[0]["办理结果"] == "申请人撤回"
    assert all(datetime.fromisoformat(one["数据时间戳"]) for one in made)
    versions = [int(one["版本"].partition("-")[2]) for one in made]
    assert versions == sorted(versions)
    changed = {}
    for one in made:
        changed.setdefault((one["record"], one["key"]), []).append(one["版本"])
    assert all(len(found) == len(set(found)) for found in changed.values())


def test_a_case_that_was_never_taken_on_is_not_accepted():
    case = submitted()
    acts.decline(
        case, ground="not_competent", reason="不属本机关", competent_organ="另一机关", by=LI, at=on(3)
    )
    made = records(case)

    assert of(made, "accept") == []
    assert of(made, "result")[0]["办理结果"] == "不予受理"
    assert of(made, "process")[-1]["办理意见"] == "" or of(made, "process")[-1]["业务动作"] == "不予受理"


def test_what_others_say_makes_no_record():
    case = accepted()
    told = exchange.Told("Unknown", MONDAY, "x", {}, "1-1")

    assert exchange.records(reads.sheet(case), AROUND, told) == []
