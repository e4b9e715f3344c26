"""What each kind of document must say. Chinese is the record; pure functions of plain values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from yimen.means.documents import letters, periods
from yimen.means.documents.basis import under
from yimen.means.documents.periods import by_day, chinese_day

Data = Mapping[str, Any]


class Kind(TextChoices):
    """The documents of a case (A.13)."""

    RECEIPT = "receipt", _("Receipt for papers")
    ACCEPTANCE = "acceptance", _("Notice of acceptance")
    SUPPLEMENT = "supplement", _("One-time notice of what is missing")
    NON_ACCEPTANCE = "non_acceptance", _("Decision not to accept")
    EXTENSION = "extension", _("Notice of extension")
    SPECIAL = "special", _("Notice of a special procedure")
    GRANT = "grant", _("Decision to grant")
    REFUSAL = "refusal", _("Decision to refuse")
    SERVICE = "service", _("Record of service")
    ENDING = "ending", _("Notice of the end of a case")
    FEE = "fee", _("Notice of a fee to be paid")
    INTEREST_NOTICE = "interest_notice", _("Notice to an interested person")
    HEARING_RIGHT = "hearing_right", _("Notice of the right to a hearing")
    HEARING_NOTICE = "hearing_notice", _("Notice of a hearing")
    HEARING_PUBLIC = "hearing_public", _("Public announcement of a hearing")
    HEARING_RECORD = "hearing_record", _("Record of a hearing")
    PERMIT = "permit", _("Certificate")
    DEEMED_RENEWAL = "deemed_renewal", _("Notice that a permit counts as renewed")
    INTENTION = "intention", _("Notice of an intended decision")
    REVOCATION = "revocation", _("Decision to revoke a permit")
    RECALL = "recall", _("Decision to withdraw a permit")
    FORFEITURE = "forfeiture", _("Decision to forfeit a permit")
    SUSPENSION = "suspension", _("Decision to hold a permit back for a time")
    STRIKING_OFF = "striking_off", _("Decision to strike a permit off the register")
    MENDING = "mending", _("Order to mend")
    GAPS = "gaps", _("Promise to hand in papers later")
    COMMITMENT = "commitment", _("Notice and commitment")
    PROMISED_MENDING = "promised_mending", _("Order to mend by a day")
    FIRST_ACCEPTANCE = "first_acceptance", _("Notice of acceptance for the first review")
    FIRST_OPINION = "first_opinion", _("Opinion of the first review")
    FILING = "filing", _("Certificate of filing")


TITLES: Final[dict[str, tuple[str, str]]] = {
    Kind.RECEIPT: ("收件凭证", "收字"),
    Kind.ACCEPTANCE: ("受理通知书", "受字"),
    Kind.SUPPLEMENT: ("补正材料一次性告知书", "补字"),
    Kind.NON_ACCEPTANCE: ("不予受理决定书", "不受字"),
    Kind.EXTENSION: ("延期办理告知书", "延字"),
    Kind.SPECIAL: ("特别程序所需时间告知书", "特字"),
    Kind.GRANT: ("准予决定书", "准字"),
    Kind.REFUSAL: ("不予决定书", "不准字"),
    Kind.SERVICE: ("送达回证", "送字"),
    Kind.ENDING: ("办件终止告知书", "终字"),
    Kind.FEE: ("缴费通知书", "缴字"),
    Kind.INTEREST_NOTICE: ("利害关系人告知书", "利告字"),
    Kind.HEARING_RIGHT: ("听证告知书", "听告字"),
    Kind.HEARING_NOTICE: ("听证通知书", "听通字"),
    Kind.HEARING_PUBLIC: ("听证公告", "听公字"),
    Kind.HEARING_RECORD: ("听证笔录", "听笔字"),
}
LICENSING_TITLES: Final = {Kind.GRANT: "准予行政许可决定书", Kind.REFUSAL: "不予行政许可决定书"}
ALWAYS: Final = frozenset(
    {"organ", "short", "applicant", "id_kind", "id_number", "matter", "matter_code", "case_number"}
)
NEEDED: Final[dict[str, frozenset[str]]] = {
    Kind.RECEIPT: frozenset({"received_on", "papers", "query_code", "accept_due_on"}),
    Kind.ACCEPTANCE: frozenset({"accepted_on", "promised_due_on", "statutory_due_on"}),
    Kind.SUPPLEMENT: frozenset({"items", "respond_by_on"}),
    Kind.NON_ACCEPTANCE: frozenset({"reason", "ground", "reconsideration", "court"}),
    Kind.EXTENSION: frozenset({"days", "reason", "approver", "new_due_on"}),
    Kind.SPECIAL: frozenset({"procedure", "basis", "planned_days"}),
    Kind.GRANT: frozenset({"basis", "facts", "reconsideration", "court"}),
    Kind.REFUSAL: frozenset({"basis", "facts", "reason", "reconsideration", "court"}),
    Kind.SERVICE: frozenset({"method", "served_on", "proof", "document"}),
    Kind.ENDING: frozenset({"ended_on", "how"}),
    Kind.FEE: frozenset({"fee", "amount", "standard", "fee_basis", "payee"}),
    Kind.INTEREST_NOTICE: frozenset({"addressee", "reach", "code"}),
    Kind.HEARING_RIGHT: frozenset({"addressee", "reach", "code"}),
    Kind.HEARING_NOTICE: frozenset({"addressee", "starts", "place", "chair", "why"}),
    Kind.HEARING_PUBLIC: frozenset({"starts", "place", "chair", "why", "shown_applicant"}),
    Kind.HEARING_RECORD: frozenset(
        {"starts", "place", "chair", "present", "minutes", "points", "signatures"}
    ),
}
ENDINGS: Final[Mapping[str, str]] = {
    "withdrawn": "你（单位）于{day}撤回申请，我单位终止办理。",
    "lapsed": "你（单位）未在规定期限内补正材料，申请材料于{day}予以退回，本办件终止。",
    "gaps_withdrawn": "你（单位）未在承诺期限内补齐容缺材料，视为撤回申请，我单位于{day}终止办理。",
    "gaps_returned": "你（单位）未在承诺期限内补齐容缺材料，我单位于{day}退回申请材料，本办件终止。",
    "returned": "我单位于{day}退回你（单位）的申请材料，本办件终止。",
}
FIRST: Final[Mapping[str, str]] = {
    "on_the_spot": "本决定系当场作出的行政处罚决定，根据《中华人民共和国行政复议法》第二十三条第一款第（一）项，",
    "natural_resources": "本决定涉及已经依法取得的自然资源的所有权或者使用权，根据《中华人民共和国行政复议法》第二十三条第一款第（二）项，",
    "failure_to_act": "本机关未履行法定职责的，根据《中华人民共和国行政复议法》第二十三条第一款第（三）项，",
    "disclosure": "本决定系不予公开政府信息的决定，根据《中华人民共和国行政复议法》第二十三条第一款第（四）项，",
    "law": "根据法律、行政法规关于先行申请行政复议的规定（《中华人民共和国行政复议法》第二十三条第一款第（五）项），",
}
REMEDIES: Final = ("reconsideration", "court")
UNFILLED: Final = ("gaps_withdrawn", "gaps_returned")  # an accepted case ends against its applicant
LONGEST_PAUSE: Final = 3600


def missing(kind: str, data: Data) -> list[str]:
    """Return what a document of this kind would lack (A-202, A-506, A-507, A-508)."""
    needed = ALWAYS | NEEDED[kind]
    if kind == Kind.NON_ACCEPTANCE and data.get("ground") == "not_competent":
        needed |= {"competent_organ"}
    if kind == Kind.ENDING and data.get("how") in UNFILLED:
        needed |= set(REMEDIES)
    return sorted(name for name in needed if name != "proof" and not data.get(name))


def malformed(data: Data) -> list[str]:
    """Return the names of days that are none, of lists that are none, and of ways to end that do not exist."""
    wrong = [name for name, value in data.items() if name.endswith("_on") and value and not _is_day(value)]
    wrong += [
        name
        for name in ("papers", "items", "gaps", "committed")
        if not isinstance(data.get(name, []), list | tuple)
    ]
    if data.get("how", "withdrawn") not in ENDINGS:
        wrong.append("how")
    return sorted(wrong)


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def pause(tries: int) -> int:
    """Return how many seconds to wait after so many failed attempts: 2, 4, 8 ... up to an hour."""
    return min(1 << min(tries, 20), LONGEST_PAUSE)


def number(kind: str, short: str, year: int, n: int) -> str:
    """Return a document's number, as 高市监准字〔2026〕第000012号."""
    return f"{short}{TITLES[Kind(kind)][1]}〔{year}〕第{n:06d}号"


