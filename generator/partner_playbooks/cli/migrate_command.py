"""`playbooks migrate`: older content in the shape that this package reads."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks import editing
from partner_playbooks.checks.examination import decode_text
from partner_playbooks.cli.shared import ProjectOption, find_project
from partner_playbooks.handbook.model.programme import SCHEMA_VERSION
from partner_playbooks.language.diagnostics import Severity
from partner_playbooks.language.source import parse_file
from partner_playbooks.project.folder import read_content
from partner_playbooks.project.saving import save_files
from partner_playbooks.reporters import REPORTERS


def migrate(
    project: ProjectOption = Path(),
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; show each line that would change.")
    ] = False,
) -> None:
    """Lift content of an older schema version to the one of now, step by step; every other byte stays."""
    opened = find_project(project)
    files, unreadable = read_content(opened)
    faults = [*unreadable, *(each for name, raw in files.items() for each in parse_file(name, raw)[1])]
    faults = [each for each in faults if each.severity is Severity.ERROR]
    if faults:
        texts = {name: decode_text(raw) for name, raw in files.items()}
        sys.stderr.write(REPORTERS["text"](tuple(faults), texts))
        raise typer.Exit(1)
    migration = editing.migrate_content(files)
    if not migration.steps:
        sys.stdout.write(f"The content is of schema version {SCHEMA_VERSION} already.\n")
        return
    changes = list(editing.list_differences(files, migration.after))
    if dry_run:
        for each in changes:
            sys.stdout.write(f"{each.file}\n")
            sys.stdout.writelines(f"{line}\n" for line in each.lines)
    else:
        save_files(opened.root, files, migration.after)
    for step in migration.steps:
        sys.stdout.write(f"{step.version}: {step.says}\n")
    count = sum(each.added for each in changes)
    lines, in_files = f"{count} line{'s' * (count != 1)}", f"{len(changes)} file{'s' * (len(changes) != 1)}"
    done = "would be" if dry_run else "is"
    sys.stdout.write(f"The content {done} of schema version {SCHEMA_VERSION}: {lines} in {in_files}.\n")
