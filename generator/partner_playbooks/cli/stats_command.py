"""`playbooks stats`: what there is, and what is missing where."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

from partner_playbooks.cli.shared import ProjectOption, choose_day, find_project
from partner_playbooks.handbook import coverage
from partner_playbooks.project.opening import open_project


def stats(project: ProjectOption = Path()) -> None:
    """Count what the handbook holds, and list which entities lack what others of their kind have."""
    handbook = open_project(find_project(project), choose_day(None)).handbook
    for count in coverage.count_entities(handbook):
        counted = f"{count.total:>5} {count.kind:<14} {count.for_partners:>5} for partners {count.entries:>6} entries"
        sys.stdout.write(f"{counted} within\n")
    for gap in coverage.find_gaps(handbook):
        sys.stdout.write(f"\n{gap.kind}: {len(gap.lacking)} of {gap.of} without {gap.field}\n")
        ids = textwrap.fill(", ".join(gap.lacking), 100, initial_indent="  ", subsequent_indent="  ")
        sys.stdout.write(f"{ids}\n")
