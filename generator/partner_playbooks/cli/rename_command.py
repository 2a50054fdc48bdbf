"""`playbooks rename`: another id for something, wherever it is written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks import editing
from partner_playbooks.cli.open_content import open_to_edit
from partner_playbooks.cli.shared import ProjectOption
from partner_playbooks.project.saving import save_files


def rename(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The id as it is: finance, or activate.kickoff.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The id as it is to be.")],
    project: ProjectOption = Path(),
    *,
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="KIND", help=f"Where several have this id: one of {', '.join(editing.NAMES)}."),
    ] = None,
    no_alias: Annotated[
        bool, typer.Option("--no-alias", help="Leave no former id: nobody has seen the old one yet.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; show each line that would change.")
    ] = False,
) -> None:
    """Give something another id, everywhere; the old one stays as a former id, for links and saved ticks."""
    content = open_to_edit(project)
    thing = editing.find_thing(content.handbook, old, kind)
    rewrite = editing.rename_thing(content.handbook, thing, new, leave=not no_alias)
    after = rewrite.apply_to(content.files)
    renamed = content.examine(after)
    if renamed.diagnostics:  # else nothing can be worse
        editing.refuse_if_worse(content.examined, renamed)
    changes = list(editing.list_differences(content.files, after, rewrite.moved))
    if dry_run:
        for each in changes:
            sys.stdout.write(f"{each.file}{'' if each.file == each.name else f' → {each.name}'}\n")
            sys.stdout.writelines(f"{line}\n" for line in each.lines)
    else:
        save_files(content.project.root, content.files, after)
    count = sum(each.added for each in changes)
    done = "would get" if dry_run else "has"
    lines, in_files = f"{count} line{'s' * (count != 1)}", f"{len(changes)} file{'s' * (len(changes) != 1)}"
    sys.stdout.write(f'{thing} {done} the id "{new}": {lines} in {in_files}.\n')
    words = list(editing.find_words_like(after, thing.id))
    if words:
        sys.stdout.write(f'"{thing.id}" still stands as a word, which is yours to judge: {", ".join(words)}\n')
