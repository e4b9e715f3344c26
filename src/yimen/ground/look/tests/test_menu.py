"""The menu of a door: short at the top, whole in its groups, nobody's lines but one's own."""

import pytest

from yimen.ground.look.menu import AT_THE_TOP, menu_of

EVERYTHING = frozenset(
    {"window", "inspector", "approver", "archivist", "organ_head", "catalogue_editor", "operator"}
)


def test_what_does_not_fit_at_the_top_stands_in_groups():
    menu = menu_of("desk", EVERYTHING, "/desk/")

    shown = [line for group in menu.groups for line in group.lines]
    assert len(menu.top) == AT_THE_TOP
    assert menu.rest
    assert len({line.address for line in shown}) == len(shown) > len(menu.top)
    assert [line.current for line in menu.top] == [True] + [False] * (AT_THE_TOP - 1)


def test_an_officer_with_few_lines_sees_all_of_them_at_the_top():
    menu = menu_of("desk", frozenset({"reviewer"}), "/desk/cases/1/")

    assert not menu.rest
    assert all(group.also for group in menu.groups)
    assert menu.top[0].current


@pytest.mark.parametrize("roles", [frozenset(), frozenset({"reviewer"}), frozenset({"window"})])
def test_lines_of_other_roles_are_not_there(roles):
    addresses = {line.address for group in menu_of("desk", roles, "/desk/").groups for line in group.lines}

    assert "/desk/operation/" not in addresses
    assert ("/desk/window/" in addresses) == ("window" in roles)


def test_where_the_reader_is_is_marked_in_the_groups_as_well():
    menu = menu_of("desk", EVERYTHING, "/desk/operation/parked/3/")

    assert menu.current_in_rest or any(line.current for line in menu.top)
    assert [line.address for group in menu.groups for line in group.lines if line.current] == [
        "/desk/operation/"
    ]


def test_the_portal_has_no_groups_and_spares_large_print_what_is_extra():
    menu = menu_of("portal", frozenset(), "/matters/x/")

    assert menu.groups == ()
    assert any(line.extra for line in menu.top)
    assert not any(line.extra for line in menu.top if line.address in {"/", "/track/", "/my/"})
