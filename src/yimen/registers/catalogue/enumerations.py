"""The enumerations of the national exchange schema (H.2): our word, the national number, the Chinese term; and where a province counts differently. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue.life import Kind


@dataclass(frozen=True)
class Value:
    """One value: our word, its national number, its Chinese term, and words for the reader."""

    word: str
    number: str
    chinese: str
    label: str | Promise


ENUMERATIONS: Final[Mapping[str, tuple[Value, ...]]] = {
    "kind": tuple(
        Value(kind.value, kind.value, chinese, kind.label)
        for kind, chinese in zip(
            Kind,
            [
                "行政许可",
                "行政处罚",
                "行政强制",
                "行政征收",
                "行政给付",
                "行政检查",
                "行政确认",
                "行政奖励",
                "行政裁决",
                "其他行政权力",
                "公共服务",
            ],
            strict=True,
        )
    ),
    "level": (
        Value("1", "1", "国家级", _("Nation")),
        Value("2", "2", "省级", _("Province")),
        Value("3", "3", "市级", _("City")),
        Value("4", "4", "县级", _("County")),
        Value("5", "5", "镇（乡、街道）级", _("Town or street")),
        Value("6", "6", "村（社区）级", _("Village or neighbourhood")),
    ),
    "power_source": (
        Value("1", "1", "法定本级行使", _("Exercised at this level by law")),
        Value("2", "2", "上级下放", _("Handed down from above")),
        Value("3", "3", "上级授权", _("Authorised from above")),
        Value("4", "4", "同级授权", _("Authorised at the same level")),
        Value("5", "5", "上级委托", _("Commissioned from above")),
        Value("6", "6", "同级委托", _("Commissioned at the same level")),
    ),
    "organ_nature": (
        Value("statutory", "1", "法定机关", _("Statutory organ")),
        Value("authorised", "2", "授权组织", _("Authorised organisation")),
        Value("commissioned", "3", "受委托组织", _("Commissioned organisation")),
    ),
    "handling": (
        Value("immediate", "1", "即办件", _("Done at once")),
        Value("promised", "2", "承诺件", _("Done by a promised day")),
    ),
    "audience": (
        Value("natural", "1", "自然人", _("People")),
        Value("legal", "2", "企业法人", _("Enterprises")),
        Value("institution", "3", "事业法人", _("Public institutions")),
        Value("association", "4", "社会组织法人", _("Social organisations")),
        Value("unincorporated", "5", "非法人企业", _("Unincorporated enterprises")),
        Value("organ", "6", "行政机关", _("Administrative organs")),
        Value("other", "9", "其他组织", _("Other organisations")),
    ),
    "channels": (
        Value("window", "1", "窗口办理", _("At the window")),
        Value("online", "2", "网上办理", _("Online")),
        Value("post", "3", "快递申请", _("By post")),
    ),
    "depths": (
        Value("consult", "1", "互联网咨询", _("Questions online")),
        Value("collect", "2", "互联网收件", _("Papers taken in online")),
        Value("precheck", "3", "互联网预审", _("Checked beforehand online")),
        Value("accept", "4", "互联网受理", _("Accepted online")),
        Value("handle", "5", "互联网办理", _("Wholly handled online")),
        Value("result", "6", "结果信息反馈", _("Result told online")),
        Value("certificate", "7", "电子证照反馈", _("Electronic certificate sent")),
        Value("other", "9", "其他", _("Other")),
    ),
    "scope": (
        Value("nation", "1", "全国", _("The whole nation")),
        Value("province", "2", "全省", _("The whole province")),
        Value("city", "3", "全市", _("The whole city")),
        Value("county", "4", "全县", _("The whole county")),
        Value("town", "5", "全镇", _("The whole town")),
        Value("villages", "6", "跨村", _("Across villages")),
    ),
    "state": (
        Value("published", "1", "在用", _("In use")),
        Value("suspended", "2", "暂停", _("Suspended")),
        Value("withdrawn", "3", "取消", _("Abolished")),
    ),
    "result_type": (
        Value("licence", "1", "证照", _("Certificate or licence")),
        Value("approval", "2", "批文", _("Written approval")),
        Value("other", "3", "其他", _("Other")),
        Value("none", "4", "无", _("None")),
    ),
    "unit": (
        Value("working_days", "1", "工作日", _("working days")),
        Value("calendar_days", "2", "自然日", _("calendar days")),
        Value("hours", "3", "小时", _("hours")),
        Value("months", "4", "月", _("months")),
        Value("years", "5", "年", _("years")),
    ),
    "contact": (
        Value("window", "1", "窗口", _("At the window")),
        Value("online", "2", "网络", _("Online")),
        Value("phone", "3", "电话", _("By telephone")),
        Value("letter", "4", "信件", _("By letter")),
        Value("mail", "5", "邮件", _("By e-mail")),
    ),
    "required": (
        Value("required", "1", "必要", _("Necessary")),
        Value("optional", "2", "非必要", _("If it applies")),
        Value("later", "3", "容缺后补", _("May follow later")),
    ),
    "form": (
        Value("paper", "1", "纸质", _("On paper")),
        Value("electronic", "2", "电子", _("Electronic")),
        Value("both", "3", "纸质或电子", _("On paper or electronic")),
    ),
    "source": (
        Value("applicant", "1", "申请人自备", _("From the applicant")),
        Value("government", "2", "政府部门核发", _("Issued by an office")),
        Value("other", "3", "其他", _("Other")),
    ),
}
# Words of the catalogue for which the national schema has no number: the Chinese term, and words for the reader.
BEYOND: Final[Mapping[str, Mapping[str, tuple[str, str | Promise]]]] = {
    "handling": {
        "registration": ("登记件", _("Registered on the spot")),
        "filing": ("备案件", _("Filed on receipt")),
    },
    "audience": {
        "enterprise": ("企业", _("Enterprises")),
        "government": ("行政机关", _("Administrative organs")),
    },
    "channels": {
        "app": ("移动端办理", _("In the mobile app")),
        "kiosk": ("自助终端办理", _("At a self-service machine")),
    },
    "nature": {
        "original": ("原件", _("Original")),
        "copy": ("复印件", _("Photocopy")),
        "both": ("原件和复印件", _("Original and photocopy")),
    },
}
PROVINCES: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    # province: enumeration: its number -> the national one
    "44": {"kind": {"21": "20"}},
    "51": {"kind": {str(n): f"{n:02d}" for n in range(1, 10)}},
}
SAME: Final = {
    "法人": "2",
    "个": "1",
    "个工作日": "1",
    "个月": "4",
    "日历日": "2",
    "纸质/电子化": "3",
    "电子化": "2",
}


def word(name: str, given: object, *, province: str = "") -> str:
    """Return our word for a number, a Chinese term or our own word; "" if it is none of an enumeration's."""
    text = str(given if given is not None else "").strip()
    text = PROVINCES.get(province, {}).get(name, {}).get(text, text)
    for one in ENUMERATIONS[name]:
        if text in {one.word, one.chinese}:
            return one.word
    number = SAME.get(text, text)
    return next((one.word for one in ENUMERATIONS[name] if number == one.number), "")


def number(name: str, ours: object, *, province: str = "") -> str:
    """Return the national number of our word, or the province's own where it counts differently; "" if there is none."""
    found = next((one.number for one in ENUMERATIONS[name] if one.word == ours), "")
    back = {nation: own for own, nation in PROVINCES.get(province, {}).get(name, {}).items()}
    return back.get(found, found)


def chinese(name: str, ours: object) -> str:
    """Return the Chinese term of our word, or the word itself."""
    beyond, _label = BEYOND.get(name, {}).get(str(ours), (str(ours or ""), ""))
    return next((one.chinese for one in ENUMERATIONS.get(name, ()) if one.word == ours), beyond)


def label(name: str, ours: object) -> str:
    """Return our word in the reader's language, or the word itself."""
    _chinese, beyond = BEYOND.get(name, {}).get(str(ours), ("", str(ours or "")))
    return next((str(one.label) for one in ENUMERATIONS.get(name, ()) if one.word == ours), str(beyond))
