"""Administrative words in traditional characters: one word a case, with the words that stand next to each other in practice."""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from yimen.ground.languages.texts import to_simplified, to_traditional

PHRASES = """
户口登记 戶口登記
户籍制度 戶籍制度
个体工商户 個體工商戶
完税证明 完稅證明
税务登记 稅務登記
脱贫人口 脫貧人口
换发营业执照 換發營業執照
证照换发后十日内 證照換發後十日內
核发、换发、补发 核發、換發、補發
签发机关 簽發機關
发证机关 發證機關
行政复议 行政復議
申请复议 申請復議
复议期限 復議期限
复核决定 複核決定
复印件 複印件
恢复计算 恢復計算
书面答复方式 書面答覆方式
土地复垦 土地復墾
准予许可 准予許可
不准予延续 不准予延續
决定准予 決定准予
已获批准 已獲批准
未获批准的 未獲批准的
一致同意批准 一致同意批准
核准与批准 核准與批准
以原件为准 以原件為準
标准不准确 標準不準確
药品批准文号国药准字 藥品批准文號國藥准字
准驾车型 准駕車型
市场准入 市場准入
规定制度 規定制度
生产制度 生產制度
考试制度 考試制度
安全生产责任制 安全生產責任制
制作规范 製作規範
烟草制品 煙草製品
机构编制 機構編制
编制作为依据 編制作為依據
犬类准养证 犬類准養證
环境影响编制报告 環境影響編製報告
刻制公章 刻製公章
机关干部 機關幹部
若干部门 若干部門
不得干扰、干预 不得干擾、干預
干燥设备 乾燥設備
干洗店 乾洗店
干鲜果品 乾鮮果品
邻里纠纷 鄰里糾紛
十公里以内 十公里以內
材料里填写 材料裡填寫
三天后 三天後
缴纳一万元后 繳納一萬元後
后台 後台
平方米面积 平方米面積
书面通知 書面通知
方便面加工 方便麵加工
面包、面条 麵包、麵條
台湾居民 台灣居民
台胞证 台胞證
窗口平台 窗口平台
防御台风 防禦颱風
历史档案 歷史檔案
全国历史 全國歷史
工作日历 工作日曆
学历证明 學歷證明
临时占用道路 臨時佔用道路
占卜 占卜
征收与征用 徵收與徵用
应征入伍 應徵入伍
林木采伐 林木採伐
阳光采购 陽光採購
剩余期限 剩餘期限
直系亲属 直系親屬
关系证明 關係證明
联系电话 聯繫電話
信息系统 信息系統
材料可能系伪造 材料可能係偽造
只能选择一项 只能選擇一項
渔船只能停靠 漁船只能停靠
散养几只鸡 散養幾隻雞
委托代理人 委託代理人
托育机构 托育機構
年满十六周岁 年滿十六週歲
周边环境 周邊環境
三分钟 三分鐘
重大冲突 重大衝突
大冲村 大沖村
申请表与水表 申請表與水錶
合伙企业 合夥企業
企业合并办理 企業合併辦理
并联审批 並聯審批
一并提交 一併提交
受理并发放 受理並發放
养老金发放 養老金發放
办理发票 辦理發票
空白发票 空白發票
美容美发店 美容美髮店
理发店 理髮店
签名盖章 簽名蓋章
会签 會簽
居住证签注 居住證簽注
食品标签 食品標籤
账号与账户 帳號與帳戶
代理记账 代理記帳
污水排放 污水排放
烟花爆竹 煙花爆竹
卫生许可 衛生許可
岩土工程 岩土工程
郁南县 郁南縣
地方志 地方志
方案几项 方案幾項
一个中心 一個中心
国家私人 國家私人
说明书 說明書
出生医学证明 出生醫學證明
见义勇为 見義勇為
四舍五入 四捨五入
宿舍 宿舍
"""
CASES = [line.split() for line in PHRASES.split("\n") if line]
WRONG = re.compile(
    "換髮|核髮|簽髮|補髮|發髮|髮[放票證給還現生展佈布文包起送明照行出]|複議|準予|批準|核準|準許|覈|製[度約止裁定訂]|幹[燥預擾涉淨洗旱]|乾部|籤[訂發收名字署證章]|"
    "戸|隻[能要需有是限]|曆[史任年届屆]|[書方地頁水]麵[積]|麵[積試向談對部]|係[統列]|傢庭|箇|[元天]后|[户税脱为说]"
)


@pytest.mark.parametrize(("simplified", "traditional"), CASES)
def test_an_administrative_word_gets_its_standard_characters(simplified, traditional):
    assert to_traditional(simplified) == traditional


@pytest.mark.parametrize(("simplified", "traditional"), CASES)
def test_a_draft_is_found_by_its_simplified_words(simplified, traditional):
    assert to_simplified(traditional) == simplified


def _within(content: Any) -> Iterator[str]:
    if isinstance(content, list):
        for one in content:
            yield from _within(one)
    elif isinstance(content, dict):
        if isinstance(content.get("zh-hans"), str):
            yield content["zh-hans"]
        for one in content.values():
            yield from _within(one)


def _chinese() -> list[str]:
    """Return every Chinese text of the demonstration city."""
    data = files("yimen.demo").joinpath("data")
    parts = [json.loads(data.joinpath("matters_brief.json").read_text("utf-8"))]
    parts += [json.loads(one.read_text("utf-8")) for one in data.joinpath("matters").iterdir()]
    return sorted(set(_within(parts)))


def test_no_matter_of_the_city_is_drafted_with_a_known_mistake():
    texts = _chinese()
    wrong = [draft for text in texts if WRONG.search(draft := to_traditional(text))]

    assert len(texts) > 1000
    assert wrong == []


def test_the_scan_knows_a_mistake_when_it_sees_one():
    known = (
        "已獲批準",
        "換髮執照",
        "行政複議",
        "準予許可",
        "幹燥",
        "製度",
        "養老金髮放",
        "籤發",
        "隻能",
        "曆史",
        "户口",
        "税務",
    )

    assert [one for one in known if not WRONG.search(one)] == []


def test_a_draft_has_as_many_characters_as_its_text():
    assert [text for text in _chinese() if len(to_traditional(text)) != len(text)] == []


def test_letters_digits_and_line_ends_are_left_alone():
    assert to_traditional("A4 纸，\r\n2 份（%(count)s）") == "A4 紙，\r\n2 份（%(count)s）"
