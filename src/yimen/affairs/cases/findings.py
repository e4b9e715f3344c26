"""On what a decision rests: what the review and the checks found, and which articles of law (A-506). Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, Protocol

from yimen.affairs.cases.life import CheckKind, Purpose, Verdict
from yimen.affairs.cases.rules import SHANGHAI

Row = Mapping[str, Any]
LICENSING_LAW: Final = "中华人民共和国行政许可法"
CHECKS: Final[Mapping[str, str]] = {CheckKind.SITE: "现场核查", CheckKind.INSPECTION: "检验、检测、检疫"}
ON_A_PERMIT: Final[Mapping[str, str]] = {
    Purpose.CHANGE: "第四十九条",
    Purpose.RENEWAL: "第五十条第二款",
    Purpose.CANCEL: "第七十条",
}
DEEMED: Final = "申请已依法视为受理"
COMPLETE: Final = "申请材料齐全、符合法定形式"
PROMISED: Final = (
    "申请人以告知承诺方式书面承诺符合许可条件并承担相应责任，除依承诺免于提交的材料外，申请材料齐全"
)
FALSE: Final = "申请人隐瞒有关情况或者提供虚假材料"
IN_THE_REASONS: Final = "认定的事实见下列理由"


class Reviewed(Protocol):
    """The part of a sheet on which a decision rests."""

    @property
    def reviews(self) -> tuple[dict[str, Any], ...]:
        """Return what was found at each step."""

    @property
    def checks(self) -> tuple[dict[str, Any], ...]:
        """Return the checks on the spot."""


def found(case: Reviewed, steps: Mapping[int, str], *, supports: bool) -> list[str]:
    """Return what the review and the checks found that supports a grant, or that supports a refusal."""
    return [*_reviews(case.reviews, steps, agrees=supports), *_checks(case.checks, conforms=supports)]


def _reviews(reviews: Iterable[Row], steps: Mapping[int, str], *, agrees: bool) -> list[str]:
    """Return what the steps of the review found; what was sent back counts no more."""
    verdict = Verdict.AGREE if agrees else Verdict.DISAGREE
    standing = [one for one in reviews if one["verdict"] == verdict and not one["void"]]
    return [
        f"{steps.get(one['step'], '审查')}意见：{one['opinion'].strip().rstrip('。') or '通过'}"
        for one in standing
    ]


def _checks(checks: Iterable[Row], *, conforms: bool) -> list[str]:
    """Return what the signed records of the checks found that conforms, or that does not."""
    done = [one for one in checks if one["done_at"] and one["held_at"]]
    return [_check(one, conforms=conforms) for one in done if _points(one, conforms=conforms)]


def _points(check: Row, *, conforms: bool) -> list[str]:
    return [
        f"{one['point']}：{one['found'].strip().rstrip('。')}"
        for one in check["findings"]
        if one["conforms"] is conforms
    ]


def _check(check: Row, *, conforms: bool) -> str:
    day = datetime.fromisoformat(check["held_at"]).astimezone(SHANGHAI).date()
    standard = f"（依据{check['standard']}）" if check["standard"] else ""
    points = "，".join(_points(check, conforms=conforms))
    return f"{day.year}年{day.month}月{day.day}日{CHECKS[check['kind']]}{standard}认定：{points}"


def of_grant(found: Iterable[str], *, promised: bool, deemed: bool) -> str:
    """Return the facts of a grant: how the papers or the commitment came, and what was found."""
    return "；".join([PROMISED if promised else DEEMED if deemed else COMPLETE, *found])


def of_refusal(found: Iterable[str], *, false_papers: bool) -> str:
    """Return the facts of a refusal; where no step or check found any, the reasons hold them."""
    return "；".join([*([FALSE] if false_papers else []), *found]) or IN_THE_REASONS


def cited(laws: Iterable[Row]) -> list[str]:
    """Return the laws of a matter as documents cite them, without the general law on licences."""
    return [
        f"《{one['title']}》{one.get('articles') or ''}"
        for one in laws
        if one["title"].removeprefix("中华人民共和国") != "行政许可法"
    ]


def licensing_articles(purpose: str, *, grants: bool, false_papers: bool) -> str:
    """Return on which articles of the Licensing Law a decision rests: never on the one about its period."""
    articles = ["第三十八条第一款" if grants else "第三十八条第二款"]
    articles += [ON_A_PERMIT[purpose]] if purpose in ON_A_PERMIT else []
    articles += ["第七十八条"] if false_papers else []
    return f"《{LICENSING_LAW}》{'、'.join(articles)}"
