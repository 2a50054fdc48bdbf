"""What the site's script knows of a task: it keeps ticks by the task's id, and filters by what is said here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.wording.markdown import Markdown

if TYPE_CHECKING:
    from partner_playbooks.handbook.model.role import Side


@dataclass(frozen=True, slots=True)
class Marks:
    """Ids alone, so nothing here needs to be written in a way that readers like."""

    key: str
    """Of the task in its list: its id, with a number after it where the same item stands in the list again."""
    role: str
    side: Side
    types: tuple[str, ...]
    """The partner types that it applies to; all of them where there is none."""
    tiers: tuple[str, ...]
    after: tuple[str, ...]
    """Tasks that must be done first."""
    was: tuple[str, ...]
    """Its former ids."""


_IDS = re.compile(r"[a-z0-9.# -]*")


def write_attributes(marks: Marks) -> Markdown:
    """Write marks as attributes, those that say nothing left out.

    Raises:
        TypeError: there is more than ids in them.
    """
    values = {
        "data-item-id": marks.key,
        "data-role": marks.role,
        "data-side": marks.side.value,
        "data-types": " ".join(marks.types),
        "data-tiers": " ".join(marks.tiers),
        "data-after": " ".join(marks.after),
        "data-was": " ".join(marks.was),
    }
    for name, value in values.items():
        if not _IDS.fullmatch(value):
            raise TypeError(f"{name}: {value!r} is no id")
    return Markdown(" ".join(f'{name}="{value}"' for name, value in values.items() if value))
