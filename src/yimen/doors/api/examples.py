"""What is sent, by an example for each operation that most programs use; the description for machines carries them."""

from typing import Any, Final

EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "submit": {
        "matter": "11511300008778693M4440125001000",
        "applicant": {
            "name": "王秀英",
            "id_kind": "resident",
            "id_number": "440981199001010017",
            "phone": "13900668001",
        },
        "facts": {"shop": "荔枝小馆", "area": "86", "kind": "cold"},
        "papers": [{"material": 1, "reference": "R-2026-1"}, {"material": 2, "reference": "R-2026-2"}],
    },
    "accept": {"officer": "李娜"},
    "ask": {"officer": "李娜", "items": [{"material": 2, "reason": "平面图未标注面积"}], "way": "online"},
    "supplement": {"papers": [{"material": 2, "reference": "R-2026-3"}]},
    "decline": {"officer": "李娜", "ground": "not_required", "reason": "该经营行为无需许可"},
    "review": {"officer": "赵强", "verdict": "agree", "opinion": "符合条件"},
    "decide": {"officer": "钱进", "outcome": "grant"},
    "extend": {"officer": "孙立", "days": 5, "reason": "案情复杂"},
    "deliver": {"officer": "李娜", "method": "personal", "proof": "本人签收"},
    "close": {"officer": "李娜"},
    "withdraw": {"reason": "不再办理"},
    "reveal": {"officer": "李娜", "reason": "核对申请人身份"},
    "rate": {"level": 5, "told_by": "online"},
    "suspend": {
        "officer": "赵强",
        "ground": "testing",
        "basis": "《食品经营许可和备案管理办法》第二十条",
        "planned_days": 7,
    },
    "serve": {"officer": "李娜", "document": "acceptance", "method": "personal", "receiver": "本人"},
    "charge": {"officer": "李娜", "fee": 1},
    "subscribe": {"url": "https://bureau.example.cn/hook", "kinds": ["cases.CaseAccepted"]},
}
