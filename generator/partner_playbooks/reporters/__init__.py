"""Diagnostics → what people and machines read. A new format is a new file and one line in REPORTERS, here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.reporters import (
    concise_report,
    github_report,
    gitlab_report,
    json_report,
    rdjson_report,
    sarif_report,
    suggestions_report,
    text_report,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from partner_playbooks.language.diagnostics import Diagnostic

    Reporter = Callable[[Sequence[Diagnostic], Mapping[str, str]], str]

REPORTERS: dict[str, Reporter] = {
    "text": text_report.report,
    "concise": concise_report.report,
    "json": json_report.report,
    "github": github_report.report,
    "gitlab": gitlab_report.report,
    "sarif": sarif_report.report,
    "rdjson": rdjson_report.report,
    "suggestions": suggestions_report.report,
}
"""Name of the format → function from findings and file texts to the report."""

HOSTED = frozenset({"github", "gitlab", "sarif", "rdjson", "suggestions"})
"""Formats whose paths start at the repository's top: hosts know a repository, not a project within it."""
LOGGED = frozenset({"concise"})
"""Formats whose paths start where the command runs: terminals open files from there."""
