"""A hand-over as one open file: a catalogue, the check list with both signatures, and the packages as they are (G-309)."""

import csv
import io
import tarfile
from datetime import datetime
from typing import IO, Final

from django.utils import timezone

from yimen.affairs.archives import copies, rules
from yimen.affairs.archives.lists import HandoverSheet
from yimen.registers.agencies import reads as agencies

BOM: Final = b"\xef\xbb\xbf"


def catalogue(sheet: HandoverSheet) -> bytes:
    """Return the catalogue of a hand-over as CSV: number, title, files, size, digest."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["序号", "档号", "题名", "文件数", "字节数", "SHA-256", "包文件名"])
    for n, one in enumerate(sheet.lines, start=1):
        name = f"{rules.folder(one.number)}{copies.ENDING}"
        writer.writerow([n, one.number, one.title, one.files, one.size, one.digest, name])
    return BOM + out.getvalue().encode()


def check_list(sheet: HandoverSheet) -> bytes:
    """Return the check list: how many, how large, the digest of the list, who gave and who received, and when."""
    names = agencies.actor_words([sheet.given_by, sheet.received_by])
    rows = [
        ("移交单位", sheet.organ_name),
        ("接收单位", sheet.receiver_name),
        ("档案包数量", sheet.count),
        ("总字节数", sheet.size),
        ("清单摘要（SHA-256）", sheet.digest),
        ("移交人", names.get(sheet.given_by, "") if sheet.given_by else ""),
        ("移交时间", _moment(sheet.given_at)),
        ("接收人", names.get(sheet.received_by, "") if sheet.received_by else ""),
        ("接收时间", _moment(sheet.received_at)),
    ]
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return BOM + out.getvalue().encode()


def _moment(value: datetime | None) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else ""


def export(sheet: HandoverSheet, out: IO[bytes], *, at: datetime) -> None:
    """Write a hand-over into one TAR. Raises FileNotFoundError if a package is not whole in any copy."""
    folder = f"handover-{sheet.id}"
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        _add(tar, f"{folder}/catalogue.csv", catalogue(sheet), at)
        _add(tar, f"{folder}/check-list.csv", check_list(sheet), at)
        for one in sheet.lines:
            name = f"{folder}/packages/{rules.folder(one.number)}{copies.ENDING}"
            _add(tar, name, copies.read(one.number, one.digest), at)


def _add(tar: tarfile.TarFile, name: str, data: bytes, at: datetime) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = len(data), int(at.timestamp()), 0o444
    tar.addfile(member, io.BytesIO(data))
