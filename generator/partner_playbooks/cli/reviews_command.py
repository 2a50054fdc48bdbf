"""`playbooks reviews`: what is to be read again, by whom."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partner_playbooks.cli.shared import ProjectOption, choose_day, find_project
from partner_playbooks.cli.streams import print_data
from partner_playbooks.handbook.review_dates import group_by_role, list_owed_reviews
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.language.text import escape_markdown
from partner_playbooks.project.opening import open_project

if TYPE_CHECKING:
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.review_dates import OwedReview

FORMATS = ("text", "json")


def reviews(
    project: ProjectOption = Path(),
    *,
    by: Annotated[
        datetime | None,
        typer.Option("--by", metavar="DATE", formats=["%Y-%m-%d"], help="The last day that counts; left out, today."),
    ] = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=f"{' or '.join(FORMATS)}.")] = "text",
) -> None:
    """List what is due to be read again, by the role that owes it."""
    if format_ not in FORMATS:
        raise UserError(f'there is no format "{format_}"', f"choose one of {', '.join(FORMATS)}")
    handbook = open_project(find_project(project), choose_day(None)).handbook
    groups = list(group_by_role(handbook, list_owed_reviews(handbook, choose_day(by))))
    if format_ == "json":
        print_data(json.dumps([_group(handbook, *each) for each in groups], indent=2, ensure_ascii=False) + "\n")
        return
    for role, due in groups:
        sys.stdout.write(f"{_title(handbook, role)}\n")
        sys.stdout.writelines(
            f"  {each.review.due}  {each.kind} {each.entity.title} ({_file(handbook, each)})\n" for each in due
        )
    if not groups:
        sys.stdout.write("No review is due.\n")


def _group(handbook: Handbook, role: str | None, due: tuple[OwedReview, ...]) -> dict[str, object]:
    lines = (
        f"- [ ] {each.review.due}: {each.kind} {escape_markdown(each.entity.title)} (`{_file(handbook, each)}`)"
        for each in due
    )
    return {
        "role": role,
        "title": _title(handbook, role),
        "reviews": [
            {
                "kind": each.kind,
                "id": each.entity.id,
                "title": each.entity.title,
                "reviewed": each.review.reviewed.isoformat(),
                "due": each.review.due.isoformat(),
                "file": _file(handbook, each),
            }
            for each in due
        ],
        "markdown": "\n".join(lines).replace("@", "@\N{ZERO WIDTH SPACE}"),
    }


def _title(handbook: Handbook, role: str | None) -> str:
    entity = None if role is None else handbook.get("role", role)
    return "Nobody is named" if entity is None else entity.title


def _file(handbook: Handbook, each: OwedReview) -> str:
    """Give the file that the review stands in, with its line."""
    placed = next(found for found in handbook.list_written(each.kind) if found.id == each.entity.id)
    span = placed.span("review", "due")
    return f"{span.file}:{span.line}"
