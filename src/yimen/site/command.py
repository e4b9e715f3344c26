"""The `yimen` command: every module's commands under one roof."""

import os
import sys
from importlib import import_module
from importlib.util import find_spec

import typer

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yimen.site.settings")

app = typer.Typer(no_args_is_help=True, add_completion=False, help="One door to every public service.")


def _mount() -> None:
    """Give every mounted module's commands a place under its name, and our own beside them."""
    import_module("django").setup()
    from django.apps import apps

    from yimen.ground.modules import ModuleConfig

    for config in apps.get_app_configs():
        if isinstance(config, ModuleConfig) and find_spec(f"{config.name}.commands"):
            module = import_module(f"{config.name}.commands")
            for name, commands in getattr(
                module, "apps", {config.label: getattr(module, "app", None)}
            ).items():
                app.add_typer(commands, name=name)
    for name in ("serving", "checking", "rulebook", "eventbook", "lifebook"):
        if find_spec(place := f"yimen.site.{name}"):
            module = import_module(place)
            if hasattr(module, "mount"):
                module.mount(app)
            else:
                app.add_typer(module.app, name=name)


@app.callback()
def before(context: typer.Context) -> None:
    """Bring the database up before a command that will ask it, and refuse a keyring that is not the database's."""
    from yimen.site import database, fitting

    if context.invoked_subcommand not in ALONE and not {"--help", "-h"} & set(sys.argv):
        database.up()
        fitting.hold()


ALONE = frozenset(
    {"languages", "rules", "events", "life", "check", "demo", "serve"}
)  # these look after themselves


def main() -> None:
    """Run the command line; wrong settings and a database that is away or not set up are said in a sentence."""
    if sys.argv[1:2] == ["demo"]:
        os.environ["YIMEN_DEMO"] = "1"  # the settings are not read yet
    from django.core.exceptions import ImproperlyConfigured

    try:
        _mount()
    except ImproperlyConfigured as error:
        raise _end(str(error), 2) from error
    from django.db import OperationalError, ProgrammingError

    try:
        app()
    except ProgrammingError as error:
        raise _end(
            f"The database is not set up: {_first(error)}\nyimen migrate brings it up to date."
        ) from error
    except OperationalError as error:
        raise _end(f"The database does not answer: {_first(error)}\nIs DATABASE_URL right?") from error


def _first(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _end(words: str, code: int = 1) -> SystemExit:
    typer.echo(words, err=True)
    return SystemExit(code)
