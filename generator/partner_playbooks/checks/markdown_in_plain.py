"""PB118: what looks like Markdown, or a setting, in a field that is shown as it is typed (a warning)."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from partner_playbooks.checks.single import check_each
from partner_playbooks.language.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.handbook.model.walk import Leaf

_MARKDOWN = re.compile(
    r"""
      !?\[[^\[\]]+\]\([^()\s]+\)                      # a link, a picture
    | (?<![\w*])\*\*?(?=[^\s*])[^*]+(?<=\S)\*\*?(?![\w*])   # emphasis
    | (?<![\w_])__?(?=[^\s_])[^_]+(?<=\S)__?(?![\w_])
    | `[^`]+`                                        # code
    | <(?:https?|mailto):[^\s<>]+>
    | </?(?:a|b|br|code|em|i|img|p|span|strong|u)\b[^<>]*>
    | \{programme\.[a-z_]+\}
    """,
    re.VERBOSE | re.IGNORECASE,
)


@check_each
def check(placed: Placed) -> Iterator[Diagnostic]:
    """Yield a warning per plain text that would show marks which its author meant to do something."""
    for leaf in placed.leaves:
        if _is_plain(leaf):
            found = _MARKDOWN.search(str(leaf.value))
            if found:
                message = f'"{found[0]}" will be shown as it stands: this field is plain text'
                hint = "write plain words; links, emphasis and settings belong into a field of rich text"
                place = placed.find(leaf.path, found[0])
                yield Diagnostic("PB118", message, place, hint, Severity.WARNING)


def _is_plain(leaf: Leaf) -> bool:
    """Tell whether a value is words of people, and neither an id, a choice nor an address."""
    value = leaf.value
    is_words = isinstance(value, str) and not isinstance(value, Enum) and not value.startswith(("http://", "https://"))
    return is_words and leaf.ref is None and leaf.identifier is None
