"""A command imports what it uses, and the list of commands nearly nothing: that is what makes it quick."""

import subprocess
import sys

import pytest

from partner_playbooks.cli import COMMANDS, PLAN_COMMANDS, TRACK_COMMANDS

TEXT = {"markdown_it", "pydantic", "yaml"}
CHECKED = {*TEXT, "babel", "typst"}  # typst tells which characters no font at hand can draw
PAGES = {"jinja2", "lxml"}
USED = {
    "check": CHECKED,
    "explain": set(),
    "diff": {*TEXT, "babel", "jinja2"},
    "build": {*CHECKED, *PAGES, "rich"},  # a format's library is imported with its first file
    "new": TEXT,
    "rename": TEXT,
    "migrate": TEXT,
    "generate": {*CHECKED, "jinja2"},
    "schema": TEXT,
    "stage": {*CHECKED, *PAGES},
    "serve": {*CHECKED, *PAGES, "holidays", "watchfiles"},
    "reviews": CHECKED,
    "codeowners": CHECKED,
    "find": {*CHECKED, "jinja2"},
    "mcp": CHECKED,  # the protocol is an extra, as is the engine below
    "stats": CHECKED,
    "init": TEXT,
    "plan_make": {*CHECKED, "holidays", "rich"},
    "plan_status": {*TEXT, "babel", "holidays", "lxml", "openpyxl", "typst"},  # a digest may ask the handbook
    "track_run": CHECKED,  # the engine is an extra, which is imported once it has been looked for
    "track_check": CHECKED,
    "track_demo": CHECKED,
    "track_connect": CHECKED,
    "track_start": CHECKED,
    "track_request": CHECKED,
    "track_pack": {*CHECKED, "holidays", "rich"},  # slides are an extra, as above
}
FILES = {"docx", "holidays", "icalendar", "openpyxl", "xlsxwriter"}
SLOW = {*CHECKED, *PAGES, *FILES, "duckdb", "fontTools", "mkdocs", "rich", "sqlglot", "watchfiles"}


def list_imported(module):
    code = f"import sys, {module}; print(*({SLOW!r} & set(sys.modules)))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_the_list_of_commands_needs_none_of_the_slow_libraries():
    assert list_imported("partner_playbooks.cli") == set()


def test_every_command_is_listed():
    below = {*(f"plan_{name}" for name in PLAN_COMMANDS), *(f"track_{name}" for name in TRACK_COMMANDS)}
    assert set(USED) == {*COMMANDS, *below} - {"plan", "track"}


@pytest.mark.long
@pytest.mark.parametrize("command", USED)
def test_a_command_imports_what_it_uses(command):
    assert list_imported(f"partner_playbooks.cli.{command}_command") == USED[command]
