"""The menu of a door: short at the top, whole in its groups, nobody's lines but one's own."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.template import Context, Template
from django.test import RequestFactory

from yimen.ground.look import context
from yimen.ground.look.menu import AT_THE_TOP, Line, menu_of, own_place

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


def test_the_portal_has_one_group_with_all_its_lines_and_spares_large_print_what_is_extra():
    menu = menu_of("portal", frozenset(), "/matters/x/")

    assert [group.lines for group in menu.groups] == [menu.top]
    assert not menu.rest
    assert any(line.extra for line in menu.top)
    assert not any(line.extra for line in menu.top if line.address in {"/", "/track/", "/my/"})


@pytest.mark.parametrize(
    ("session", "path", "address", "current"),
    [
        ({}, "/", "/my/", False),
        ({}, "/my/permits/", "/my/", True),
        ({"officer": True}, "/", "/desk/", False),
        ({"officer": True}, "/desk/", "/desk/", False),
    ],
)
def test_whoever_is_signed_in_is_led_to_their_own_place(session, path, address, current):
    request = RequestFactory().get(path)
    request.user, request.session = SimpleNamespace(is_authenticated=True), session

    own = own_place(request)

    assert (own.address, own.current) == (address, current)


def test_whoever_is_not_signed_in_has_no_place_of_their_own():
    request = RequestFactory().get("/")
    assert own_place(request) is None
    request.user = AnonymousUser()
    assert own_place(request) is None


def test_a_page_without_a_head_asks_nobody_who_is_signed_in():
    class Away:
        @property
        def is_authenticated(self):
            raise OperationalError

    request = RequestFactory().get("/")
    request.user = Away()

    found = context.page(request)

    with pytest.raises(OperationalError):
        bool(found["own_place"])


def test_the_head_leads_to_the_space_once_and_offers_the_way_out_in_the_menu_of_a_phone():
    signed_in = Line("My space", "/my/", current=False, top=True, extra=False)
    page = Template("{% include 'look/header.html' %}").render(
        Context(
            {
                "request": RequestFactory().get("/matters/"),
                "menu": menu_of("portal", frozenset(), "/matters/"),
                "own_place": signed_in,
            }
        )
    )

    menu, account = page.split('<ul class="menu account">')
    top, groups = menu.split('<div class="menu-groups">')
    assert [part.count('href="/my/"') for part in (top, groups, account)] == [0, 1, 1]
    assert [part.count('action="/accounts/logout/"') for part in (top, groups, account)] == [0, 1, 1]
