"""Bring the database up and up to date."""

import psycopg
from django.conf import settings
from django.core.management import call_command
from psycopg import sql

from yimen.registers.catalogue import acts as catalogue


def up() -> None:
    """Start the embedded server if no other is named, and create the database if it is missing.

    Raises RuntimeError with the server's last words if it does not start.
    """
    if settings.EMBEDDED is None:
        return
    address = settings.EMBEDDED.up()
    settings.DATABASES["default"].update(address)
    name = str(settings.DATABASES["default"]["NAME"])
    host, user, password = address["HOST"], address["USER"], address["PASSWORD"]
    with psycopg.connect(
        host=host, user=user, password=password, dbname="postgres", autocommit=True
    ) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not found:
            connection.execute(sql.SQL("CREATE DATABASE {} ENCODING 'UTF8'").format(sql.Identifier(name)))


def migrate(*, quiet: bool = True) -> None:
    """Apply every migration that is missing."""
    call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
    catalogue.index_anew(only_if_missing=True)
