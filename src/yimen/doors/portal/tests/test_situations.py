"""What applies to you: from the questions on the guide to the case, and forms with rows."""

import pytest

from yimen.affairs.cases import reads
from yimen.affairs.cases.models import Case
from yimen.doors.portal.tests.make import (
    MATTER,
    add_paper,
    begin,
    browser,
    hand_in,
    paper,
    picture,
    wang,
    words,
)
from yimen.registers.catalogue.tests.make import CONTENT, SITUATIONS, published_matter

pytestmark = pytest.mark.django_db
ASK = f"/matters/{MATTER}/situation/"
OWNERS = {
    "name": "owners",
    "kind": "group",
    "labels": {"zh-hans": "股东", "en": "Owners"},
    "serves": "condition:1",
    "required": True,
    "most": 3,
    "fields": [
        {
            "name": "name",
            "kind": "text",
            "labels": {"zh-hans": "姓名", "en": "Owner's name"},
            "required": True,
        },
        {
            "name": "id_number",
            "kind": "id_number",
            "labels": {"zh-hans": "证号", "en": "Number"},
            "personal": True,
        },
        {"name": "amount", "kind": "money", "labels": {"zh-hans": "出资额", "en": "Amount"}, "summed": True},
    ],
}


def test_one_question_after_another_leads_to_the_guide_and_nothing_is_stored():
    published_matter(situations=SITUATIONS)
    visitor = browser()

    first = words(visitor.get(ASK))
    assert "Is it the first application?" in first
    assert "Question 1 of 2 at most" in first
    second = words(visitor.get(ASK + "?s-new=yes"))
    assert "Do you fry?" in second
    assert 'name="s-new" value="yes"' in second
    end = visitor.get(ASK + "?s-new=yes&s-fried=no")
    assert (end.status_code, end["Location"]) == (
        302,
        f"/matters/{MATTER}/?s-new=yes&s-fried=no#your-situation",
    )
    assert not visitor.cookies.get("sessionid")


def test_a_question_left_open_is_asked_again_with_an_error():
    published_matter(situations=SITUATIONS)

    answer = browser().get(ASK + "?_asked=new")

    assert answer.status_code == 422
    assert "Choose one of the answers." in words(answer)


def test_the_guide_shows_the_papers_and_days_of_the_situation_and_the_whole_list_without_one():
    published_matter(situations=SITUATIONS)

    whole = words(browser().get(f"/matters/{MATTER}/"))
    small = words(browser().get(f"/matters/{MATTER}/?s-new=no"))

    assert "3. Health certificate" in whole
    assert "3. Health certificate" not in small
    assert "2 papers that you do not need" in small
    assert f'href="/apply/{MATTER}/?s-new=no"' in small
    assert "3. Health certificate" in words(browser().get(f"/matters/{MATTER}/?s-new=nonsense&s-x=y"))


@pytest.mark.rule("A-104")
def test_only_the_papers_of_the_situation_are_asked_for_and_the_case_keeps_it():
    matter = published_matter(situations=SITUATIONS)
    client = wang()

    answer = client.post(f"/apply/{MATTER}/?s-new=no")
    case = int(answer["Location"].split("/")[2])
    client.post(f"/apply/{case}/form/", {"shop": "荔枝小馆", "kind": "cold"})
    shown = words(client.get(f"/apply/{case}/papers/"))
    assert 'id="material-1"' in shown
    assert 'id="material-2"' not in shown
    refused = add_paper(client, case, 2)
    assert refused.status_code == 422
    assert "not in the published list" in words(refused)
    add_paper(client, case, 1, file=paper("1.png", picture("PNG")))
    assert hand_in(client, case).status_code == 302

    row = reads.sheet(case)
    assert row.situation["answers"] == {"new": "no"}
    assert (row.promised_days, [one.n for one in reads.terms_of(row).materials]) == (2, [1, 4])
    assert "荔枝小馆".encode() not in bytes(Case.objects.get(pk=case).situation)
    assert "Is it the first application?" in words(client.get(f"/my/cases/{case}/"))
    assert matter.promised_days == 5


