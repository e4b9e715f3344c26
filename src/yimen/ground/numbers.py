"""Public numbers: made without a central counter, printed with a check digit, followed with a code."""

import hashlib
import hmac
import os
import socket
import threading
import time
import zlib
from collections.abc import Iterable

from django.conf import settings

EPOCH_MS = 1_704_067_200_000  # 2024-01-01T00:00:00Z
NODE_BITS, SEQUENCE_BITS = 10, 12
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0/O, 1/I/L
CODE_LENGTH = 10
LIMIT = 1 << 63
LONGEST = len(str(LIMIT))  # digits


class Numbers:
    """Makes 64-bit numbers: 41 bits of milliseconds, 10 bits of node, 12 bits of sequence."""

    def __init__(self, node: int) -> None:
        self._node = node
        self._lock = threading.Lock()
        self._last = -1
        self._sequence = 0

    def next(self) -> int:
        """Return a number larger than every earlier one of this process; never twice the same."""
        with self._lock:
            moment = max(time.time_ns() // 1_000_000 - EPOCH_MS, self._last)
            if moment == self._last:
                self._sequence += 1
                if self._sequence >> SEQUENCE_BITS:
                    moment, self._sequence = moment + 1, 0
            else:
                self._sequence = 0
            self._last = moment
            return (moment << (NODE_BITS + SEQUENCE_BITS)) | (self._node << SEQUENCE_BITS) | self._sequence


def _node() -> int:
    """Processes of one machine have different numbers, and machines are told apart by their name."""
    machine = os.environ.get("YIMEN_NODE") or socket.gethostname()
    return (zlib.crc32(machine.encode()) ^ os.getpid()) % (1 << NODE_BITS)


_numbers = Numbers(_node())


def _renew() -> None:
    global _numbers  # noqa: PLW0603 a forked worker must not share its parent's node
    _numbers = Numbers(_node())


os.register_at_fork(after_in_child=_renew)


def new_number() -> int:
    """Return a fresh 64-bit number for a row that people will quote."""
    return _numbers.next()


def check_digit(number: int) -> int:
    """Return the Luhn digit: it finds every single wrong digit and every swap but 09/90."""
    total = 0
    for place, digit in enumerate(reversed(str(number))):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return -total % 10


def printed(number: int) -> str:
    """Return the number as people read it: groups of four, the check digit last."""
    digits = f"{number}{check_digit(number)}"
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def read_printed(text: str) -> int | None:
    """Return the number that was printed so, or None if it was mistyped."""
    digits = "".join(character for character in text if character.isdecimal())
    if not 2 <= len(digits) <= 20:
        return None
    number = int(digits[:-1])
    return number if check_digit(number) == int(digits[-1]) else None


def read_number(text: str) -> int | None:
    """Return the 64-bit number that an address or a form brings in digits, or None if it is none."""
    number = int(text) if text.isdecimal() and len(text) <= LONGEST else LIMIT
    return number if number < LIMIT else None


def read_numbers(texts: Iterable[str]) -> list[int]:
    """Return the numbers among what a form brings."""
    return [number for one in texts if (number := read_number(one)) is not None]


def query_code(number: int, *, purpose: str) -> str:
    """Return the short code that opens the page of this number without signing in (49 bits)."""
    digest = hmac.new(settings.KEYRING.codes, f"{purpose}\0{number}".encode(), hashlib.sha256).digest()
    value = int.from_bytes(digest, "big")
    code = ""
    for _place in range(CODE_LENGTH):
        value, remainder = divmod(value, len(ALPHABET))
        code += ALPHABET[remainder]
    return code


def coded(number: int, *, purpose: str) -> str:
    """Return a number with its code, as it stands in the address at which anyone may check what bears it."""
    return f"{number}-{query_code(number, purpose=purpose)}"


def code_matches(number: int, code: str, *, purpose: str) -> bool:
    """Compare in constant time; blanks, dashes and small letters are forgiven."""
    typed = "".join(character for character in code.upper() if character.isalnum())
    return hmac.compare_digest(typed.encode(), query_code(number, purpose=purpose).encode())
