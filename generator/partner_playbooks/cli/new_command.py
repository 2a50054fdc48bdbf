"""`playbooks new`: a new entity, checklist item or task, with every field that it must have."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks import editing
from partner_playbooks.checks.example_left import CODE as EXAMPLE_LEFT
from partner_playbooks.cli.open_content import open_to_edit
from partner_playbooks.cli.shared import ProjectOption
from partner_playbooks.project.folder import Project
from partner_playbooks.project.saving import save_files
from partner_playbooks.project.translating import start_catalogue

_LANGUAGE = "language"
"""No kind of content: a catalogue of messages."""


def new(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join((*editing.NAMES, _LANGUAGE))}.")],
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Its id: finance; for an item or a task with its stage's or plan's: activate.kickoff."
        ),
    ],
    project: ProjectOption = Path(),
    *,
    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TEXT", help="The name readers see; left out, it is made of the id."),
    ] = None,
    where: Annotated[
        str | None,
        typer.Option(
            "--in",
            metavar="PLACE",
            help="For a task, the id of the milestone it goes to; left out, the last one. All else has one file that "
            "it can stand in.",
        ),
    ] = None,
) -> None:
    """Add something with every field that it must have: an example in each, and a word on what belongs there."""
    if kind == _LANGUAGE:
        file, shipped = start_catalogue(Project.find(project), id_)
        what = "as it is shipped: change what you want" if shipped else "in English: translate each"
        sys.stdout.write(f"{file} holds every message, {what}, then run `playbooks check`.\n")
        sys.stdout.write(f"- Pages speak it with `language: {id_}` in content/programme.yml.\n")
        return
    wish = editing.AdditionRequest(kind, id_, title, where)
    content = open_to_edit(project, editing.find_target(wish))
    added = editing.add_thing(content.handbook, content.files, wish)
    after = added.rewrite.apply_to(content.files)
    examined = content.examine(after)
    save_files(content.project.root, content.files, after)
    found = list(editing.list_new_findings(content.examined, examined))
    left = sum(each.code == EXAMPLE_LEFT and each.span != added.span for each in found)
    sys.stdout.write(f'{kind} "{id_}" is at {added.span}\n\nNext:\n')
    examples = "example" if left == 1 else f"{left} examples"
    sys.stdout.write(f"- Put your own in place of the {examples}; `playbooks check` names what is left.\n")
    sys.stdout.write("- It is internal: add `audience: partner` if partners may read it.\n")
    for each in found:
        if each.code != EXAMPLE_LEFT or each.span == added.span:
            sys.stdout.write(f"- {each.span} {each.message}: {each.hint}\n")
    sys.stdout.write(f"- It may also have {', '.join(added.further)}.\n")
