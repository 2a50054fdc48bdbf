"""`playbooks generate`: the Markdown in playbooks/."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from partner_playbooks.cli.editions import render_editions
from partner_playbooks.cli.shared import ProjectOption, TodayOption, choose_day, find_project
from partner_playbooks.cli.telling import tell
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.project.finished_work import make_key
from partner_playbooks.project.inputs import list_inputs
from partner_playbooks.project.playbooks_folder import list_stale_pages, list_wanted_pages

if TYPE_CHECKING:
    from datetime import date

    from partner_playbooks.project.folder import Project
    from partner_playbooks.project.generated import Generated


def generate(
    project: ProjectOption = Path(),
    *,
    check_only: Annotated[
        bool, typer.Option("--check", help="Write nothing; show what is stale, and fail if anything is.")
    ] = False,
    today: TodayOption = None,
) -> None:
    """Write playbooks/, the internal edition's Markdown as it is read in the repository."""
    rendering = _Rendering(find_project(project), choose_day(today))
    known = rendering.recall()
    differences = list(list_stale_pages(rendering.project.playbooks, known["pages"]))
    if not check_only:
        changes = rendering.wanted.write() if differences else 0
        sys.stdout.write(f"{len(known['pages'])} playbooks, {changes} changed.\n")
        return
    for path, what in differences:
        sys.stdout.write(f"playbooks/{path}: {what}\n")
    if differences:
        tell("playbooks/ does not match content/: run `playbooks generate`.")
        raise typer.Exit(1)


@dataclass(slots=True)
class _Rendering:
    """What playbooks/ should hold; it is rendered where it is not known."""

    project: Project
    today: date
    _shown: list[str] = field(default_factory=list)
    """The findings that were shown."""
    _made: list[Generated] = field(default_factory=list)

    @property
    def wanted(self) -> Generated:
        """The pages themselves."""
        if not self._made:
            (edition,) = render_editions(
                self.project, [Audience.INTERNAL], self.today, published=False, show=self._show
            )
            self._made.append(list_wanted_pages(self.project.playbooks, edition.pages))
        return self._made[0]

    def recall(self) -> dict[str, Any]:
        """Give the digests of all pages and the findings, which are shown; known if they were rendered before."""
        state, inputs = self.project.state(), list_inputs(self.project, self.today)
        if inputs is None:
            return self._describe()
        known = self.project.finished.recall(
            make_key(b"playbooks", *inputs),
            self._describe,
            still=lambda: self.project.state() == state,
        )
        self._show(known["findings"])
        return known

    def _describe(self) -> dict[str, Any]:
        return {"pages": self.wanted.digests, "findings": "".join(self._shown)}

    def _show(self, text: str) -> None:
        if text and text not in self._shown:
            self._shown.append(text)
            sys.stderr.write(text)
