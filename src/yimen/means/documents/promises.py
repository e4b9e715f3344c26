"""What the documents of the special ways say: promises, orders to mend, first reviews, filings. Pure."""

from yimen.means.documents.basis import under
from yimen.means.documents.periods import by_day, chinese_day
from yimen.means.documents.rules import Body, Data, Kind, facts_of, register


def _gaps(data: Data) -> Body:
    said = [
        f"你（单位）申请办理“{data['matter']}”，主要材料齐全，下列次要材料暂时欠缺，申请容缺受理。",
        f"申请人承诺：自受理之日起{data['days']}个工作日内补齐下列材料；未按期补齐的，自行承担本办件终止的后果。",
    ]
    rows = [*facts_of(data), ("承诺日期", chinese_day(data["received_on"]))]
    return Body(said, rows, list(data["papers"]))


def _commitment(data: Data) -> Body:
    notice = data["notice"]
    said = [
        f"一、告知的义务和条件：{notice['duty']}",
        f"二、承诺的内容：{notice['content']}",
        f"三、不实承诺的责任：{notice['liability']}",
        f"四、核查：作出决定后{data['check_days']}个工作日内核查承诺是否履行。作出决定前可以撤回承诺，按一般程序办理。",
        "申请人已知晓上述全部内容，承诺符合并履行下列条件、材料要求，愿意承担不实承诺的法律责任。",
    ]
    rows = [*facts_of(data), ("承诺日期", chinese_day(data["received_on"]))]
    return Body(said, rows, list(data["committed"]))


def _mending(data: Data) -> Body:
    said = [
        f"经核查，你（单位）就“{data['matter']}”所作的承诺未完全履行：{data['finding']}",
        f"请于{by_day(data['mend_by_on'])}整改完毕。逾期未整改或者整改后仍不符合条件的，将依法撤销所作的决定。",
    ]
    return Body(said, facts_of(data))


def _first_acceptance(data: Data) -> Body:
    said = f"你（单位）提出的“{data['matter']}”申请，我单位于{chinese_day(data['accepted_on'])}受理并进行初步审查，{under(data, '第三十五条、第四十三条')}将于{by_day(data['first_due_on'])}把初步审查意见和全部申请材料直接报送{data['upper']}。"
    then = f"{data['upper']}不再要求你（单位）重复提供申请材料。"
    return Body([said, then], facts_of(data))


def _first_opinion(data: Data) -> Body:
    said = f"关于“{data['matter']}”申请，我单位初步审查完毕，现将初步审查意见和下列全部申请材料直接报送{data['upper']}。"
    return Body(
        [said, f"初步审查意见：{data['opinion_words']}。{data['opinion']}"],
        facts_of(data),
        list(data["papers"]),
    )


def _filing(data: Data) -> Body:
    said = f"你（单位）报送的“{data['matter']}”备案信息齐全，我单位于{chinese_day(data['received_on'])}收到，收到即为备案，特此证明。"
    return Body(
        [said, "备案内容发生重大变更的，应当及时告知备案机关。"], facts_of(data), list(data["papers"])
    )


register(Kind.GAPS, ("容缺受理承诺书", "容字"), frozenset({"papers", "days"}), _gaps)
register(
    Kind.COMMITMENT, ("告知承诺书", "诺字"), frozenset({"notice", "committed", "check_days"}), _commitment
)
register(
    Kind.PROMISED_MENDING,
    ("责令限期整改通知书", "限改字"),
    frozenset({"finding", "mend_by_on", "basis"}),
    _mending,
)
register(
    Kind.FIRST_ACCEPTANCE,
    ("初步审查受理通知书", "初受字"),
    frozenset({"accepted_on", "first_due_on", "upper"}),
    _first_acceptance,
)
register(
    Kind.FIRST_OPINION,
    ("初步审查意见书", "初审字"),
    frozenset({"upper", "opinion_words", "opinion", "papers"}),
    _first_opinion,
)
register(Kind.FILING, ("备案证明", "备字"), frozenset({"received_on", "papers"}), _filing)
