"""Words of guides and exchange files, and the words of the catalogue for them. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

from yimen.registers.catalogue.life import Kind

KINDS: Final[Mapping[str, str]] = {
    "行政许可": Kind.LICENSING,
    "行政处罚": Kind.PENALTY,
    "行政强制": Kind.COERCION,
    "行政征收": Kind.COLLECTION,
    "行政给付": Kind.PAYMENT,
    "行政检查": Kind.INSPECTION,
    "行政确认": Kind.CONFIRMATION,
    "行政奖励": Kind.REWARD,
    "行政裁决": Kind.ADJUDICATION,
    "其他行政权力": Kind.OTHER,
    "公共服务": Kind.SERVICE,
    "21": Kind.SERVICE,  # Guangdong's own number for services
}
UNITS: Final[Mapping[str, str]] = {
    "": "working_days",
    "工作日": "working_days",
    "个工作日": "working_days",
    "自然日": "calendar_days",
    "日历日": "calendar_days",
    "小时": "hours",
    "月": "months",
    "个月": "months",
    "年": "years",
}
HANDLING: Final = {
    "即办件": "immediate",
    "承诺件": "promised",
    "登记件": "registration",
    "备案件": "filing",
    "1": "immediate",
    "2": "promised",
}
CHANNELS: Final = {
    "窗口办理": "window",
    "网上办理": "online",
    "快递申请": "post",
    "1": "window",
    "2": "online",
    "3": "post",
}
AUDIENCE: Final[Mapping[str, str]] = {
    "自然人": "natural",
    "企业法人": "legal",
    "法人": "legal",
    "事业法人": "legal",
    "社会组织法人": "legal",
    "非法人企业": "legal",
    "行政机关": "organ",
    "其他组织": "other",
}
DEPTH: Final = {"I级": 1, "II级": 2, "III级": 3, "IV级": 4, "Ⅰ级": 1, "Ⅱ级": 2, "Ⅲ级": 3, "Ⅳ级": 4}
NATURE: Final = {"法定机关": "statutory", "授权组织": "authorised", "受委托组织": "commissioned"}
NECESSITY: Final = {"必要": "required", "非必要": "optional", "容缺后补": "later"}
FORMS: Final = {
    "纸质": "paper",
    "电子": "electronic",
    "电子化": "electronic",
    "纸质或电子": "both",
    "纸质/电子化": "both",
}
SOURCES: Final = {"申请人自备": "applicant", "政府部门核发": "government", "其他": "other"}
RESULTS: Final = {"证照": "licence", "批文": "approval", "其他": "other", "无": "none"}
LEVELS: Final[Mapping[str, str]] = {
    "国家级": "1",
    "省级": "2",
    "市级": "3",
    "县级": "4",
    "镇（乡、街道）级": "5",
    "村（社区）级": "6",
}
POWER_SOURCES: Final[Mapping[str, str]] = {
    "法定本级行使": "1",
    "上级下放": "2",
    "上级授权": "3",
    "同级授权": "4",
    "上级委托": "5",
    "同级委托": "6",
}
PROCEDURES: Final[tuple[tuple[str, str], ...]] = (
    ("听证", "hearing"),
    ("招标", "tender"),
    ("拍卖", "auction"),
    ("检验", "inspection"),
    ("检测", "testing"),
    ("检疫", "quarantine"),
    ("鉴定", "appraisal"),
    ("评审", "expert_review"),
    ("核查|勘验|实地", "site_check"),
    ("公示", "notice"),
)
STEPS: Final[tuple[tuple[str, str], ...]] = (
    (r"^(收件|接件|受理|.*受理)", "accept"),
    (r"送达|发证|办结|领取|取件|发放", "deliver"),
    (r"决定|审批|批准|登簿", "decide"),
    (r"审查|审核|核查|勘验|评审|复核|公示", "review"),
)
STEP_ROLE: Final = {"accept": "window", "review": "reviewer", "decide": "approver", "deliver": "window"}


def kind(row: Mapping[str, Any]) -> str:
    """Return the kind of power of a row, or "" if it names none."""
    number = str(row.get("type_code") or "").strip()
    number = number.zfill(2) if number.isdecimal() else number
    if number in Kind.values:
        return number
    said = str(row.get("item_type") or row.get("type_name_inferred") or row.get("type_name") or "").strip()
    return KINDS.get(number) or KINDS.get(said, "")


def listed(value: Any) -> list[Any]:  # noqa: ANN401 any value of a file
    """Return a value as a list; a cell of a table is split at line breaks and semicolons."""
    if isinstance(value, list):
        return value
    if value is None or isinstance(value, Mapping):
        return []
    return [one.strip() for one in re.split(r"[\n|；;]", str(value)) if one.strip()]


def step_kind(name: str) -> str:
    """Return what a step of this name does, or "" if the name does not say."""
    return next((kind for pattern, kind in STEPS if re.search(pattern, name)), "")


def procedure(name: str) -> str:
    """Return the kind of a special procedure by its name; "other" if the name does not say."""
    return next((kind for pattern, kind in PROCEDURES if re.search(pattern, name)), "other")


def law_level(title: str) -> str:
    """Return the level of a basis by its words: law, regulation, decision, local, rule or document."""
    if re.search(r"国务院令|国务院第\d+号令|国令", title):
        return "regulation"
    if re.search(r"国务院决定|国务院关于", title):
        return "decision"
    if re.search(r"^《?中华人民共和国[^》]*法(?!实施|规)[》（(\s]?|《[^》]*(?<!办)(?<!方)法》", title):
        return "law"
    if re.search(r"^《?中华人民共和国[^》]*条例", title):
        return "regulation"
    if re.search(r"[省市州][^》]*条例", title):
        return "local"
    return "rule" if re.search(r"[部委局]令|规定》|办法》|细则", title) else "document"
