"""The pages about permits: who may open which, what the holder, everyone and officers do there, and how often the database is asked."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from yimen.affairs.aftercare import acts, reads, urls
from yimen.affairs.aftercare.models import Check, Proceeding
from yimen.affairs.aftercare.tests.make import ARTICLE, a_matter, proposal, serving
from yimen.affairs.aftercare.tests.pages import (
    browser,
    checked,
    held,
    li,
    noticed,
    now_of,
    officer,
    show,
    someone,
)
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.ground.files.tests.make import picture
from yimen.ground.languages.dates import written
from yimen.ground.tests.asked import asked
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import an_organ
from yimen.registers.people import acts as people
from yimen.registers.people.models import Account, Bar
from yimen.registers.permits import acts as permits
from yimen.registers.permits.acts import HeldBack

pytestmark = pytest.mark.django_db
PATTERNS = {pattern.name: pattern for pattern in urls.urlpatterns}
NAMES = sorted(PATTERNS)
OPEN = [name for name in NAMES if PATTERNS[name].callback.gate == "public"]
OWN = [name for name in NAMES if PATTERNS[name].callback.gate == "signed_in"]
DESK = [name for name in NAMES if PATTERNS[name].callback.gate.startswith("staff(")]
LANGUAGES = {"zh-hans": "zh-CN", "zh-hant": "zh-Hant", "en": "en", "fr": "fr", "ja": "ja"}
EVERY = [role for role in Role.values if role != Role.OPERATOR]


def everything(client):
    """A permit with a proceeding, a check to sign and a bar: addresses by name."""
    permit = held()
    me = f"account:{Account.objects.get(username='wang').pk}"
    number, check = (
        noticed(permit),
        checked(
            permit,
            actors={"account:9": "孙", "account:8": "周"},
            result="mend",
            mend="更换",
            basis=ARTICLE,
            mend_by=now().date(),
        ),
    )
    until = now().date() + timedelta(days=365)
    record = people.BarRecord(organ_id=permit.organ_id, about=1)
    people.bar(
        permit.person_id, permit.matter_id, until=until, reason="虚假材料", record=record, by=me, at=now()
    )
    known = {
        "permit_id": permit.id,
        "proceeding_id": number,
        "check_id": check,
        "bar_id": Bar.objects.get().pk,
        "purpose": "renewal",
        "code": permit.code,
    }
    names = {"act": "decide"}
    return {
        name: reverse(
            f"aftercare:{name}",
            kwargs={one: known.get(one) or names[name] for one in pattern.pattern.converters},
        )
        for name, pattern in PATTERNS.items()
    }


def test_every_address_is_opened_by_the_right_people_only():
    client = someone()
    addresses = everything(client)
    foreign = officer("fremd", *EVERY, organ=an_organ("rsj", uscc=""))
    own, other = officer("alle", *EVERY), li()

    for name, path in addresses.items():
        stranger = {browser().get(path).status_code, browser().post(path).status_code}
        assert stranger <= ({200, 405} if name in OPEN else {302}), name
        if name in OWN:
            assert {other.get(path).status_code, other.post(path).status_code} <= (
                {200, 405} if name == "mine" else {404, 405}
            ), name
        if name in DESK:
            assert {client.get(path).status_code, client.post(path).status_code} == {403}, name
            lists = {"desk", "bars"}
            assert foreign.get(path).status_code in ({200} if name in lists else {404, 405}), name
            assert own.get(path).status_code in {200, 405}, name


@pytest.mark.parametrize("name", [*OPEN, *OWN])
def test_every_page_speaks_five_languages(name):
    client = someone()
    path = everything(client)[name]

    for language, tag in LANGUAGES.items():
        answer = client.get(path, headers={"accept-language": language})
        assert answer.status_code in {200, 405}
        if answer["Content-Type"].startswith("text/html") and answer.status_code == 200:
            assert f'<html lang="{tag}"' in answer.content.decode()


def test_every_page_asks_the_database_seldom():
    client = someone()
    addresses = everything(client)
    desk = officer("alle", *EVERY)
    for one, names in (
        (client, ["mine", "permit", "proceeding", "check", "genuine", "checks"]),
        (desk, ["desk", "desk_permit", "desk_proceeding", "bars", "visit"]),
    ):
        for name in names:
            found = asked(one, addresses[name])
            assert len(found) <= 5, (name, found)


def test_numbers_that_are_nothing_are_answered_calmly():
    client, desk = someone(), officer("alle", *EVERY)
    for number in (0, 2**63 - 1, 2**63, 10**30):
        for path in (f"/my/permits/{number}/", f"/my/endings/{number}/", f"/permits/{number}-ABC/"):
            assert client.get(path).status_code == 404
        for path in (
            f"/desk/permits/{number}/",
            f"/desk/endings/{number}/",
            f"/desk/checks/{number}/mended/",
        ):
            assert desk.get(path).status_code == 404
        assert desk.post(f"/desk/bars/{number}/lift/").status_code == 404


def acts_on(client, number):
    """What the page of a proceeding offers."""
    return {name for name, _means, _form in client.get(f"/desk/endings/{number}/").context["forms"]}


@pytest.mark.rule("A-1205")
def test_the_decision_is_not_offered_while_the_holder_may_speak_and_it_is_said_until_when():
    someone()
    proposer, decider = officer("sun", Role.REVIEWER, Role.APPROVER), officer("zhou", Role.APPROVER)
    me = f"account:{Account.objects.get(username='sun').pk}"
    number = acts.propose(held(), proposal(), by=me, at=now())
    assert "decide" not in acts_on(decider, number)
    assert "has to be served on the holder first" in show(decider, f"/desk/endings/{number}/").words

    acts.serve(number, serving(number), by="account:9000000999", at=now(), calendar=calendar())

    last = reads.proceeding(number).respond_by
    with override("en"):
        told = f"The holder may speak until {written(last)}; it is decided afterwards."
    assert "decide" not in acts_on(decider, number)
    assert told in show(decider, f"/desk/endings/{number}/").words
    Proceeding.objects.filter(pk=number).update(respond_by=now().date() - timedelta(days=1))
    assert "decide" in acts_on(decider, number)
    assert "decide" not in acts_on(proposer, number)
    assert "Whoever proposed this may not decide it." in show(proposer, f"/desk/endings/{number}/").words


@pytest.mark.rule("A-1206")
def test_a_hearing_that_the_holder_wants_at_the_window_is_written_down_and_blocks_the_decision():
    someone()
    window, decider = officer("li", Role.WINDOW), officer("zhou", Role.APPROVER)
    permit = held()
    said = proposal("penalty", "forfeit", penalty_number="罚1号")
    number = acts.propose(permit, said, by="account:9000000999", at=now())
    assert "answer_hearing" not in acts_on(window, number)
    acts.serve(number, serving(number), by="account:9000000999", at=now(), calendar=calendar())
    assert "answer_hearing" in acts_on(window, number)

    address = f"/desk/endings/{number}/answer_hearing/"
    assert window.post(address, {"answer_hearing-wanted": "yes"}).status_code == 302

    Proceeding.objects.filter(pk=number).update(respond_by=now().date() - timedelta(days=1))
    assert reads.proceeding(number).hearing == "asked"
    assert not {"decide", "answer_hearing"} & acts_on(decider, number)
    assert "The holder asked for a hearing; hold it first." in show(decider, f"/desk/endings/{number}/").words


def test_a_proceeding_goes_its_way_at_the_desk():
    someone()
    permit = held()
    proposer, decider = officer("sun", Role.REVIEWER), officer("zhou", Role.APPROVER, Role.WINDOW)

    missing = show(
        proposer, f"/desk/permits/{permit.id}/propose/", ground="law_changed", facts="", reason="旧规"
    )
    assert missing.code == 422
    assert "旧规" in missing.words
    answer = proposer.post(
        f"/desk/permits/{permit.id}/propose/",
        {"ground": "law_changed", "facts": "法规已修改", "reason": "依据已废止"},
    )
    number = Proceeding.objects.get().pk
    assert answer["Location"] == f"/desk/endings/{number}/"
    words = {"decide-reason": "理由", "decide-pay_note": "评估"}
    untold = show(decider, f"/desk/endings/{number}/decide/", **words)
    assert (untold.code, "has to be served on the holder first" in untold.words) == (422, True)
    served = {"method": "personal", "outcome": "served", "proof": "签收"}
    proposer.post(
        f"/desk/endings/{number}/serve_notice/", {f"serve_notice-{one}": said for one, said in served.items()}
    )
    early = show(decider, f"/desk/endings/{number}/decide/", **words)
    assert (early.code, "may still state their views" in early.words) == (422, True)
    proposer.post(f"/desk/endings/{number}/state_views/", {"state_views-views": "持有人无异议"})
    Proceeding.objects.filter(pk=number).update(respond_by=now().date() - timedelta(days=1))
    unpaid = show(decider, f"/desk/endings/{number}/decide/", **{"decide-reason": "理由"})
    assert (unpaid.code, "Say how the holder" in unpaid.words) == (422, True)
    decider.post(
        f"/desk/endings/{number}/decide/",
        {"decide-reason": "理由", "decide-amount": "12500.50", "decide-pay_note": "评估报告"},
    )
    assert "holds today" in show(browser(), f"/permits/{permit.code}/").words
    decider.post(f"/desk/endings/{number}/serve/", {f"serve-{one}": said for one, said in served.items()})

    assert now_of(permit).ends[0].amount_fen == 1_250_050
    assert reads.proceeding(number).state == "served"
    assert proposer.post(f"/desk/endings/{number}/decide/").status_code == 403
    assert decider.post(f"/desk/endings/{number}/burn/").status_code == 404
    assert re.search(r"12,?500\.50", show(decider, f"/desk/permits/{permit.id}/").words)


@pytest.mark.rule("A-1205")
def test_nobody_holds_a_permit_back_without_a_proceeding_and_it_is_let_go_for_a_reason():
    someone()
    permit = held()
    decider = officer("zhou", Role.APPROVER)
    assert decider.post(f"/desk/permits/{permit.id}/suspend/").status_code == 404

    words = {
        "ground": "suspension",
        "facts": "拒不整改",
        "reason": "暂扣",
        "penalty_number": "罚1号",
        "days": "30",
    }
    bare = show(decider, f"/desk/permits/{permit.id}/propose/", **words)
    assert (bare.code, "Name the law that was broken" in bare.words) == (422, True)
    decider.post(f"/desk/permits/{permit.id}/propose/", {**words, "basis": ARTICLE})
    assert (Proceeding.objects.get().hold_days, now_of(permit).state) == (30, "valid")

    until = now().date() + timedelta(days=30)
    back = HeldBack("拒不整改", "处罚决定", on=now().date(), until=until)
    permits.suspend(permit.id, back, by="account:9", at=now())
    assert "It is held back until" in show(browser(), f"/permits/{permit.code}/").words
    assert show(decider, f"/desk/permits/{permit.id}/resume/", **{"resume-reason": " "}).code == 422
    decider.post(f"/desk/permits/{permit.id}/resume/", {"resume-reason": "复议撤销"})
    assert now_of(permit).state == "valid"
    assert officer("sun", Role.REVIEWER).post(f"/desk/permits/{permit.id}/resume/").status_code == 403


@pytest.mark.rule("A-608")
def test_inspectors_record_with_photos_sign_and_look_again():
    someone()
    permit = held()
    first, second = officer("sun", Role.INSPECTOR), officer("zhou", Role.INSPECTOR)
    other = f"account:{Account.objects.get(username='zhou').pk}"
    words = {
        "checked_on": now().date().isoformat(),
        "findings": "冷藏不足",
        "result": "mend",
        "mend": "更换冷柜",
        "basis": "《中华人民共和国食品安全法》第一百二十六条",
    }

    alone = first.post(f"/desk/permits/{permit.id}/visit/", words)
    assert (alone.status_code, "更换冷柜" in alone.content.decode()) == (422, True)
    photo = SimpleUploadedFile("a.png", picture("PNG"), "image/png")
    whole = {**words, "second": [other], "mend_by": now().date().isoformat(), "photos": photo}
    answer = first.post(f"/desk/permits/{permit.id}/visit/", whole)
    assert answer.status_code == 302, answer.context["form"].errors
    check = Check.objects.get()
    assert "冷藏不足" not in show(browser(), "/permits/checks/").words
    second.post(f"/desk/checks/{check.pk}/sign/")

    public = show(browser(), "/permits/checks/").words
    assert "冷藏不足" in public
    assert "王秀英" not in public
    assert len(check.photos) == 1
    second.post(f"/desk/checks/{check.pk}/mended/", {"note": "已更换"})
    assert Check.objects.get().mended_at


@pytest.mark.rule("A-210")
def test_a_head_of_the_organ_lifts_a_bar_and_others_only_read():
    client = someone()
    addresses = everything(client)
    head, window = officer("or", Role.ORGAN_HEAD), officer("wi", Role.WINDOW)
    bar = Bar.objects.get()

    assert "虚假材料" in show(window, addresses["bars"]).words
    assert window.post(addresses["lift"]).status_code == 403
    assert show(head, addresses["lift"], **{f"lift-{bar.pk}-why": " "}).code == 422
    head.post(addresses["lift"], {f"lift-{bar.pk}-why": "复议撤销"})

    assert Bar.objects.get().ended_why == "复议撤销"
    assert "Lifted" in show(head, addresses["bars"]).words


def test_the_list_is_narrowed_by_state_number_and_holder():
    someone()
    matter = a_matter()
    permit, other = held(matter), held(matter)
    permits.end(other.id, "cancel", ground="death", reason="死亡", by="account:9", at=now())
    desk = officer("alle", *EVERY)

    def found(query):
        return set(re.findall(r"/desk/permits/(\d+)/", show(desk, f"/desk/permits/?{query}").words))

    assert found("") == {str(permit.id), str(other.id)}
    assert found("state=cancelled") == {str(other.id)}
    assert found("state=valid") == {str(permit.id)}
    assert found(f"q={permit.number.replace(' ', '+')}") == {str(permit.id)}
    assert found("q=王秀英") == {str(permit.id), str(other.id)}
    assert found("q=%00&cursor=x") == found("soon=on") == found("state=expired") == set()
    assert found("state=nonsense") == found("")