def _online(data: Data) -> str:
    """Return the channel for reconsideration online, where the city has one (A-508)."""
    return f"（网上申请：{data['reconsideration_url']}）" if data.get("reconsideration_url") else ""


def remedies(data: Data, what: str = "本决定") -> list[str]:
    """Return the paragraph on remedies: 60 days, the organ by name, six months, the court, the address online (A-507, A-508).

    Where the law wants reconsideration first, it says so (A-509).
    """
    ask = f"自知道{what}之日起六十日内向{data['reconsideration']}申请行政复议{_online(data)}"
    if data.get("reconsideration_first"):
        why = FIRST.get(str(data["reconsideration_first"]), "")
        first = (
            f"{why}如不服{what}，应当先{ask}；对行政复议决定不服的，可以自收到行政复议决定书之日起十五日内"
            f"依法向{data['court']}提起行政诉讼。"
        )
        return [first]
    return [f"如不服{what}，可以{ask}，也可以自知道{what}之日起六个月内依法向{data['court']}提起行政诉讼。"]


def silence(data: Data) -> list[str]:
    """Return what may be done if no answer comes in time: reconsideration first (A-509); nothing if the organ is not known.

    Silence on a renewal asked for in time is no failure but renews the permit (A-605).
    """
    if data.get("renews_on"):
        law = "根据《中华人民共和国行政许可法》第五十条第二款，" if data.get("licensing") else ""
        ends = chinese_day(data["renews_on"])
        return [f"本机关在有效期届满（{ends}）前未作出是否准予延续的决定的，{law}视为准予延续。"]
    if not all(data.get(name) for name in REMEDIES):
        return []
    said = (
        f"本机关逾期未作出决定的，可以自法定期限届满之日起六十日内先向{data['reconsideration']}申请行政复议"
        f"{_online(data)}；对行政复议决定不服的，可以依法向{data['court']}提起行政诉讼。"
    )
    return [said]


