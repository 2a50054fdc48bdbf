"""`playbooks explain`: what a code of a finding means, with an example of what is wrong and what is right."""

from __future__ import annotations

import re
import sys
from typing import Annotated

import typer

from partner_playbooks.language.diagnostics import UserError, suggest_nearest
from partner_playbooks.project import resources

_ENTRY = re.compile(r"^## (PB\d{3}) .*?(?=^#{1,2} |\Z)", re.MULTILINE | re.DOTALL)


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code of a finding, such as PB201.")],
) -> None:
    """Tell what a finding is about: why it matters, and an example."""
    entries = {found[1]: found[0] for found in _ENTRY.finditer(resources.find_code_docs().read_text(encoding="utf-8"))}
    wanted = code.upper()
    if wanted not in entries:
        hint = suggest_nearest(wanted, entries) or "codes are PB and three digits: PB201"
        raise UserError(f'there is no code "{code}"', hint)
    sys.stdout.write(entries[wanted].removeprefix("## ").rstrip() + "\n")
