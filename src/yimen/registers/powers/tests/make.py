"""A whole matter, a browser and what the listeners hear, for tests of the register of power."""

from django.test import Client

from yimen.ground.bus import hearing, journal
from yimen.ground.bus.event import restore
from yimen.registers.catalogue.models import Matter

FULL = {
    "local_base_code": "44-1",
    "local_code": "GZ-1",
    "business_name": {"zh-hans": "餐饮服务（新办）"},
    "business_code": "114409812000000000444012500100001",
    "power_source": "1",
    "level": "4",
    "competence": {"zh-hans": "县级办理本辖区内餐饮服务"},
    "organ_nature": "statutory",
    "commissioned_by": "茂名市市场监督管理局",
    "promised_note": "现场核查不计",
    "flow_window": {"zh-hans": "取号、提交、受理"},
    "flow_online": {"zh-hans": "登录、填报、提交"},
    "special_procedures": [
        {"kind": "site_check", "names": {"zh-hans": "现场核查"}, "days": 5, "unit": "working_days"}
    ],
    "charged": False,
    "hours": {"zh-hans": "工作日9:00至17:00"},
    "online_address": "https://example.invalid/pc",
    "single_sign_on": True,
    "mobile_address": "https://example.invalid/m",
    "planned_from": "2026-01-05",
    "planned_until": "2030-12-31",
    "scope": "county",
    "joint_organs": "消防救援大队",
    "intermediary": "无",
    "quantity": {"zh-hans": "不限"},
    "in_hall": True,
    "by_appointment": True,
    "flags": {"online_payment": False},
    "by_post": True,
    "self_service": False,
    "depths": ["consult", "handle"],
    "local_themes": "荔枝产业",
    "town": "石仔岭街道 440981002000",
    "village": "南宫社区 440981002001",
    "reconsideration": "高州市人民政府",
    "reconsideration_address": "府前路1号",
    "reconsideration_phone": "0668-6612300",
    "reconsideration_url": "https://example.invalid/fy",
    "court": "高州市人民法院",
    "court_address": "法院路1号",
    "court_phone": "0668-6612301",
    "court_url": "https://example.invalid/ss",
    "rights": {"zh-hans": "依法申请行政复议"},
}


def browser(language="en"):
    return Client(headers={"accept-language": language})


def heard():
    """Let the listeners of this module hear what the catalogue said, as the worker would after the commit."""
    for matter in Matter.objects.all():
        for told in journal.history(matter.pk):
            envelope = {"subject": told.subject, "organ": told.organ, "by": told.actor, "at": told.at}
            for listener in hearing.listeners().values():
                if listener.name.startswith("yimen.registers.powers") and told.type in listener.kinds:
                    listener.hears(restore(told.type, envelope, told.data))


def place(code, rest=""):
    return f"/powers/matters/{code}/{rest}"
