"""`yimen organs`: enter the bodies that may act, and list them."""

import json
import re
from typing import Final

import typer

from yimen.ground.clock import now
from yimen.ground.telling import stop, told
from yimen.registers.agencies import acts, reads
from yimen.registers.agencies.reads import OrganKind

organs = typer.Typer(no_args_is_help=True, help="Organs: the bodies that may act.")
BY: Final = "system:command"
KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)
LANGUAGES: Final = ("zh-hans", "zh-hant", "en", "fr", "ja")


def organ_named(key: str) -> reads.OrganSheet:
    """Return the organ with a key. Raises Exit with a sentence if there is none."""
    try:
        return reads.by_key(key)
    except KeyError as error:
        raise stop(f"There is no organ {key!r}; `yimen organs list` shows them all.") from error


def _texts(name: str, also: list[str]) -> dict[str, dict[str, str]]:
    texts = {"zh-hans": {"name": name}}
    for one in also:
        language, equals, words = one.partition("=")
        if not equals or language not in LANGUAGES[1:]:
            raise stop(f"{one!r} is not like en='Market Supervision Bureau'.")
        texts[language] = {"name": words}
    return texts


@organs.command("open")
def open_(  # noqa: PLR0913 each fact of an organ has its option
    key: str = typer.Argument(help="A short key in small letters, digits and hyphens, as scjgj."),
    name: str = typer.Argument(help="The Chinese name."),
    *,
    kind: OrganKind = typer.Option(
        help="What it is; a town or village station is `town` or `village`, a service hall is `hall`."
    ),
    division: str = typer.Option(help="The twelve-digit code of the division it sits in."),
    uscc: str = typer.Option("", help="Its unified social credit code; a hall or station may have none."),
    parent: str = typer.Option("", help="Key of the organ above it."),
    also: list[str] = typer.Option([], help="The name in another language, as en=…; may be given again."),
    short: str = typer.Option("", help="Abbreviation in the numbers of documents."),
    phone: str = typer.Option("", help="Telephone."),
    complaint_phone: str = typer.Option("", help="Telephone for complaints."),
    court: str = typer.Option("", help="The court for litigation, named in decisions."),
    reconsideration: str = typer.Option("", help="The organ of reconsideration, named in decisions."),
    seal_serial: str = typer.Option("", help="Number of the acceptance seal."),
) -> None:
    """Enter an organ; exit with 2 and the reason if it cannot be."""
    if not KEY.fullmatch(key):
        raise stop("A key has at most 60 small letters, digits and hyphens, as scjgj.")
    if not reads.division_names([division], "zh-hans"):
        raise stop(f"There is no division {division}; load the list first: yimen divisions import FILE")
    above = organ_named(parent).id if parent else None
    words = {"short": short, "phone": phone, "complaint_phone": complaint_phone, "court": court}
    words |= {"reconsideration": reconsideration, "seal_serial": seal_serial}
    with told():
        new = acts.NewOrgan(key, kind, division, _texts(name, also), above, uscc, words)
        acts.open_organ(new, by=BY, at=now())
    typer.echo(f"{key} opened")


@organs.command()
def describe(
    key: str = typer.Argument(help="The key of the organ, as scjgj."),
    *,
    language: str = typer.Option("zh-hans", help="The language of the words."),
    name: str = typer.Option(help="The name."),
    address: str = typer.Option("", help="The address; without it the one that is kept stays."),
) -> None:
    """Change the name and address of an organ in one language; exit with 2 and the reason if it cannot be."""
    if language not in LANGUAGES:
        raise stop(f"There is no language {language!r}; there are {', '.join(LANGUAGES)}.")
    words = {"name": name, **({"address": address} if address else {})}
    with told():
        acts.describe_organ(organ_named(key).id, language=language, words=words, by=BY, at=now())
    typer.echo(f"{key} described")


@organs.command()
def change(
    key: str = typer.Argument(help="The key of the organ, as scjgj."),
    *,
    court: str | None = typer.Option(None, help="The court for litigation, named in decisions."),
    reconsideration: str | None = typer.Option(
        None, help="The organ of reconsideration, named in decisions."
    ),
    phone: str | None = typer.Option(None, help="Telephone."),
    complaint_phone: str | None = typer.Option(None, help="Telephone for complaints."),
    short: str | None = typer.Option(None, help="Abbreviation in the numbers of documents."),
    seal_serial: str | None = typer.Option(None, help="Number of the acceptance seal."),
) -> None:
    """Change facts about an organ, those that are named; exit with 2 and the reason if they cannot be."""
    facts = {
        "court": court,
        "reconsideration": reconsideration,
        "phone": phone,
        "complaint_phone": complaint_phone,
        "short": short,
        "seal_serial": seal_serial,
    }
    with told():
        named = {name: value for name, value in facts.items() if value is not None}
        acts.change_organ(organ_named(key).id, named, by=BY, at=now())
    typer.echo(f"{key} changed")


@organs.command("list")
def list_(*, as_json: bool = typer.Option(False, "--json", help="Print JSON.")) -> None:
    """List the organs, each below the one above it."""
    found = reads.organs()
    if as_json:
        rows = [
            {
                "key": one.key,
                "name": one.name("zh-hans"),
                "kind": one.kind,
                "uscc": one.uscc,
                "division": one.division_code,
                "parent": found[one.parent_id].key if one.parent_id in found else None,
            }
            for one in found.values()
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for one in found.values():
        typer.echo(f"{'  ' * (len(one.lineage) - 1)}{one.key}  {one.name('zh-hans')}  {one.kind}")
