"""`yimen rules`: every rule of docs/law with the tests that prove it, and docs/rules.md made from both."""

import dataclasses
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import typer

from yimen.ground.telling import stop
from yimen.site.proofs import proofs

ROOT: Final = Path(__file__).resolve().parents[3]
PAGE: Final = ROOT / "docs" / "rules.md"
TESTED: Final = "tested"
OPEN: Final = "open"
DECLARED: Final = ("configuration", "later", "not_applicable")
STATES: Final = (TESTED, *DECLARED, OPEN)
ID: Final = re.compile(r"([0A-Z])-(\d+)")
HEAD: Final = """# The rules and their proofs

Made by `yimen rules write` from docs/law and the tests; change those, not this page. The statement, source and mark of
every rule stand in docs/law. A rule is *tested* (tests prove it), *configuration* (a value that the city sets), *later*
(its module is not built yet), *not applicable*, or *open*.
"""


@dataclasses.dataclass(frozen=True)
class Rule:
    """One statement of the rulebook: where it comes from, how sure it is, what proves it or why nothing does."""

    id: str
    section: str
    text: str
    mark: str
    source: str
    proof: str
    state: str
    tests: tuple[str, ...]
    why: str


def section_of(rule: str) -> str:
    """Return the section of a rule: A.10 for A-1001, T for T-11. Raises ValueError if it is no id."""
    match = ID.fullmatch(rule)
    if match is None:
        raise ValueError(f"{rule} is no id of a rule")
    letter, number = match[1], int(match[2])
    return f"{letter}.{number // 100}" if number >= 100 else letter


def _within(section: str, wanted: str) -> bool:
    return section == wanted or section.startswith(f"{wanted}.")


def _position(rule: str) -> tuple[int, str, int, int]:
    letter, number = rule.split("-")
    order = "0T".find(letter)
    part = int(number) // 100 if len(number) > 2 else 0
    return (order if order >= 0 else 2, letter, part, int(number))


def _books(root: Path) -> Iterator[dict[str, Any]]:
    for path in sorted((root / "docs" / "law").glob("*.toml")):
        if path.name != "states.toml":
            yield tomllib.loads(path.read_text("utf-8"))


def titles(root: Path = ROOT) -> dict[str, str]:
    """Return the title of every section and part."""
    found: dict[str, str] = {}
    for path in (root / "docs" / "law").glob("*.toml"):
        if path.name == "states.toml":
            continue
        book = tomllib.loads(path.read_text("utf-8"))
        letter, number = path.stem[0], path.stem[1:]
        found[f"{letter}.{number}" if number else letter] = book["title"]
        found.update(book.get("parts", {}))
    return found


def declared(root: Path = ROOT) -> dict[str, tuple[str, str]]:
    """Return what docs/law/states.toml says of rules and sections: state and why. Raises ValueError for an unknown state."""
    path = root / "docs" / "law" / "states.toml"
    found: dict[str, tuple[str, str]] = {}
    for state, entries in (tomllib.loads(path.read_text("utf-8")) if path.exists() else {}).items():
        if state not in DECLARED:
            raise ValueError(f"{state} is no state that can be declared")
        for places, why in entries.items():
            found.update(dict.fromkeys(places.split(), (state, why)))
    return found


def _state(rule: str, tests: list[str], states: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """Tests win; then what is said of the rule itself, of its part, of its section."""
    if tests:
        return TESTED, ""
    section = section_of(rule)
    for place in (rule, section, section.split(".", maxsplit=1)[0]):
        if place in states:
            return states[place]
    return OPEN, ""


def rulebook(root: Path = ROOT) -> list[Rule]:
    """Return every rule in the order of the book. Raises ValueError for an id that stands twice or has no form."""
    proven, states = proofs(root), declared(root)
    found: dict[str, Rule] = {}
    for book in _books(root):
        for rule, entry in book.get("rule", {}).items():
            if rule in found:
                raise ValueError(f"{rule} stands twice")
            state, why = _state(rule, proven.get(rule, []), states)
            found[rule] = Rule(
                id=rule,
                section=section_of(rule),
                text=entry["says"],
                mark=", ".join(entry["marks"]),
                source=entry.get("source", ""),
                proof=entry.get("proof", ""),
                state=state,
                tests=tuple(proven.get(rule, ())),
                why=why,
            )
    return sorted(found.values(), key=lambda one: _position(one.id))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _proof(rule: Rule) -> str:
    if rule.why:
        return _cell(rule.why)
    return "<br>".join(f"`{test.removeprefix('src/yimen/')}`" for test in rule.tests)


def page(root: Path = ROOT) -> str:
    """Return docs/rules.md: how many rules are in which state, then every rule by section."""
    rules, names = rulebook(root), titles(root)
    lines = [HEAD, "| state | rules |", "|---|--:|"]
    lines += [f"| {state.replace('_', ' ')} | {sum(r.state == state for r in rules)} |" for state in STATES]
    section = ""
    for rule in rules:
        if rule.section != section:
            section = rule.section
            above = (
                names[section.split(".", maxsplit=1)[0]] + ": "
                if section[0] in names and "." in section
                else ""
            )
            lines += [
                "",
                f"## {section} {above}{names[section]}",
                "",
                "| rule | says | mark | state | proof |",
            ]
            lines += ["|---|---|---|---|---|"]
        state = rule.state.replace("_", " ")
        lines.append(f"| {rule.id} | {_cell(rule.text)} | {_cell(rule.mark)} | {state} | {_proof(rule)} |")
    return "\n".join(lines) + "\n"


app = typer.Typer(help="The rules of the law and the tests that prove them.")


@app.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    *,
    section: str = typer.Option("", help="Only one section, as A or A.4."),
    state: str = typer.Option("", help=f"Only one state: {', '.join(STATES)}."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """List the rules, each with its state."""
    if not (ROOT / "docs" / "law").is_dir():
        words = "The rulebook lies in docs/law of the source and is not part of an installed package"
        raise stop(f"{words}; get the source and run yimen rules there.", 1)
    if context.invoked_subcommand is not None:
        return
    if state and state not in STATES:
        typer.echo(f"The state must be one of {', '.join(STATES)}.", err=True)
        raise typer.Exit(2)
    rules = [r for r in rulebook() if (not section or _within(r.section, section)) and state in ("", r.state)]
    if as_json:
        typer.echo(json.dumps([dataclasses.asdict(rule) for rule in rules], ensure_ascii=False))
        return
    for rule in rules:
        typer.echo(f"{rule.id:<7} {rule.state:<14} {rule.text}")
    typer.echo(", ".join(f"{sum(r.state == one for r in rules)} {one}" for one in STATES))


@app.command()
def write(path: str = typer.Argument(str(PAGE), help="Where to write it.")) -> None:
    """Write the page of all rules."""
    _save(Path(path))


def _save(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(), "utf-8")


def mount(root: typer.Typer) -> None:
    """Give these commands their place."""
    root.add_typer(app, name="rules")
