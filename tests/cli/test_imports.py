"""A command imports what it uses, and the list of commands nearly nothing: that is what makes it quick."""

import subprocess
import sys

import pytest

from partner_playbooks.cli import COMMANDS, PLAN_COMMANDS

TEXT = {"markdown_it", "pydantic", "yaml"}
CHECKED = {*TEXT, "babel", "typst"}  # typst tells which characters no font at hand can draw
FILES = {"docx", "holidays", "icalendar", "jinja2", "lxml", "xlsxwriter"}
USED = {
    "check": CHECKED,
    "explain": set(),
    "diff": {*TEXT, "babel", "jinja2"},
    "build": {*CHECKED, *FILES, "rich"} - {"holidays"},  # where there are files to make
    "new": TEXT,
    "rename": TEXT,
    "migrate": TEXT,
    "generate": {*CHECKED, "jinja2"},
    "schema": TEXT,
    "stage": {*CHECKED, *FILES} - {"holidays"},
    "serve": {*CHECKED, *FILES, "watchfiles"},
    "reviews": CHECKED,
    "codeowners": CHECKED,
    "stats": CHECKED,
    "init": TEXT,
    "plan_make": {*CHECKED, *FILES, "rich"} - {"jinja2"},
    "plan_status": {*TEXT, "babel", "holidays", "lxml", "openpyxl"},
}
SLOW = {*CHECKED, *FILES, "fontTools", "mkdocs", "openpyxl", "rich", "watchfiles"}


def list_imported(module):
    code = f"import sys, {module}; print(*({SLOW!r} & set(sys.modules)))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())


def test_the_list_of_commands_needs_none_of_the_slow_libraries():
    assert list_imported("partner_playbooks.cli") == set()


def test_every_command_is_listed():
    assert set(USED) == {*COMMANDS, *(f"plan_{name}" for name in PLAN_COMMANDS)} - {"plan"}


@pytest.mark.long
@pytest.mark.parametrize("command", USED)
def test_a_command_imports_what_it_uses(command):
    assert list_imported(f"partner_playbooks.cli.{command}_command") == USED[command]
