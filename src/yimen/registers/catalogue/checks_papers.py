"""The publish gate, papers and questions: what may be asked of people. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue.checks_form import fields_in
from yimen.registers.catalogue.finding import SHOULD, Content, Finding, check, chinese

THINGS: Final = r"(材料|资料|证件|文件|证明|手续)"
CATCH_ALL: Final = re.compile(
    rf"^[（(]?(其他|其它|其余|有关|相关)(的)?(申请)?(证明)?{THINGS}?(等)?([（(].*)?$"  # a whole entry that says "other papers"
    rf"|^(申请|证明)?{THINGS}(等)?$"
    rf"|^[（(]?其[他它余].*{THINGS}"
    rf"|(有关|相关)(的)?(证明)?{THINGS}(等)?$"
    rf"|(法律|法规|规章|规定|部门|机关).{{0,14}}(其[他它]).{{0,8}}{THINGS}"
    rf"|等{THINGS}?$"
)
WORDS_OF: Final[Mapping[str, frozenset[str]]] = {
    "required": frozenset({"required", "optional", "later"}),
    "form": frozenset({"paper", "electronic", "both"}),
    "source": frozenset({"applicant", "government", "other"}),
}
PROOF_LEVELS: Final = frozenset({"law", "regulation", "decision"})
FIELD_KINDS: Final = frozenset(
    {
        "text",
        "textarea",
        "date",
        "number",
        "money",
        "choice",
        "boolean",
        "id_number",
        "uscc",
        "phone",
        "division",
        "choices",
        "email",
        "address",
        "file",
        "group",
        "table",
    }
)
NO_NAME: Final[str | Promise] = _("A paper has no name.")


@check
def catch_alls(content: Content) -> Iterator[Finding]:
    """No entry may stand for anything one may think of later (A-105, H-410)."""
    for n, material in enumerate(content.get("materials") or [], start=1):
        if CATCH_ALL.search(chinese(material.get("names"))):
            yield Finding("A-105", f"materials.{n}", _("This paper is a catch-all; name each paper."))


@check
def materials(content: Content) -> Iterator[Finding]:
    """Each paper needs its basis; what is shared is not asked for; only secondary papers may come later (H-410, A-106, H-305)."""
    for n, material in enumerate(content.get("materials") or [], start=1):
        place = f"materials.{n}"
        if not chinese(material.get("names")):
            yield Finding("A-115", place, NO_NAME)
        if not (material.get("basis") or "").strip():
            yield Finding("H-410", place, _("It is not said which rule asks for this paper."))
        if material.get("shared") and material.get("required", "required") == "required":
            yield Finding("A-106", place, _("What other offices hold is fetched, not asked for."))
        if material.get("required") == "later" and material.get("main"):
            yield Finding("H-305", place, _("A main paper cannot be handed in later."))


@check
def words_of_materials(content: Content) -> Iterator[Finding]:
    """Whether, how and from where a paper comes is said in the words of the exchange schema (H-303)."""
    for n, material in enumerate(content.get("materials") or [], start=1):
        for name, allowed in WORDS_OF.items():
            if material.get(name) is not None and material[name] not in allowed:
                yield Finding(
                    "H-303", f"materials.{n}", _("This entry of the paper is not one of the known words.")
                )
        if not material.get("originals") and not material.get("copies") and not material.get("shared"):
            yield Finding(
                "H-303",
                f"materials.{n}",
                _("It is not said how many originals or copies are needed."),
                SHOULD,
            )


@check
def proofs(content: Content) -> Iterator[Finding]:
    """A proof may be asked for only where a law, a regulation or a State Council decision says so (A-110)."""
    for n, material in enumerate(content.get("materials") or [], start=1):
        if material.get("proof") and material.get("basis_level") not in PROOF_LEVELS:
            yield Finding(
                "A-110",
                f"materials.{n}",
                _("A proof needs a law, an administrative regulation or a State Council decision."),
            )


@check
def asked_twice(content: Content) -> Iterator[Finding]:
    """The same paper is asked for once (A-108)."""
    seen: set[str] = set()
    for n, material in enumerate(content.get("materials") or [], start=1):
        name = chinese(material.get("names"))
        if name and name in seen:
            yield Finding("A-108", f"materials.{n}", _("This paper is in the list twice."))
        seen.add(name)


@check
def samples(content: Content) -> Iterator[Finding]:
    """A filled-in example is on show for what the applicant writes (A-115)."""
    own = [one for one in content.get("materials") or [] if one.get("main")]
    if own and not any(chinese(one.get("sample")) for one in own):
        yield Finding("A-115", "materials", _("No filled-in example of the application is shown."), SHOULD)


@check
def form_fields(content: Content) -> Iterator[Finding]:
    """Every question of the form serves a condition or a paper of the matter (A-103)."""
    limits = {
        "condition": len(content.get("conditions") or []),
        "material": len(content.get("materials") or []),
    }
    for place, field, _before in fields_in(content.get("form")):
        kind, _colon, number = str(field.get("serves") or "").partition(":")
        known = number.isdecimal() and 1 <= int(number) <= limits.get(kind, 0)
        inherits = place.count(".") > 1 and not kind  # a question in a row serves what its group serves
        if not known and not inherits and kind != "identity" and kind != "contact":
            yield Finding("A-103", place, _("This question serves no condition and no paper."))


SAME_CODE: Final = _("Two answers have the same code.")


@check
def sound_form(content: Content) -> Iterator[Finding]:
    """A form can be filled in: names differ, kinds are known, choices have answers, conditions point to questions (A-103)."""
    for place, field, before in fields_in(content.get("form")):
        name, kind = str(field.get("name") or ""), field.get("kind", "text")
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", name) or name in {
            str(one.get("name")) for one in before
        }:
            yield Finding(
                "A-103", place, _("Each question needs a name of its own, of small letters and digits.")
            )
        if not chinese(field.get("labels")):
            yield Finding("A-103", place, _("A question has no words."))
        if kind not in FIELD_KINDS:
            yield Finding("A-103", place, _("There is no such kind of question."))
        if kind in {"choice", "choices"} and not field.get("options"):
            yield Finding("A-103", place, _("A choice needs answers to choose from."))
        codes = [str(one.get("value")) for one in field.get("options") or [] if isinstance(one, Mapping)]
        if len(set(codes)) != len(codes):
            yield Finding("A-103", place, SAME_CODE)
        if kind == "file" and not 1 <= (field.get("material") or 0) <= len(content.get("materials") or []):
            yield Finding("A-103", place, _("It is not said in which paper this stands."))
