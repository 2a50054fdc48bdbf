"""PB207: `{programme.x}` where the programme has no such setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.language.diagnostics import Diagnostic, suggest_nearest
from partner_playbooks.language.text import RichText, list_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per setting that text names and the programme lacks."""
    known = handbook.programme.settings()
    for placed in handbook.holders():
        for leaf in placed.leaves:
            for name in list_settings(leaf.value) if isinstance(leaf.value, RichText) else ():
                if name not in known:
                    span = placed.find(leaf.path, f"{{programme.{name}}}")
                    hint = suggest_nearest(name, known, "{{programme.{}}}".format) or f"settings: {', '.join(known)}"
                    yield Diagnostic("PB207", f'the programme has no setting "{name}"', span, hint)
