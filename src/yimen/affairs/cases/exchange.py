"""Cases as the national exchange takes them: accept, process, special procedure, material and result records (H-501 to H-503). Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from yimen.affairs.cases.life import SuspensionGround

ADD, CHANGE, DELETE = "add", "change", "delete"
DIVISION_DIGITS: Final = 12  # GB/T 2260: six digits and six more
LEVELS: Final = {5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意"}
ID_KINDS: Final = {
    "resident": "111",  # 居民身份证
    "passport": "414",  # 普通护照
    "permit": "516",  # 港澳台居民来往内地通行证
    "uscc": "001",  # 统一社会信用代码
}
CHANNELS: Final = {"online": "2", "window": "1", "station": "1", "api": "2"}
DELIVERED_BY_POST: Final = "post"
DECISIONS: Final = {
    "granted": "准予",
    "refused": "不予",
    "declined": "不予受理",
    "withdrawn": "申请人撤回",
    "returned": "退回（逾期未补正）",
}
ACTIONS: Final[Mapping[str, tuple[str, str]]] = {  # event: name of the link, what was done
    "CaseSubmitted": ("申请", "提交"),
    "ReceiptConfirmed": ("收件", "收件"),
    "SupplementRequested": ("补正告知", "一次性告知"),
    "SecondSupplementRequested": ("补正告知", "再次告知"),
    "CaseSupplemented": ("补正", "补正"),
    "CaseAccepted": ("受理", "受理"),
    "CaseDeemedAccepted": ("受理", "视为受理"),
    "CaseDeclined": ("受理", "不予受理"),
    "CaseLapsed": ("受理", "退回"),
    "CaseReviewed": ("审查", "审查"),
    "CaseSentBack": ("审查", "退回审查"),
    "CaseExtended": ("决定", "延期"),
    "CaseGranted": ("决定", "准予"),
    "CaseDeemedRenewed": ("决定", "视为准予延续"),
    "CaseRefused": ("决定", "不予"),
    "CaseDelivered": ("送达", "送达"),
    "CaseClosed": ("办结", "办结"),
    "CaseWithdrawn": ("申请", "撤回"),
}
PROCEDURES: Final = {
    SuspensionGround.HEARING.value: "听证",
    SuspensionGround.TENDER.value: "招标",
    SuspensionGround.AUCTION.value: "拍卖",
    SuspensionGround.INSPECTION.value: "检验",
    SuspensionGround.TESTING.value: "检测",
    SuspensionGround.QUARANTINE.value: "检疫",
    SuspensionGround.APPRAISAL.value: "鉴定",
    SuspensionGround.EXPERT_REVIEW.value: "专家评审",
}


class CaseSheet(Protocol):
    """What a record needs of a case; `reads.CaseSheet` is one."""

    @property
    def id(self) -> int:
        """Return the number of the case."""

    @property
    def line(self) -> Any:  # noqa: ANN401 a line of the list of cases
        """Return the case as one line."""

    @property
    def applicant(self) -> dict[str, Any]:
        """Return who applied, as then known; numbers stay masked (F.2): who needs them whole asks for each and is seen."""

    @property
    def accepted_at(self) -> datetime | None:
        """Return when it was taken on."""

    @property
    def delivery_method(self) -> str:
        """Return how the decision was handed over."""

    @property
    def told(self) -> tuple[dict[str, Any], ...]:
        """Return everything said about it, the oldest first."""

    @property
    def reviews(self) -> tuple[dict[str, Any], ...]:
        """Return what was found at each step."""

    @property
    def materials(self) -> tuple[dict[str, Any], ...]:
        """Return the papers that came."""

    @property
    def suspensions(self) -> tuple[dict[str, Any], ...]:
        """Return the stretches that are not counted."""


@dataclass(frozen=True)
class Surroundings:
    """What a record needs of the register beside the case: the matter's code, the division, the acceptance document."""

    matter_code: str
    division_code: str
    organ_code: str
    acceptance_number: str = ""
    result_name: str = ""
    result_number: str = ""
    agent_name: str = ""
    agent_phone: str = ""


