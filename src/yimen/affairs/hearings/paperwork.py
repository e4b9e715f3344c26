"""What the letters of a hearing say, gathered from the case, its organ and the hearing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.utils.translation import override

from yimen.affairs.cases.reads import CaseSheet, terms_of
from yimen.affairs.hearings.acts.common import local_date
from yimen.affairs.hearings.life import Ground
from yimen.affairs.hearings.reads import HearingSheet, PartySheet
from yimen.ground.calendar.rules import SHANGHAI
from yimen.ground.codes import masked_name
from yimen.ground.numbers import printed
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.reads import Kind
from yimen.registers.people import reads as people

LAW: Final = "《中华人民共和国行政许可法》"
WHY: Final[Mapping[str, tuple[str, str]]] = {
    Ground.LAW: ("", "第四十六条"),
    Ground.PUBLIC_INTEREST: ("因该事项涉及公共利益", "第四十六条"),
    Ground.INTERESTS: ("应申请人、利害关系人的要求", "第四十七条"),
}
ELSEWHERE: Final = "根据有关法律、法规、规章关于听证的规定"
ORGAN_WORDS: Final = {"organ": "审查人员", "chair": "主持人"}
SIGNED: Final = {"signed": "已签字", "refused": "拒绝签字"}


def moment_words(moment: datetime) -> str:
    """Write a moment as official letters do: 2026年3月20日9时30分."""
    local, day = moment.astimezone(SHANGHAI), local_date(moment)
    return f"{day.year}年{day.month}月{day.day}日{local.hour}时{local:%M}分"


def common(case: CaseSheet) -> dict[str, Any]:
    """Return what every letter needs."""
    organ, matter = agencies.organ(case.line.organ_id), terms_of(case)
    legal = case.applicant["kind"] != "natural"
    return {
        "organ": organ.name("zh-hans"),
        "short": organ.short or organ.name("zh-hans")[:3],
        "applicant": case.applicant["name"],
        "shown_applicant": case.applicant["name"] if legal else masked_name(case.applicant["name"]),
        "id_kind": "统一社会信用代码" if legal else "有效身份证件",
        "id_number": case.applicant["id"],
        "matter": case.line.title,
        "matter_code": matter.code,
        "case_number": case.line.number,
        "language": "zh-hans",
        "licensing": matter.kind == Kind.LICENSING,
    }


def letter(case: CaseSheet, one: PartySheet) -> dict[str, Any]:
    """Return what a letter to one person says: to whom, and how they answer."""
    return {
        **common(case),
        "addressee": one.name,
        "reach": f"{settings.PUBLIC_URL}/hearings/say/",
        "code": f"{printed(one.number)} / {one.code}",
        "large": one.person_id is not None and people.reads_large_print(one.person_id),
    }


def _why(case: CaseSheet, hearing: HearingSheet) -> str:
    """Return why and on what law a hearing is held; the Licensing Law is cited for licences only (A-701, A-702)."""
    reason, article = WHY[Ground(hearing.ground)]
    law = f"根据{LAW}{article}的规定" if terms_of(case).kind == Kind.LICENSING else ELSEWHERE
    return "，".join(filter(None, [reason, law]))


def appointment(case: CaseSheet, hearing: HearingSheet) -> dict[str, Any]:
    """Return when, where and by whom."""
    return {
        "starts": moment_words(hearing.starts_at) if hearing.starts_at else "",
        "place": hearing.place,
        "chair": hearing.chair_name,
        "public": hearing.public,
        "why": _why(case, hearing),
    }


def record(case: CaseSheet, hearing: HearingSheet) -> dict[str, Any]:
    """Return what the record says: who came, what was said, what is in dispute, who signed."""
    present = [one for one in hearing.parties if one.present]
    with override("zh-hans"):
        minutes = [f"{part}（{ORGAN_WORDS.get(who, who)}）：{said}" for part, who, said in hearing.spoken]
    signed = [(ORGAN_WORDS[who], how, note) for who, (how, note) in hearing.signatures.items()]
    signed += [(one.name, one.signature, one.note) for one in present]
    return {
        **appointment(case, hearing),
        "present": "、".join([*(one.name for one in present), "审查人员"]),
        "minutes": minutes,
        "points": list(hearing.points),
        "signatures": "；".join(
            f"{who}{SIGNED.get(how, '')}{f'（{note}）' if note else ''}" for who, how, note in signed
        ),
    }
