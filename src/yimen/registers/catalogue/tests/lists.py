"""Lists as other systems hand them over, for tests."""

import csv
import io
import json
import zipfile

import openpyxl

from yimen.registers.catalogue import import_files, importing
from yimen.registers.catalogue.importing import Orders
from yimen.registers.catalogue.tests.make import AT

STATION, BUREAU = "TE4401057371571340", "11511301008778239R"


# A real guide of Guangzhou: its steps take thirty days, twenty are promised.
SUBSIDY = {
    "name": "一次性创业补贴申领",
    "item_type": "公共服务",
    "org": "官洲街办事站",
    "org_code": STATION,
    "region": "440105",
    "base_code": "002014105001",
    "impl_code": STATION + "5002014105001",
    "handling_type": "承诺件",
    "statutory_days": 20,
    "promised_days": 20,
    "unit": "工作日",
    "visits": 0,
    "visit_reason": "无",
    "online_depth": "III级",
    "channels": ["网上办理", "窗口办理"],
    "audience": ["自然人"],
    "themes": ["就业创业"],
    "conditions": ["登记注册3年内"],
    "materials": [
        {
            "name": "身份类材料（学生证/毕业证书）",
            "originals": 1,
            "copies": 0,
            "form": "纸质/电子化",
            "necessity": "必要",
            "source_channel": "政府部门核发",
            "basis": "穗人社规字〔2022〕1号",
        }
    ],
    "steps": [
        {"step": "受理", "days": 5},
        {"step": "审查", "days": 10},
        {"step": "决定", "days": 10},
        {"step": "送达", "days": 5},
    ],
    "results": [{"name": "补贴", "type": "其他"}],
    "fee": {"charged": False, "items": []},
    "legal_basis": [{"title": "广东省就业创业补贴申请办理指导清单", "articles": "一"}],
    "window": {"name": "官洲街政务服务中心", "address": "新港东路"},
    "consult": "020-34384580",
    "complaint": "020-12345",
}


WHOLE = {
    **SUBSIDY,
    "steps": [{"step": "受理", "days": 5}, {"step": "审查", "days": 5}, {"step": "决定", "days": 10}],
}


LIST = [
    {
        "impl_code": "512C0053300008-511602-1-00",
        "base_code": "512C0053300008",
        "name": "学生资助政策咨询",
        "type_code": "20",
        "department": "区教科体局",
        "org_uscc": BUREAU,
        "area_code": "511602000000",
    },
    {
        "impl_code": "511A0138000000-511602-1-00",
        "base_code": "511A0138000000",
        "name": "延缓入学或者休学审批",
        "type_code": "1",
        "department": "区教科体局",
        "org_uscc": BUREAU,
        "area_code": "511602000000",
    },
    {
        "impl_code": "511Z07001006-511602-1-00",
        "base_code": "511Z07001006",
        "name": "户口登记",
        "type_code": "20",
        "department": "区公安分局",
        "org_uscc": "",
        "area_code": "511602000000",
    },
    {
        "impl_code": "511Z07001007-511602-1-00",
        "base_code": "511Z07001007",
        "name": "技术改造备案",
        "type_code": "10",
        "department": "区经信局",
        "org_uscc": "11511301008778183X",
        "area_code": "511602000000",
    },
]


def as_json(*rows):
    return json.dumps(rows, ensure_ascii=False).encode()


def as_csv(rows, encoding="utf-8-sig"):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["事项名称", "实施编码", "基本编码", "事项类型", "实施主体编码", "实施主体", "申请材料"])
    for row in rows:
        kind = {"20": "公共服务", "1": "行政许可", "10": "其他行政权力"}[row["type_code"]]
        sheet.append(
            [
                row["name"],
                row["impl_code"],
                row["base_code"],
                kind,
                row["org_uscc"],
                row["department"],
                "申请书\n身份证复印件",
            ]
        )
    out = io.BytesIO()
    book.save(out)
    book.close()
    return out.getvalue()


def load(name, data, **orders):
    return importing.load(import_files.rows(name, data), Orders(**orders), by="system", at=AT)


def with_sheet(data, change):
    """Return a workbook with the words of its first sheet changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w") as made:
        for name in packed.namelist():
            part = packed.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = change(part.decode()).encode()
            made.writestr(name, part)
    return out.getvalue()