def test_an_application_for_the_wrong_matter_leads_back_to_the_guide():
    rows = [
        {
            "when": [],
            "then": {"elsewhere": "OTHER-1", "words": {"zh-hans": "请办变更", "en": "Apply for a change"}},
        }
    ]
    published_matter("OTHER-1", titles={"zh-hans": "变更", "en": "Change of licence"})
    published_matter(
        situations={
            **SITUATIONS,
            "hit": "first",
            "questions": SITUATIONS["questions"][:1],
            "rows": rows + SITUATIONS["rows"][:1],
        }
        | {"rows": [{**rows[0], "when": [{"question": "new", "in": ["yes"]}]}, SITUATIONS["rows"][0]]}
    )

    answer = browser().get(f"/apply/{MATTER}/?s-new=yes")
    guide = words(browser().get(f"/matters/{MATTER}/?s-new=yes"))

    assert answer["Location"] == f"/matters/{MATTER}/?s-new=yes"
    assert "Apply for a change" in guide
    assert "Change of licence" in guide
    assert 'href="/apply/' not in guide


def test_a_draft_begun_before_goes_on_in_the_situation_answered_since_and_loses_nothing():
    published_matter(situations=SITUATIONS)
    client = wang()
    case = begin(client)
    client.post(f"/apply/{case}/form/", {"shop": "荔枝小馆", "area": "86", "kind": "cold", "_later": "1"})

    answer = client.post(f"/apply/{MATTER}/?s-new=no")

    assert answer["Location"] == f"/apply/{case}/form/"
    assert reads.sheet(case).situation["answers"] == {"new": "no"}
    assert reads.sheet(case).facts["shop"] == "荔枝小馆"


def with_owners(client):
    published_matter(form=[*CONTENT["form"], OWNERS])
    return begin(client)


def test_an_error_in_a_row_is_told_with_its_group_and_its_row():
    client = wang()
    published_matter(form=[*CONTENT["form"], OWNERS])
    case = begin(client)

    page = words(client.post(f"/apply/{case}/form/", {"owners-n": "2", "owners-0-name": "王"}))

    assert "Owners, row 2: Enter “Owner&#x27;s name”." in page


TABLE = {
    "name": "equipment",
    "kind": "table",
    "labels": {"zh-hans": "设备", "en": "Equipment"},
    "serves": "condition:1",
    "rows": [{"zh-hans": "冰箱", "en": "Refrigerators"}, {"zh-hans": "烤箱", "en": "Ovens"}],
    "fields": [
        {
            "name": "pieces",
            "kind": "number",
            "labels": {"zh-hans": "数量", "en": "Pieces"},
            "serves": "condition:1",
        }
    ],
}
TYPED = {
    "shop": "荔枝小馆",
    "area": "86",
    "kind": "cold",
    "owners-n": "1",
    "owners-0-name": "李建国",
    "owners-0-id_number": "440981199001010017",
    "owners-0-amount": "100.50",
}


def test_rows_are_added_and_removed_by_buttons_and_what_was_typed_stays():
    client = wang()
    case = with_owners(client)
    address = f"/apply/{case}/form/"
    assert 'name="owners-0-name"' in words(client.get(address))

    answer = client.post(address, TYPED | {"_row": "owners:add"})
    assert answer["Location"] == f"{address}#row-owners-1"
    shown = words(client.get(address))
    assert 'value="李建国"' in shown
    assert 'name="owners-1-name"' in shown
    client.post(address, TYPED | {"owners-n": "2", "owners-1-name": "陈秀兰", "_row": "owners:remove:0"})
    assert [row["name"] for row in reads.sheet(case).facts["owners"]] == ["陈秀兰"]


def test_the_form_is_sent_to_its_page_without_the_row_to_which_one_was_led():
    client = wang()
    case = with_owners(client)
    address = f"/apply/{case}/form/?page=1"

    led = client.post(address, TYPED | {"_row": "owners:add"})["Location"]

    assert led == f"{address}#row-owners-1"
    assert f'<form method="post" action="{address}" id="main-form"' in words(client.get(led))


