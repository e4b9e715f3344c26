"""Numbers that people quote."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.ground.numbers import (
    Numbers,
    code_matches,
    new_number,
    printed,
    query_code,
    read_number,
    read_numbers,
    read_printed,
)

NUMBERS = st.integers(min_value=10**15, max_value=2**63 - 1)


def test_a_million_numbers_from_four_threads_are_all_different_and_fit():
    numbers, seen = Numbers(node=5), []

    def take() -> None:
        seen.extend([numbers.next() for _ in range(50_000)])

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(seen)) == 200_000
    assert max(seen) < 2**63


def test_two_nodes_never_make_the_same_number():
    first, second = Numbers(node=1), Numbers(node=2)

    assert not {first.next() for _ in range(5000)} & {second.next() for _ in range(5000)}


@given(NUMBERS)
def test_what_is_printed_can_be_read_again(number):
    assert read_printed(printed(number)) == number


@given(NUMBERS, st.integers(0, 18), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(number, place, added):
    digits = printed(number).replace(" ", "")
    place %= len(digits)
    wrong = digits[:place] + str((int(digits[place]) + added) % 10) + digits[place + 1 :]

    assert read_printed(wrong) is None


@pytest.mark.parametrize("typed", ["", "1", "abc", "9" * 40, "12 34"])
def test_nonsense_is_no_number(typed):
    assert read_printed(typed) != new_number()


def test_a_code_opens_its_own_number_only():
    number = new_number()
    code = query_code(number, purpose="case")

    assert code_matches(number, f" {code[:5].lower()}-{code[5:]} ", purpose="case")
    assert not code_matches(number + 1, code, purpose="case")
    assert not code_matches(number, code, purpose="document")
    assert not code_matches(number, "", purpose="case")
    assert not code_matches(number, "é" * 10, purpose="case")


def test_codes_do_not_repeat():
    assert len({query_code(n, purpose="case") for n in range(20_000)}) == 20_000


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("9223372036854775807", 2**63 - 1),
        ("9223372036854775808", None),
        ("9" * 5000, None),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("1e3", None),
        (" 1", None),
        ("²", None),
    ],
)
def test_a_number_of_an_address_is_read_or_refused(text, number):
    assert read_number(text) == number


def test_what_is_no_number_is_left_out_of_those_of_a_form():
    assert read_numbers(["3", "x", "", "9" * 30, "1"]) == [3, 1]
