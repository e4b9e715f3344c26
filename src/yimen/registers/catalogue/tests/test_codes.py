"""Codes of 12, 31 and 33 characters, on codes of real matters."""

import pytest

from yimen.registers.catalogue import codes

BUREAU = "11440300MB2D097052"
REAL = "11440300MB2D0970524440125044001"


@pytest.mark.rule("H-102")
def test_an_implementation_code_joins_organ_level_and_base_code():
    assert codes.implementation_code(BUREAU, "4", "440125044001") == REAL


@pytest.mark.rule("H-102")
@pytest.mark.parametrize(
    ("organ", "level", "base"),
    [
        ("11440300MB2D097053", "4", "440125044001"),  # wrong check character
        (BUREAU, "7", "440125044001"),  # no such level
        (BUREAU, "4", "44012504400"),  # base code too short
    ],
)
def test_an_implementation_code_of_wrong_parts_is_refused(organ, level, base):
    with pytest.raises(ValueError, match="implementation code needs"):
        codes.implementation_code(organ, level, base)


@pytest.mark.rule("H-102")
@pytest.mark.parametrize(
    ("code", "base", "fault"),
    [
        (REAL, "440125044001", ""),
        (REAL, "", ""),
        (
            "TE4401135000001170" + "5" + "442106041002",
            "442106041002",
            "",
        ),  # a station without a code of its own
        (REAL[:-1], "", "length"),
        ("11440300MB2D097053" + REAL[18:], "", "organ"),
        (REAL[:18] + "9" + REAL[19:], "", "level"),
        (REAL[:-1] + "X", "", "base"),
        (REAL, "440125044003", "tail"),
    ],
)
def test_a_wrong_implementation_code_says_which_part_is_wrong(code, base, fault):
    assert codes.implementation_fault(code, base=base) == fault
