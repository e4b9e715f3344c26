"""`yimen officers`: accounts and posts of those who work for the city, from the first one to the last day."""

import json
from datetime import date, datetime
from typing import Final

import typer
from django.conf import settings

from yimen.ground.calendar.reads import today_of
from yimen.ground.clock import now
from yimen.ground.telling import stop, told
from yimen.registers.agencies import acts, reads
from yimen.registers.agencies.commands.organs import organ_named
from yimen.registers.agencies.reads import Role
from yimen.registers.agencies.staffing import PostHeld, posts_held
from yimen.registers.people import acts as people
from yimen.registers.people import reads as people_reads

officers = typer.Typer(no_args_is_help=True, help="Officers: their accounts and the posts they hold.")
BY: Final = "system:command"


def _account(username: str) -> int:
    account = people_reads.account_named(username)
    if account is None:
        raise stop(f"There is no account {username!r}.")
    return account


def _show_link(account_id: int) -> None:
    with told():
        link = people.password_link(account_id, by=BY, at=now())
    typer.echo(
        f"Whoever opens this link sets the password, once, within three days:\n{settings.PUBLIC_URL}{link}"
    )


@officers.command("open")
def open_(
    username: str = typer.Argument(help="The name to sign in with."),
    email: str = typer.Option("", help="Where to write when the password is forgotten."),
) -> None:
    """Open an account and print the one-time link with which its owner sets the password."""
    with told():
        account = people.open_staff_account(username, email=email, by=BY, at=now())
    _show_link(account)


@officers.command()
def link(username: str = typer.Argument(help="The name to sign in with.")) -> None:
    """Print a new one-time link for an officer who cannot sign in and has no e-mail address."""
    _show_link(_account(username))


@officers.command()
def post(
    organ: str = typer.Argument(help="Key of the organ."),
    role: Role = typer.Argument(help="What the post is for."),
    title: str = typer.Argument(help="What the post is called."),
    delegate: list[str] = typer.Option(
        [],
        help="Code of a matter that a chief representative may decide, all without it; may be given again.",
    ),
) -> None:
    """Set up a post and print its number."""
    place = organ_named(organ)
    if len(title) > 80:
        raise stop("A title has at most 80 characters.")
    with told():
        typer.echo(acts.create_post(place.id, role, title, delegated=delegate, by=BY, at=now()))


@officers.command()
def appoint(
    username: str = typer.Argument(help="The name to sign in with."),
    post: int = typer.Argument(help="The number of the post, as `yimen officers list` shows it."),
    name: str = typer.Option(help="The officer's own name, which decisions and the journal show."),
    letter: str = typer.Option("A", help="A holds the post; B stands in while A is away."),
    on: datetime | None = typer.Option(None, formats=["%Y-%m-%d"], help="The first day; today without it."),
) -> None:
    """Let an officer hold a post."""
    account, at = _account(username), now()
    if not 0 < len(name.strip()) <= 100:
        raise stop("The name has 1 to 100 characters.")
    if not any(one.id == post for one in posts_held(reads.organs(), on=today_of(at))):
        raise stop(f"There is no post {post}; `yimen officers list` shows them all.")
    first: date = on.date() if on else today_of(at)
    with told():
        acts.appoint(post, account, name.strip(), letter=letter.upper(), on=first, by=BY, at=at)
    typer.echo(f"{username} holds post {post} as {letter.upper()} from {first} on")


@officers.command()
def dismiss(
    username: str = typer.Argument(help="The name to sign in with."),
    *,
    close: bool = typer.Option(False, help="Close the account too, so that nobody can sign in with it."),
) -> None:
    """End every post of an officer today and sign them out everywhere."""
    account, at = _account(username), now()
    with told():
        ended = acts.dismiss(account, by=BY, at=at)
        if close:
            people.close_account(account, by=BY, at=at)
    typer.echo(f"{ended} posts ended{', account closed' if close else ''}")


@officers.command()
def reset(username: str = typer.Argument(help="The name to sign in with.")) -> None:
    """Remove the second factor of an officer who lost it; they set a new one at the next visit."""
    people.reset_second_factor(_account(username), by=BY, at=now())
    typer.echo("reset")


def _as_json(one: PostHeld, organ: str) -> dict[str, object]:
    holders = [
        {"letter": held.letter, "account": held.account, "name": held.name, "from": held.from_on.isoformat()}
        for held in one.holders
    ]
    return {"post": one.id, "organ": organ, "role": one.role, "title": one.title, "holders": holders}


@officers.command("list")
def list_(
    organ: str = typer.Option("", help="Key of one organ."),
    *,
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
) -> None:
    """List every post and who holds it, vacant ones too."""
    wanted = [organ_named(organ)] if organ else list(reads.organs().values())
    keys = {one.id: one.key for one in wanted}
    found = posts_held(keys, on=today_of(now()))
    if as_json:
        typer.echo(json.dumps([_as_json(one, keys[one.organ_id]) for one in found], ensure_ascii=False))
        return
    for one in found:
        held = ", ".join(f"{who.letter} {who.name} ({who.account})" for who in one.holders) or "vacant"
        typer.echo(f"{one.id:>6}  {keys[one.organ_id]}  {one.role}  {one.title}: {held}")
