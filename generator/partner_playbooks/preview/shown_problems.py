"""What is wrong, as the pages show it: facts in JSON, for the page makes text of them and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Severity
from partner_playbooks.reporters.text_report import write_frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partner_playbooks.checks.examination import Examination
    from partner_playbooks.language.diagnostics import Diagnostic, UserError

_SHOWN = 20
"""Findings that a page shows; the terminal has them all."""


def describe_findings(examined: Examination) -> str:
    """Give the errors in content, the first of them in full."""
    errors = [found for found in examined.diagnostics if found.severity is Severity.ERROR]
    told = [_finding(found, examined.texts) for found in errors[:_SHOWN]]
    if len(errors) > _SHOWN:
        told.append(_problem(f"And {len(errors) - _SHOWN} more: `playbooks check` shows all of them."))
    return json.dumps(told)


def describe_error(error: UserError) -> str:
    """Give a fault of the theme, the configuration or the machine."""
    return json.dumps([_problem(str(error), help_=error.hint)])


def _finding(found: Diagnostic, texts: Mapping[str, str]) -> dict[str, object]:
    lines = texts.get(found.span.file, "").split("\n")
    return {
        **_problem(found.message, "\n".join(write_frame(found.span, lines)), found.hint),
        "code": found.code,
        "place": str(found.span),
        "notes": [f"{place}: {words}" for words, place in found.related],
    }


def _problem(message: str, shown: str = "", help_: str = "") -> dict[str, object]:
    return {"code": "", "place": "", "message": message, "frame": shown, "help": help_, "notes": []}