@pytest.mark.rule("A-203")
def test_an_error_in_a_row_is_shown_in_that_row_and_everything_stays():
    client = wang()
    case = with_owners(client)
    wrong = TYPED | {"owners-n": "2", "owners-1-name": "", "owners-1-id_number": "1"}

    shown = words(client.post(f"/apply/{case}/form/", wrong))

    assert 'id="id_owners-1-name_error"' in shown
    assert 'id="id_owners-1-id_number_error"' in shown
    assert 'id="id_owners-0-name_error"' not in shown
    assert 'value="李建国"' in shown
    assert 'value="荔枝小馆"' in shown
    assert reads.sheet(case).facts["owners"][1]["id_number"] == "1"


def test_an_error_in_a_table_is_named_by_the_name_of_its_row():
    client = wang()
    published_matter(form=[*CONTENT["form"], TABLE])
    case = begin(client)
    typed = {name: value for name, value in TYPED.items() if not name.startswith("owners")}

    shown = words(
        client.post(f"/apply/{case}/form/", typed | {"equipment-n": "2", "equipment-1-pieces": "many"})
    )

    summary = shown.partition('class="error-summary"')[2].partition("</ul>")[0]
    assert "Equipment, Ovens: Pieces: This is not a number." in " ".join(summary.split())


def test_a_flood_of_rows_is_refused_in_words():
    client = wang()
    case = with_owners(client)

    answer = client.post(f"/apply/{case}/form/", TYPED | {"owners-n": "1000"})

    assert answer.status_code == 200
    assert "No more than 3 rows." in words(answer)


def test_rows_are_shown_as_a_table_with_their_sum_on_the_page_of_the_case():
    client = wang()
    case = with_owners(client)
    client.post(
        f"/apply/{case}/form/",
        TYPED | {"owners-n": "2", "owners-1-name": "陈秀兰", "owners-1-amount": "99.5"},
    )
    for material in (1, 2):
        add_paper(
            client,
            case,
            material,
            file=paper(f"{material}.png", picture("PNG", colour=("red", "green")[material - 1])),
        )
    assert hand_in(client, case).status_code == 302

    shown = words(client.get(f"/my/cases/{case}/"))

    assert "陈秀兰" in shown
    assert "200.00" in shown or "200.0" in shown


@pytest.mark.rule("A-108")
def test_what_is_known_is_not_asked_again_and_stands_in_the_case():
    known = [
        {
            "name": "who",
            "kind": "text",
            "labels": {"zh-hans": "姓名", "en": "Your name"},
            "serves": "identity",
            "required": True,
            "known": "person.name",
        },
        {
            "name": "shop",
            "kind": "text",
            "labels": {"zh-hans": "店名", "en": "Shop"},
            "serves": "condition:1",
            "required": True,
            "known": "earlier",
        },
    ]
    published_matter(form=known)
    client = wang()
    case = begin(client)
    shown = words(client.get(f"/apply/{case}/form/"))
    assert 'name="who"' not in shown
    assert "We know this already" in shown
    client.post(f"/apply/{case}/form/", {"shop": "荔枝小馆", "who": "Somebody else"})
    for material in (1, 2):
        add_paper(
            client,
            case,
            material,
            file=paper(f"{material}.png", picture("PNG", colour=("red", "green")[material - 1])),
        )
    assert hand_in(client, case).status_code == 302
    facts = reads.sheet(case).facts
    assert (facts["who"], facts["shop"]) == (reads.sheet(case).applicant["name"], "荔枝小馆")

    again = words(client.get(f"/apply/{begin(client)}/form/"))

    assert 'value="荔枝小馆"' in again
    assert "Taken from your case" in again


def test_a_form_of_two_pages_is_answered_page_by_page():
    section = {"kind": "section", "labels": {"zh-hans": "二", "en": "Second part"}, "new_page": True}
    published_matter(form=[CONTENT["form"][0], section, CONTENT["form"][1]])
    client = wang()
    case = begin(client)

    first = client.post(f"/apply/{case}/form/", {"shop": "荔枝小馆"})
    assert first["Location"] == f"/apply/{case}/form/?page=2"
    second = words(client.get(first["Location"]))
    assert "Second part" in second
    assert 'name="shop"' not in second
    assert client.post(first["Location"], {"area": "86"})["Location"] == f"/apply/{case}/papers/"
    assert reads.sheet(case).facts == {"shop": "荔枝小馆", "area": "86"}
