"""A database in memory that reads the folders of a project, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}


def open_database(folders: Iterable[Path]) -> duckdb.DuckDBPyConnection:
    """Open a database that downloads nothing and may read files in some folders alone."""
    connection = duckdb.connect(config=_SETTINGS)
    connection.execute("SET TimeZone = 'UTC'")
    listed = ", ".join(quote_text(str(folder)) for folder in folders)
    connection.execute(f"SET allowed_directories = [{listed}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def quote_text(text: str) -> str:
    """Write a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def quote_name(name: str) -> str:
    """Write the name of a column or table of SQL."""
    return '"' + name.replace('"', '""') + '"'


def shorten_error(error: Exception, root: Path) -> str:
    """Give the first line of what the engine says, with paths as they are below a folder."""
    return str(error).partition("\n")[0].replace(f"{root}/", "").strip()