@dataclass(frozen=True)
class Told:
    """One event of the case: what it is called, when it was, who did it, what it says, and its place in the journal."""

    name: str
    at: datetime
    actor: str
    data: Mapping[str, Any]
    position: str


Maker = Callable[[CaseSheet, Surroundings, Told], Iterator[tuple[str, str, str, dict[str, Any]]]]
MAKERS: dict[str, Maker] = {}


def _for(*events: str) -> Callable[[Maker], Maker]:
    def register(maker: Maker) -> Maker:
        for one in events:
            earlier = MAKERS.get(one)
            MAKERS[one] = _both(earlier, maker) if earlier else maker
        return maker

    return register


def _both(first: Maker, second: Maker) -> Maker:
    def made(
        case: CaseSheet, around: Surroundings, told: Told
    ) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
        yield from first(case, around, told)
        yield from second(case, around, told)

    return made


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


@_for("CaseAccepted", "CaseDeemedAccepted", "CaseExtended", "DueRecomputed", "ClockResumed", "CaseWithdrawn")
def _accept(
    case: CaseSheet, around: Surroundings, told: Told
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """H-501: who applied for what, when it was taken on, and by when it is promised."""
    if case.accepted_at is None:
        return
    applicant = case.applicant
    first = told.name in {"CaseAccepted", "CaseDeemedAccepted"}
    yield (
        "accept",
        str(case.id),
        ADD if first else DELETE if told.name == "CaseWithdrawn" else CHANGE,
        {
            "办件编号": case.line.number.replace(" ", ""),
            "事项编码": around.matter_code,
            "事项名称": case.line.title,
            "申请人名称": applicant.get("name", ""),
            "申请人类型": "自然人" if applicant.get("kind") == "natural" else "法人",
            "申请人证件类型": ID_KINDS.get(applicant.get("id_kind", ""), "999"),
            "申请人证件号": applicant.get("id", ""),
            "联系人": around.agent_name or applicant.get("name", ""),
            "联系电话": around.agent_phone or applicant.get("phone", ""),
            "代理人": around.agent_name,
            "申请时间": _moment(case.line.received_at),
            "申请方式": CHANNELS.get(case.line.channel, "1"),
            "受理时间": _moment(case.accepted_at),
            "受理文书编号": around.acceptance_number,
            "受理部门": case.line.organ_name,
            "受理部门编码": around.organ_code,
            "承诺办结时间": case.line.promised_due_on.isoformat() if case.line.promised_due_on else None,
        },
    )


def _opinion(case: CaseSheet, told: Told) -> str:
    if told.name != "CaseReviewed":
        return str(told.data.get("reason") or "")
    at = told.at.timestamp()
    found = [one for one in case.reviews if datetime.fromisoformat(one["at"]).timestamp() == at]
    return str(found[-1]["opinion"]) if found else ""


@_for(*ACTIONS)
def _process(
    case: CaseSheet, around: Surroundings, told: Told
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """H-502: each link in the chain, when it began and ended, what was done and by whom."""
    name, action = ACTIONS[told.name]
    before = [datetime.fromisoformat(one["at"]) for one in case.told if one["type"].startswith("cases.")]
    began = max((one for one in before if one < told.at), default=told.at)
    yield (
        "process",
        f"{case.id}-{told.position}",
        ADD,
        {
            "办件编号": case.line.number.replace(" ", ""),
            "环节名称": name,
            "开始时间": _moment(began),
            "结束时间": _moment(told.at),
            "业务动作": action,
            "办理意见": _opinion(case, told),
            "办理人": told.actor,
            "办理部门": case.line.organ_name,
            "办理部门编码": around.organ_code,
        },
    )


@_for("ClockStopped", "ClockResumed")
def _special(
    case: CaseSheet, _around: Surroundings, told: Told
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """H-502: a procedure whose days the law does not count, from its first day to its last."""
    earlier = [one for one in case.told if one["type"] == "cases.ClockStopped"]
    begun = [one for one in earlier if datetime.fromisoformat(one["at"]) <= told.at]
    if not begun or len(case.suspensions) < len(begun):
        return
    row = case.suspensions[len(begun) - 1]
    over = told.name == "ClockResumed"
    yield (
        "special_procedure",
        f"{case.id}-{row['n']}",
        CHANGE if over else ADD,
        {
            "办件编号": case.line.number.replace(" ", ""),
            "特别程序种类": PROCEDURES.get(row["ground"], "其他"),
            "特别程序名称": PROCEDURES.get(row["ground"], row["ground"]),
            "启动理由": PROCEDURES.get(row["ground"], row["ground"]),
            "启动依据": row["basis"],
            "开始时间": row["first_on"],
            "结束时间": row["last_on"] if over else None,
            "特别程序结果": "已完成" if over else "进行中",
        },
    )


@_for("CaseSubmitted", "CaseSupplemented")
def _materials(
    case: CaseSheet, _around: Surroundings, told: Told
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """H-502: each paper that came, and how."""
    rounds = {0} if told.name == "CaseSubmitted" else {told.data.get("n", 1)}
    for one in case.materials:
        if one["round"] in rounds:
            yield (
                "material",
                f"{case.id}-{one['n']}",
                ADD,
                {
                    "办件编号": case.line.number.replace(" ", ""),
                    "材料名称": one["name"],
                    "收取方式": {"file": "电子", "reference": "数据共享", "paper": "纸质"}.get(
                        one["via"], one["via"]
                    ),
                    "收取数量": 1,
                    "收取时间": one["added_at"],
                },
            )


def _level(case: CaseSheet, until: datetime) -> str:
    rated = [
        one
        for one in case.told
        if one["type"] == "ratings.CaseRated" and datetime.fromisoformat(one["at"]) <= until
    ]
    return LEVELS.get(rated[-1]["data"].get("level"), "") if rated else ""


@_for(
    "CaseGranted",
    "CaseDeemedRenewed",
    "CaseRefused",
    "CaseDeclined",
    "CaseLapsed",
    "CaseWithdrawn",
    "CaseDelivered",
    "CaseClosed",
    "CaseRated",
)
def _result(
    case: CaseSheet, around: Surroundings, told: Told
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """H-502: how the case ended, what was issued, whether it went by post, and how content people were."""
    decided = {
        "CaseRefused": "refused",
        "CaseDeclined": "declined",
        "CaseLapsed": "returned",
        "CaseWithdrawn": "withdrawn",
    }
    known = [decided[name] for one in case.told if (name := one["type"].rpartition(".")[2]) in decided]
    outcome = known[-1] if known else "granted"
    first = told.name not in {"CaseDelivered", "CaseClosed", "CaseRated"}
    ended = case.line.decided_at or told.at
    yield (
        "result",
        str(case.id),
        ADD if first else CHANGE,
        {
            "办件编号": case.line.number.replace(" ", ""),
            "办结时间": _moment(ended),
            "办理结果": DECISIONS[outcome],
            "结果证照名称": around.result_name if outcome == "granted" else "",
            "结果证照编号": around.result_number if outcome == "granted" else "",
            "是否快递": case.delivery_method == DELIVERED_BY_POST,
            "满意度": _level(case, told.at),
        },
    )


def records(case: CaseSheet, around: Surroundings, told: Told) -> list[dict[str, Any]]:
    """Return the exchange records that an event of a case makes, each with division, moment, operation and version (H-503).

    The version of a record is its event's place in the journal: a later record of the same key replaces an earlier one.
    """
    maker = MAKERS.get(told.name)
    if maker is None:
        return []
    return [
        {
            "record": kind,
            "key": key,
            "行政区划代码": around.division_code.ljust(DIVISION_DIGITS, "0"),
            "数据时间戳": told.at.isoformat(),
            "操作": operation,
            "版本": told.position,
            **fields,
        }
        for kind, key, operation, fields in maker(case, around, told)
    ]
