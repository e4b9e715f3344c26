"""Published decisions of the demonstration city, and two objections because of trade secrets."""

from datetime import datetime, time, timedelta
from typing import Final

from yimen.affairs.publication import acts, reads
from yimen.ground.calendar.rules import SHANGHAI
from yimen.registers.agencies import reads as agencies

RECIPE: Final = "报告第四章的工艺参数和原料配比属于我公司的商业秘密，仅少数技术人员知悉，公开将使竞争者获利，请求不予公开。"
PART: Final = "工艺参数和原料配比属于商业秘密，予以采纳，仅公开决定的基本信息，不公开内容摘要。"


def publish_due(*, until: datetime) -> int:
    """Publish each decision on the morning after its time to object; return how many."""
    done = 0
    while numbers := reads.due(until.date()):
        for number in numbers:
            entry = reads.entry(number)
            if entry is None or entry.object_by_on is None:
                continue
            morning = datetime.combine(entry.object_by_on + timedelta(days=1), time(0, 1), SHANGHAI)
            acts.publish(number, at=morning)
            done += 1
    return done


def object_to_some(*, until: datetime) -> None:
    """Let enterprises object: one objection waits for its decision, one was upheld in part."""
    asked = [
        one
        for one in reads.waiting(list(agencies.organs()))
        if one.asked and one.state == "waiting" and one.object_by_on and one.object_by_on >= until.date()
    ]
    for place, one in enumerate(asked[:2]):
        at = until - timedelta(hours=5 - place)
        acts.object_to(one.case_id, reason=RECIPE, by=f"person:{one.person_id}", at=at)
        if place:
            head = agencies.holders(one.organ_id, "organ_head", at=until)
            by = f"account:{head[0]}" if head else "system:demo"
            acts.decide_objection(
                one.case_id, outcome="shortened", answer=PART, by=by, at=until - timedelta(hours=1)
            )
