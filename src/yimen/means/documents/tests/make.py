"""Documents for tests."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from yimen.ground.together import read_together
from yimen.means.documents import reads
from yimen.means.documents.reads import Trouble

AT = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DATA: dict[str, Any] = {
    "organ": "高州市市场监督管理局",
    "short": "高市监",
    "applicant": "阿卜杜拉·买买提",
    "id_kind": "居民身份证",
    "id_number": "440***********0017",
    "matter": "食品经营许可",
    "matter_code": "11511300008778693M4440125001000",
    "case_number": "2800 1234 5678 9012 3",
    "licensing": True,
    "basis": "《中华人民共和国食品安全法》第三十五条",
    "facts": "申请材料齐全",
    "reason": "场所与幼儿园相距不足",
    "reconsideration": "高州市人民政府",
    "court": "高州市人民法院",
    "reconsideration_url": "http://127.0.0.1:8000/help/#remedies",
}


def standing() -> tuple[int, list[Trouble]]:
    """Return how many documents wait, and which could not be made yet."""
    (waiting, _since), troubled = read_together(*reads.asked_waiting())
    return waiting, troubled
