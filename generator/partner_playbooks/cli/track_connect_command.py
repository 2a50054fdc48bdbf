"""`playbooks track connect`: a folder of exports → a proposal for tracking.yml."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partner_playbooks.cli.open_records import require_engine
from partner_playbooks.cli.shared import ProjectOption, find_project
from partner_playbooks.cli.telling import tell
from partner_playbooks.language.diagnostics import UserError, show_on_one_line, suggest_nearest
from partner_playbooks.project.clock import find_today
from partner_playbooks.project.opening import open_project
from partner_playbooks.project.saving import save_files
from partner_playbooks.tracking.connect_questions import answer_question, list_questions
from partner_playbooks.tracking.connecting import propose
from partner_playbooks.tracking.settings_text import write_settings, write_words
from partner_playbooks.tracking.tracking_settings import FILE

if TYPE_CHECKING:
    from partner_playbooks.tracking.connecting import Proposal


def track_connect(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder that holds the exports.")],
    *,
    project: ProjectOption = Path(),
    zone: Annotated[str, typer.Option("--zone", help="The programme's time zone.")] = "UTC",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Where tracking.yml is written; else FOLDER's own parent."),
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(
            "--answer", metavar="KEY=VALUE", help="An answer to what is unsure, as in `deals.dates=dd/MM/yyyy`; repeat."
        ),
    ] = None,
    ask: Annotated[
        bool | None, typer.Option("--ask/--no-ask", help="Whether to ask what is unsure; else as there is a terminal.")
    ] = None,
) -> None:
    """Look at a folder of exports, ask what is unsure, write tracking.yml, and say what the exports make known."""
    require_engine()
    from partner_playbooks.tracking.engine.sampling import sample_folder  # an extra, looked for by now

    if not folder.is_dir():
        raise UserError(f"{folder} is no folder", "name the folder that holds the exports")
    root = folder.resolve().parent if out is None else out.resolve()
    if not folder.resolve().is_relative_to(root):
        raise UserError(f"{folder} is not below {root}", "the exports must lie below the folder of tracking.yml")
    if (root / FILE).exists():
        raise UserError(f"{root / FILE} is there already", "move it away first, or name another folder with --out")
    handbook = open_project(find_project(project), find_today()).handbook
    files, unread = sample_folder(root, folder.resolve())
    for line in unread:
        tell(line)
    proposals, strange = propose(files, handbook)
    if not proposals:
        hint = "each file needs a first line with headings, and partners an id and a name"
        raise UserError(f"no file in {folder} is known as a table of records", hint)
    proposals = _answer_by_flags(proposals, answer or [])
    if ask or (ask is None and sys.stdin.isatty() and sys.stdout.isatty()):
        proposals = _answer_by_asking(proposals)
    save_files(root, {}, {FILE: write_settings(proposals, zone).encode()})
    sys.stdout.write(write_words(proposals, strange))
    sys.stdout.write(f"Written: {root / FILE}. Next: playbooks track check --records {root}\n")


def _answer_by_flags(proposals: tuple[Proposal, ...], answers: list[str]) -> tuple[Proposal, ...]:
    for given in answers:
        key, _, value = given.partition("=")
        open_ = {question.key: question for question in list_questions(proposals)}
        if key not in open_:
            hint = suggest_nearest(key, open_) or f"what is unsure: {', '.join(open_) or 'nothing'}"
            raise UserError(f'nothing is unsure about "{key}"', hint)
        proposals = answer_question(proposals, open_[key], open_[key].read(value))
    return proposals


def _answer_by_asking(proposals: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """Ask one question after the other; what is not answered stays open in tracking.yml."""
    questions = list(list_questions(proposals))
    if questions:
        typer.echo(f"{len(questions)} things are unsure. Enter alone leaves one for later.")
    for place, question in enumerate(questions, start=1):
        typer.echo(show_on_one_line(f"\n{place}/{len(questions)} {question.table}: {question.text}".strip()))
        for number, choice in enumerate(question.choices, start=1):
            typer.echo(f"  {number} {choice}")
        while given := typer.prompt(">", default="", show_default=False, prompt_suffix=" ").strip():
            try:
                proposals = answer_question(proposals, question, question.read(given))
            except UserError as error:
                typer.echo(f"{error}: {error.hint}")
                continue
            break
    return proposals
