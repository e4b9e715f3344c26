"""What the documents about permits say: the certificate, renewal by silence, the four endings, an order to mend. Pure."""

from collections.abc import Callable, Mapping
from typing import Final

from yimen.means.documents.periods import by_day, chinese_day
from yimen.means.documents.rules import REMEDIES, Body, Data, Kind, register, remedies

WHOLE: Final = frozenset(REMEDIES)
UNTIL: Final = "长期有效"
KINDS: Final[Mapping[str, str]] = {
    "licence": "许可证、执照",
    "qualification": "资格证、资质证",
    "approval": "批准文件、证明文件",
    "other": "法律、法规规定的其他行政许可证件",
}


def _what(data: Data) -> str:
    """Return what the law calls it: a licence in the sense of the Licensing Law, or a certificate of another kind."""
    return "行政许可" if data.get("licensing") else "证件"


def _permit_rows(data: Data) -> list[tuple[str, str]]:
    return [
        ("证件编号", data["permit_number"]),
        ("持有人", data["applicant"]),
        ("证件号码", f"{data['id_kind']} {data['id_number']}"),
        ("事项", data["matter"]),
        ("实施编码", data["matter_code"]),
    ]


def _term(data: Data) -> str:
    return chinese_day(data["valid_until_on"]) if data.get("valid_until_on") else UNTIL


def _certificate(data: Data) -> Body:
    said = f"{data['applicant']}依法取得“{data['matter']}”{_what(data)}，特发此证。"
    scope = [(one["label"], one["value"]) for one in data["scope"]]
    rows = [
        *_permit_rows(data),
        *scope,
        ("证件类别", KINDS[data["permit_kind"]]),
        ("发证日期", chinese_day(data["granted_on"])),
        ("有效期自", chinese_day(data["term_from_on"])),
        ("有效期至", _term(data)),
    ]
    if data.get("conditions"):
        rows.append(("附加条件", data["conditions"]))
    if data.get("previous_number"):
        rows.append(("原证件编号", data["previous_number"]))
    return Body([said], rows)


def _deemed(data: Data) -> Body:
    said = (
        f"你（单位）于有效期届满前依法提出“{data['matter']}”的延续申请，本机关在该{_what(data)}有效期届满前未作出是否准予延续的决定。"
        "根据《中华人民共和国行政许可法》第五十条第二款，视为准予延续。"
    )
    rows = [*_permit_rows(data), ("延续后有效期至", _term(data)), ("原证件编号", data["previous_number"])]
    return Body([said], rows)


ACTS: Final[Mapping[str, str]] = {
    "revoke": "撤销",
    "withdraw": "撤回",
    "forfeit": "吊销",
    "cancel": "注销",
    "suspend": "暂扣",
}


def _intention(data: Data) -> Body:
    act = ACTS[data["ending"]]
    days = f"，期限{data['hold_days']}日" if data.get("hold_days") else ""
    said = [
        f"经查，{data['facts']}",
        f"理由：{data['reason']}",
        f"根据{data['basis']}，本机关拟{act}你（单位）持有的“{data['matter']}”{_what(data)}{days}。",
        "你（单位）有权自收到本告知书之日起五个工作日内向本机关陈述意见、进行申辩。",
    ]
    if data.get("hearing"):
        said.append(
            "你（单位）有权要求听证。要求听证的，应当自收到本告知书之日起五个工作日内提出；"
            "根据《中华人民共和国行政处罚法》第六十四条，听证不收取费用。"
        )
    return Body(said, _permit_rows(data))


def _decision(said: str) -> Callable[[Data], Body]:
    """Return the body of a decision that ends a permit, whose effect is put as in the sentence."""

    def body(data: Data) -> Body:
        act = ACTS[data["ending"]]
        words = [
            f"经查，{data['facts']}",
            f"根据{data['basis']}，决定{act}你（单位）持有的“{data['matter']}”{_what(data)}。{said}",
            f"理由：{data['reason']}",
        ]
        words += [
            data[name]
            for name in ("penalty_words", "views_words", "hearing_words", "pay_words", "bar_words")
            if data.get(name)
        ]
        return Body(words, _permit_rows(data), remedies=remedies(data))

    return body


def _suspension(data: Data) -> Body:
    days = f"期限为{data['hold_days']}日，自本决定送达之次日起计算"
    return _decision(f"{days}；期间不得继续从事有关活动，期满自行恢复效力。")(data)


def _mending(data: Data) -> Body:
    said = [
        f"本机关于{chinese_day(data['checked_on'])}对你（单位）从事“{data['matter']}”的活动进行监督检查，发现：{data['facts']}",
        f"根据{data['basis']}，责令你（单位）于{by_day(data['respond_by_on'])}改正：{data['reason']}",
        f"检查人员：{data['inspectors']}。逾期不改正的，依法处理。",
    ]
    return Body(said, _permit_rows(data), remedies=remedies(data))


_PERMIT: Final = frozenset({"permit_number"})
_ENDED: Final = _PERMIT | WHOLE | {"facts", "basis", "reason", "ending"}
register(
    Kind.PERMIT,
    ("许可证件", "证字"),
    _PERMIT | {"permit_kind", "granted_on", "term_from_on", "document_title"},
    _certificate,
)
register(Kind.DEEMED_RENEWAL, ("视为准予延续通知书", "视延字"), _PERMIT | {"previous_number"}, _deemed)
register(
    Kind.INTENTION,
    ("拟处理告知书", "拟字"),
    _PERMIT | {"facts", "basis", "reason", "ending"},
    _intention,
)
register(
    Kind.REVOCATION,
    ("撤销行政许可决定书", "撤字"),
    _ENDED,
    _decision("本决定自送达之日起生效，该许可自始无效。"),
)
register(Kind.RECALL, ("撤回行政许可决定书", "撤回字"), _ENDED, _decision("自本决定送达之日起不再有效。"))
register(
    Kind.FORFEITURE,
    ("吊销许可证件决定书", "吊字"),
    _ENDED,
    _decision("自本决定送达之日起不得继续从事有关活动。"),
)
register(Kind.SUSPENSION, ("暂扣许可证件决定书", "扣字"), _ENDED | {"hold_days"}, _suspension)
register(Kind.STRIKING_OFF, ("注销行政许可决定书", "销字"), _ENDED, _decision("有关证件同时失效。"))
register(
    Kind.MENDING,
    ("责令改正通知书", "改字"),
    _PERMIT | WHOLE | {"facts", "basis", "reason", "checked_on", "respond_by_on", "inspectors"},
    _mending,
)
