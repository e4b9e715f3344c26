"""Asking a virus scanner: a real socket that speaks as clamd does."""

import socket
import struct
import threading

import pytest

from yimen.ground.files import scanner
from yimen.ground.life import Refused


class Clamd:
    """Hears one INSTREAM and answers."""

    def __init__(self, path: str, answer: bytes | None) -> None:
        self.heard = b""
        self._answer = answer
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._door.bind(path)
        self._door.listen(1)
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def _serve(self) -> None:
        link, _address = self._door.accept()
        with link, link.makefile("rb") as lines:
            assert lines.read(10) == b"zINSTREAM\0"
            while size := struct.unpack("!I", lines.read(4))[0]:
                self.heard += lines.read(size)
            if self._answer is None:
                threading.Event().wait(0.5)
            else:
                for byte in self._answer:
                    link.sendall(bytes([byte]))
        self._door.close()


def told(settings, tmp_path, answer: bytes | None, data: bytes = b"x" * 200_000) -> str:
    settings.CLAMD_SOCKET = str(tmp_path / "c")
    clamd = Clamd(settings.CLAMD_SOCKET, answer)
    try:
        scanner.scan(data)
    except Refused as refused:
        return refused.code
    finally:
        clamd.thread.join()
    assert clamd.heard == data
    return "clean"


@pytest.mark.rule("F-419")
@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"stream: OK\0", "clean"),
        (b"stream: Eicar-Test-Signature FOUND\0", "virus"),
        (b"INSTREAM size limit exceeded. ERROR\0", "scanner"),
        (b"", "scanner"),
        (b"BROKEN OK?\0", "scanner"),
    ],
)
def test_the_scanners_word_counts(settings, tmp_path, answer, code):
    assert told(settings, tmp_path, answer) == code


def test_a_silent_scanner_lets_nothing_in(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(scanner, "PATIENCE", 0.2)

    assert told(settings, tmp_path, None) == "scanner"


def test_a_scanner_that_is_away_lets_nothing_in(settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "nowhere")

    with pytest.raises(Refused) as refused:
        scanner.scan(b"x")
    assert refused.value.code == "scanner"


def test_without_a_scanner_files_are_taken(settings):
    settings.CLAMD_SOCKET = ""

    scanner.scan(b"x")
