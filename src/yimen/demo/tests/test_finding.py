"""What people type and the matter of the demonstration city that they mean; what the city does not offer brings nothing else."""

from datetime import timedelta

import pytest

from yimen.demo import city
from yimen.demo.tests.make import MATTERS
from yimen.ground.clock import now
from yimen.registers.catalogue import reads
from yimen.registers.catalogue.reads import Filters

KEYS = {one["code"]: one["key"] for one in MATTERS}
FIRST = 3  # lines that are seen without scrolling
MEANT = {
    "food-business-licence": "超市 开餐馆 我想开一家小饭馆 卖奶茶 开个火锅店 開餐廳 kaicanguan open_a_restaurant café ouvrir_un_restaurant 飲食店を開きたい",
    "individual-business-registration": "开店 开个小超市 我想做生意 办营业执照 摆摊 open_a_shop how_do_I_start_a_business créer_une_entreprise 店を開く",
    "individual-business-closure": "关店 店不做了 close_my_shop fermer_mon_commerce 廃業",
    "marriage-registration": "结婚 领证 怎么办理结婚登记 get_married mariage 結婚したい",
    "birth-registration": "生二胎 生了孩子 准生证 pregnant grossesse 出産",
    "household-migration": "给孩子上户口 迁户口 落户 household_registration déménager 引っ越し",
    "identity-card-renewal": "丢了身份证 身份证过期了怎么办 孩子身份证 lost_my_ID_card carte_d’identité_perdue 身分証をなくした",
    "residence-permit": "暂住证 流动人口 residence_permit titre_de_séjour 居住証",
    "retail-pharmacy-licence": "开药店 卖药 开一间药房 open_a_pharmacy pharmacie 薬局",
    "medical-institution-practice": "开诊所 开个牙科诊所 clinic dentiste クリニック",
    "private-school-preparation": "开幼儿园 办学校 培训班 kindergarten école_privée 幼稚園",
    "public-place-hygiene-licence": "开理发店 开民宿 美容院 游泳馆 开宾馆 hairdresser coiffeur ホテル",
    "fire-safety-check-before-opening": "开ktv 开健身房 商场 nightclub salle_de_sport カラオケ",
    "tobacco-retail-licence": "卖烟 烟酒店 tobacco_shop bureau_de_tabac たばこ",
    "firework-retail-licence": "卖鞭炮 放烟花 fireworks feu_d'artifice 花火",
    "rural-homestead-approval": "建房子 农村盖房子要办什么手续 盖一栋房 build_a_house construire_une_maison 家を建てる",
    "construction-permit": "装修 施工许可 建厂房 permis_de_construire",
    "first-registration-of-real-estate": "房产证 不动产证 title_deed",
    "public-rental-housing": "租房补贴 公租房怎么申请 廉租房 social_housing logement_social 公営住宅",
    "housing-fund-withdrawal": "公积金取出来 取公积金 housing_fund",
    "minimum-living-allowance": "低保 低保户 welfare RSA 生活保護",
    "temporary-assistance": "家里失火 临时救助 emergency_aid",
    "destitute-person-support": "五保户 孤寡老人",
    "disability-certificate": "残疾证 我要办残疾证 障害者手帳",
    "disability-subsidies": "残疾补贴 护理补贴",
    "senior-card": "老年证 老人卡 elderly personnes_âgées 高齢者",
    "senior-allowance": "高龄补贴 八十岁老人补贴 old_age_allowance",
    "pension-life-certificate": "退休 养老金认证 pension retraite 年金",
    "resident-health-insurance": "买医保 交医保 新农合 health_insurance assurance_maladie 健康保険",
    "care-elsewhere-notice": "外地看病报销 异地医保 转诊",
    "flexible-employment-insurance-subsidy": "买社保 自由职业",
    "unemployment-registration": "下岗 失业金 没工作 I_lost_my_job chômage 失業",
    "work-injury-recognition": "工伤赔偿 上班受伤 injured_at_work accident_du_travail 労災",
    "legal-aid": "打官司 法律援助 请律师 被拖欠工资 lawyer avocat 弁護士",
    "start-up-subsidy": "创业补贴 返乡创业 起業",
    "road-freight-licence": "货车营运证 跑货车 truck camion トラック",
    "road-occupation-permit": "摆摊 围挡占道 挖路 street_stall étal 屋台",
    "outdoor-advertising-permit": "装广告牌 门头招牌 billboard 看板",
    "sewer-connection-licence": "排污水 sewage eaux_usées",
    "water-abstraction-licence": "打井 打一口井 drill_a_well creuser_un_puits 井戸",
    "tree-felling-permit": "砍树 cut_down_a_tree abattre_un_arbre 木を切る",
    "animal-epidemic-prevention-certificate": "养猪场 养鸡 屠宰 pig_farm",
    "village-banquet-notice": "摆酒席 办酒席 wedding_banquet",
    "teacher-qualification": "教师资格证 教资 teacher enseignant 教員",
    "conscript-family-benefit": "当兵家属 军属 army service_militaire",
    "investment-project-filing": "开厂 立项 办厂",
    "procurement-complaint": "投标投诉 中标",
    "labour-dispatch-licence": "开劳务公司",
    "archive-consultation": "查档案 知青",
}
ELSEWHERE = (
    "电动车上牌 换驾照 开网吧 养狗 养了条狗 离婚 过户 改名字 护照 港澳通行证 送外卖健康证 立遗嘱公证 社保卡 二手房 领养孩子 "
    "火化 无犯罪记录 孩子上小学 开书店 driving_licence passport passeport permis_de_conduire visa dog chien 運転免許 パスポート 離婚 量子对撞机"
)


@pytest.fixture
def _offered(db):
    at = now() - timedelta(days=60)
    city._organs(at)
    city._matters(at, at.date(), pytest.fail)
    reads.forget()
    yield
    reads.forget()


def found(typed: str) -> list[str]:
    """Return the keys of the matters that are shown for what was typed, the best first."""
    text = typed.replace("_", " ")
    return [KEYS[line.code] for line in reads.search(text, filters=Filters(), language="zh-hans").lines]


@pytest.mark.usefixtures("_offered")
def test_what_people_type_shows_what_they_mean_among_the_first():
    typed = [(key, one) for key, words in MEANT.items() for one in words.split()]

    assert [(key, one, found(one)) for key, one in typed if key not in found(one)[:FIRST]] == []


@pytest.mark.usefixtures("_offered")
def test_what_the_city_does_not_offer_shows_nothing_else_instead():
    assert {one: there for one in ELSEWHERE.split() if (there := found(one))} == {}
