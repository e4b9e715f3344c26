"""How long a search takes among very many matters: in characters, one character, pinyin, initials, everyday words, with an error.

    python bench/search.py [--matters 100000] [--rounds 40]

The matters are made of the names of offices, objects and acts that real lists are made of; the database is one of its own.
"""

import argparse
import random
import statistics
import time

import stage

OBJECTS = [
    "食品经营",
    "药品经营",
    "公共场所卫生",
    "道路旅客运输",
    "道路货物运输",
    "建设工程施工",
    "城市排水",
    "取水",
    "林木采伐",
    "烟花爆竹零售",
    "民办学校",
    "医疗机构",
    "劳务派遣",
    "人力资源服务",
    "户外广告",
    "临时占用道路",
    "特种设备使用",
    "危险化学品经营",
    "出版物零售",
    "互联网上网服务",
    "娱乐场所",
    "营业性演出",
    "旅行社",
    "导游",
    "教师资格",
    "护士执业",
    "医师执业",
    "残疾人",
    "老年人优待",
    "特困人员",
    "最低生活",
    "公租房",
    "住房公积金",
    "生育保险",
    "养老保险",
    "失业保险",
    "工伤",
    "个体工商户",
    "有限责任公司",
    "农民专业合作社",
    "不动产",
    "宅基地",
    "养犬",
    "户口",
    "居住",
    "身份证",
    "护照",
    "港澳通行",
    "机动车",
    "驾驶",
    "船舶",
    "渔业捕捞",
    "种子生产",
    "动物防疫",
    "兽药经营",
    "农药经营",
    "饲料生产",
    "生猪屠宰",
    "畜禽养殖",
    "水产苗种",
    "野生动物",
    "森林防火",
    "地质灾害",
    "矿产资源",
    "测绘",
    "气象",
    "地震",
    "文物",
    "宗教活动",
]
ACTS = [
    "许可",
    "审批",
    "登记",
    "备案",
    "认定",
    "确认",
    "给付",
    "奖励",
    "裁决",
    "变更",
    "延续",
    "注销",
    "补发",
    "核准",
    "年检",
    "验收",
    "申领",
    "查询",
    "补贴",
    "证明",
]
PLACES = [
    "设立",
    "新办",
    "首次",
    "个人",
    "单位",
    "境外",
    "跨省",
    "临时",
    "长期",
    "集体",
    "老旧小区",
    "农村",
    "城镇",
    "园区",
    "港澳台",
]
ASKED = {
    "name": ["食品经营许可", "公共场所卫生许可", "不动产登记", "户口登记"],
    "one_character": ["证", "婚", "水", "学"],
    "everyday": ["开饭店", "生孩子", "办驾照", "买房"],
    "pinyin": ["shipinjingying", "hukou", "budongchan"],
    "initials": ["spjyxk", "gjj", "bdc"],
    "traditional": ["食品經營許可", "醫療機構"],
    "error": ["食品经菅许可", "公共场所卫身许可"],
    "english": ["food licence", "licence"],
    "nothing": ["量子对撞机", "zzzzqqqq"],
}


def fill(wanted: int) -> int:
    """Enter so many invented matters through the same index; return how many there are."""
    from datetime import date, datetime

    from django.db import connection

    from yimen.ground.numbers import new_number
    from yimen.registers.catalogue import indexing
    from yimen.registers.catalogue.models import Entry, Matter, Version
    from yimen.registers.catalogue.tests.make import an_organ

    organ, dice, at = an_organ(), random.Random(7), datetime.now(stage.SHANGHAI)
    there = Matter.objects.count()
    while there < wanted:
        some = min(2_000, wanted - there)
        matters = [
            Matter(
                id=new_number(),
                code=f"B{there + n}",
                kind=dice.choice(["01", "05", "07", "10", "20"]),
                organ_id=organ,
                asked=dice.randint(0, 900),
            )
            for n in range(some)
        ]
        Matter.objects.bulk_create(matters)
        versions = [
            Version(
                matter=one,
                n=1,
                state="published",
                effective_from=date(2026, 1, 1),
                themes=["准营准办"],
                audience=["legal"],
                online=True,
                promised_days=5,
                content={},
                made_at=at,
                made_by="bench",
            )
            for one in matters
        ]
        Version.objects.bulk_create(versions)
        for version in versions:
            thing, act = dice.choice(OBJECTS), dice.choice(ACTS)
            name = f"{thing}{act}（{dice.choice(PLACES)}{version.matter.code[1:]}）"
            content = {
                "titles": {"zh-hans": name, "en": f"Licence {version.matter.code}"},
                "summaries": {"zh-hans": f"办理{thing}的{act}，符合条件的当场办结。"},
            }
            indexing.enter(version, content)
        there += some
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE catalogue_entry")
    return Entry.objects.count()


def main() -> None:
    """Measure and print a row for each way of asking."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--matters", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=40)
    given = parser.parse_args()
    import django

    django.setup()
    from yimen.registers.catalogue import reads
    from yimen.registers.catalogue.reads import Filters
    from yimen.site import database

    database.up()
    database.migrate()
    entries = fill(given.matters)
    rows, every = {}, []
    for way, texts in ASKED.items():
        times = []
        for n in range(given.rounds):
            started = time.perf_counter()
            reads.search(texts[n % len(texts)], filters=Filters(once=True), language="zh-hans")
            times.append((time.perf_counter() - started) * 1000)
        every += times
        rows[way] = {
            "p50_ms": round(statistics.median(times), 2),
            "p95_ms": round(sorted(times)[int(len(times) * 0.95) - 1], 2),
        }
    settings = {"matters": given.matters, "entries": entries, "rounds": given.rounds}
    stage.say(
        {
            "p50_ms": round(statistics.median(every), 2),
            "ways": rows,
            "settings": settings,
            "machine": stage.machine(),
        }
    )


if __name__ == "__main__":
    main()
