"""PB401: a figure that is claimed without saying where it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import Diagnostic
from partner_playbooks.model.reference import Source
from partner_playbooks.model.stage import Claim
from partner_playbooks.text import RichText, to_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from partner_playbooks.handbook import Handbook
    from partner_playbooks.model.walk import Leaf

_FIGURE = re.compile(
    r"""
      \d[\d.,]*[ \u00a0]?(?:%|per[ ]?cent\b|percentage[ ]points\b)   # 30 %, 94 per cent
    | \b\d+(?:\.\d+)?[ \u00a0]?(?:times|fold|x)\b                    # 1.4 times
    | \b\d{2}/\d{2}\b(?!/)                                           # 80/20
    | \b\d+[ ](?:in|out[ ]of)[ ](?:every[ ])?\d+\b                   # 3 out of 10
    """,
    re.VERBOSE,
)


def check(handbook: Handbook, _today: date) -> Iterator[Diagnostic]:
    """Yield a finding per text that claims a figure and names no source."""
    for placed in handbook.written():
        for leaf in placed.leaves:
            figure = _figure(leaf)
            if figure and not _has_source(leaf):
                message = f'"{figure}" is claimed without a source'
                yield Diagnostic("PB401", message, placed.find(leaf.path, figure), _way_out(leaf))


def _figure(leaf: Leaf) -> str:
    """Give the first figure of a text that tells and explains; criteria and targets set their own figures."""
    if isinstance(leaf.holder, Source) or not (isinstance(leaf.holder, Claim) or leaf.is_prose):
        return ""
    text = to_plain(leaf.value, setting=str) if isinstance(leaf.value, RichText) else leaf.value
    found = _FIGURE.search(text) if isinstance(text, str) else None
    return found.group() if found else ""


def _has_source(leaf: Leaf) -> bool:
    holder = leaf.holder
    return isinstance(holder, Claim) and (holder.source is not None or holder.unsourced)


def _way_out(leaf: Leaf) -> str:
    if isinstance(leaf.holder, Claim):
        return "add `source:` with a source's id, or `unsourced: true` where the source gives no origin"
    return "move the figure into a practice or pitfall that names its source"
