"""An editor begins a matter: from an item of the base directory, or from nothing but its name."""

import pytest

from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import reads
from yimen.registers.catalogue.models import Version
from yimen.registers.catalogue.tests.desk import address, officer
from yimen.registers.catalogue.tests.make import ORGAN_USCC, an_organ
from yimen.registers.catalogue.tests.test_standards import an_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_sign_in")]
BASE = "440125001000"


def begun(browser, **given):
    return browser.post(address("new"), {"organ": an_organ(), **given})


@pytest.mark.rule("H-106")
def test_an_editor_of_a_county_organ_begins_a_matter_of_the_base_directory():
    an_item("4")
    editor = officer("editor", Role.CATALOGUE_EDITOR, an_organ())

    assert f"?base={BASE}" in editor.get(address("base_item", BASE)).content.decode()
    assert BASE in editor.get(address("new") + f"?base={BASE}").content.decode()
    answer = begun(editor, base_code=BASE)

    version = Version.objects.get()
    assert answer.headers["Location"] == address("edit", version.pk)
    assert version.matter.code == f"{ORGAN_USCC}4{BASE}"
    assert reads.draft_content(version.pk)["base_code"] == BASE
    assert begun(editor, base_code=BASE).status_code == 422


@pytest.mark.rule("H-106")
def test_what_the_directory_gives_to_another_level_is_refused():
    an_item("56")
    editor = officer("editor", Role.CATALOGUE_EDITOR, an_organ())

    answer = begun(editor, base_code=BASE)

    assert answer.status_code == 422
    assert "does not give this matter to the level" in answer.content.decode()
    assert not Version.objects.exists()


def test_a_matter_is_begun_from_nothing():
    editor = officer("editor", Role.CATALOGUE_EDITOR, an_organ())

    assert address("new") in editor.get(address("matters")).content.decode()
    assert begun(editor, name="", kind="20").status_code == 422
    assert begun(editor, name="荔枝种植咨询", kind="").status_code == 422
    begun(editor, name="荔枝种植咨询", kind="20")

    content = reads.draft_content(Version.objects.get().pk)
    assert (content["titles"], content["kind"]) == ({"zh-hans": "荔枝种植咨询"}, "20")
    assert (content["phone"], content["level"]) == ("0668-6612345", "4")
    again = begun(editor, name="荔枝种植咨询", kind="20")
    assert "This organ has the matter already." in again.content.decode()


def test_an_editor_begins_matters_of_the_own_organs_only():
    other = an_organ("rsj", uscc="")
    editor, head = (officer(name, name, an_organ()) for name in (Role.CATALOGUE_EDITOR, Role.ORGAN_HEAD))

    assert editor.post(address("new"), {"organ": other, "name": "x", "kind": "20"}).status_code == 422
    assert head.get(address("new")).status_code == 403
    assert not Version.objects.exists()
