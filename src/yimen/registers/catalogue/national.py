"""The fields of the national implementation list in their order (H-301 to H-304): one table drives showing, editing, import and export. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue.enumerations import chinese, word

SEPARATORS: Final = re.compile(r"[\n|；;，,、]")
YES: Final = {"是": True, "1": True, "true": True, "否": False, "0": False, "false": False}


@dataclass(frozen=True)
class Field:
    """One field: its rule, its place in the content, its national heading, its words, and what kind of value it holds.

    Kinds: text (in several languages), line (one language), number, yes, day, enum, enums, list. A place that
    begins with @ is known of the matter itself (its code, its organ) and not part of the content.
    """

    rule: str
    place: str
    heading: str
    label: str | Promise
    kind: str = "line"
    values: str = ""
    expected: bool = True

    @property
    def name(self) -> str:
        """Return the name of the field in forms and lists."""
        return self.place.replace(".", "_").lstrip("@")


def _f(rule: str, place: str, heading: str, label: Any, kind: str = "line", values: str = "") -> Field:  # noqa: ANN401 lazy words
    kept, optional = (kind[:-1], True) if kind.endswith("?") else (kind, False)
    return Field(rule, place, heading, label, kept, values, expected=not optional)


BASIC: Final = (
    _f("H-301", "titles", "事项名称", _("Name of the matter"), "text"),
    _f("H-301", "kind", "事项类型", _("Kind"), "enum", "kind"),
    _f("H-301", "base_code", "基本编码", _("Base code")),
    _f("H-301", "local_base_code", "地方基本编码", _("Local base code"), "line?"),
    _f("H-301", "@code", "实施编码", _("Implementation code")),
    _f("H-301", "local_code", "地方实施编码", _("Local implementation code"), "line?"),
    _f("H-301", "business_name", "业务办理项名称", _("Name of the business item"), "text?"),
    _f("H-301", "business_code", "业务办理项编码", _("Code of the business item"), "line?"),
    _f("H-301", "@version_n", "事项版本", _("Version"), "number"),
    _f("H-301", "@state", "事项状态", _("State"), "enum", "state"),
    _f("H-301", "legal_basis", "设定依据", _("Legal basis"), "list"),
    _f("H-301", "power_source", "权力来源", _("Source of the power"), "enum", "power_source"),
    _f("H-301", "level", "行使层级", _("Level of exercise"), "enum", "level"),
    _f("H-301", "competence", "权限划分", _("Division of competence"), "text?"),
    _f("H-301", "@organ_name", "实施主体", _("Organ")),
    _f("H-301", "@organ_code", "实施主体编码", _("Code of the organ")),
    _f("H-301", "organ_nature", "实施主体性质", _("Nature of the organ"), "enum", "organ_nature"),
    _f("H-301", "commissioned_by", "委托部门", _("Commissioning organ"), "line?"),
    _f("H-301", "statutory.days", "法定办结时限", _("Statutory period"), "number?"),
    _f("H-301", "statutory.unit", "法定办结时限单位", _("Unit of the statutory period"), "enum?", "unit"),
    _f("H-301", "statutory.note", "法定办结时限说明", _("Note on the statutory period"), "line?"),
    _f("H-301", "promised_days", "承诺办结时限", _("Promised working days"), "number"),
    _f("H-301", "promised_note", "承诺办结时限说明", _("Note on the promised period"), "line?"),
    _f("H-301", "conditions", "受理条件", _("Conditions"), "list"),
    _f("H-301", "flow_window", "窗口办理流程", _("Procedure at the window"), "text?"),
    _f("H-301", "flow_online", "网上办理流程", _("Procedure online"), "text?"),
    _f("H-301", "special_procedures", "特别程序", _("Special procedures"), "list?"),
    _f("H-301", "charged", "是否收费", _("Is a fee charged?"), "yes"),
    _f("H-301", "@fee_basis", "收费依据", _("Basis of the fee"), "line?"),
    _f("H-301", "audience", "服务对象", _("For whom"), "enums", "audience"),
    _f("H-301", "handling", "办件类型", _("Handling"), "enum", "handling"),
    _f("H-301", "channels", "办理形式", _("Ways to apply"), "enums", "channels"),
    _f("H-301", "visits", "到办事现场次数", _("Visits"), "number"),
    _f("H-301", "visit_reason", "必须现场办理原因", _("Why one has to come"), "line?"),
    _f("H-301", "window", "办理地点", _("Where to go"), "text"),
    _f("H-301", "hours", "办理时间", _("Office hours"), "text"),
    _f("H-301", "phone", "咨询方式", _("Telephone for questions")),
    _f("H-301", "complaint", "监督投诉方式", _("Telephone for complaints")),
    _f("H-301", "online_address", "计算机端办理地址", _("Address for computers"), "line?"),
    _f("H-301", "single_sign_on", "是否单点登录", _("One sign-in for all?"), "yes?"),
    _f("H-301", "mobile_address", "移动端办理地址", _("Address for telephones"), "line?"),
    _f("H-301", "planned_from", "计划生效日期", _("Planned to begin on"), "day?"),
    _f("H-301", "planned_until", "计划取消日期", _("Planned to end on"), "day?"),
)
EXTENDED: Final = (
    _f("H-302", "scope", "通办范围", _("Where it may be applied for"), "enum?", "scope"),
    _f("H-302", "reach", "通办地区", _("Regions that take it in too"), "list?"),
    _f("H-302", "joint_organs", "联办机构", _("Organs that take part"), "line?"),
    _f("H-302", "intermediary", "中介服务", _("Services of intermediaries"), "line?"),
    _f("H-302", "quantity", "数量限制", _("Limit on the number"), "text?"),
    _f("H-302", "results", "审批结果", _("Result"), "list"),
    _f("H-302", "in_hall", "是否进驻政务大厅", _("In the service hall?"), "yes"),
    _f("H-302", "by_appointment", "是否支持预约", _("By appointment?"), "yes"),
    _f("H-302", "online_payment", "是否支持网上支付", _("Payment online?"), "yes?"),
    _f("H-302", "by_post", "是否支持物流快递", _("Result by post?"), "yes"),
    _f("H-302", "self_service", "是否支持自助终端办理", _("At self-service machines?"), "yes?"),
    _f("H-302", "@online", "是否网办", _("Online?"), "yes"),
    _f("H-302", "depth", "网办深度级别", _("Online depth"), "number?"),
    _f("H-302", "depths", "网办深度", _("What can be done online"), "enums?", "depths"),
    _f("H-302", "themes", "主题分类", _("Themes"), "list"),
    _f("H-302", "local_themes", "地方特色主题分类", _("Themes of the city's own"), "line?"),
    _f("H-302", "town", "乡镇街道名称及代码", _("Town or street with its code"), "line?"),
    _f("H-302", "village", "村社区名称及代码", _("Village or neighbourhood with its code"), "line?"),
    _f("H-302", "reconsideration", "行政复议部门", _("Organ of reconsideration"), "line?"),
    _f("H-302", "reconsideration_address", "行政复议地址", _("Its address"), "line?"),
    _f("H-302", "reconsideration_phone", "行政复议电话", _("Its telephone"), "line?"),
    _f("H-302", "reconsideration_url", "行政复议网址", _("Its web address"), "line?"),
    _f("H-302", "court", "行政诉讼部门", _("Court"), "line?"),
    _f("H-302", "court_address", "行政诉讼地址", _("Address of the court"), "line?"),
    _f("H-302", "court_phone", "行政诉讼电话", _("Telephone of the court"), "line?"),
    _f("H-302", "court_url", "行政诉讼网址", _("Web address of the court"), "line?"),
    _f("H-302", "rights", "权利与义务", _("Rights and duties"), "text?"),
)
LISTED: Final = (
    _f("H-303", "materials", "申请材料", _("Papers"), "list"),
    _f("H-304", "fees", "收费项目", _("Fees"), "list?"),
    _f("H-304", "faqs", "常见问题", _("Questions and answers"), "list"),
    _f("H-304", "steps", "办理环节", _("Steps"), "list"),
    _f("H-304", "penalty", "处罚行为、种类、幅度", _("Conduct, kind and range of the penalty"), "list?"),
)
MATERIAL: Final = (
    _f("H-303", "names", "材料名称", _("Paper"), "text"),
    _f("H-303", "required", "必要性", _("Necessity"), "enum", "required"),
    _f("H-303", "@nature", "材料类型", _("Original or copy"), "enum", "nature"),
    _f("H-303", "form", "材料形式", _("Form of the paper"), "enum", "form"),
    _f("H-303", "source", "来源渠道", _("Where the paper comes from"), "enum", "source"),
    _f("H-303", "source_note", "来源渠道说明", _("Note on the source"), "line?"),
    _f("H-303", "@count", "份数", _("Copies in all"), "number"),
    _f("H-303", "size", "规格", _("Format"), "line?"),
    _f("H-303", "blank", "空白表格", _("Blank form"), "text?"),
    _f("H-303", "sample", "示例样表", _("Filled-in sample"), "text?"),
    _f("H-303", "note", "填报须知", _("How to fill it in"), "text?"),
    _f("H-303", "standard", "受理标准", _("Standard of acceptance"), "text?"),
    _f("H-303", "basis", "要求依据", _("Rule that asks for it")),
    _f("H-303", "@n", "排序", _("Order"), "number"),
)
WHOLE: Final = (*BASIC, *EXTENDED, *LISTED)
SIMPLE: Final = tuple(
    one for one in (*BASIC, *EXTENDED) if one.kind != "list" and not one.place.startswith("@")
)
PENALTY_KINDS: Final = frozenset({"02"})


def at(content: Mapping[str, Any], place: str) -> Any:  # noqa: ANN401 a value of any kind
    """Return what stands at a place of a content, or None."""
    value: Any = content
    if place == "online_payment":
        return (content.get("flags") or {}).get("online_payment")
    for part in place.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def put(content: dict[str, Any], place: str, value: Any) -> None:  # noqa: ANN401 a value of any kind
    """Write a value at a place of a content."""
    if place == "online_payment":
        content["flags"] = {**(content.get("flags") or {}), "online_payment": value}
        return
    first, _dot, rest = place.partition(".")
    content[first] = {**(content.get(first) or {}), rest: value} if rest else value


def _parsed(one: Field, given: Any) -> Any:  # noqa: ANN401 any value of a file
    text = str(given).strip()
    if one.kind == "yes":
        return given if isinstance(given, bool) else YES.get(text.lower())
    if one.kind == "number":
        return int(text) if text.isdecimal() and len(text) < 5 else None
    if one.kind == "enum":
        return word(one.values, text) or None
    if one.kind == "enums":
        parts = given if isinstance(given, list) else SEPARATORS.split(text)
        return [found for part in parts if (found := word(one.values, part))] or None
    if one.kind == "day":
        try:
            return date.fromisoformat(text[:10]).isoformat()
        except ValueError:
            return None
    return {"zh-hans": text} if one.kind == "text" else text


def fill(content: dict[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in the simple fields that a row of a list names under its national headings and that are still empty."""
    for one in SIMPLE:
        given = row.get(f"national.{one.place}")
        if not empty(given) and empty(at(content, one.place)):
            value = _parsed(one, given)
            if value is not None:
                put(content, one.place, value)
    return content


def said(one: Field, value: Any) -> str:  # noqa: ANN401 a value of any kind
    """Return a value of a simple field in Chinese, as lists of matters write it."""
    if empty(value):
        return ""
    if one.kind == "yes":
        return "是" if value else "否"
    if one.kind == "enum":
        return chinese(one.values, value)
    if one.kind == "enums":
        return "；".join(chinese(one.values, part) for part in value)
    if one.kind == "text":
        return str(value.get("zh-hans", "")) if isinstance(value, Mapping) else str(value)
    return str(value)


def empty(value: Any) -> bool:  # noqa: ANN401 a value of any kind
    """Say whether nothing was said."""
    return value is None or value in ("", [], {})