@dataclass(frozen=True)
class Body:
    """What stands between the head and the seal."""

    paragraphs: list[str]
    rows: list[tuple[str, str]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    remedies: list[str] = field(default_factory=list)


def facts_of(data: Data) -> list[tuple[str, str]]:
    """Return the rows that say which case of whom a document is about."""
    return [
        ("办件编号", data["case_number"]),
        ("申请人", data["applicant"]),
        ("证件", f"{data['id_kind']} {data['id_number']}"),
        ("事项", data["matter"]),
        ("实施编码", data["matter_code"]),
    ]


def _receipt(data: Data) -> Body:
    said = f"我单位于{chinese_day(data['received_on'])}收到你（单位）提交的“{data['matter']}”申请，材料清单如下。"
    answer = f"我单位将于{by_day(data['accept_due_on'])}告知是否受理。"
    if data.get("filing"):
        answer = "备案所需信息齐全的，收到即为备案；不齐全的，我单位将指导补正。"
    then = f"{answer}凭办件编号和查询码可随时查询进度。"
    rows = [*facts_of(data), ("查询码", data["query_code"])]
    return Body([said, then], rows, list(data["papers"]))


def _acceptance(data: Data) -> Body:
    said = f"你（单位）提出的“{data['matter']}”申请，申请材料齐全、符合法定形式，{under(data, '第三十二条第一款第（五）项')}我单位于{chinese_day(data['accepted_on'])}予以受理。"
    if data.get("promised"):
        said = f"你（单位）以告知承诺方式提出的“{data['matter']}”申请，已书面承诺符合条件、要求，除依承诺免于提交的材料外，申请材料齐全、符合法定形式，{under(data, '第三十二条第一款第（五）项')}我单位于{chinese_day(data['accepted_on'])}予以受理。"
    if data.get("deemed"):
        said = f"因未在五个工作日内告知需要补正的内容，你（单位）提出的“{data['matter']}”申请自收到申请材料之日（{chinese_day(data['accepted_on'])}）起即为受理。"
    rows = [
        *facts_of(data),
        ("承诺办结日期", chinese_day(data["promised_due_on"])),
        ("法定办结日期", chinese_day(data["statutory_due_on"])),
    ]
    then = [periods.counted(data)]
    if data.get("gaps"):
        day = by_day(data["gaps_due_on"])
        said = f"你（单位）提出的“{data['matter']}”申请，主要材料齐全，仅欠缺次要材料，经你（单位）书面承诺，我单位于{chinese_day(data['accepted_on'])}予以容缺受理。"
        then.append(f"请于{day}补齐下列材料。补齐之前不作出决定；逾期未补齐的，本办件终止，可以重新申请。")
    return Body([said, *then], rows, list(data.get("gaps") or []), remedies=silence(data))


def _supplement(data: Data) -> Body:
    said = f"你（单位）提出的“{data['matter']}”申请，申请材料不齐全或者不符合法定形式，{under(data, '第三十二条第一款第（四）项')}现一次性告知需要补正的全部内容："
    days = data.get("answer_days")
    later = f"本告知书在作出之日以后送达的，自送达之日起{days}个工作日内补正。" if days else ""
    then = [
        f"请于{by_day(data['respond_by_on'])}补正。{later}补正所用时间不计入办理期限。逾期未补正的，申请材料予以退回，可以重新申请。"
    ]
    return Body([said], facts_of(data), list(data["items"]), then)


def _declined_under(data: Data) -> str:
    return "第三十二条、第七十八条" if data.get("false") else "第三十二条"


def _false(data: Data) -> list[str]:
    """Return the warning after false papers and, where the law sets one, the bar with its ground and last day (A-210)."""
    if not data.get("false"):
        return []
    why = under(data, "第七十八条")
    said = [f"你（单位）隐瞒有关情况或者提供虚假材料提出申请，{why}给予警告。"]
    if data.get("bar_last_on"):
        day = chinese_day(data["bar_last_on"])
        said.append(
            f"该事项直接关系公共安全、人身健康、生命财产安全，{why}你（单位）在{day}前（含当日）不得再次申请该事项。"
        )
    return said


def _non_acceptance(data: Data) -> Body:
    said = [
        f"你（单位）提出的“{data['matter']}”申请，经审查，{under(data, _declined_under(data))}决定不予受理。",
        f"理由：{data['reason']}",
    ]
    if data.get("competent_organ"):
        said.append(f"该事项属于{data['competent_organ']}的职权范围，请向{data['competent_organ']}提出申请。")
    said += _false(data)
    return Body(said, facts_of(data), remedies=remedies(data))


def _extension(data: Data) -> Body:
    by = f"（{data['approver_name']}）" if data.get("approver_name") else ""
    said = f"你（单位）申请的“{data['matter']}”不能在法定期限内作出决定，{under(data, '第四十二条第一款')}经本机关负责人{by}批准，延长{data['days']}个工作日。"
    return Body(
        [said, f"理由：{data['reason']}"],
        [*facts_of(data), ("延长后的办结日期", chinese_day(data["new_due_on"]))],
    )


def _special(data: Data) -> Body:
    said = (
        f"办理“{data['matter']}”依法需要进行{data['procedure']}（依据：{data['basis']}），所需时间为"
        f"{data['planned_days']}个工作日。{under(data, '第四十五条')}自本告知书送达之日起，上述时间不计入办理期限；"
        "超出上述时间的，除另行告知外，办理期限继续计算。"
    )
    return Body([said], facts_of(data))


def _grant(data: Data) -> Body:
    said = f"你（单位）提出的“{data['matter']}”申请，经审查，{data['facts']}，符合法定条件、标准。根据{data['basis']}，{'决定准予行政许可' if data.get('licensing') else '决定准予'}。"
    conditions = [f"附加条件：{data['conditions']}。"] if data.get("conditions") else []
    return Body([said, *conditions, *data.get("also_said", [])], facts_of(data), remedies=remedies(data))


def _refusal(data: Data) -> Body:
    said = f"你（单位）提出的“{data['matter']}”申请，经审查，{data['facts']}。根据{data['basis']}，{'决定不予行政许可' if data.get('licensing') else '决定不予批准'}。"
    said_why = [said, f"理由：{data['reason']}", *_false(data), *data.get("also_said", [])]
    return Body(said_why, facts_of(data), remedies=remedies(data))


def _service(data: Data) -> Body:
    rows = [
        *facts_of(data),
        ("送达文书", data["document"]),
        ("送达方式", data["method"]),
        ("送达日期", chinese_day(data["served_on"])),
        ("送达凭据", data.get("proof") or "送达至受送达人电子服务空间"),
    ]
    more = (
        ("受送达地址", "address"),
        ("签收人", "receiver"),
        ("见证人", "witnesses"),
        ("邮件编号", "postal_number"),
    )
    rows += [(name, str(data[key])) for name, key in more if data.get(key)]
    return Body(["本文书已按下列方式送达受送达人。"], rows)


def _ending(data: Data) -> Body:
    said = [ENDINGS[data["how"]].format(day=chinese_day(data["ended_on"]))]
    if data.get("reason"):
        said.append(f"说明：{data['reason']}")
    then = remedies(data, "上述处理") if data["how"] in UNFILLED else []
    return Body([*said, "本办件终止不影响你（单位）重新提出申请。"], facts_of(data), remedies=then)


def _fee(data: Data) -> Body:
    said = (
        f"你（单位）申请的“{data['matter']}”，按照公布的收费项目和标准，应当缴纳下列费用。"
        "缴费期间不停止计算办理期限；所收款项全部上缴国库。"
    )
    rows = [
        *facts_of(data),
        ("收费项目", data["fee"]),
        ("金额", data["amount"]),
        ("收费标准", data["standard"]),
        ("收费依据", data["fee_basis"]),
        ("收款单位", data["payee"]),
    ]
    return Body([said, "符合公布的减免情形的，可以向我单位提出减免申请。"], rows)


BODIES: Final[dict[str, Callable[[Data], Body]]] = {
    Kind.RECEIPT: _receipt,
    Kind.ACCEPTANCE: _acceptance,
    Kind.SUPPLEMENT: _supplement,
    Kind.NON_ACCEPTANCE: _non_acceptance,
    Kind.EXTENSION: _extension,
    Kind.SPECIAL: _special,
    Kind.GRANT: _grant,
    Kind.REFUSAL: _refusal,
    Kind.SERVICE: _service,
    Kind.ENDING: _ending,
    Kind.FEE: _fee,
    Kind.INTEREST_NOTICE: lambda data: Body(*letters.interest(data)),
    Kind.HEARING_RIGHT: lambda data: Body(*letters.right(data)),
    Kind.HEARING_NOTICE: lambda data: Body(*letters.notice(data)),
    Kind.HEARING_PUBLIC: lambda data: Body(*letters.announcement(data)),
    Kind.HEARING_RECORD: lambda data: Body(*letters.record(data)),
}


def body_of(kind: str, data: Data) -> Body:
    """Return what a document of this kind says between the head and the seal; what of it is provisional says so (T-02)."""
    body = BODIES[kind](data)
    return replace(body, paragraphs=[*body.paragraphs, *periods.provisional(data)])


def register(kind: str, named: tuple[str, str], needed: frozenset[str], body: Callable[[Data], Body]) -> None:
    """Let a file beside this one say what its kind of document is called, needs and says."""
    TITLES[kind], NEEDED[kind], BODIES[kind] = named, needed, body


def title(kind: str, data: Data) -> str:
    """Return the title; decisions on licences bear the name that the law gives them."""
    if said := data.get("document_title"):
        return str(said)
    if data.get("licensing") and kind in LICENSING_TITLES:
        return LICENSING_TITLES[Kind(kind)]
    return TITLES[Kind(kind)][0]
