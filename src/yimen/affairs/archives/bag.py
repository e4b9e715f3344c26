"""A package as one open file: a plain TAR of plain files, laid out as a BagIt bag, its manifest signed. Pure but for the signer."""

import io
import json
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from yimen.affairs.archives.copies import Digests, digests

MANIFEST, MANIFEST_SM3, TAGS, SIGNATURE = (
    "manifest-sha256.txt",
    "manifest-sm3.txt",
    "tagmanifest-sha256.txt",
    "signature.json",
)
DECLARATION: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
RECORD, REGISTER, SHEET, NOTE = "data/record.xml", "data/register.json", "data/sheet.pdf", "data/note.json"
Sign = Callable[[bytes], Mapping[str, str]]


class Broken(Exception):
    """A file is no package, or not a whole one."""


@dataclass(frozen=True)
class Bag:
    """An opened package: the folder that it names, and its files by their paths within it."""

    folder: str
    files: Mapping[str, bytes]


def manifest(facts: Mapping[str, Digests], algorithm: str) -> str:
    """Return the list of digests of files, one a line."""
    return "".join(f"{getattr(facts[path], algorithm)}  {path}\n" for path in sorted(facts))


def read_manifest(text: str) -> dict[str, str]:
    """Return the digests of a list by path."""
    lines = (line.partition("  ") for line in text.splitlines() if line)
    return {path: digest for digest, _blank, path in lines}


def pack(
    folder: str, payload: Mapping[str, bytes], info: Mapping[str, str], *, sign: Sign, at: datetime
) -> bytes:
    """Return the package of some files (paths begin with data/), with manifests and the signature over them."""
    facts = {path: digests(data) for path, data in payload.items()}
    octets = sum(one.size for one in facts.values())
    lines = {**info, "Payload-Oxum": f"{octets}.{len(facts)}"}
    tags = {
        "bagit.txt": DECLARATION.encode(),
        "bag-info.txt": "".join(f"{name}: {words}\n" for name, words in lines.items()).encode(),
        MANIFEST: manifest(facts, "sha256").encode(),
        MANIFEST_SM3: manifest(facts, "sm3").encode(),
    }
    tags[TAGS] = manifest({path: digests(data) for path, data in tags.items()}, "sha256").encode()
    tags[SIGNATURE] = json.dumps(dict(sign(tags[TAGS])), indent=1).encode()
    return _tar(folder, {**tags, **payload}, at)


def _tar(folder: str, files: Mapping[str, bytes], at: datetime) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(files):
            member = tarfile.TarInfo(f"{folder}/{path}")
            member.size, member.mtime, member.mode = len(files[path]), int(at.timestamp()), 0o444
            tar.addfile(member, io.BytesIO(files[path]))
    return out.getvalue()


def unpack(data: bytes) -> Bag:
    """Open a package. Raises Broken for anything that is none."""
    files: dict[str, bytes] = {}
    folders = set()
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isfile() else None
                if content is None:
                    message = f"{member.name} is no plain file"
                    raise Broken(message)
                folder, _slash, path = member.name.partition("/")
                folders.add(folder)
                files[path] = content.read()
    except (tarfile.TarError, ValueError, EOFError, OSError) as error:
        raise Broken(str(error)) from error
    if len(folders) != 1:
        message = "it holds no single folder"
        raise Broken(message)
    return Bag(folders.pop(), files)


def faults(bag: Bag) -> list[tuple[str, str]]:
    """Return what does not fit together in a package: (what, path), by its own manifests."""
    listed, listed_sm3 = (
        read_manifest(bag.files.get(name, b"").decode("utf-8", "replace"))
        for name in (MANIFEST, MANIFEST_SM3)
    )
    tags = read_manifest(bag.files.get(TAGS, b"").decode("utf-8", "replace"))
    payload = {path for path in bag.files if path.startswith("data/")}
    found = [("missing", path) for path in sorted({*listed, *tags} - bag.files.keys())]
    found += [("extra", path) for path in sorted(payload - listed.keys())]
    found += [
        ("extra", path) for path in sorted(bag.files.keys() - payload - tags.keys() - {TAGS, SIGNATURE})
    ]
    for path in sorted({*listed, *tags} & bag.files.keys()):
        facts = digests(bag.files[path])
        wanted = listed.get(path) or tags.get(path)
        if facts.sha256 != wanted or (path in payload and facts.sm3 != listed_sm3.get(path)):
            found.append(("altered", path))
    return found


def signature_of(bag: Bag) -> dict[str, str]:
    """Return the signature of a package as it was kept; empty if it is none."""
    try:
        words = json.loads(bag.files.get(SIGNATURE, b""))
    except ValueError:
        return {}
    return words if isinstance(words, dict) else {}
